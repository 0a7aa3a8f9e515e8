"""Participation codes of the SSDA903 return: their words, and the national checks on a review's row.

Ages are full years; a person's birthday falls on its day each year, and on 1 March for somebody born on
29 February in a year without one. On the fourth birthday itself both PN0 and PN1 to PN7 are right.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

TOO_YOUNG_BEFORE = 4
"""Years: under this age a child is PN0, whatever happened at the review."""


NO_CODE = "no code"
"""Under which reviews without a valid code are counted, beside the codes."""


class ParticipationCode(StrEnum):
    """How a child took part in one review, as the IRO records it afterwards."""

    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"

    @property
    def official(self) -> str:
        """The text of the statistical return."""
        return _WORDS[self][0]

    @property
    def words(self) -> str:
        """What children's services say."""
        return _WORDS[self][1]


_WORDS = {
    ParticipationCode.PN0: ("Child aged under 4 at the time of the review", "too young"),
    ParticipationCode.PN1: (
        "Child physically attends and speaks for him or herself (Attendance).",
        "attended, spoke for self",
    ),
    ParticipationCode.PN2: (
        (
            "Child physically attends and an advocate speaks on his or her behalf. (Attendance views "
            "represented by advocate or Independent Reviewing Officer (IRO))"
        ),
        "attended, advocate spoke",
    ),
    ParticipationCode.PN3: (
        "Child attends and conveys his or her view symbolically (non-verbally) (Attendance symbols)",
        "attended, gave views non-verbally",
    ),
    ParticipationCode.PN4: (
        (
            "Child physically attends but does not speak for him or herself, does not convey his or her "
            "view symbolically (non-verbally) and does not ask an advocate to speak for him or her "
            "(Attendance without contribution)"
        ),
        "attended without contributing",
    ),
    ParticipationCode.PN5: (
        (
            "Child does not attend physically but briefs an advocate to speak for him or her "
            "(Views represented by advocate or independent reviewing officer (IRO) through texting, "
            "written format, phone, audio/video, viewpoint)"
        ),
        "did not attend, advocate briefed",
    ),
    ParticipationCode.PN6: (
        (
            "Child does not attend but conveys his or her feelings to the review by a facilitative medium "
            "(Texting the chair, written format, phone, audio/video, viewpoint)"
        ),
        "did not attend, views sent",
    ),
    ParticipationCode.PN7: (
        "Child does not attend nor are his or her views conveyed to the review",
        "did not attend, no views",
    ),
}


class Rule(Enum):
    """A check of the national validator on table REVIEWS: (number, official message)."""

    DATE_INVALID = ("166", "Date of review is invalid or blank.")
    CODE_INVALID = ("167", "Data entry for participation is invalid or blank.")
    NOT_UNDER_FOUR = (
        "440",
        (
            "Participation method indicates child was under 4 years old at the time of the review, but date "
            "of birth and review date indicates the child was 4 years old or over."
        ),
    )
    UNDER_FOUR = (
        "441",
        (
            "Participation method indicates child was 4 years old or over at the time of the review, but the "
            "date of birth and review date indicates the child was under 4 years old."
        ),
    )

    @property
    def number(self) -> str:
        """The rule's number in the national validator."""
        return self.value[0]

    @property
    def message(self) -> str:
        """The validator's own sentence."""
        return self.value[1]


def _fold(text: str) -> str:
    """Keep letters and digits: spacing, case and full stops differ from system to system."""
    return re.sub(r"[\W_]+", "", text.casefold())


_KNOWN = {
    _fold(text): code
    for code in ParticipationCode
    for text in (
        code.value,
        code.official,
        code.words,
        f"{code.value} {code.official}",
        f"{code.value} {code.words}",
    )
}


def parse_code(text: str) -> ParticipationCode | None:
    """Read a code in any case or spacing, either of its labels, or both together; None if it is neither."""
    return _KNOWN.get(_fold(text))


def find_birthday(date_of_birth: date, years: int) -> date:
    """Return the day somebody turns `years` (see the module's words on 29 February)."""
    year = date_of_birth.year + years
    try:
        return date_of_birth.replace(year=year)
    except ValueError:
        return date_of_birth.replace(year=year, month=3, day=1)


def age_on(date_of_birth: date, day: date) -> int:
    """Return the age on `day` in full years; below zero for a day before the birth."""
    years = day.year - date_of_birth.year
    return years if day >= find_birthday(date_of_birth, years) else years - 1


def is_under_four(date_of_birth: date, day: date) -> bool:
    """Tell whether the fourth birthday is still to come."""
    return day < find_birthday(date_of_birth, TOO_YOUNG_BEFORE)


def check_entry(date_text: str, review_on: date | None, code_text: str) -> Rule | None:
    """Apply 166 and 167 to what stands in REVIEW and REVIEW_CODE; `review_on` is None if unreadable.

    An entry with both blank passes. A date that cannot be read is 166 whatever the code says.
    """
    if date_text and review_on is None:
        return Rule.DATE_INVALID
    is_good = parse_code(code_text) is not None if date_text else not code_text
    return None if is_good else Rule.CODE_INVALID


def check_age(code: ParticipationCode, date_of_birth: date, review_on: date) -> Rule | None:
    """Apply 440 and 441, which compare the code with the child's age at the review."""
    fourth_birthday = find_birthday(date_of_birth, TOO_YOUNG_BEFORE)
    if code is ParticipationCode.PN0:
        return Rule.NOT_UNDER_FOUR if review_on > fourth_birthday else None
    return Rule.UNDER_FOUR if review_on < fourth_birthday else None

"""From one person's answers to counts that nobody can be told from: by quarter, form and age band. Pure.

Each answer is counted by itself. What one person said to several questions stands together nowhere any more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forms.definition import Audience, Kind, Timing
from forms.london import london_day
from forms.participation import age_on
from forms.records import CodedCount, Quote
from forms.units import Add, Insert, Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from forms.units import Row, Write

MONTHS_A_QUARTER = 3
BEYOND_A_QUARTER = timedelta(days=95)
"""From the first day of a quarter, some day of the next."""
VALUE, WORDS, SKIPPED = "value", "words", "skipped"
THEME = "theme"
"""That a response spoke of a theme (`value`); with no theme's key, that a person looked for any."""
COUNTED_BY_VALUE = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK, Kind.RANGE, Kind.INTEGER})
"""Kinds whose values the summary counts. Of a day that somebody wrote, only that there is one is kept."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of the meeting that a response was about; all of it None where it was about none."""

    held_on: date | None = None
    is_stood_down: bool = False
    born_on: date | None = None
    is_about_none: bool = False


def start_of_quarter(day: date) -> date:
    """Return the first day of a day's calendar quarter."""
    month = (day.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1
    return date(day.year, month, 1)


def end_of_quarter(quarter_on: date) -> date:
    """Return the first day that is outside a quarter."""
    return start_of_quarter(quarter_on + BEYOND_A_QUARTER)


def find_day(timing: Timing, meeting: Meeting, sent_at: datetime) -> date | None:
    """Return the day by which the summary counts a response; None if it counts it in no period.

    A consultation goes by the day its meeting was held, everything else by its own.
    """
    if timing is Timing.BEFORE and not meeting.is_about_none:
        return None if meeting.is_stood_down else meeting.held_on
    return london_day(sent_at)


def find_band(audience: str, meeting: Meeting, day: date, bands: Iterable[range]) -> str:
    """Name the age band of a child who answered; empty for others."""
    if audience != Audience.CHILD or meeting.born_on is None:
        return ""
    age = age_on(meeting.born_on, day)
    return next((f"{band.start}-{band.stop - 1}" for band in bands if age in band), "")


def count_answers(form_key: str, quarter_on: date, age_band: str, answers: Iterable[Row]) -> Iterator[Write]:
    """Yield what counts each answer, one by one."""
    for row in answers:
        said, value = _read(row)
        key = {
            "quarter_on": quarter_on,
            "form_key": form_key,
            "age_band": age_band,
            "question_key": row["question_key"],
            "kind": row["kind"],
            "said": said,
            "value": value,
        }
        yield Insert(CodedCount, {**key, "responses": 0}, unless_there=True)
        yield Add(CodedCount, key, {"responses": 1})


def count_themes(form_key: str, quarter_on: date, age_band: str, codings: Iterable[Row]) -> Iterator[Write]:
    """Yield what counts a response once under each theme found in it."""
    for theme_key in sorted({row["theme_key"] for row in codings}):
        key = {
            "quarter_on": quarter_on,
            "form_key": form_key,
            "age_band": age_band,
            "question_key": "",
            "kind": "",
            "said": THEME,
            "value": theme_key,
        }
        yield Insert(CodedCount, {**key, "responses": 0}, unless_there=True)
        yield Add(CodedCount, key, {"responses": 1})


def keep_themes(of: Row, codings: Iterable[Row]) -> Iterator[Write]:
    """Yield what keeps, with words for a report, the themes found in the answer that they are from.

    `of` names the response as a quotation does.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for row in codings:
        if row["theme_key"]:
            found[row["question_key"]].add(row["theme_key"])
    for question_key, themes in found.items():
        of_answer = {**of, "question_key": question_key}
        yield Update(Quote, of_answer, {"themes": " ".join(sorted(themes))})


def _read(row: Row) -> tuple[str, str]:
    """Read what of an answer is counted: of a ranking, what was put first."""
    if row["sealed"] is not None:
        return WORDS, ""
    if row["value"] is None:
        return SKIPPED, ""
    kind = Kind(row["kind"])
    if kind not in COUNTED_BY_VALUE:
        return WORDS, ""
    value = str(row["value"])
    return VALUE, value.split(" ", maxsplit=1)[0] if kind is Kind.RANK else value

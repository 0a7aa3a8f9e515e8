"""What the made-up council was told otherwise than by a form, promised, and heard from others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from admin.gathering.kinds import Kind
from admin.gathering.units import AddUnit, DecideUnit, Writer
from admin.gathering.written import Written, read_written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from admin.made_up.reviews import Years
    from forms.keys import Keys
    from forms.store import Store

    Day = Callable[[Years], date]


@dataclass(frozen=True, slots=True)
class MadeItem:
    """One thing: its kind, the days it belongs to, and what is typed. `waits`: nobody approved it yet."""

    kind: Kind
    first_on: Day
    typed: Mapping[str, str]
    last_on: Day | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Typists:
    """Who wrote it down and who approved it, by their accounts."""

    writer: str
    second: str


def _in_year(days: int) -> Day:
    """Return a day of the year that is looked at."""
    return lambda years: years.first_on + timedelta(days=days)


def _lately(days: int) -> Day:
    """Return a day before yesterday."""
    return lambda years: years.until_on - timedelta(days=days)


def _praise(shown: str, role: str, source: str, about: str, how: str = "own_words") -> dict[str, str]:
    return {
        "words": shown,
        "shown": shown,
        "role": role,
        "source": source,
        "how": how,
        "about": about,
        "permission": "yes",
        "permission_by": "whoever said it",
        "staff": "",
    }


def _told(title: str, count: int, words: str, how: str = "written_down") -> dict[str, str]:
    return {"title": title, "count": str(count), "words": words, "how": how}


def _pledge(words: str, state: str = "open", evidence: str = "", said_by: str = "") -> dict[str, str]:
    return {"words": words, "state": state, "evidence": evidence, "said_by": said_by}


COUNCIL = "Children in Care Council"
HEAD = "head of the reviewing service"
NOT_ASKED = {"permission": "not_asked", "shown": "", "permission_by": ""}
_NEXT: Day = lambda years: years.last_on + timedelta(days=1)  # noqa: E731 - a day like the others
ITEMS: tuple[MadeItem, ...] = (
    MadeItem(
        Kind.COMPLIMENT,
        _in_year(41),
        _praise("You rang before and after, as you said you would.", "carer", "telephone", "calls kept"),
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _in_year(118),
        _praise("It was in words I understood, and I got to go first.", "child", "visit", "how it was led"),
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _in_year(203),
        _praise(
            "The record came within the week and said what we had agreed.",
            "professional",
            "email",
            "the record of a meeting",
        ),
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _in_year(297),
        _praise("For the first time I felt part of it.", "parent", "letter", "being asked before"),
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _lately(6),
        _praise(
            "She smiled and gave a thumbs up when her plan was read out.",
            "professional",
            "meeting",
            "a plan read out",
            "observed",
        ),
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _lately(4),
        _praise("Thank you for moving it to after school.", "child", "visit", "the time of a meeting"),
        waits=True,
    ),
    MadeItem(
        Kind.COMPLIMENT,
        _lately(9),
        {**_praise("A kind card came for the whole team.", "carer", "letter", ""), **NOT_ASKED},
        waits=True,
    ),
    MadeItem(
        Kind.SESSION,
        _in_year(52),
        _told(COUNCIL, 9, "The letter after a meeting is too long. We wrote one that fits on a page."),
    ),
    MadeItem(
        Kind.SESSION,
        _in_year(143),
        _told("Summer day of the participation group", 14, "We chose the questions for the next check-in."),
    ),
    MadeItem(
        Kind.SESSION,
        _in_year(268),
        _told(COUNCIL, 8, "We told the people who lead the council: ask about the time of day first."),
    ),
    MadeItem(
        Kind.PLEDGE,
        _in_year(0),
        _pledge(
            "Every letter after a meeting fits on one page.",
            "done",
            "All teams send the short letter since October.",
            HEAD,
        ),
    ),
    MadeItem(
        Kind.PLEDGE,
        _in_year(0),
        _pledge(
            "No meeting in lesson time unless you say so.",
            "partly",
            "Fewer meetings were before three o'clock than the year before; some schools still ask for them.",
            HEAD,
        ),
    ),
    MadeItem(
        Kind.PLEDGE,
        _in_year(0),
        _pledge(
            "You can choose who leads your meeting.", "not_yet", "Two teams are too small for a choice.", HEAD
        ),
    ),
    MadeItem(Kind.PLEDGE, _NEXT, _pledge("We tell you what came of your wish within three weeks.")),
    MadeItem(
        Kind.PLEDGE,
        _NEXT,
        _pledge("A place to meet that is no office, in each part of the county."),
        last_on=lambda years: max(_NEXT(years), years.until_on - timedelta(days=20)),
    ),
    MadeItem(
        Kind.ELSEWHERE,
        _in_year(0),
        {
            "title": "Young people who had an advocate",
            "count": "57",
            "out_of": "388",
            "source": "the advocacy service, its yearly report",
            "note": "Each young person once; those with a plan of protection are left out.",
        },
        last_on=lambda years: years.last_on,
    ),
    MadeItem(
        Kind.ELSEWHERE,
        _in_year(0),
        {
            "title": "Visits by independent visitors",
            "count": "214",
            "out_of": "",
            "source": "the independent visitors' scheme",
            "note": "",
        },
        last_on=lambda years: years.last_on,
    ),
    MadeItem(
        Kind.ELSEWHERE,
        lambda years: years.before_on.replace(year=years.before_on.year - 1),
        {
            "title": "Children who took part in their review",
            "count": "812",
            "out_of": "1104",
            "source": "the council's own annual report",
            "note": "Counted over all reviews, as was done then.",
            "measure": "participation",
        },
        last_on=lambda years: years.before_on - timedelta(days=1),
    ),
)


CHILDREN = 1_200
"""Of the council that the figures of others are made up for: a medium one."""


async def write_gathered(  # noqa: PLR0913 - where, of which days, by whom, for how large a council
    store: Store, keys: Keys, years: Years, now: datetime, who: Typists, *, children: int = CHILDREN
) -> int:
    """Write down what is not there yet, and approve it; return how much was new.

    Raises StoreUnavailableError.
    """
    new = 0
    for number, item in enumerate(ITEMS):
        item_id = keys.mac("made up, gathered", str(number))
        written = _write(item, years, children / CHILDREN)
        unit = AddUnit(keys, item_id, written, Writer(who.writer, now, may_approve=False))
        if await store.write(unit):
            new += 1
            if not item.waits:
                await store.write(DecideUnit(item_id, who.second, now, approves=True))
    return new


def _write(item: MadeItem, years: Years, share: float = 1.0) -> Written:
    """Read it as the page would, numbers of others scaled. Raises ValueError where it would refuse it."""
    days = {"first_on": item.first_on, "last_on": item.last_on}
    typed = {**item.typed, **{name: str(day(years)) for name, day in days.items() if day is not None}}
    if item.kind is Kind.ELSEWHERE:
        typed |= {name: _scale(typed[name], share) for name in ("count", "out_of")}
    fields = {name: [text] for name, text in typed.items()}
    written = read_written(item.kind, fields, years.until_on)
    if not isinstance(written, Written):
        raise ValueError(written)  # noqa: TRY004 - what is made up is wrong, not its type
    return written


def _scale(number: str, share: float) -> str:
    return str(round(int(number) * share)) if number else ""

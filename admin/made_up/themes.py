"""What the made-up council coded: each made-up sentence has its themes, and some words may be quoted."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.demo_staff import STAFF
from admin.quotes.proposals import DecideUnit, Proposal, ProposeUnit, Wording
from admin.quotes.quotable import ALLOWED
from admin.themes.book import find_circles, read_starting_book
from admin.themes.coding import Coded
from forms.definition import Kind
from forms.keys import TamperedError
from forms.records import Response, ResponseAnswer
from forms.responses import read_answer
from forms.sharing import Sharing
from forms.units import PutUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.made_up.build import House
    from forms.library import Library
    from forms.units import Row

MOST_ANSWERS = 6_000
"""Answers that were coded: what several people do in a year beside their work. A large council has more."""
LEFT_TO_CODE = 6
"""One of so many answers nobody coded yet, so that there is something to try."""
CODED_AGAIN = 12
"""One of so many a second person coded as well."""
OVERLOOKED = 8
"""One of so many themes that person did not see."""
QUOTES_OF_A_THEME = 2
CODED_AFTER = timedelta(days=4)
AT_ONCE = 400

THEMES: Mapping[str, tuple[str, ...]] = {
    "Football on Saturdays.": ("friends_fun",),
    "I like my room now it is painted.": ("home",),
    "My carer makes good pancakes.": ("carers",),
    "I got moved up in maths.": ("school",),
    "Seeing my sister every other week.": ("brothers_sisters",),
    "I have a new friend called Ash.": ("friends_fun",),
    "The dog.": ("friends_fun", "home"),
    "College is going well and I like the course.": ("school",),
    "My exams in the summer.": ("school",),
    "I do not know if I am staying here.": ("home", "next_steps"),
    "My phone is old and breaks.": ("money_things",),
    "Changing school again.": ("school",),
    "I get nervous before meetings.": ("health_feelings", "atmosphere"),
    "Who will be my social worker next.": ("worker_changes",),
    "More time with my brother.": ("brothers_sisters",),
    "A later bedtime.": ("home",),
    "Meetings after school, not in lessons.": ("place_time",),
    "I want to know about meetings sooner.": ("notice",),
    "To have my own key.": ("money_things", "home"),
    "Fewer new people all the time.": ("worker_changes",),
    "Help with money for driving lessons.": ("independence", "money_things"),
    "My passport.": ("independence",),
    "A school trip.": ("school",),
    "When I can see my nan.": ("family_time",),
    "Swimming.": ("friends_fun",),
    "Drawing and games.": ("friends_fun",),
    "Bike rides with my carer.": ("friends_fun", "carers"),
    "Music.": ("friends_fun",),
    "Everyone had time to speak.": ("listened",),
    "It started on time and the plan was clear.": ("timekeeping", "next_steps"),
    "The child chose where people sat.": ("child_centre",),
    "My IRO listened.": ("listened",),
    "The reports came a week before.": ("papers",),
    "We laughed a bit, that helped.": ("atmosphere",),
    "Send the papers sooner.": ("papers",),
    "Shorter meetings please.": ("place_time",),
    "Fewer people in the room.": ("right_people",),
    "Say what the letters stand for.": ("plain_words",),
    "Ask the school about the time first.": ("place_time", "school"),
    "Tell us what was decided in plain words.": ("next_steps", "plain_words"),
    "Nothing, it was fine.": ("as_it_is",),
    "Settled, sleeping better.": ("health_feelings", "home"),
    "Proud of the swimming badge.": ("school",),
    "Doing well at school.": ("school",),
    "It works as it is.": ("as_it_is", "family_time"),
    "A longer visit in the holidays would help.": ("family_time",),
    "Please plan it early.": ("family_time", "notice"),
}
"""What is not here has nothing to code in it."""


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One made-up answer, opened, with the themes in it."""

    row: Row
    words: str
    themes: frozenset[str]


async def code_answers(house: House, library: Library) -> Counter[str]:
    """Code what the made-up people wrote, and approve some of it for the report.

    Raises StoreUnavailableError.
    """
    rows = await house.store.read(_ANSWERS)
    said = [one for row in rows if (one := _open(house, library, row)) is not None]
    writes = [write for one in said for write in _code(house, one)]
    units = (PutUnit(tuple(writes[start : start + AT_ONCE])) for start in range(0, len(writes), AT_ONCE))
    await asyncio.gather(*map(house.store.write, units))
    quoted = await _quote(house, said)
    return Counter({"answers coded": len(said), "quotations": quoted})


def _open(house: House, library: Library, row: Row) -> Said | None:
    form = library.find(row["form_key"], row["form_version"])
    if form is None or Random(_name(row)).randrange(LEFT_TO_CODE) == 0:  # noqa: S311 - made-up lives
        return None
    try:
        words = read_answer(house.keys.open_data_key(row["sealed_key"]), row) or ""
    except TamperedError:
        return None
    offered = {
        entry.key for entry in read_starting_book().list_asked(find_circles(row["audience"], form.timing))
    }
    return Said(row, words, frozenset(THEMES.get(words, ())) & offered)


def _name(row: Row) -> str:
    return f"{row['response_id']}/{row['question_key']}"


def _code(house: House, one: Said) -> Iterator[Any]:
    """Yield how the manager coded it; and, of some, how another one did."""
    first, second = (find_staff(house, code) for code in ("manager", "second-manager"))
    at = min(one.row["submitted_at"] + CODED_AFTER, house.now)
    place = one.row["response_id"], one.row["question_key"]
    yield from Coded(*place, one.themes, first).list_rows(at)
    luck = Random(f"again/{_name(one.row)}")  # noqa: S311 - made-up lives
    if luck.randrange(CODED_AGAIN) == 0:
        seen = frozenset(theme for theme in sorted(one.themes) if luck.randrange(OVERLOOKED))
        yield from Coded(*place, seen, second, is_second=True).list_rows(at)


def find_staff(house: House, code: str) -> str:
    """Return the account of somebody at work in the demo."""
    return next(one for one in STAFF if one.code == code).find_id(house.keys)


async def _quote(house: House, said: Iterable[Said]) -> int:
    """Let one manager propose words that may be quoted, and another approve them."""
    chosen = list(_choose(said))
    for one in chosen:
        row = one.row
        quote_id = house.keys.mac("quote", "made up", _name(row))
        by = find_staff(house, "manager")
        proposal = Proposal(Wording(one.words), row["audience"], by, row["response_id"], row["question_key"])
        await house.store.write(ProposeUnit(house.keys, quote_id, proposal, house.now))
        other = find_staff(house, "second-manager")
        await house.store.write(DecideUnit(quote_id, other, house.now, approves=True))
    return len(chosen)


def _choose(said: Iterable[Said]) -> Iterator[Said]:
    """Choose words of people who said yes: two of a theme and an audience, and no words twice."""
    used: set[tuple[str, str]] = set()
    of_theme: Counter[tuple[str, str]] = Counter()
    for one in said:
        audience = one.row["audience"]
        if one.row["quote_ok"] != "yes" or one.row["sharing"] == Sharing.ONLY_IRO:
            continue
        wanted = [theme for theme in one.themes if of_theme[theme, audience] < QUOTES_OF_A_THEME]
        if wanted and (one.words, audience) not in used:
            used.add((one.words, audience))
            of_theme.update((theme, audience) for theme in one.themes)
            yield one


_QUOTE_OK: Any = aliased(ResponseAnswer)
_ANSWERS: Any = (
    select(
        col(ResponseAnswer.response_id),
        col(ResponseAnswer.question_key),
        col(ResponseAnswer.kind),
        col(ResponseAnswer.value),
        col(ResponseAnswer.sealed),
        col(ResponseAnswer.sharing),
        col(Response.form_key),
        col(Response.form_version),
        col(Response.audience),
        col(Response.submitted_at),
        col(Response.sealed_key),
        _QUOTE_OK.value.label("quote_ok"),
    )
    .join(Response, col(Response.id) == col(ResponseAnswer.response_id))
    .outerjoin(_QUOTE_OK, (_QUOTE_OK.response_id == col(Response.id)) & (_QUOTE_OK.question_key == ALLOWED))
    .where(
        col(ResponseAnswer.kind) == Kind.TEXT.value,
        col(ResponseAnswer.sealed).is_not(None),
        col(Response.sealed_key).is_not(None),
    )
    .order_by(col(ResponseAnswer.response_id), col(ResponseAnswer.question_key))
    .limit(MOST_ANSWERS)
)

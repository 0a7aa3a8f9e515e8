"""What the made-up council did about what children said, and told them; some of it stands in the report."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.demo_staff import SECOND, TYPIST
from admin.quotes.proposals import DecideUnit, Proposal, ProposeUnit, Wording
from forms.last_time import Deed, Kept, Outcome, write_action
from forms.london import LONDON
from forms.records import Review
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from admin.made_up.build import House
    from forms.units import Row

ONE_OF = 9
"""One of so many reviews has something that was done and written for the child."""
IN_REPORT = 65
"""One of so many deeds stands in the report: some six of a large council's year, each another."""
PROMISED, TOLD, LATE = 0.7, 0.88, 0.15
"""Shares: of deeds promised for a day, of those told by now, of those told after the day."""
DAYS_TO_TELL = 14
AT_ONCE = 400
DEEDS: tuple[tuple[Deed, Outcome], ...] = (
    (
        Deed(
            "wanted Mum at the meeting",
            "Mum was asked to the next one",
            "she came",
            "You wanted Mum there.",
            "We asked her, and she came.",
        ),
        Outcome.DONE,
    ),
    (
        Deed(
            "tired of changing social workers",
            "raised with the team's manager",
            "a permanent worker was found",
            "You were tired of new social workers.",
            "We told their manager. Yours stays now.",
        ),
        Outcome.RAISED,
    ),
    (
        Deed(
            "meetings in lessons",
            "moved to after school",
            "",
            "You did not want to miss lessons.",
            "Your meetings are after school now.",
        ),
        Outcome.DONE,
    ),
    (
        Deed(
            "wants to see a brother more often",
            "asked the brother's team",
            "every second week",
            "You wanted to see your brother more.",
            "You see him every second week.",
        ),
        Outcome.DONE,
    ),
    (
        Deed(
            "does not feel heard at school",
            "an advocate was asked",
            "",
            "You did not feel heard at school.",
            "An advocate will go with you.",
        ),
        Outcome.ADVOCATE,
    ),
    (
        Deed(
            "wants to move back to the old school",
            "asked; there is no place this year",
            "asked again for September",
            "You wanted your old school.",
            "There is no place this year. We asked for September.",
        ),
        Outcome.NOT_POSSIBLE,
    ),
)


async def write_deeds(house: House) -> Counter[str]:
    """Write deeds for some reviews, and put some into the report. Again changes nothing.

    Raises StoreUnavailableError.
    """
    rows = await house.store.read(
        select(col(Review.review_ref), col(Review.held_on))
        .where(
            col(Review.review_ref).like("DEMO-R-%"),
            col(Review.meeting_kind) == "cla_review",
            col(Review.held_on) < house.now.date(),
            col(Review.stood_down).is_not(True),
        )
        .order_by(col(Review.review_ref))
    )
    chosen = rows[::ONE_OF]
    made = [(number, insert) for number, row in enumerate(chosen) for insert in _write(house, number, row)]
    deeds = tuple(insert for _, insert in made)
    for start in range(0, len(deeds), AT_ONCE):
        await house.store.write(PutUnit(deeds[start : start + AT_ONCE]))
    for number, insert in made:
        if number % IN_REPORT == 0 and insert.values["told_at"]:
            await _put_in_report(house, number, insert)
    return Counter({"deeds that children were told of": len(deeds)})


def _write(house: House, number: int, row: Row) -> Iterator[Insert]:
    """Write one, and whether the child knows of it: by chance that is the same each time."""
    chance = Random(number)  # noqa: S311 - a made-up council, no secret
    deed, outcome = DEEDS[number % len(DEEDS)]
    written_at = _at(row["held_on"] + timedelta(days=chance.randint(1, 9)))
    if written_at > house.now:
        return
    promised_on = written_at.date() + timedelta(days=DAYS_TO_TELL) if chance.random() < PROMISED else None
    is_late = chance.random() < LATE
    after = chance.randint(20, 40) if is_late else chance.randint(1, DAYS_TO_TELL - 1)
    told_at = written_at + timedelta(days=after)
    is_told = chance.random() < TOLD and told_at <= house.now
    action_id = house.keys.mac("made-up deed", row["review_ref"])
    kept = Kept(row["review_ref"], "iro", written_at, outcome=outcome.value, promised_on=promised_on)
    insert = write_action(house.keys, action_id, kept, deed)
    yield Insert(insert.table, {**insert.values, "told_at": told_at if is_told else None}, unless_there=True)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10), LONDON)


async def _put_in_report(house: House, number: int, insert: Insert) -> None:
    """Let one person propose the words, and another approve them."""
    deed, _ = DEEDS[number % len(DEEDS)]
    by, second = (one.find_id(house.keys) for one in (TYPIST, SECOND))
    wording = Wording(said=deed.told_said, done=deed.told_done)
    quote_id = house.keys.mac("made-up pair", insert.values["id"])
    proposal = Proposal(wording, "child", by, action_id=insert.values["id"])
    await house.store.write(ProposeUnit(house.keys, quote_id, proposal, insert.values["told_at"]))
    await house.store.write(DecideUnit(quote_id, second, insert.values["told_at"], approves=True))

"""What was approved stands in the summary of its period; nothing else does, and no word lies open."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from admin.gathered import NOTHING_GATHERED, Elsewhere, Gathered, How, PledgeState
from admin.gathering.counted import read_gathered
from admin.gathering.kinds import Kind
from admin.gathering.units import AddUnit, ChangeUnit, DecideUnit, TakeBackUnit, Writer
from admin.gathering.written import Written, read_written
from admin.periods import Period, find_council_year
from forms.records import GatheredItem
from forms.units import PutUnit, Update
from tests.canary import find_words
from tests.gathering.typed import CAME, TYPED, WORDING, fields

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
YEAR = find_council_year(NOW.date())


def write(kind: Kind, **changed: str) -> Written:
    written = read_written(kind, fields(kind, **changed), NOW.date())
    assert isinstance(written, Written), written
    return written


async def add_all(store: Store, keys: Keys, *, may_approve: bool = False) -> None:
    writer = Writer("typist", NOW, may_approve)
    for kind in Kind:
        assert await store.write(AddUnit(keys, kind.value, write(kind), writer))


async def approve_all(store: Store, keys: Keys) -> Gathered:
    await add_all(store, keys)
    for kind in Kind:
        assert await store.write(DecideUnit(kind.value, "another", NOW, approves=True))
    return await read_gathered(store, keys, YEAR)


async def test_nothing_stands_in_the_summary_before_it_is_approved(store: Store, keys: Keys) -> None:
    await add_all(store, keys)
    assert await read_gathered(store, keys, YEAR) == NOTHING_GATHERED


async def test_what_was_approved_stands_in_it_and_no_words_lie_open(
    store: Store, keys: Keys, folder: Path
) -> None:
    found = await approve_all(store, keys)
    [compliment], [session], [pledge] = found.compliments, found.sessions, found.pledges
    assert (compliment.words, compliment.source, compliment.role) == (WORDING, "e-mail", "carer")
    assert (session.people, session.how) == (9, How.WRITTEN_DOWN)
    assert (pledge.state, pledge.said_by) == (PledgeState.PARTLY, "head of service")
    days = (date(2026, 4, 1), date(2026, 9, 30))
    [figure] = found.elsewhere
    assert figure == Elsewhere(
        "Children who have an advocate", 61, 402, "the advocacy service", *days, "Each child once."
    )
    words = (CAME, "Okafor", WORDING, TYPED[Kind.SESSION]["words"], TYPED[Kind.PLEDGE]["evidence"])
    assert [find_words(folder, each) for each in words] == [[]] * len(words)


async def test_each_goes_by_its_own_days(store: Store, keys: Keys) -> None:
    await approve_all(store, keys)
    october = await read_gathered(store, keys, Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert (october.compliments, october.sessions, october.elsewhere) == ((), (), ())
    assert len(october.pledges) == 1
    before = await read_gathered(store, keys, find_council_year(date(2025, 6, 1)))
    assert len(before.pledges) == 1, "what is promised for the year that comes next"
    assert await read_gathered(store, keys, find_council_year(date(2024, 6, 1))) == NOTHING_GATHERED


async def test_manager_needs_a_second_person_for_peoples_words_alone(store: Store, keys: Keys) -> None:
    await add_all(store, keys, may_approve=True)
    found = await read_gathered(store, keys, YEAR)
    assert (len(found.pledges), len(found.elsewhere)) == (1, 1)
    assert (found.compliments, found.sessions) == ((), ())
    for kind in (Kind.COMPLIMENT, Kind.SESSION):
        assert not await store.write(DecideUnit(kind.value, "typist", NOW, approves=True))
        assert not await store.write(DecideUnit(kind.value, "", NOW, approves=True))
        assert await store.write(DecideUnit(kind.value, "another", NOW, approves=True))
        assert not await store.write(DecideUnit(kind.value, "a third", NOW, approves=False))


async def test_what_may_not_be_printed_is_approved_by_nobody(store: Store, keys: Keys) -> None:
    refused = write(Kind.COMPLIMENT, permission="no", shown="", permission_by="")
    await store.write(AddUnit(keys, "one", refused, Writer("typist", NOW, may_approve=False)))
    assert not await store.write(DecideUnit("one", "another", NOW, approves=True))


async def test_what_is_changed_is_to_be_approved_again_and_never_over_another_change(
    store: Store, keys: Keys
) -> None:
    await approve_all(store, keys)
    shorter, writer = write(Kind.SESSION, words="We made one."), Writer("another", NOW, may_approve=True)
    change = ChangeUnit(keys, "session", 1, shorter, writer)
    assert await store.write(change)
    assert not await store.write(change), "somebody changed it since that page was shown"
    assert (await read_gathered(store, keys, YEAR)).sessions == ()
    assert not await store.write(DecideUnit("session", "another", NOW, approves=True))
    assert await store.write(DecideUnit("session", "typist", NOW, approves=True))
    assert [each.words for each in (await read_gathered(store, keys, YEAR)).sessions] == ["We made one."]


async def test_what_is_taken_back_is_gone(store: Store, keys: Keys) -> None:
    await approve_all(store, keys)
    assert await store.write(TakeBackUnit("compliment"))
    assert not await store.write(TakeBackUnit("compliment"))
    assert (await read_gathered(store, keys, YEAR)).compliments == ()


async def test_words_moved_to_another_row_are_left_out(store: Store, keys: Keys) -> None:
    await approve_all(store, keys)
    [row] = await store.read(GatheredItem.__table__.select().where(GatheredItem.__table__.c.id == "session"))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    moved = {name: row[name] for name in ("sealed_key", "sealed_shown")}
    await store.write(PutUnit((Update(GatheredItem, {"id": "compliment"}, moved),)))
    found = await read_gathered(store, keys, YEAR)
    assert (found.compliments, len(found.sessions)) == ((), 1)

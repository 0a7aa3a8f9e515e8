"""Signed periods: what is kept, that it is read back the same, and that nothing changes it."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlmodel import col

from admin.gathered import Elsewhere, Gathered, Theme
from admin.groups import Dimension, Group, Grouped
from admin.measures.kinds import Definition
from admin.quotes.reading import Pair, Quoted
from admin.shown.checksum import find_checksum
from admin.shown.true import show_true
from admin.signed.codec import leave_words_out, read_counts, write_counts
from admin.signed.keeping import (
    PROGRAM,
    Signature,
    SignUnit,
    find_edition,
    list_signed,
    open_signed,
    read_by,
    read_signed,
)
from admin.signed.unreadable import UnreadableError
from admin.summary.forms import FormCount
from admin.summary.placements import PlacementSum
from admin.summary.questions import AnswerGroup, count_question
from forms.definition import CHOICE_KINDS, Kind
from forms.form_versions import read_library
from forms.library import Library
from forms.records import FormVersion, SignedPeriod
from forms.store import RefusedError
from forms.store.engines import make_writing_engine
from forms.units import Delete, PutUnit, Update
from tests.admin.test_figures_tables import PERIOD, summarise

if TYPE_CHECKING:
    from admin.summary.summary import Summary
    from forms.definition import Form
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Write

LIBRARY = Library.shipped()
NOW = datetime(2026, 9, 1, 9, 30, 15, 123456, UTC)
_GUARD_OFF = "SET LOCAL session_replication_role = replica"
"""PostgreSQL: no trigger of this transaction runs."""
WORDS = "Words that nobody keeps here"


def count_form(form: Form, chance: random.Random) -> FormCount:
    questions = []
    for question in form.asked:
        values = [option.value for option in question.options] if question.kind in CHOICE_KINDS else []
        if question.kind is Kind.RANGE:
            values = [str(question.low), str(question.high)]
        groups = [AnswerGroup(value, False, chance.randint(1, 40)) for value in values]  # noqa: FBT003 - no words
        questions.append(count_question(question, groups))
    return FormCount(
        form=form,
        invited=200,
        is_shared=False,
        opened=60,
        asked=43,
        anonymous=2,
        filled_in=45,
        channels={"paper": 13, "web": 30},
        questions=tuple(questions),
        apart=1,
    )


def make_summary(seed: int = 1, size: int = 60) -> Summary:
    """Make counts in which everything stands that can."""
    summary, chance = summarise(seed, size), random.Random(seed)
    quoted = Quoted("child", "review_feedback_child", "well", WORDS)
    return replace(
        summary,
        counted=replace(summary.counted, default=summary.counted.chosen),
        compared=summary.counted,
        reasons_no_views={"did_not_wish": 3},
        forms=tuple(count_form(LIBRARY.current(key), chance) for key in LIBRARY.keys()),  # noqa: SIM118 - no dictionary
        placements=(PlacementSum("hall", "Hall", 40, 20, 11),),
        quotes=(quoted,),
        pairs=(Pair(WORDS, WORDS, "done"),),
        grouped=(Grouped(Dimension.TEAM, (Group("north", "North", summary.figures),)),),
        themes=(Theme("contact", "Contact", "child", "after", 29, 43, (quoted,)),),
        gathered=Gathered(
            elsewhere=(Elsewhere("Advocacy", 41, None, "It", PERIOD.first_on, PERIOD.last_on),)
        ),
    )


def sign(summary: Summary, keys: Keys, edition: int = 1, reason: str = "") -> SignUnit:
    return SignUnit(keys, LIBRARY, summary, Signature(edition, "account-1", NOW, 6, reason))


async def change_past_the_store(store: Store, *statements: str) -> None:
    """Change rows as somebody does who has the whole database, and takes its guard away first."""
    engine = make_writing_engine(store._database_url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


@given(st.integers(0, 1000))
def test_counts_are_read_back_the_same(seed: int) -> None:
    summary = make_summary(seed, 1 + seed % 40)

    written = json.loads(json.dumps(write_counts(summary)))

    assert read_counts(written, LIBRARY.find) == leave_words_out(summary)


def test_no_words_are_kept() -> None:
    assert WORDS not in json.dumps(write_counts(make_summary()))


def test_an_older_document_takes_what_is_new_by_default_and_loses_nothing() -> None:
    written = json.loads(json.dumps(write_counts(make_summary())))
    del written["summary"]["grouped"]
    written["summary"]["no_longer_known"] = 1

    assert read_counts(written, LIBRARY.find) == replace(leave_words_out(make_summary()), grouped=())


@pytest.mark.parametrize(
    "document",
    [{}, {"version": 2}, {"version": 1}, {"version": 1, "summary": {}}, {"version": 1, "summary": 1}],
)
def test_what_cannot_be_read_is_said(document: dict[str, object]) -> None:
    with pytest.raises(UnreadableError):
        read_counts(document, LIBRARY.find)


def test_a_form_that_is_gone_is_said() -> None:
    with pytest.raises(UnreadableError, match="version"):
        read_counts(write_counts(make_summary()), lambda _key, _version: None)


async def test_what_was_signed_is_read_with_its_checksum(store: Store, keys: Keys) -> None:
    summary = make_summary()

    signed_id = await store.write(sign(summary, keys))
    signed = await read_signed(store, keys, LIBRARY, PERIOD)

    assert signed is not None
    assert (signed.id, signed.is_whole, signed.program) == (signed_id, True, PROGRAM)
    assert signed.summary == leave_words_out(summary)
    assert signed.signature == Signature(1, "account-1", NOW, 6)
    shown = signed.show("Example Council")
    assert shown.signed_on == date(2026, 9, 1)
    assert find_checksum(shown) == signed.checksum == signed.written.checksum
    assert signed.checksum == find_checksum(show_true(summary, "Example Council", date(2030, 1, 1)))


async def test_it_can_be_read_when_its_forms_are_asked_no_longer(store: Store, keys: Keys) -> None:
    await store.write(sign(make_summary(), keys))
    rows = await store.read(select(col(FormVersion.form_key), col(FormVersion.version)))

    assert {(row["form_key"], row["version"]) for row in rows} == {
        (key, LIBRARY.current(key).version)
        for key in LIBRARY.keys()  # noqa: SIM118 - no dictionary
    }
    assert await read_signed(store, keys, await read_library(store), PERIOD) is not None


async def test_a_later_signature_stands_beside_the_first(store: Store, keys: Keys) -> None:
    first, second = make_summary(1), make_summary(2)
    await store.write(sign(first, keys))

    again = await store.write(sign(second, keys))
    assert again is None
    await store.write(sign(second, keys, 2, "Codes came late"))

    kept = [await read_signed(store, keys, LIBRARY, PERIOD, edition) for edition in (1, 2)]
    newest = await read_signed(store, keys, LIBRARY, PERIOD)
    assert [one.summary for one in kept if one] == [leave_words_out(first), leave_words_out(second)]
    assert newest == kept[1]
    assert await find_edition(store, PERIOD) == 2
    assert [(one.edition, one.reason) for one in await list_signed(store)] == [
        (2, "Codes came late"),
        (1, ""),
    ]
    assert await open_signed(store, keys, LIBRARY, "2020-04-01_2021-03-31_1") is None


async def test_the_database_refuses_to_change_or_remove_it(store: Store, keys: Keys) -> None:
    await store.write(sign(make_summary(), keys))
    key = {"id": (await list_signed(store))[0].id}
    attempts: tuple[Write, ...] = (Update(SignedPeriod, key, {"checksum": "x"}), Delete(SignedPeriod, key))

    for attempt in attempts:
        with pytest.raises(RefusedError):
            await store.write(PutUnit((attempt,)))

    signed = await read_signed(store, keys, LIBRARY, PERIOD)
    assert signed is not None
    assert signed.is_whole


@pytest.mark.parametrize(
    "change",
    [
        "checksum = 'x'",
        "figures = replace(figures, 'participation', 'x')",
        "counts = counts || ' '",
        "signed_by = 'somebody else'",
        "reason = 'another'",
        "hidden_below = 3",
    ],
)
async def test_whatever_is_changed_past_it_is_noticed(change: str, store: Store, keys: Keys) -> None:
    await store.write(sign(make_summary(), keys))
    is_sqlite = "sqlite" in store._database_url
    guard_off = "DROP TRIGGER signed_period_stays_UPDATE" if is_sqlite else _GUARD_OFF

    await change_past_the_store(store, guard_off, f"UPDATE signedperiod SET {change}")

    signed = await read_signed(store, keys, LIBRARY, PERIOD)
    assert signed is not None
    assert not signed.is_whole


async def test_two_who_sign_at_once_make_one_edition(store: Store, keys: Keys) -> None:
    results = await asyncio.gather(*(store.write(sign(make_summary(seed), keys)) for seed in (1, 2, 3)))

    assert sum(result is not None for result in results) == 1
    assert len(await list_signed(store)) == 1


def test_counts_by_another_definition_are_had_where_they_stand_beside() -> None:
    summary = make_summary()
    figures = replace(summary.counted, definition=Definition.ALL_REVIEWS, default=summary.counted.chosen[:3])
    other = replace(summary, counted=figures)

    found = read_by(other, Definition.ELIGIBLE)

    assert read_by(other, Definition.ALL_REVIEWS) == other
    assert read_by(other, Definition.UNDER_FOURS_COUNT) is None
    assert found is not None
    assert found.definition is Definition.ELIGIBLE
    assert found.figures == summary.counted.chosen[:3]

"""`purge`: what its time is over for goes, and nothing else; without receipts nothing handed over goes."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from admin.retention.chores import Office
from admin.retention.classes import Class, list_tables, write_table
from admin.retention.daily import Daily, ServiceRecording
from admin.retention.purging import Purge, count_due
from forms.belongings import RECORDS
from forms.coding import end_of_quarter, start_of_quarter
from forms.folder import open_folder
from forms.form_versions import open_library
from forms.records import (
    Attachment,
    AuditChain,
    AuditEntry,
    Coding,
    GatheredItem,
    HandOver,
    Mark,
    Quote,
    Response,
    ResponseAnswer,
    WorkerNote,
)
from forms.settings import Settings, load_settings
from forms.store.statements import table_of
from forms.units import Insert, PutUnit, Update
from tests.admin.planted import NOW, Planted
from tests.admin.test_erase import Recording, close_all, say, summarise_all

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store
    from tests.admin.conftest import Desk

ELLA = "C-ELLA"
DOCS = Path(__file__).parents[2] / "docs" / "retention.md"


def test_document_has_the_table() -> None:
    assert write_table() in DOCS.read_text(encoding="utf-8")


def test_every_table_has_a_class() -> None:
    assert set(list_tables()) == set(RECORDS)


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), date(2024, 2, 29), date(2026, 12, 31)])
def test_quarter_begins_before_and_ends_after_its_days(day: date) -> None:
    first = start_of_quarter(day)
    assert first <= day < end_of_quarter(first)
    assert start_of_quarter(end_of_quarter(first)) == end_of_quarter(first)
    assert first.month in {1, 4, 7, 10}


@pytest.fixture
def planted(desk: Desk) -> Planted:
    del desk

    async def plant() -> Planted:
        keys, store = await open_folder(load_settings())
        try:
            return await Planted(store, keys, ELLA).plant()
        finally:
            await store.close()

    return asyncio.run(plant())


def read_due(desk: Desk, *more: str) -> dict[str, int]:
    result = desk.run("purge", *more)
    assert result.exit_code == 0, result.output
    return {
        name: int(count) for name, _, count in (line.partition("\t") for line in result.stdout.splitlines())
    }


def hand_over(desk: Desk, planted: Planted, part: str, *, receipted: bool = True) -> None:
    out = str(desk.folder / f"{part}-{len(list(desk.folder.iterdir()))}")
    words = ("responses", "export", "--review", planted.review_ref, "--part", part, "--out", out)
    assert desk.run(*words).exit_code == 0
    if receipted:
        ids = [row["id"] for row in desk.read(table_of(HandOver).select()) if row["receipted_at"] is None]
        assert desk.run("responses", "receipt", *ids).exit_code == 0


def age_receipts(desk: Desk, days: int) -> None:
    then = datetime.now(NOW.tzinfo) - timedelta(days=days)
    desk.change(
        update(table_of(HandOver)).where(HandOver.receipted_at.is_not(None)).values(receipted_at=then)
    )


def test_nothing_goes_before_both_receipts_and_their_days(desk: Desk, planted: Planted) -> None:
    assert read_due(desk, "--dry-run")["handed_over"] == 0
    hand_over(desk, planted, "record")
    age_receipts(desk, 91)
    due = read_due(desk, "--dry-run")
    assert due["handed_over"] == 1, "the parent's has nothing restricted; the child's has"
    hand_over(desk, planted, "restricted", receipted=False)
    assert read_due(desk, "--dry-run")["handed_over"] == 1
    hand_over(desk, planted, "restricted")
    assert read_due(desk, "--dry-run")["handed_over"] == 1, "its days are not over"
    age_receipts(desk, 91)
    assert read_due(desk, "--dry-run")["handed_over"] == 2
    assert read_due(desk)["handed_over"] == 2
    rows = {row["id"]: row for row in desk.read(table_of(Response).select())}
    assert rows[planted.response_id("have_your_say_8_11")]["sealed_key"] is None
    assert rows[planted.response_id("feedback_child")]["sealed_key"] is not None, (
        "it is handed over to nobody"
    )
    assert desk.read(table_of(Attachment).select()) == []
    assert desk.read(table_of(Coding).select()) == [], "what it was coded with is counted by the quarter"
    [quote] = desk.read(table_of(Quote).select())
    kept = (quote["themes"], quote["how"])
    assert kept == ("home school", "own_words"), (
        "words for a report keep what they are about, and whose they are"
    )
    assert read_due(desk)["handed_over"] == 0
    gone = desk.read(table_of(AuditEntry).select().where(AuditEntry.action == "words.purge"))
    assert {row["reason"] for row in gone} == {"handed_over"}
    assert desk.run("verify-audit").exit_code == 0


def test_note_that_came_after_the_export_keeps_all_of_it(desk: Desk, planted: Planted) -> None:
    for part in ("record", "restricted"):
        hand_over(desk, planted, part)
    age_receipts(desk, 91)
    [note] = desk.read(table_of(WorkerNote).select())
    later = {**note, "id": "later"}
    desk.change(table_of(WorkerNote).insert().values(**later))
    assert read_due(desk, "--dry-run")["handed_over"] == 1, "the parent's alone"


def test_dry_run_changes_nothing(desk: Desk, planted: Planted) -> None:
    for part in ("record", "restricted"):
        hand_over(desk, planted, part)
    age_receipts(desk, 91)
    before = {record: desk.read(table_of(record).select()) for record in RECORDS}
    assert sum(read_due(desk, "--dry-run").values()) > 0
    assert {record: desk.read(table_of(record).select()) for record in RECORDS} == before


async def make_office(store: Store, keys: Keys, now: datetime, **changed: Any) -> Office:
    settings = replace(Settings.from_env({}), **changed)
    return Office(store, keys, await open_library(store), settings, now)


async def test_feedback_drafts_and_deeds_go_by_their_clocks_and_figures_stay(
    store: Store, keys: Keys
) -> None:
    await Planted(store, keys, ELLA).plant()
    await close_all(store)
    before = await summarise_all(store)
    office = await make_office(store, keys, NOW + timedelta(days=400))
    due = await count_due(office)
    assert (due[Class.DRAFTS], due[Class.FEEDBACK], due[Class.DONE]) == (1, 0, 0)
    office = await make_office(store, keys, NOW + timedelta(days=501))
    counts = await Purge(office, Recording(store, keys), say).carry_out()
    what_was_done = 2  # an action, and what came of a wish
    assert (counts[Class.DRAFTS], counts[Class.FEEDBACK], counts[Class.DONE]) == (1, 1, what_was_done)
    assert (await count_due(office)).total() == 0, "once is enough"
    assert json.loads(await summarise_all(store)) == json.loads(before)


async def test_meetings_go_after_whole_years_and_not_while_words_hang_on_them(
    store: Store, keys: Keys
) -> None:
    await Planted(store, keys, ELLA).plant()
    await close_all(store)
    office = await make_office(store, keys, datetime(2030, 4, 1, 12, tzinfo=NOW.tzinfo))
    recording = Recording(store, keys)
    await Purge(office, recording, say).carry_out()
    assert (await count_due(office))[Class.MEETINGS] == 0, "answers were not handed over"
    assert await store.read(table_of(ResponseAnswer).select()) != []
    rows = await store.read(table_of(Response).select())
    wordless = tuple(Update(Response, {"id": row["id"]}, {"sealed_key": None}) for row in rows)
    await store.write(PutUnit(wordless))
    early = await make_office(store, keys, datetime(2030, 3, 31, 12, tzinfo=NOW.tzinfo))
    assert (await count_due(early))[Class.MEETINGS] == 0, "its third year is not over"
    counts = await Purge(office, recording, say).carry_out()
    assert (counts[Class.MEETINGS], counts[Class.CHILDREN]) == (1, 1)
    for record in set(RECORDS) - {AuditChain, AuditEntry}:
        assert ELLA not in str(await store.read(table_of(record).select())), record


async def test_daily_purge_waits_a_day_and_refuses_a_leap(store: Store, keys: Keys) -> None:
    now = NOW

    def clock() -> datetime:
        return now

    daily = Daily(store, keys, await open_library(store), Settings.from_env({}), clock)
    recording = ServiceRecording(store, keys, clock)
    assert not await daily.look(recording), "the first look only notes the day"
    now = NOW + timedelta(hours=3)
    assert not await daily.look(recording)
    now = NOW + timedelta(days=1)
    assert await daily.look(recording)
    now = NOW + timedelta(days=400)
    assert not await daily.look(recording), "a person has to say it"
    now = NOW - timedelta(days=400)
    assert not await daily.look(recording)
    await store.write(PutUnit((Insert(Mark, {"name": "other", "value": ""}),)))


def test_audit_lists_who_did_what(desk: Desk, planted: Planted) -> None:
    hand_over(desk, planted, "record")
    listed = desk.run("audit")
    assert listed.exit_code == 0
    actions = [line.split("\t")[1] for line in listed.stdout.splitlines()]
    assert actions[:2] == ["review.receipt", "review.hand_over"]
    assert "chain.open" not in actions
    about = desk.run("audit", "--about", ELLA, "--action", "response").stdout.splitlines()
    assert {line.split("\t")[1] for line in about} == {"response.export", "response.open_brief"}
    assert desk.run("audit", "--by", "iro").stdout.count("\n") == 1
    assert desk.run("audit", "--from", "2026-11-20", "--to", "2026-11-20").stdout.count("\n") == 1
    assert desk.run("audit", "--to", "2020-01-01").stdout == ""


async def test_compliments_as_they_came_go_and_approved_words_stay(store: Store, keys: Keys) -> None:
    office = Office(store, keys, await open_library(store), Settings.from_env({}), NOW)
    kept = {**make_columns(NOW.date() - timedelta(days=600)), "sealed_kept": b"what came"}
    rows = (
        {**kept, "id": "approved", "approved_at": NOW},
        {**kept, "id": "waiting"},
        {**kept, "id": "fresh", "first_on": NOW.date()},
        {**kept, "id": "session", "kind": "session"},
    )
    await store.write(PutUnit(tuple(Insert(GatheredItem, row) for row in rows)))
    assert (await count_due(office))[Class.GATHERED] == 2
    counts = await Purge(office, Recording(store, keys), say).carry_out()
    assert counts[Class.GATHERED] == 2
    left = await store.read(table_of(GatheredItem).select())
    assert {row["id"]: row["sealed_kept"] for row in left} == {
        "approved": None,
        "fresh": b"what came",
        "session": b"what came",
    }
    assert (await count_due(office))[Class.GATHERED] == 0


def make_columns(day: date) -> dict[str, Any]:
    return {
        "kind": "compliment",
        "first_on": day,
        "last_on": day,
        "has_wording": True,
        "edition": 1,
        "entered_at": NOW,
        "entered_by": "typist",
        "sealed_key": b"",
        "sealed_shown": b"",
    }

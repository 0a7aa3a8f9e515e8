"""`erase`: nothing of what was said is left in any file, and the figures of past periods stay true."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from admin.measures.kinds import Definition
from admin.periods import Period
from admin.retention.erasing import Eraser
from admin.summary.summary import summarise
from forms.audit import Done, open_chain
from forms.belongings import RECORDS, find_belongings
from forms.folder import open_folder
from forms.form_versions import open_library
from forms.opening import AuditedUnit
from forms.records import (
    Alert,
    AuditChain,
    AuditEntry,
    CodedCount,
    Coding,
    Complaint,
    Erased,
    Message,
    Response,
    ResponseAnswer,
)
from forms.settings import load_settings
from forms.store.statements import table_of
from forms.units import PutUnit, Update
from tests.admin.planted import NOW, Planted
from tests.admin.printed import as_json

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from forms.keys import Keys
    from forms.store import Store
    from tests.admin.conftest import Desk

ELLA, SAM = "C-ELLA", "C-SAM"
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
BANDS = (range(4, 8), range(8, 12), range(12, 18))
LATER = NOW + timedelta(days=30)


class Recording:
    """Writes down what is done, as a command does."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self.store, self.keys, self.is_open = store, keys, False

    async def write(self, unit: Any, *all_done: Done) -> Any:
        if not self.is_open:
            await open_chain(self.store, self.keys, "test", LATER)
            self.is_open = True
        return await self.store.write(AuditedUnit(self.keys, "test", all_done, LATER, unit))


def say(action: str, about: str, reason: str) -> Done:
    return Done(action, "manager", about, reason)


async def make_eraser(store: Store, keys: Keys) -> Eraser:
    return Eraser(store, keys, await open_library(store), BANDS, Recording(store, keys), say)


async def plant(store: Store, keys: Keys) -> dict[str, Planted]:
    planted = {ref: await Planted(store, keys, ref).plant() for ref in (ELLA, SAM)}
    await close_all(store)
    return planted


async def close_all(store: Store) -> None:
    ends = {Alert: "closed_at", Complaint: "answered_at"}
    for record, column in ends.items():
        rows = await store.read(table_of(record).select())
        await store.write(PutUnit(tuple(Update(record, {"id": row["id"]}, {column: NOW}) for row in rows)))


async def list_traces(store: Store, child_ref: str) -> set[bytes]:
    """List everything that is stored of a child and of nobody else: sealed words, keys, hashes, ids."""
    traces: set[bytes] = set()
    for rows in (await find_belongings(store, "child_ref", child_ref)).rows.values():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, bytes):
                    traces |= {value[place : place + 24] for place in range(0, len(value) - 23, 512)}
                if name in {"owner", "receipt", "code_hash"} and value:
                    traces.add(str(value).encode())
    return traces


def find_traces(folder: Path, traces: set[bytes]) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and "keys" not in path.parts:
            content = path.read_bytes()
            found += [path.name for trace in traces if trace in content]
    return found


async def summarise_all(store: Store, period: Period = QUARTER) -> str:
    library = await open_library(store)
    counted = await summarise(store, library, period, Definition.ELIGIBLE, LATER.date())
    return json.dumps(as_json(counted))


async def test_nothing_is_left_in_any_file_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite: the database and its log, while the store is open and others read."""
    monkeypatch.setenv("SAY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SAY_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    keys, store = await open_folder(load_settings())
    try:
        await plant(store, keys)
        traces, others = await list_traces(store, ELLA), await list_traces(store, SAM)
        assert len(traces) > 60
        assert find_traces(tmp_path, traces) != [], "or nothing would be proved"
        assert await (await make_eraser(store, keys)).erase_child(ELLA, LATER)
        assert find_traces(tmp_path, traces) == []
        assert find_traces(tmp_path, others) != []
    finally:
        await store.close()


async def test_rows_are_gone_and_nobody_elses(store: Store, keys: Keys) -> None:
    planted = await plant(store, keys)
    before = await find_belongings(store, "child_ref", SAM)
    traces = await list_traces(store, ELLA)
    await (await make_eraser(store, keys)).erase_child(ELLA, LATER)
    assert (await find_belongings(store, "child_ref", ELLA)).rows == {}
    assert (await find_belongings(store, "review_ref", planted[ELLA].review_ref)).rows == {}
    assert (await find_belongings(store, "child_ref", SAM)).rows == before.rows
    everything = [row for record in RECORDS for row in await store.read(table_of(record).select())]
    held = {value for row in everything for value in row.values() if isinstance(value, bytes)}
    assert not any(trace in value for value in held for trace in traces)
    for record in set(RECORDS) - {AuditEntry, AuditChain, Erased}:
        assert ELLA not in str(await store.read(table_of(record).select())), record


async def test_figures_of_the_quarter_stay_as_they_were(store: Store, keys: Keys) -> None:
    await plant(store, keys)
    before = await summarise_all(store)
    assert '"answered": 2' in before
    await (await make_eraser(store, keys)).erase_child(ELLA, LATER)
    assert await summarise_all(store) == before
    part = await summarise_all(store, Period(date(2026, 11, 1), date(2026, 11, 30)))
    assert "Of 1 the words are gone" in part, "a month says what it cannot count"


async def test_uncounted_is_as_if_the_child_had_never_been_here(store: Store, keys: Keys) -> None:
    await Planted(store, keys, SAM).plant()
    without = await summarise_all(store)
    await Planted(store, keys, ELLA).plant()
    await close_all(store)
    assert await summarise_all(store) != without
    await (await make_eraser(store, keys)).erase_child(ELLA, LATER, is_uncounted=True)
    assert await summarise_all(store) == without


async def test_one_response_goes_and_the_others_stay(store: Store, keys: Keys) -> None:
    planted = await plant(store, keys)
    response_id = planted[ELLA].response_id("have_your_say_8_11")
    before = await summarise_all(store)
    eraser = await make_eraser(store, keys)
    assert await eraser.erase_response(response_id)
    held = await find_belongings(store, "response_id", response_id)
    assert {record.__name__ for record in held.rows} == {
        "Alert",
        "AlertStep",
        "Complaint",
        "ComplaintStep",
        "Message",
        "Response",
        "ResponseAnswer",
    }
    assert {row["question_key"] for row in held.of(ResponseAnswer)} == {"how_join", "could_see", "want_help"}
    [row] = held.of(Response)
    assert (row["sealed_key"], row["owner"], row["coded_on"]) == (None, None, date(2026, 10, 1))
    assert {row["sealed"] for row in held.of(Message)} == {None}
    assert await summarise_all(store) == before
    assert not await eraser.erase_response(response_id), "there is nothing left of it"
    parent = await store.read(
        table_of(Response).select().where(Response.id == planted[ELLA].response_id("parent_before"))
    )
    assert parent[0]["sealed_key"] is not None


async def test_draft_goes_and_is_counted_as_opened(store: Store, keys: Keys) -> None:
    planted = await plant(store, keys)
    before = await summarise_all(store)
    assert await (await make_eraser(store, keys)).erase_response(planted[ELLA].response_id("carer_before"))
    assert await summarise_all(store) == before


def test_commands_say_what_goes_and_put_it_on_record(desk: Desk) -> None:
    async def prepare() -> None:
        keys, store = await open_folder(load_settings())
        await Planted(store, keys, ELLA).plant()
        await store.close()

    asyncio.run(prepare())
    refused = desk.run("erase", ELLA)
    assert refused.exit_code == 1
    assert "still open" in refused.output
    desk.change(update(table_of(Alert)).values(closed_at=NOW))
    assert desk.run("erase", ELLA).exit_code == 1, "a complaint is open"
    desk.change(update(table_of(Complaint)).values(answered_at=NOW))
    before = {record: desk.read(table_of(record).select()) for record in RECORDS}
    looked = desk.run("erase", ELLA, "--dry-run")
    assert looked.exit_code == 0
    assert "Child\t1" in looked.stdout
    assert {record: desk.read(table_of(record).select()) for record in RECORDS} == before
    erased = desk.run("erase", ELLA)
    assert (erased.exit_code, erased.stdout) == (0, looked.stdout)
    [row] = desk.read(table_of(AuditEntry).select().where(AuditEntry.action == "child.erase"))
    assert (row["about"], row["role"]) == (ELLA, "command_line")
    again = desk.run("erase", ELLA)
    assert again.exit_code == 1
    assert "There is no child" in again.output
    assert desk.run("erase").exit_code == 2
    assert desk.run("erase", ELLA, "--response", "x").exit_code == 2
    assert desk.run("verify-audit").exit_code == 0


def test_no_import_brings_an_erased_child_back(desk: Desk) -> None:
    reviews = desk.write(
        "reviews.csv",
        "child_ref,review_ref,due_on,held_on\nC-ELLA,R-1,2026-11-01,2026-11-01\nC-SAM,R-2,2026-11-01,2026-11-01\n",
    )
    assert desk.run("import", "reviews", reviews).exit_code == 0
    assert desk.run("erase", ELLA).exit_code == 0
    again = desk.run("import", "reviews", reviews)
    assert again.exit_code == 0, again.output
    assert "left out, since the child was erased: 1" in again.output
    assert "kept: 1" in again.output
    held = desk.run("summary", "--from", "2026-10-01", "--to", "2026-12-31", "--format", "json").stdout
    assert '"reviews_held": {\n      "count": 2' in held


async def test_choices_are_counted_apart_from_each_other(store: Store, keys: Keys) -> None:
    """No row says what one child answered to two questions."""
    await plant(store, keys)
    await (await make_eraser(store, keys)).erase_child(ELLA, LATER)
    rows = await store.read(table_of(CodedCount).select())
    chosen = [row for row in rows if row["question_key"] == "safe_feel" and row["said"] == "value"]
    assert [(row["value"], row["responses"], row["age_band"]) for row in chosen] == [("5", 1, "8-11")]
    assert {row["value"] for row in rows if row["said"] not in {"value", "theme"}} == {""}


async def test_themes_of_erased_words_are_counted_once_a_response(store: Store, keys: Keys) -> None:
    """A colleague's second look is not counted; nothing leads from a theme to a child any more."""
    planted = await plant(store, keys)
    assert await (await make_eraser(store, keys)).erase_response(
        planted[ELLA].response_id("have_your_say_8_11")
    )
    rows = [row for row in await store.read(table_of(CodedCount).select()) if row["said"] == "theme"]
    found = [(row["value"], row["question_key"], row["responses"], row["age_band"]) for row in rows]
    assert sorted(found) == [("", "", 1, "8-11"), ("home", "", 1, "8-11"), ("school", "", 1, "8-11")]
    codings = await store.read(table_of(Coding).select())
    assert {row["response_id"] for row in codings} == {planted[SAM].response_id("have_your_say_8_11")}

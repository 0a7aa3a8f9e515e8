"""Meetings that moved keep their day before; what was recorded here is not cleared by a blank in a file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from admin.imports.reviews import ReviewReader
from admin.imports.ssda903 import Ssda903Reader
from forms.records import Review, Sitting, WishOutcome
from forms.units import Insert, PutUnit, Update
from tests.admin.bring_in import bring_in

if TYPE_CHECKING:
    from pathlib import Path

    from forms.store import Store

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOVES = "SELECT old_due_on, new_due_on FROM reviewmove ORDER BY old_due_on"


async def import_rows(store: Store, folder: Path, columns: str, *rows: str) -> dict[str, int]:
    path = folder / "reviews.csv"
    path.write_text("\n".join((columns, *rows, "")), encoding="utf-8")
    return dict((await bring_in(store, path, ReviewReader(TODAY))).stored)


async def read_moves(store: Store) -> list[tuple[str, str]]:
    return [(str(row["old_due_on"]), str(row["new_due_on"])) for row in await store.read(text(MOVES))]


async def test_an_import_that_moves_a_meeting_keeps_the_day_before(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on"
    for due_on in ("", "2026-12-01", "2026-12-08", "2026-12-08", "2026-12-22"):
        await import_rows(store, folder, columns, f"C,R,{due_on},")
    assert await read_moves(store) == [("2026-12-01", "2026-12-08"), ("2026-12-08", "2026-12-22")]


async def test_a_due_date_put_right_after_the_meeting_is_no_move(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on"
    await import_rows(store, folder, columns, "C,R,2026-11-01,2026-11-02")
    await import_rows(store, folder, columns, "C,R,2026-11-05,2026-11-02")
    assert await read_moves(store) == []


async def record(store: Store, **values: Any) -> None:
    await store.write(PutUnit((Update(Review, {"review_ref": "R"}, {**values, "recorded_at": NOW}),)))


async def read_review(store: Store, *names: str) -> tuple[Any, ...]:
    row = (await store.read(text("SELECT * FROM review")))[0]
    return tuple(row[name] for name in names)


async def test_a_blank_clears_nothing_that_was_recorded_here(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on,mode,co_chaired,parents_safe_to_invite"
    await import_rows(store, folder, columns, "C,R,2026-11-10,,,,MUM")
    await record(store, held_on=date(2026, 11, 10), mode="hybrid", co_chaired=True, participation_code="PN1")
    await import_rows(store, folder, columns, "C,R,,,,,")
    named = ("mode", "participation_code", "parents_safe_to_invite")
    assert await read_review(store, *named) == ("hybrid", "PN1", "")
    again = await import_rows(store, folder, columns, "C,R,2026-11-10,,,,")
    assert again == {"unchanged": 1}
    await import_rows(store, folder, columns, "C,R,2026-11-10,2026-11-11,virtual,no,")
    assert await read_review(store, *named[:1]) == ("virtual",)
    assert (await store.read(text("SELECT count(*) AS found FROM review WHERE co_chaired")))[0]["found"] == 0


async def test_sittings_recorded_here_stay_where_the_file_knows_of_none(store: Store, folder: Path) -> None:
    columns = "child_ref,review_ref,due_on,held_on,sitting"
    await import_rows(store, folder, columns, "C,R,2026-11-10,,")
    sittings = [{"review_ref": "R", "number": 1, "held_on": date(2026, 11, 10), "mode": ""}]
    sittings.append({"review_ref": "R", "number": 2, "held_on": None, "mode": ""})
    await store.write(PutUnit(tuple(Insert(Sitting, row) for row in sittings)))
    await record(store)
    assert await import_rows(store, folder, columns, "C,R,2026-11-10,,") == {"unchanged": 1}
    assert len(await store.read(text("SELECT * FROM sitting"))) == 2


async def test_what_was_recorded_follows_a_review_that_gets_its_real_reference(
    store: Store, folder: Path
) -> None:
    returned = folder / "903.csv"
    returned.write_text("CHILD,DOB,REVIEW,REVIEW_CODE\nC,01/01/2010,10/11/2026,PN1\n", encoding="utf-8")
    await bring_in(store, returned, Ssda903Reader(TODAY))
    wish = {"id": "w", "review_ref": "903:C:2026-11-10", "wish": "where", "outcome": "met"}
    wish |= {"recorded_at": NOW, "sealed_key": None, "sealed": None}
    await store.write(PutUnit((Insert(WishOutcome, wish),)))
    await import_rows(store, folder, "child_ref,review_ref,due_on,held_on", "C,R,,2026-11-10")
    assert [row["review_ref"] for row in await store.read(text("SELECT review_ref FROM wishoutcome"))] == [
        "R"
    ]

"""Meetings in several sittings, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from admin.imports.reviews import ReviewReader
from admin.imports.run import ROWS_TOGETHER
from tests.admin.bring_in import bring_in

if TYPE_CHECKING:
    from pathlib import Path

    from admin.imports.findings import Tally
    from forms.store import Store

TODAY = date(2026, 11, 20)
HEAD = "child_ref,review_ref,due_on,sitting,held_on,mode,parent_attended,stood_down"
FIRST = "1,A,2026-10-05,1,2026-10-01,in_person,yes,"
SECOND = "1,A,2026-10-05,2,2026-10-08,in_person,no,"


async def bring(store: Store, folder: Path, *rows: str, head: str = HEAD) -> Tally:
    path = folder / "r.csv"
    path.write_text("\n".join((head, *rows, "")), encoding="utf-8")
    return await bring_in(store, path, ReviewReader(TODAY))


async def read_review(store: Store, *columns: str) -> dict[str, Any]:
    rows = await store.read(text("SELECT * FROM review"))
    assert len(rows) == 1
    found = {name: rows[0][name] for name in columns}
    return found | {"held_on": str(rows[0]["held_on"])}


async def count_sittings(store: Store) -> int:
    return len(await store.read(text("SELECT * FROM sitting")))


async def test_meeting_is_held_on_the_day_of_its_last_sitting(store: Store, folder: Path) -> None:
    tally = await bring(store, folder, SECOND, FIRST)
    assert (tally.kept, tally.stored["added"]) == (2, 2)
    assert await read_review(store, "parent_attended", "mode") == {
        "held_on": "2026-10-08",
        "parent_attended": True,
        "mode": "in_person",
    }
    assert await count_sittings(store) == 2


async def test_sitting_without_a_day_leaves_the_meeting_open(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND.replace("2026-10-08", ""))
    open_still = await read_review(store)
    await bring(store, folder, SECOND)  # a later file gives the second one its day
    assert (open_still, await read_review(store, "parent_attended")) == (
        {"held_on": "None"},
        {"held_on": "2026-10-08", "parent_attended": True},
    )


async def test_sitting_added_later_opens_the_meeting_again(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST)
    assert await read_review(store) == {"held_on": "2026-10-01"}
    await bring(store, folder, FIRST, SECOND.replace("2026-10-08", ""))
    assert await read_review(store) == {"held_on": "None"}


async def test_sittings_again_and_corrected(store: Store, folder: Path) -> None:
    seconds = (SECOND, SECOND, SECOND.replace("2026-10-08", "2026-10-09"))
    tallies = [await bring(store, folder, FIRST, second) for second in seconds]
    assert [{name: count for name, count in tally.stored.items() if count} for tally in tallies] == [
        {"added": 2},
        {"unchanged": 2},
        {"updated": 2},
    ]
    assert await read_review(store) == {"held_on": "2026-10-09"}


async def test_sitting_that_was_stood_down_is_none(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND.replace("2026-10-08", ""))
    await bring(store, folder, FIRST, SECOND.replace("2026-10-08", "") + "yes")
    assert await read_review(store, "stood_down") == {"held_on": "2026-10-01", "stood_down": False}
    assert await count_sittings(store) == 1
    await bring(store, folder, FIRST + "yes", SECOND + "yes")
    assert await read_review(store, "stood_down") == {"held_on": "None", "stood_down": True}


async def test_sittings_held_in_two_ways_are_hybrid(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND.replace("in_person", "virtual"))
    assert await read_review(store, "mode") == {"held_on": "2026-10-08", "mode": "hybrid"}
    await bring(store, folder, SECOND)
    assert await read_review(store, "mode") == {"held_on": "2026-10-08", "mode": "in_person"}


async def test_sitting_that_cannot_be_read_leaves_the_meeting_open(store: Store, folder: Path) -> None:
    """Nobody is asked how it went before it is over."""
    tally = await bring(store, folder, FIRST, SECOND.replace("2026-10-08", "soon"))
    assert (tally.refused, await read_review(store)) == (1, {"held_on": "None"})


async def test_refused_row_leaves_what_is_known_of_its_sitting(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND)
    await bring(store, folder, FIRST, SECOND.replace("in_person", "by pigeon"))
    assert await read_review(store) == {"held_on": "2026-10-08"}
    await bring(store, folder, FIRST, SECOND.replace(",2,2026", ",3,soon"))
    assert await read_review(store) == {"held_on": "None"}


async def test_good_row_of_a_sitting_stands_beside_a_refused_one_of_it(store: Store, folder: Path) -> None:
    rows = (FIRST, SECOND, SECOND.replace("in_person", "by pigeon"))
    held = []
    for _ in range(2):
        await bring(store, folder, *rows)
        held.append(await read_review(store))
    assert held == [{"held_on": "2026-10-08"}] * 2


async def test_sitting_still_to_come_keeps_its_day(store: Store, folder: Path) -> None:
    tally = await bring(store, folder, FIRST, SECOND.replace("2026-10-08", "2026-12-01"))
    assert (tally.checks["future date"], await read_review(store)) == (1, {"held_on": "2026-12-01"})


async def test_file_without_sittings_leaves_them(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND.replace("2026-10-08", ""))
    plain = "child_ref,review_ref,due_on,held_on"
    await bring(store, folder, "1,A,2026-10-05,2026-10-01", head=plain)
    assert (await read_review(store), await count_sittings(store)) == ({"held_on": "None"}, 2)


async def test_blank_sitting_makes_the_meeting_one(store: Store, folder: Path) -> None:
    await bring(store, folder, FIRST, SECOND)
    await bring(store, folder, "1,A,2026-10-05,,2026-10-02,virtual,,")
    assert await read_review(store, "mode") == {"held_on": "2026-10-02", "mode": "virtual"}
    assert await count_sittings(store) == 0


async def test_sittings_far_apart_in_the_file_are_stored_together(store: Store, folder: Path) -> None:
    others = [f"2,B{number},,,2026-10-01,,," for number in range(2 * ROWS_TOGETHER)]
    tally = await bring(store, folder, FIRST, *others, SECOND)
    held = await store.read(text("SELECT held_on FROM review WHERE review_ref = 'A'"))
    assert (tally.stored["added"], str(held[0]["held_on"])) == (2 + len(others), "2026-10-08")


async def test_parent_is_safe_only_where_every_sitting_says_so(store: Store, folder: Path) -> None:
    head = "child_ref,review_ref,due_on,held_on,sitting,parents_safe_to_invite"
    await bring(store, folder, "1,A,,,1,P1 P2", "1,A,,,2,P2 P3", head=head)
    assert (await read_review(store, "parents_safe_to_invite"))["parents_safe_to_invite"] == "P2"


@pytest.mark.parametrize(
    ("again", "check"),
    [
        (FIRST, "same review_ref again"),
        (FIRST.replace(",1,2026", ",,2026"), "same review_ref again"),
        ("2" + SECOND[1:], "another child"),
        (SECOND.replace(",2,2026", ",0,2026"), "bad cell"),
        (SECOND.replace(",2,2026", ",21,2026"), "bad cell"),
        (SECOND.replace(",2,2026", ",second,2026"), "bad cell"),
    ],
)
async def test_row_that_is_no_other_sitting_is_refused(
    store: Store, folder: Path, again: str, check: str
) -> None:
    tally = await bring(store, folder, FIRST, again)
    assert (tally.kept, tally.refused, dict(tally.checks)) == (1, 1, {check: 1})


async def test_whole_meeting_then_numbered_sitting_is_refused(store: Store, folder: Path) -> None:
    tally = await bring(store, folder, "1,A,2026-10-05,,2026-10-02,virtual,,", SECOND)
    assert (dict(tally.checks), await read_review(store)) == (
        {"same review_ref again": 1},
        {"held_on": "2026-10-02"},
    )


async def test_sitting_numbered_as_a_spreadsheet_writes_it(store: Store, folder: Path) -> None:
    tally = await bring(store, folder, FIRST, SECOND.replace(",2,2026", ",2.0,2026"))
    assert (tally.kept, await count_sittings(store)) == (2, 2)

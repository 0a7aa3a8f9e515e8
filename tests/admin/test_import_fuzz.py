"""Whatever a file holds: no crash, every row kept or named, and the second time changes nothing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from admin.imports.review_columns import READERS as REVIEW_COLUMNS
from admin.imports.reviews import ReviewReader
from admin.imports.run import ImportRun, Watch
from admin.imports.ssd import COLUMNS as SSD_COLUMNS
from admin.imports.ssd import SsdReader
from admin.imports.ssda903 import Ssda903Reader
from admin.imports.table import FileRefusedError, open_table
from admin.imports.visits import READERS as VISIT_COLUMNS
from admin.imports.visits import VisitReader
from tests.admin.bring_in import bring_in
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from admin.imports.entries import RowReader
    from admin.imports.findings import Finding
    from forms.store import Store

TODAY = date(2026, 11, 20)
GOOD = (
    *("", "1", "2", "007", "R1", "R2", "E1", "I1", "yes", "no", "Y", "PN0", "pn1", "PN7", "PN9"),
    *("2026-10-01", "01/10/2026", "2026-10-08 00:00", "2022-10-01", "2027-01-01", "31/02/2026"),
    *("in_person", "virtual", "done", "failed", "declined", "not_offered", "room", "other", "P1; P2"),
)
CELLS = st.one_of(
    st.sampled_from(GOOD),
    st.sampled_from(GOOD),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=30),
)


@dataclass(frozen=True)
class Kind:
    """A reader, and the columns that it reads."""

    make_reader: Callable[[date], RowReader[Any]]
    columns: tuple[str, ...]


KINDS = {
    "reviews": Kind(ReviewReader, tuple(REVIEW_COLUMNS)),
    "ssda903": Kind(Ssda903Reader, ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")),
    "visits": Kind(VisitReader, tuple(VISIT_COLUMNS)),
    "ssd": Kind(SsdReader, SSD_COLUMNS),
}
LIKELY = {
    "ref": ("1", "2", "007"),
    "id": ("1", "2"),
    "child": ("1", "2", "007"),
    "on": ("", "2026-10-01", "2026-10-08", "08/10/2026 00:00", "2027-01-01"),
    "date": ("", "2026-10-01", "2026-10-08", "2027-01-01"),
    "review": ("2026-10-01", "08/10/2026", ""),
    "birth": ("", "2022-10-05", "2010-01-01"),
    "dob": ("", "2022-10-05", "2010-01-01"),
    "sitting": ("1", "2", "3", ""),
    "outcome": ("done", "failed"),
    "code": ("", "PN0", "PN1", "PN7", "PN9"),
    "participation": ("", "PN0", "PN1"),
    "down": ("", "yes", "no"),
    "cancelled": ("", "Y", "N"),
    "mode": ("", "in_person", "virtual"),
    "attended": ("", "yes", "no"),
    "invite": ("", "P1", "P1 P2"),
    "name": ("", "Sam", "Alex"),
    "reason": ("", "other", "jail"),
}
"""What may stand in a column, by the last word of its name; in any other nothing does."""


def likely_of(column: str) -> st.SearchStrategy[str]:
    """What may well stand in a column."""
    return st.sampled_from(LIKELY.get(column.casefold().rpartition("_")[2], ("",)))


@st.composite
def tables(draw: st.DrawFn, kind: Kind) -> list[list[str]]:
    """Headings in any order, some unknown; good rows, but a few cells hold anything; an uneven last one."""
    extra = draw(st.lists(st.sampled_from(["", "worker", "Team lead"]), max_size=1))
    columns = draw(st.permutations([*kind.columns, *extra]))
    row = st.tuples(*map(likely_of, columns)).map(list)
    rows = draw(st.lists(row, min_size=1, max_size=8))
    places = st.tuples(st.integers(0, len(rows) - 1), st.integers(0, len(columns) - 1))
    for (number, place), cell in draw(st.lists(st.tuples(places, CELLS), max_size=4)):
        rows[number][place] = cell
    rows[-1] = draw(st.sampled_from([rows[-1], rows[-1][:-1], [*rows[-1], "more"]]))
    return [list(columns), *rows]


def write_table(path: Path, table: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    return path


LONG = settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", KINDS)
@LONG
@given(data=st.data())
async def test_every_row_is_kept_or_named(tmp_path: Path, name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    path = write_table(tmp_path / "f.csv", data.draw(tables(kind)))
    reader = kind.make_reader(TODAY)
    named: list[Finding] = []
    table = open_table(path, reader.required)
    tally = await ImportRun(table, reader, Watch(named.append, lambda: None)).carry_out()
    refused = {finding.row for finding in named if finding.refuses}
    silent = tally.empty
    assert tally.read == tally.blank + silent + tally.kept + tally.refused
    assert (tally.refused, silent if name != "ssda903" else 0) == (len(refused), 0)


@pytest.mark.parametrize("name", KINDS)
@LONG
@given(data=st.data())
async def test_what_is_kept_is_stored_and_the_second_time_changes_nothing(
    store: Store, folder: Path, name: str, data: st.DataObject
) -> None:
    kind = KINDS[name]
    path = write_table(folder / "f.csv", data.draw(tables(kind)))
    first = await bring_in(store, path, kind.make_reader(TODAY))
    before = await dump(store)
    again = await bring_in(store, path, kind.make_reader(TODAY))
    assert (await dump(store), again.kept, again.stored["added"]) == (before, first.kept, 0)
    assert await find_held_too_early(store) == []


async def find_held_too_early(store: Store) -> list[str]:
    """Find meetings that count as held while a sitting is open, or on another day than the last one."""
    rows = await store.read(
        text(
            "SELECT review.review_ref AS ref FROM review"
            " JOIN sitting ON sitting.review_ref = review.review_ref"
            " WHERE review.held_on IS NOT NULL GROUP BY review.review_ref, review.held_on"
            " HAVING count(*) > count(sitting.held_on) OR max(sitting.held_on) <> review.held_on"
        )
    )
    return [row["ref"] for row in rows]


async def dump(store: Store) -> list[list[tuple[Any, ...]]]:
    names = ("child", "iro", "review", "sitting", "visit")
    return [
        sorted((tuple(row.values()) for row in await store.read(text(f"SELECT * FROM {name}"))), key=repr)
        for name in names
    ]


@LONG
@given(content=st.binary(max_size=400), head=st.sampled_from([b"", b"CHILD,DOB,REVIEW,REVIEW_CODE\n"]))
async def test_any_bytes_are_read_or_refused_in_a_sentence(
    tmp_path: Path, content: bytes, head: bytes
) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(head + content)
    reader = Ssda903Reader(TODAY)
    try:
        table = open_table(path, reader.required)
    except FileRefusedError as error:
        said = str(error)
    else:
        tally = await ImportRun(table, reader, Watch(lambda _finding: None, lambda: None)).carry_out()
        said = "f.csv" if tally.read == table.rows else "rows were lost"
    assert said.startswith("f.csv")

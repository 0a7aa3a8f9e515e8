"""Rows of another system's file are kept once, also where two bring them in at the same time."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from admin.imports.answers.judging import Judge
from admin.imports.answers.keeping import foresee, keep_answers
from admin.imports.answers.mapping import ColumnMap
from admin.imports.answers.remembered import RememberUnit, find_mapping_id, recall_map
from admin.imports.answers.sheet import MAX_ROWS, open_sheet
from admin.imports.table import FileRefusedError, Upload
from admin.themes.answers import Place
from admin.themes.nameless import CodeNamelessUnit
from forms.anonymous import Sendings
from forms.form_versions import open_library
from forms.mixing import Mixer
from forms.records import AnonymousAnswer, AnonymousCoding, AnonymousResponse
from forms.store.statements import table_of
from tests.admin.exported import FORM, MAP, MICROSOFT, microsoft_row, write_csv, write_workbook

if TYPE_CHECKING:
    from admin.imports.answers.judging import Entry
    from forms.keys import Keys
    from forms.store import Store

MAPPING = ColumnMap(FORM, MAP["columns"], MAP["values"])
ROWS = 230
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


async def judge(store: Store, keys: Keys, rows: list[list[Any]]) -> list[Entry]:
    form = (await open_library(store)).current(FORM)
    sheet = open_sheet(Upload("f.xlsx", write_workbook(MICROSOFT, rows)))
    return Judge(keys, form, sheet, MAPPING, date(2026, 11, 30)).judge().entries


async def test_rows_that_two_bring_in_at_once_are_kept_once(store: Store, keys: Keys) -> None:
    entries = await judge(store, keys, [microsoft_row(number) for number in range(ROWS)])
    twice = (keep_answers(store, keys, entries, import_id) for import_id in ("one", "other"))
    both = await asyncio.gather(*twice)
    assert sum(counts["added"] for counts in both) == ROWS
    assert sum(counts["unchanged"] for counts in both) == ROWS
    assert await foresee(store, entries) == {"unchanged": ROWS}
    assert len(await store.read(table_of(AnonymousResponse).select())) == ROWS
    assert len(await store.read(table_of(AnonymousAnswer).select())) == 4 * ROWS


async def read_scores(store: Store) -> list[str]:
    answers = table_of(AnonymousAnswer)
    rows = await store.read(answers.select().where(answers.c.question_key == "meeting_score"))
    return sorted(row["value"] for row in rows)


async def keep(store: Store, keys: Keys, rows: list[list[Any]], import_id: str) -> dict[str, int]:
    entries = await judge(store, keys, rows)
    foreseen = await foresee(store, entries)
    counts = await keep_answers(store, keys, entries, import_id)
    assert counts == foreseen, "what the look says is what happens"
    return {name: count for name, count in counts.items() if count}


async def test_corrected_row_takes_the_place_of_the_first(store: Store, keys: Keys) -> None:
    rows = [microsoft_row(number) for number in range(3)]
    assert await keep(store, keys, rows, "one") == {"added": 3}
    [coded, *_] = await store.read(table_of(AnonymousResponse).select())
    place = Place(coded["id"], "went_well")
    assert await store.write(CodeNamelessUnit(place, frozenset({"listened"}), NOW))
    sent = datetime.fromisoformat("2025-06-20T10:00:00")
    corrected = [microsoft_row(number, score=1, sent=sent) for number in range(3)]
    assert await keep(store, keys, corrected, "other") == {"updated": 3}
    assert await read_scores(store) == ["1", "1", "1"]
    responses = await store.read(table_of(AnonymousResponse).select())
    assert [str(row["week_on"]) for row in responses] == ["2025-06-16"] * 3
    assert await store.read(table_of(AnonymousCoding).select()) == []
    assert await keep(store, keys, corrected, "again") == {"unchanged": 3}
    assert await keep(store, keys, rows, "back") == {"updated": 3}, "put back it is a correction again"
    assert await read_scores(store) == ["4", "4", "4"]


async def test_number_of_another_form_is_another_answer(store: Store, keys: Keys) -> None:
    """Microsoft counts from 1 in each of its forms: with another start, it is somebody else."""
    assert await keep(store, keys, [microsoft_row(1)], "one") == {"added": 1}
    [number, _, *rest] = microsoft_row(1, score=2)
    next_year = [number, datetime.fromisoformat("2026-06-01T09:00:00"), *rest]
    assert await keep(store, keys, [next_year], "other") == {"added": 1}
    assert await keep(store, keys, [[number, None, *microsoft_row(1, score=3)[2:]]], "bare") == {"added": 1}
    assert await read_scores(store) == ["2", "3", "4"]


async def test_number_that_stands_twice_in_a_file_joins_nothing(store: Store, keys: Keys) -> None:
    rows = [microsoft_row(1), microsoft_row(1, score=2)]
    assert await keep(store, keys, rows, "one") == {"added": 2}
    assert await keep(store, keys, rows, "again") == {"unchanged": 2}


async def test_mixing_keeps_what_a_corrected_row_is_known_by(store: Store, keys: Keys) -> None:
    await keep(store, keys, [microsoft_row(1)], "one")
    [before] = await store.read(table_of(AnonymousResponse).select())
    await Mixer(store, keys, Sendings(), lambda: NOW).mix({before["id"]})
    assert await keep(store, keys, [microsoft_row(1, score=1)], "other") == {"updated": 1}
    assert await read_scores(store) == ["1"]


async def test_order_of_the_file_is_not_the_order_of_the_ids(store: Store, keys: Keys) -> None:
    rows = [microsoft_row(number, score=1 + number % 5) for number in range(40)]
    await keep_answers(store, keys, await judge(store, keys, rows), "one")
    answers = table_of(AnonymousAnswer)
    scores = await store.read(
        answers.select().where(answers.c.question_key == "meeting_score").order_by(answers.c.response_id)
    )
    assert [row["value"] for row in scores] != [str(1 + number % 5) for number in range(40)]


async def test_mapping_is_recalled_whatever_the_order_of_the_headings(store: Store, keys: Keys) -> None:
    mapping_id = find_mapping_id(keys, FORM, MICROSOFT)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    for mapping in (MAPPING, ColumnMap(FORM, MAP["columns"], on=date(2025, 7, 1))):
        assert await store.write(RememberUnit(keys, mapping_id, mapping, "somebody", now))
        recalled = await recall_map(store, keys, FORM, reversed(MICROSOFT))
        assert recalled is not None
        assert (recalled.columns, recalled.on) == (mapping.columns, mapping.on)
    assert await recall_map(store, keys, "feedback_carer", MICROSOFT) is None
    assert await recall_map(store, keys, FORM, MICROSOFT[1:]) is None


def test_blank_rows_are_passed_over_and_a_longer_file_is_refused() -> None:
    blank, row = ["", ""], ["Yes", "a"]
    sheet = open_sheet(Upload("f.csv", write_csv(("a", "b"), [blank] * (MAX_ROWS + 5) + [row])))
    assert [(each.number, each.cells) for each in sheet.rows] == [(MAX_ROWS + 7, ("Yes", "a"))]
    with pytest.raises(FileRefusedError, match="more than 20,000 rows"):
        open_sheet(Upload("f.csv", write_csv(("a", "b"), [row] * (MAX_ROWS + 1))))

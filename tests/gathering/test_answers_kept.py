"""Rows of another system's file are kept once, also where two bring them in at the same time."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from admin.imports.answers.judging import Judge
from admin.imports.answers.keeping import count_known, keep_answers
from admin.imports.answers.mapping import ColumnMap
from admin.imports.answers.remembered import RememberUnit, find_mapping_id, recall_map
from admin.imports.answers.sheet import MAX_ROWS, open_sheet
from admin.imports.table import FileRefusedError, Upload
from forms.form_versions import open_library
from forms.records import AnonymousAnswer, AnonymousResponse
from forms.store.statements import table_of
from tests.admin.exported import FORM, MAP, MICROSOFT, microsoft_row, write_csv, write_workbook

if TYPE_CHECKING:
    from admin.imports.answers.judging import Entry
    from forms.keys import Keys
    from forms.store import Store

MAPPING = ColumnMap(FORM, MAP["columns"], MAP["values"])
ROWS = 230


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
    assert await count_known(store, entries) == ROWS
    assert len(await store.read(table_of(AnonymousResponse).select())) == ROWS
    assert len(await store.read(table_of(AnonymousAnswer).select())) == 4 * ROWS


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

"""What a column and a value may be, suggested from their words: a person agrees, or says otherwise. Pure."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from admin.imports.answers.days import find_month_first
from admin.imports.answers.mapping import (
    LEAVE_OUT,
    WHEN,
    ColumnMap,
    find_target,
    fold,
    is_never,
    list_mappable,
)
from admin.imports.answers.values import Unread, read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from admin.imports.answers.sheet import Sheet
    from forms.definition import Form, Question

WHEN_HEADINGS = (
    *("completion time", "timestamp", "submitted at", "date submitted", "submission date", "end date"),
    *("response date", "date completed", "submitted", "completed", "date"),
)
"""How other systems call it, the surest first. A start time is no sending."""
ALIKE = 0.72
"""How alike two texts must be to be suggested, from 0 to 1: a few words may differ in a sentence."""


def suggest_map(form: Form, sheet: Sheet) -> ColumnMap:
    """Suggest what each column is; what is like nothing is left out."""
    when = next((each for name in WHEN_HEADINGS for each in sheet.headings if fold(each) == name), None)
    left = list(list_mappable(form))
    columns: dict[str, str] = {}
    for heading in sheet.headings:
        columns[heading] = LEAVE_OUT
        if heading == when:
            columns[heading] = WHEN
        elif not is_never(heading) and (found := _find_alike(heading, left)) is not None:
            columns[heading] = found.key
            left.remove(found)
    is_month_first = when is not None and find_month_first(_list_column(sheet, when))
    return ColumnMap(form.key, columns, is_month_first=is_month_first)


def _list_column(sheet: Sheet, heading: str) -> Iterable[str]:
    place = sheet.headings.index(heading)
    return (row.cells[place] for row in sheet.rows)


def _find_alike(heading: str, questions: Iterable[Question]) -> Question | None:
    scored = [(_compare(heading, question), question.row, question) for question in questions]
    best = max(scored, key=lambda each: (each[0], -each[1]), default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def _compare(heading: str, question: Question) -> float:
    folded = fold(heading)
    if folded in {fold(question.key), fold(question.label)}:
        return 1.0
    return SequenceMatcher(None, folded, fold(question.label), autojunk=False).ratio()


def list_unknown(form: Form, sheet: Sheet, mapping: ColumnMap) -> dict[str, Counter[str]]:
    """Count the values that mean no option yet, by what they are asked for: these a person must say."""
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(sheet.headings):
        places.setdefault(mapping.columns.get(heading, LEAVE_OUT), []).append(place)
    found: dict[str, Counter[str]] = {}
    for target, columns in places.items():
        question = find_target(form, target)
        if question is not None and (unknown := _count_unread(question, sheet, columns, mapping)):
            found[target] = unknown
    return found


def _count_unread(question: Question, sheet: Sheet, columns: list[int], mapping: ColumnMap) -> Counter[str]:
    said = mapping.values.get(question.key, {})
    unknown: Counter[str] = Counter()
    for row in sheet.rows:
        value = read_value(question, [row.cells[place] for place in columns], said)
        if isinstance(value, Unread):
            unknown.update(part for part in value.parts if part)
    return unknown


def suggest_value(question: Question, text: str) -> str | None:
    """Suggest which option a value means; None where it is like none."""
    scored = [
        (SequenceMatcher(None, fold(text), fold(said), autojunk=False).ratio(), option.value)
        for option in question.options
        for said in (option.label, option.value)
    ]
    ratio, value = max(scored, default=(0.0, ""))
    return value if ratio >= ALIKE else None


def suggest_values(form: Form, unknown: Mapping[str, Counter[str]]) -> dict[str, dict[str, str | None]]:
    """Suggest what each unknown value means; None where a person has to say it without a suggestion."""
    found: dict[str, dict[str, str | None]] = {}
    for key, counts in unknown.items():
        question = find_target(form, key)
        if question is not None:
            found[key] = {fold(text): suggest_value(question, text) for text in counts}
    return found

"""The sheet `choices`: lists of options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from forms.definition import PICTURES, Option
from forms.xlsform.columns import NEEDED
from forms.xlsform.issues import suggest
from forms.xlsform.limits import MAX_NAME, MAX_OPTION_LABEL, MAX_OPTIONS, count_characters

if TYPE_CHECKING:
    from forms.xlsform.issues import Findings
    from forms.xlsform.tables import Sheet

Lists: TypeAlias = Mapping[str, tuple[Option, ...]]

_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def read_lists(sheet: Sheet | None, findings: Findings) -> Lists:
    """Return the options of every list, in order. A list that no question uses is no fault."""
    lists: dict[str, tuple[Option, ...]] = {}
    for row in sheet.rows if sheet else ():
        for column in sheet.find_blank(row, NEEDED["choices"]) if sheet else ():
            findings.add("choices", row.number, column, "is blank")
        name = row.cells.get("list_name", "")
        option = Option(*(row.cells.get(column, "") for column in ("name", "label", "picture")))
        for column, fault in (*_find_faults(option), *_find_twins(option, lists.get(name, ()))):
            findings.add("choices", row.number, column, fault)
        lists[name] = (*lists.get(name, ()), option)
        if len(lists[name]) == MAX_OPTIONS + 1:
            fault = f'the list "{name}" has more than {MAX_OPTIONS} options: shorten it'
            findings.add("choices", row.number, "list_name", fault)
    return lists


def _find_faults(option: Option) -> Iterator[tuple[str, str]]:
    if option.value and not _VALUE.fullmatch(option.value):
        yield "name", f'found "{option.value}": expected letters, digits, _ . or -, without spaces'
    if len(option.value) > MAX_NAME:
        yield "name", f"has {len(option.value)} characters: expected at most {MAX_NAME}"
    length = count_characters(option.label)
    if length > MAX_OPTION_LABEL:
        yield "label", f"has {length} characters: expected at most {MAX_OPTION_LABEL}, to fit a button"
    if option.picture and option.picture not in PICTURES:
        known = ", ".join(sorted(PICTURES))
        yield "picture", f'found "{option.picture}"{suggest(option.picture, PICTURES)}: expected {known}'


def _find_twins(option: Option, held: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    """Find what makes an option the double of another in its list, when chosen or when typed."""
    if option.value and option.value in {other.value for other in held}:
        yield "name", f'"{option.value}" stands twice in this list: what was chosen could not be told'
    if option.label and option.label.casefold() in {other.label.casefold() for other in held}:
        yield "label", f'"{option.label}" stands twice in this list: nobody could tell them apart'

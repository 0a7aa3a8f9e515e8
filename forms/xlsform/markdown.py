"""XLSForm tables in Markdown: the first cell of a row names the sheet, or is blank.

    | survey | type | name  | label           |
    |--------|------|-------|-----------------|
    |        | text | worry | What is on your mind? |

Headings may also follow on the next line. Lines that are no table row, such as prose and `# titles`, are
left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.xlsform.issues import Findings

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{2,}:?")


@dataclass(slots=True)
class RawSheet:
    """A sheet before its headings are understood: the cells of each row, the first row being row 1."""

    name: str
    rows: list[tuple[str, ...]] = field(default_factory=list)


def read_markdown(text: str, findings: Findings) -> list[RawSheet]:
    """Return the sheets of a text, in order."""
    sheets: list[RawSheet] = []
    for number, line in enumerate(text.split("\n"), start=1):
        cells = _split(line)
        if cells is None and line.count("|") > 1:
            findings.add("", 0, "", f"line {number}: a table row begins with |, or it is not read")
        if cells is None or _is_rule(cells):
            continue
        if cells[0]:
            sheets.append(RawSheet(cells[0]))
        if not sheets:
            findings.add("", 0, "", f"line {number}: a table row stands before the name of its sheet")
        elif sheets[-1].rows or any(cells[1:]):
            sheets[-1].rows.append(cells[1:])
    return sheets


def _split(line: str) -> tuple[str, ...] | None:
    """Return the cells of a table row; None for any other line."""
    bare = line.strip()
    if not bare.startswith("|"):
        return None
    inner = bare[1:-1] if bare.endswith("|") and not bare.endswith(r"\|") else bare[1:]
    return tuple(cell.strip().replace(r"\|", "|") for cell in _BAR.split(inner))


def _is_rule(cells: tuple[str, ...]) -> bool:
    return all(_RULE.fullmatch(cell) for cell in cells)

"""What of a preview stands on one page: some of each part, or one part page by page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from admin.console.paging import Paging, read_page
from admin.imports.preview import CHANGED, NEW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from admin.imports.preview import Preview

FEW = 10
"""Of each part, where all stand on one page."""
PARTS = ("refused", "changed", "new", "warned")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a preview: what is shown of it, and of how many."""

    name: str
    rows: Sequence[Any]
    paging: Paging
    is_whole: bool
    """Page by page, alone; else only the first ones, among the others."""

    @property
    def total(self) -> int:
        """How many there are."""
        return self.paging.rows

    def query(self, page: int = 1) -> str:
        """Return the query that shows this part, page by page."""
        return urlencode({"part": self.name, "page": page})


def list_sections(found: Preview, query: Mapping[str, str]) -> dict[str, Any]:
    """Return the parts that are shown, and which one alone, if it is one."""
    every = {
        "refused": found.refused,
        "changed": [change for change in found.changes if change.what != NEW],
        "new": [change for change in found.changes if change.what == NEW],
        "warned": found.warned,
    }
    alone = query["part"] if query.get("part") in PARTS else ""
    asked = read_page(query.get("page", ""))
    sections = [
        _cut(name, every[name], asked, is_whole=bool(alone))
        for name in PARTS
        if every[name] and alone in {"", name}
    ]
    return {"sections": sections, "alone": alone, "CHANGED": CHANGED}


def _cut(name: str, rows: Sequence[Any], asked: int, *, is_whole: bool) -> Section:
    paging = Paging(asked if is_whole else 1, len(rows))
    shown = rows[paging.offset : paging.offset + paging.size] if is_whole else rows[:FEW]
    return Section(name, shown, paging, is_whole)

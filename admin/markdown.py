"""Tables and headings in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def list_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table, and a blank one."""
    heads = tuple(heads)
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(escape, cells))} |"


def escape(text: str) -> str:
    """Write text on one line, so that it ends no cell."""
    return " ".join(text.split()).replace("|", "\\|")


def make_title(name: str) -> str:
    """Write a key as words."""
    return name.replace("_", " ").capitalize()

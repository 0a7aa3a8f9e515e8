"""Figures in words, for the pages about signed periods. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.signed.differences import write_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.shown.model import Number, ShownSummary
    from admin.signed.differences import Line

SECTIONS = {
    "measures": "Measures",
    "measures_by_default": "Measures over eligible reviews",
    "tables": "Codes and reasons",
    "forms": "Forms",
    "channels": "Forms, by which way they came",
    "questions": "Questions",
    "answers": "Answers",
    "placements": "Posters and cards",
    "themes": "Themes",
    "elsewhere": "Figures from elsewhere",
}
"""Section to heading, in the order of the page; by which the reviews are parted stands after."""
PARTED = "by_"


def write_measures(shown: ShownSummary) -> list[tuple[str, str, str]]:
    """Say each measure: its title, its numbers, what they mean."""
    return [(one.title, _write(one.share), one.definition) for one in shown.measures]


def _write(share: object) -> str:
    names = ("count", "out_of", "percent", "low", "high")
    found: dict[str, Number | None] = {name: getattr(share, name) for name in names}
    return write_numbers({name: value for name, value in found.items() if value is not None})


def name_sections(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Put lines under headings, measures first."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.figure.section, []).append(line)
    order = [*SECTIONS, *sorted(found.keys() - SECTIONS.keys())]
    return [(_name(section), found[section]) for section in order if section in found]


def _name(section: str) -> str:
    parted = section.removeprefix(PARTED).replace("_", " ")
    return SECTIONS.get(section) or f"By {parted}"

"""What a reader knows of posters and of themes: which numbers are parts of which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.shown.model import Mark
from tests.admin.solver import Puzzle, Terms, read_percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.shown.model import ShownPlacement, ShownTheme

Named = dict[str, Terms]


def describe_placements(puzzle: Puzzle, placements: Iterable[ShownPlacement]) -> Named:
    """Add all posters together: whoever sent something began it, after scanning."""
    found = list(placements)
    parts = {name: puzzle.add_unknown() for name in ("completions", "begun alone", "scanned alone")}
    starts = puzzle.add_sum(parts["completions"], parts["begun alone"])
    numbers = {**parts, "starts": starts, "scans": puzzle.add_sum(starts, parts["scanned alone"])}
    for name in ("completions", "starts", "scans"):
        each = [getattr(one, name) for one in found]
        if found and Mark.HIDDEN not in each:
            puzzle.read(numbers[name], sum(each))
    return {f"placements/{name}": terms for name, terms in numbers.items()}


def describe_themes(puzzle: Puzzle, themes: Iterable[ShownTheme]) -> Named:
    """Add themes: each is of so many responses that were coded, and somebody spoke about it."""
    found: Named = {}
    for one in themes:
        whose = f"themes/{one.theme.audience} {one.theme.timing}"
        base = found.setdefault(whose, puzzle.add_unknown())
        puzzle.read(base, one.out_of)
        parts = puzzle.add_parts(base, ("said", "others"))
        puzzle.read(parts["said"], one.responses)
        if not puzzle.is_deaf:
            puzzle.say(parts["said"], 1)
            read_percent(puzzle, parts["said"], one.out_of, one.percent)
        found |= {
            f"{whose}/{one.theme.key}": parts["said"],
            f"{whose}/{one.theme.key} others": parts["others"],
        }
    return found

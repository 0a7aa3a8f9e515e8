"""What a reader knows of forms: which numbers of a form and of its questions are parts of which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.shown.model import Mark
from tests.admin.solver import Puzzle, Terms, add, read_cells, read_percent, subtract

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from admin.shown.model import Number, ShownCollated, ShownForm, ShownItem

Named = dict[str, Terms]


def describe_forms(
    puzzle: Puzzle, forms: Iterable[ShownForm], collated: Sequence[ShownCollated] = ()
) -> Named:
    """Add the forms of a period, and read what is printed of them; return each number by its name.

    Of a question that several forms ask alike, a cell that is hidden in one of them may be 0.
    """
    found: Named = {}
    families: dict[str, list[ShownForm]] = {}
    shown = list(forms)
    summed = {
        (form, one.item.key, one.item.kind): tuple(cell.value for cell in one.item.cells)
        for one in collated
        for form in one.forms
        if len(one.forms) > 1
    }
    fuller = {form.form.simpler: form.form.key for form in shown if form.form.simpler}
    for form in shown:
        found |= _describe_form(puzzle, form, summed)
        families.setdefault(fuller.get(form.form.key, form.form.key), []).append(form)
    for looks in families.values():
        came, filled = (
            add(*(found[f"{form.form.key}/{name}"] for form in looks)) for name in ("submitted", "filled_in")
        )
        puzzle.say(subtract(came, filled), 0, 0)
    for one in collated:
        found |= _read_sum(puzzle, found, one)
    return found


def _read_sum(puzzle: Puzzle, found: Named, one: ShownCollated) -> Named:
    """Read the sum of a question over several forms; a cell that is hidden in it is not 0."""
    item = one.item
    before = [f"{form}/{item.key}" for form in one.forms]

    def add_named(ending: str) -> Terms:
        return puzzle.add_sum(*(found.get(f"{name}{ending}", {}) for name in before))

    parts = {name: add_named(f" {name}") for name in ("answered", "skipped", "not asked")}
    puzzle.read(parts["answered"], item.answered)
    puzzle.read(parts["skipped"], item.skipped)
    printed = {cell.value: cell.count for cell in item.cells}
    cells = {value: add_named(f"={value}") for value in printed}
    read_cells(puzzle, cells, printed)
    _read_percents(puzzle, cells, item)
    if item.mean not in {None, Mark.HIDDEN} and Mark.HIDDEN in printed.values():
        _read_mean(puzzle, cells, parts["answered"], float(item.mean or 0))
    name = f"{'+'.join(one.forms)}/{item.key}"
    named = {f"{name} {part}": terms for part, terms in parts.items()}
    return named | {f"{name}={value}": terms for value, terms in cells.items()}


def _describe_form(
    puzzle: Puzzle, form: ShownForm, summed: Mapping[tuple[str, str, str], tuple[str, ...]]
) -> Named:
    """Whoever was invited and sent it, whoever came over a poster, and whoever gave no name sent it."""
    sent = {name: puzzle.add_unknown() for name in ("asked", "open", "anonymous")}
    submitted = puzzle.add_sum(*sent.values())
    begun, silent = puzzle.add_unknown(), puzzle.add_unknown()
    numbers = {
        **sent,
        "submitted": submitted,
        "opened": puzzle.add_sum(submitted, begun),
        "begun": begun,
        "silent": silent,
        "invited": puzzle.add_sum(sent["asked"], silent),
        "filled_in": puzzle.add_unknown(),
    }
    for name in ("submitted", "filled_in", "opened", "invited", "anonymous", "asked"):
        puzzle.read(numbers[name], getattr(form, name))
    read_percent(puzzle, numbers["asked"], form.invited, form.response_rate)
    channels = puzzle.add_parts(submitted, form.channels) if form.channels else {}
    read_cells(puzzle, channels, form.channels)
    key = form.form.key
    found = {f"{key}/{name}": terms for name, terms in numbers.items()}
    found |= {f"{key}/channel {name}": terms for name, terms in channels.items()}
    for item in form.items:
        named = _describe_item(puzzle, numbers, item, summed.get((key, item.key, item.kind)))
        found |= {f"{key}/{name}": terms for name, terms in named.items()}
    return found


def _describe_item(puzzle: Puzzle, numbers: Named, item: ShownItem, summed: tuple[str, ...] | None) -> Named:
    """Everybody who filled it in answered, skipped or was not asked; `summed`: what stands in a sum of it."""
    parts = puzzle.add_parts(numbers["filled_in"], ("answered", "skipped", "not asked"))
    puzzle.read(parts["answered"], item.answered)
    puzzle.read(parts["skipped"], item.skipped)
    printed: dict[str, Number] = dict.fromkeys(summed or (), Mark.HIDDEN)
    printed |= {cell.value: cell.count for cell in item.cells}
    if item.several:
        cells = {value: puzzle.add_unknown() for value in printed}
        rest = {}
        for value, terms in cells.items():
            rest[f"not {value}"] = puzzle.add_unknown()
            puzzle.say(subtract(parts["answered"], add(terms, rest[f"not {value}"])), 0, 0)
        if cells:
            puzzle.say(subtract(add(*cells.values()), parts["answered"]), 0)
    else:
        cells = puzzle.add_parts(parts["answered"], printed) if printed else {}
        rest = {}
    read_cells(puzzle, cells, printed, may_be_nobody=summed is not None)
    _read_percents(puzzle, cells, item)
    if item.mean not in {None, Mark.HIDDEN} and Mark.HIDDEN in printed.values():
        _read_mean(puzzle, cells, parts["answered"], float(item.mean or 0))
    named = {f"{item.key} {name}": terms for name, terms in parts.items()}
    return named | {f"{item.key}={value}": terms for value, terms in {**cells, **rest}.items()}


def _read_percents(puzzle: Puzzle, cells: Named, item: ShownItem) -> None:
    for cell in item.cells:
        read_percent(puzzle, cells[cell.value], item.answered, cell.percent)


def _read_mean(puzzle: Puzzle, cells: Named, answered: Terms, mean: float) -> None:
    """Read a mean, which is rounded to two decimals."""
    total = add(*({name: float(value) for name in terms} for value, terms in cells.items()))
    for edge, sign in ((mean - 0.006, 1), (mean + 0.006, -1)):
        edged = {name: often * edge for name, often in answered.items()}
        puzzle.say({name: sign * often for name, often in subtract(total, edged).items()}, 0)

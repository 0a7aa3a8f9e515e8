"""The answers to one question as they may be published: of a form, or the sum over several. Pure.

Beside the answers stand those who skipped the question and those who were not asked it: they are part of the
same sum, of all who filled in the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.disclosure import PERCENT_FROM, Table, are_all_alike
from admin.shown.items import list_labels
from admin.shown.model import Mark, ShownCell, ShownItem
from admin.shown.published_measures import write_percent
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.shown.model import Number
    from admin.shown.sieve import Sieve
    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount

SKIPPED, NOT_ASKED, WORDS, CHOSEN, NOT_CHOSEN = "skipped", "not asked", "other words", "chosen", "not chosen"


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be known of a question: who answered, who skipped it, and which of its answers."""

    answered: bool = False
    skipped: bool = False
    values: frozenset[str] = frozenset()


def list_tables(counted: QuestionCount, filled_in: int) -> dict[str, dict[str, int]]:
    """List how a question parts all who filled in the form, by what the table's key ends in.

    What was said in words alone is one answer. Of several choices each parts everybody anew.
    """
    left = {SKIPPED: counted.skipped, NOT_ASKED: filled_in - counted.answered - counted.skipped}
    if counted.kind == Kind.SELECT_MULTIPLE:
        return {
            f"/{value}": {CHOSEN: found, NOT_CHOSEN: counted.answered - found, **left}
            for value, found in counted.counts.items()
        }
    values = {name_value(value): found for value, found in counted.counts.items()}
    return {"": {**values, WORDS: counted.answered - sum(values.values()), **left}}


def name_value(value: str) -> str:
    """Name the cell of an answer, so that none is called like those who did not answer."""
    return f"={value}"


def look(counted: QuestionCount, filled_in: int, key: str, sieve: Sieve) -> Seen:
    """Find out what may be known of a question by itself."""
    tables = list_tables(counted, filled_in)
    if counted.kind == Kind.SELECT_MULTIPLE:
        seen = _look_at_several(counted, tables, key, sieve)
    else:
        seen = _look_at_one(counted, tables[""], key, sieve)
    return Seen(seen.answered, seen.skipped) if is_said_of_each(counted) else seen


def is_said_of_each(counted: QuestionCount) -> bool:
    """Tell whether it would be said of each of a few what they chose."""
    return any(found and are_all_alike(found, counted.answered) for found in counted.counts.values())


def _look_at_one(counted: QuestionCount, cells: Mapping[str, int], key: str, sieve: Sieve) -> Seen:
    """Look at a question with one answer a person."""
    answered = frozenset(cells) - {SKIPPED, NOT_ASKED}
    sums = {"answered": (answered,), SKIPPED: (frozenset({SKIPPED}),)}
    shown = sieve.protect(Table(cells, sums, prints_cells=True, key=key))
    values = frozenset(value for value in counted.counts if name_value(value) in shown.cells)
    return Seen("answered" in shown.sums, SKIPPED in shown.cells | shown.sums, values)


def _look_at_several(
    counted: QuestionCount, tables: Mapping[str, Mapping[str, int]], key: str, sieve: Sieve
) -> Seen:
    """Look at a question of which people could choose several."""
    sums = {
        "answered": (frozenset({CHOSEN, NOT_CHOSEN}),),
        SKIPPED: (frozenset({SKIPPED}),),
        CHOSEN: (frozenset({CHOSEN}),),
    }
    shown = {
        ending: sieve.protect(Table(cells, sums, key=f"{key}{ending}")).sums
        for ending, cells in tables.items()
    }
    answered, skipped = (
        bool(shown) and all(name in found for found in shown.values()) for name in ("answered", SKIPPED)
    )
    values = {value for value in counted.counts if CHOSEN in shown[f"/{value}"]}
    return Seen(answered, skipped, frozenset(_cover(counted, values, sieve.below)))


def _cover(counted: QuestionCount, values: set[str], below: int) -> Iterable[str]:
    """Leave out another answer where a single hidden one must be more than 1: all chose something.

    Of so few that those who did not choose a hidden one must be few, nothing is shown.
    """
    hidden = [value for value, found in counted.counts.items() if found and value not in values]
    if hidden and counted.answered <= below:
        return frozenset()
    uncovered = counted.answered - sum(counted.counts[value] for value in values)
    if len(hidden) == 1 and uncovered > 1:
        shown = sorted((counted.counts[value], value) for value in values if counted.counts[value])
        return values - {value for _, value in shown[:1]}
    return values


def show(count: FormCount, counted: QuestionCount, seen: Seen) -> ShownItem:
    """Show a question, as far as it may be known."""
    label, labels = list_labels(count, counted)
    cells = tuple(_list_cells(counted, labels, seen)) if seen.values else ()
    has_all = seen.answered and seen.values >= counted.counts.keys() and counted.answered >= PERCENT_FROM
    return ShownItem(
        counted.key,
        counted.kind,
        label,
        counted.answered if seen.answered else Mark.HIDDEN,
        counted.skipped if seen.skipped else Mark.HIDDEN,
        cells,
        _show_middle(counted.mean, has_all=has_all),
        _show_middle(counted.median, has_all=has_all),
        counted.kind == Kind.SELECT_MULTIPLE,
        counted.dropped,
    )


def _list_cells(counted: QuestionCount, labels: Mapping[str, str], seen: Seen) -> Iterator[ShownCell]:
    for value, label in labels.items():
        found, percent = counted.counts[value], _find_percent(counted, value, seen)
        yield ShownCell(value, label, found if value in seen.values else Mark.HIDDEN, percent)


def _find_percent(counted: QuestionCount, value: str, seen: Seen) -> Number:
    """Return the share of who answered; none that says of each of a few what they did not choose."""
    found = counted.counts[value]
    if value not in seen.values or not seen.answered:
        return Mark.HIDDEN
    return Mark.NONE if are_all_alike(found, counted.answered) else write_percent(found, counted.answered)


def _show_middle(value: float | None, *, has_all: bool) -> Number | None:
    return value if value is None or has_all else Mark.HIDDEN

"""The answers to questions as they may be published. Pure.

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


def publish_items(count: FormCount, sieve: Sieve, *, is_known: bool) -> Iterator[ShownItem]:
    """Yield the questions in their order; `is_known` tells whether it may be known how many filled it in."""
    for counted in count.questions:
        key = f"form/{count.form.key}/{counted.key}/{counted.kind}"
        seen = _look(counted, count.filled_in, key, sieve) if is_known else Seen()
        yield _show(count, counted, seen)


def _look(counted: QuestionCount, filled_in: int, key: str, sieve: Sieve) -> Seen:
    left = {SKIPPED: counted.skipped, NOT_ASKED: filled_in - counted.answered - counted.skipped}
    if counted.kind == Kind.SELECT_MULTIPLE:
        seen = _look_at_several(counted, left, key, sieve)
    else:
        seen = _look_at_one(counted, left, key, sieve)
    is_of_each = any(found and are_all_alike(found, counted.answered) for found in counted.counts.values())
    return Seen(seen.answered, seen.skipped) if is_of_each else seen


def _look_at_one(counted: QuestionCount, left: Mapping[str, int], key: str, sieve: Sieve) -> Seen:
    """Look at a question with one answer a person; what was said in words alone is one of them."""
    values = {f"={value}": found for value, found in counted.counts.items()}
    values[WORDS] = counted.answered - sum(values.values())
    answered = frozenset(values)
    sums = {"answered": (answered,), SKIPPED: (frozenset({SKIPPED}),)}
    shown = sieve.protect(Table({**values, **left}, sums, prints_cells=True, key=key))
    cells = frozenset(value for value in counted.counts if f"={value}" in shown.cells)
    return Seen("answered" in shown.sums, SKIPPED in shown.cells | shown.sums, cells)


def _look_at_several(counted: QuestionCount, left: Mapping[str, int], key: str, sieve: Sieve) -> Seen:
    """Look at a question of which people could choose several: each answer parts everybody anew."""
    answered, shown = True, {}
    for value, found in counted.counts.items():
        cells = {CHOSEN: found, NOT_CHOSEN: counted.answered - found, **left}
        sums = {
            "answered": (frozenset({CHOSEN, NOT_CHOSEN}),),
            SKIPPED: (frozenset({SKIPPED}),),
            CHOSEN: (frozenset({CHOSEN}),),
        }
        shown[value] = sieve.protect(Table(cells, sums, key=f"{key}/{value}")).sums
    answered = bool(shown) and all("answered" in sums for sums in shown.values())
    skipped = bool(shown) and all(SKIPPED in sums for sums in shown.values())
    values = {value for value, sums in shown.items() if CHOSEN in sums}
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


def _show(count: FormCount, counted: QuestionCount, seen: Seen) -> ShownItem:
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

"""The answers to all questions as they may be published. Pure.

A question that several forms ask alike is added up before anything of it is hidden: the sum is what most
readers want, and the numbers that must be hidden in it are fewer. What may then be told of each form beside
it says `admin.shown.published_looks`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.shown.alike import list_alike
from admin.shown.model import ShownCollated
from admin.shown.published_items import (
    NOT_ASKED,
    SKIPPED,
    Seen,
    is_said_of_each,
    list_tables,
    look,
    name_value,
    show,
)
from admin.shown.published_looks import Lifted, Row, hide_columns, lift, list_ways
from admin.shown.sieve import Sieve
from admin.summary.questions import add_up
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from admin.disclosure import Partition
    from admin.shown.alike import Alike, Look
    from admin.shown.model import ShownItem
    from admin.shown.published_looks import Parted
    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount

Place = tuple[str, str, str]
"""A question: its form, its key, its kind."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What may be known of each question of each form, and those that several forms ask alike."""

    seen: Mapping[Place, Seen]
    collated: tuple[ShownCollated, ...]

    def show(self, count: FormCount) -> Iterator[ShownItem]:
        """Yield a form's questions in their order."""
        for counted in count.questions:
            yield show(count, counted, self.seen.get((count.form.key, counted.key, counted.kind), Seen()))


def publish_answers(forms: Iterable[FormCount], known: Container[str], sieve: Sieve) -> Answers:
    """Publish the answers; `known`: the forms of which it may be known how many filled them in."""
    seen: dict[Place, Seen] = {}
    collated: list[ShownCollated] = []
    for alike in list_alike(forms):
        looks = [one for one in alike.looks if one.form in known]
        filled_in = [one for one in looks if one.count.filled_in]
        found = {one.form: _see_nobody(one) for one in looks if not one.count.filled_in}
        if filled_in:
            whole = _look_at_sum(filled_in, sieve)
            found |= _look_at_each(filled_in, whole, sieve)
            collated += _collate(alike, filled_in, whole.seen)
        seen |= {(form, alike.key, alike.kind): one for form, one in found.items()}
    return Answers(seen, tuple(collated))


def _see_nobody(one: Look) -> Seen:
    """See a form that nobody filled in: all of it is nobody."""
    return Seen(answered=True, skipped=True, values=frozenset(one.counted.counts))


def _collate(alike: Alike, looks: Sequence[Look], seen: Seen) -> Iterator[ShownCollated]:
    """Yield the sum, if it is one of several forms."""
    forms = tuple(one.form for one in looks)
    left_out = tuple(one.form for one in alike.looks if one.count.filled_in and one.form not in forms)
    if len(forms) + len(left_out) > 1:
        item = show(looks[0].count, add_up([one.counted for one in looks]), seen)
        yield ShownCollated(alike.people, item, forms, left_out)


@dataclass(frozen=True, slots=True)
class Whole:
    """The sum over some forms, and what may be known of it: by what a table's key ends in, its blocks."""

    seen: Seen
    counted: QuestionCount
    filled_in: int
    known: Mapping[str, Partition]

    @property
    def name(self) -> str:
        """By what its tables go."""
        return f"{self.counted.key}/{self.counted.kind}"

    def list_tables(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield each table, with those of its cells that are not known one by one."""
        for ending, cells in list_tables(self.counted, self.filled_in).items():
            known = self.known.get(ending, {})
            yield ending, frozenset(cell for cell in cells if frozenset({cell}) not in known)


def _look_at_sum(looks: Sequence[Look], sieve: Sieve) -> Whole:
    forms = tuple(one.form for one in looks)
    counted, filled_in = add_up([one.counted for one in looks]), sum(one.count.filled_in for one in looks)
    summed = Sieve(Lifted(sieve.guard, forms))
    before = f"asked/{counted.key}/{counted.kind}"
    seen = look(counted, filled_in, before, summed)
    known = {key.removeprefix(before): partition for key, partition in summed.known.items()}
    whole = Whole(seen, counted, filled_in, known)
    for ending, partition in known.items():
        lifted = {lift(block, forms): count for block, count in partition.items()}
        for kind in ("asked", "looks") if len(looks) == 1 else ("asked",):
            sieve.remember(f"{kind}/{whole.name}{ending}", lifted)
    return whole


@dataclass(frozen=True, slots=True)
class Told:
    """A way to tell a question by form: of which forms, and each of its tables."""

    forms: tuple[str, ...]
    tables: Mapping[str, Parted]

    @property
    def shown(self) -> int:
        """How many numbers are shown by it."""
        return len(self.forms) * sum(len(one.shown) for one in self.tables.values())

    def see(self, whole: Whole) -> Seen:
        """Say what is known of each of the forms. Of several choices all are told, or none."""
        if whole.counted.kind == Kind.SELECT_MULTIPLE:
            return Seen(answered=True, skipped=True, values=frozenset(whole.counted.counts))
        shown = self.tables[""].shown
        values = frozenset(value for value in whole.seen.values if name_value(value) in shown)
        return Seen({SKIPPED, NOT_ASKED} <= shown, SKIPPED in shown, values)


def _look_at_each(looks: Sequence[Look], whole: Whole, sieve: Sieve) -> dict[str, Seen]:
    """Find out what may be told of each form beside the sum: of the forms that are not here, nothing."""
    if len(looks) == 1:
        return {looks[0].form: whole.seen}
    if whole.counted.counts and not whole.seen.values:
        return {}
    by_size = sorted(looks, key=lambda one: (-one.count.filled_in, one.form))
    ways = filter(None, (_try(way, whole, sieve) for way in list_ways(by_size)))
    best = max(ways, key=lambda told: told.shown, default=None)
    if best is None:
        return {}
    for ending, parted in best.tables.items():
        sieve.remember(f"looks/{whole.name}{ending}", parted.known)
    return dict.fromkeys(best.forms, best.see(whole))


def _try(way: Sequence[Sequence[Look]], whole: Whole, sieve: Sieve) -> Told | None:
    """Try to tell some forms each by itself, and others together."""
    parts = [(tuple(one.form for one in looks), *_add_up(looks, whole)) for looks in way]
    if any(is_said_of_each(counted) for _, counted, _ in parts):
        return None
    cells = [(forms, list_tables(counted, filled_in)) for forms, counted, filled_in in parts]
    tables = {}
    for ending, hidden in whole.list_tables():
        rows = [Row(forms, found[ending]) for forms, found in cells]
        parted = hide_columns(rows, hidden, f"looks/{whole.name}{ending}", sieve.guard)
        if parted is None or (parted.hidden and whole.counted.kind == Kind.SELECT_MULTIPLE):
            return None
        tables[ending] = parted
    return Told(tuple(forms[0] for forms, _ in cells if len(forms) == 1), tables)


def _add_up(looks: Sequence[Look], whole: Whole) -> tuple[QuestionCount, int]:
    """Add some forms up, with every answer that the whole has."""
    counted = add_up([one.counted for one in looks])
    counts = {value: counted.counts.get(value, 0) for value in whole.counted.counts}
    return replace(counted, counts=counts), sum(one.count.filled_in for one in looks)

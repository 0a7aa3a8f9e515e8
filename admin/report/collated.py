"""The same question over the looks of a form and the age bands, added up where every number is shown. Pure.

Core questions share their keys. Where the options are the same, the answers are added up. The form that most
answered stands as it is, marks and all; others are added to it where their every number is shown, else they
are left out, and named. So nothing hidden is in a sum. Scales are never averaged over one another; they are
put beside each other only as three shares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.audiences import AGES, FEWER_WORDS
from admin.report.numbers import add_up, is_known, join_words
from admin.shown.model import Mark, ShownCell
from admin.summary.questions import find_mean, find_median
from forms.definition import SEALED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.shown.model import Number, ShownForm, ShownItem

THREE = {3: ((3,), (2,), (1,)), 5: ((4, 5), (3,), (1, 2)), 10: ((7, 8, 9, 10), (4, 5, 6), (0, 1, 2, 3))}
"""By the highest point of a scale: which points are good, in between, not good."""
ALSO = ", fewer words"
"""What a form with fewer words is called, behind its ages."""


@dataclass(frozen=True, slots=True)
class Source:
    """One form's answers to a question."""

    form: ShownForm
    item: ShownItem

    @property
    def is_whole(self) -> bool:
        """Tell whether every number of it is shown, each option under its own value."""
        numbers = (self.item.answered, *(cell.count for cell in self.item.cells))
        has_all = {cell.value for cell in self.item.cells} >= self._options
        is_counted = bool(self.item.cells) or self.item.kind in SEALED_KINDS
        return is_counted and has_all and all(map(is_known, numbers))

    @property
    def _options(self) -> set[str]:
        """Return everything that could be answered; nothing where that is not known."""
        question = self.form.form.find_question(self.item.key)
        if question is None or question.kind in SEALED_KINDS:
            return set()
        if question.kind is Kind.RANGE:
            return {str(point) for point in range(question.low, question.high + 1, question.step)}
        return {option.value for option in question.options}


@dataclass(frozen=True, slots=True)
class Collated:
    """One question: its cells added up over `forms`; `left_out` are forms of which a number is hidden."""

    key: str
    kind: str
    label: str
    several: bool
    answered: Number
    skipped: Number
    cells: tuple[ShownCell, ...]
    forms: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Tell whether any number of its answers is."""
        return any(is_known(cell.count) for cell in self.cells)

    @property
    def where(self) -> str:
        """Which forms it is of, told by what parts them: "8 to 11 and 12 to 17"."""
        parts = [name[name.index("(") + 1 : -1] if name.endswith(")") else name for name in self.forms]
        ages = [part.removesuffix(ALSO) for part in parts if part.endswith(ALSO)]
        if len(ages) == len(parts) > 1:
            return f"{join_words(ages)}{ALSO}"
        return join_words(dict.fromkeys(parts))

    @property
    def counts(self) -> dict[str, Number]:
        """How many chose what, by value."""
        return {cell.value: cell.count for cell in self.cells}

    @property
    def points(self) -> dict[int, int]:
        """How many gave which point of a scale; empty where it is no scale, or a number is hidden."""
        counts = self.counts
        is_scale = self.kind == Kind.RANGE and all(value.isdigit() for value in counts)
        if not is_scale or not all(map(is_known, counts.values())):
            return {}
        return {int(value): int(count) for value, count in counts.items()}

    @property
    def mean(self) -> float | None:
        """The mean of a scale; None where it cannot be worked out from what is shown."""
        return find_mean(self.points)

    @property
    def median(self) -> float | None:
        """The median, likewise."""
        return find_median(self.points)


def collate(forms: Sequence[ShownForm]) -> tuple[Collated, ...]:
    """Put the questions of several forms together, in their order; those that somebody answered."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Source]] = defaultdict(list)
    for form in forms:
        for item in form.items:
            if item.answered != 0 and not item.dropped:
                groups[item.key, item.kind, _list_options(form, item)].append(Source(form, item))
    return tuple(map(_add_up, groups.values()))


def _list_options(form: ShownForm, item: ShownItem) -> tuple[str, ...]:
    """List what could be chosen: two questions are alike if that is the same, and of scales the names too."""
    question = form.form.find_question(item.key)
    if question is None:
        return tuple(cell.value for cell in item.cells)
    if question.kind is Kind.RANGE:
        return (f"{question.low} to {question.high}", *question.names.values())
    return tuple(sorted(option.value for option in question.options))


def _add_up(sources: list[Source]) -> Collated:
    """Add up one question: the form that most answered, and others where everything is shown."""
    first = max(sources, key=lambda one: one.item.answered if is_known(one.item.answered) else -1)
    added = [one for one in sources if one is first or (one.is_whole and is_known(first.item.answered))]
    left_out = tuple(name_form(one.form) for one in sources if not any(one is other for other in added))
    return _sum(added, sources[0].item.label, left_out)


def _sum(sources: list[Source], label: str, left_out: tuple[str, ...]) -> Collated:
    first = sources[0].item
    return Collated(
        first.key,
        first.kind,
        label,
        first.several,
        add_up(one.item.answered for one in sources),
        add_up(one.item.skipped for one in sources),
        tuple(_sum_cells(sources)),
        tuple(name_form(one.form) for one in sources),
        left_out,
    )


def _sum_cells(sources: list[Source]) -> Iterator[ShownCell]:
    labels: dict[str, str] = {}
    counts: dict[str, list[Number]] = defaultdict(list)
    for source in sources:
        for cell in source.item.cells:
            labels.setdefault(cell.value, cell.label)
            counts[cell.value].append(cell.count)
    for value, label in labels.items():
        yield ShownCell(value, label, add_up(counts[value]), Mark.NONE)


def name_form(form: ShownForm) -> str:
    """Name a form so that its age band and its look can be told: "Have your say (8 to 11, fewer words)"."""
    ages = AGES.search(form.form.key)
    said = [f"{ages[1]} to {ages[2]}"] if ages else []
    said += [ALSO.removeprefix(", ")] if form.form.key.endswith(FEWER_WORDS) else []
    return f"{form.title} ({', '.join(said)})" if said else form.title


def part_in_three(asked: Iterable[Collated]) -> tuple[Number, Number, Number] | None:
    """Add scales up as three shares: good, in between, not good; None if one of them is no such scale.

    A share in which one number is hidden is hidden.
    """
    parts: list[list[Number]] = [[], [], []]
    for one in asked:
        counts = one.counts
        highest = max((int(value) for value in counts if value.isdigit()), default=0)
        if highest not in THREE or len(counts) != sum(map(len, THREE[highest])):
            return None
        for part, points in zip(parts, THREE[highest], strict=True):
            part.extend(counts[str(point)] for point in points)
    good, between, bad = map(add_up, parts)
    return good, between, bad

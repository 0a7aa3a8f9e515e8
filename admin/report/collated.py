"""The questions of some people's forms, each once: over the looks of a form and the age bands. Pure.

Core questions share their keys. Where the options are the same, the answers were added up, and then small
numbers were hidden in the sum (`admin.shown.published_answers`); forms that are in no sum are named. Scales
are never averaged over one another; they are put beside each other only as three shares.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.report.numbers import add_up, is_known, join_words
from admin.shown.alike import list_options
from admin.shown.audiences import AGES, FEWER_WORDS
from admin.shown.model import Mark, ShownCell
from admin.summary.questions import find_mean, find_median
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from admin.shown.audiences import Heard
    from admin.shown.model import Number, ShownCollated, ShownForm, ShownItem, ShownSummary

THREE = {3: ((3,), (2,), (1,)), 5: ((4, 5), (3,), (1, 2)), 10: ((7, 8, 9, 10), (4, 5, 6), (0, 1, 2, 3))}
"""By the highest point of a scale: which points are good, in between, not good."""
ALSO = ", fewer words"
"""What a form with fewer words is called, behind its ages."""


@dataclass(frozen=True, slots=True)
class Collated:
    """One question: its cells added up over `forms`; `left_out` are forms that are in no sum."""

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
    def is_whole(self) -> bool:
        """Tell whether every number of its answers is."""
        return all(map(is_known, (self.answered, *self.counts.values())))

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


def collate(shown: ShownSummary, heard: Heard) -> tuple[Collated, ...]:
    """List the questions of some people's forms, each once, in their order; those that somebody answered."""
    forms = heard.find_forms(shown)
    names = {form.form.key: name_form(form) for form in forms}
    decided = {
        (one.item.key, one.item.kind, form): one
        for one in shown.collated
        if one.people == heard.key
        for form in (*one.forms, *one.left_out)
    }
    groups: dict[tuple[str, ...], list[tuple[ShownForm, ShownItem]]] = defaultdict(list)
    for form in forms:
        for item in form.items:
            if item.answered != 0 and not item.dropped:
                options = list_options(form.form, item.key, (cell.value for cell in item.cells))
                groups[item.key, item.kind, *options].append((form, item))
    return tuple(_take(found, decided, names) for found in groups.values())


def _take(
    found: Sequence[tuple[ShownForm, ShownItem]],
    decided: Mapping[tuple[str, str, str], ShownCollated],
    names: Mapping[str, str],
) -> Collated:
    """Take a question as it stands over all forms, or in the only one that has it."""
    form, item = found[0]
    one = decided.get((item.key, item.kind, form.form.key))
    if one is None:
        left_out = tuple(names[other.form.key] for other, _ in found[1:])
        return _write(item, (names[form.form.key],), left_out)
    return _write(one.item, tuple(names[key] for key in one.forms), tuple(names[key] for key in one.left_out))


def _write(item: ShownItem, forms: tuple[str, ...], left_out: tuple[str, ...] = ()) -> Collated:
    return Collated(
        item.key,
        item.kind,
        item.label,
        item.several,
        item.answered,
        item.skipped,
        item.cells,
        forms,
        left_out,
    )


def add_collated(asked: Sequence[Collated]) -> Collated | None:
    """Add up one question as several people answered it; None where not all of it is in the sum."""
    if len(asked) < 2:  # noqa: PLR2004 - nothing is added to it
        return next((one for one in asked if not one.left_out), None)
    first, *others = asked
    is_alike = all(one.counts.keys() == first.counts.keys() for one in others)
    if any(one.left_out or not one.is_whole for one in asked) or not is_alike:
        return None
    cells = tuple(
        ShownCell(cell.value, cell.label, add_up(one.counts[cell.value] for one in asked), Mark.NONE)
        for cell in first.cells
    )
    return replace(
        first,
        answered=add_up(one.answered for one in asked),
        skipped=add_up(one.skipped for one in asked),
        cells=cells,
        forms=tuple(form for one in asked for form in one.forms),
    )


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

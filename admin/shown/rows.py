"""The figures of a period as plain rows, one number a row: for a checksum, and to hold two counts together.

A row is found by its place alone, never by its order: section, name, key, and what is counted there. Words
are not in it: neither what anybody said, nor titles and definitions, which a later version may put better
without any figure being another. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.markdown import make_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from admin.gathered import Gathered
    from admin.shown.model import (
        Number,
        ShownCollated,
        ShownComparison,
        ShownForm,
        ShownItem,
        ShownMeasure,
        ShownShare,
        ShownSummary,
    )


BESIDE = "_compared"
"""What the sections end in that hold figures of other periods."""
PARTED = "by_"
"""What the sections begin with that hold figures of one team, one age band."""
COLLATED = "collated"
"""The section of questions over several forms."""
TARGET = "target"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a number stands: in which section, under which name, at which key, and what it counts."""

    section: str
    name: str
    key: str
    what: str

    @property
    def is_beside(self) -> bool:
        """Tell whether it is no figure of the period itself: another period's beside it, or a target."""
        return self.section.endswith(BESIDE) or self.what == TARGET

    @property
    def is_summed(self) -> bool:
        """Tell whether it is of several forms together, each of which has its own rows."""
        return self.section == COLLATED

    @property
    def is_parted(self) -> bool:
        """Tell whether it is of one team, one age band or the like: a report may have it or not."""
        return self.section.startswith(PARTED)

    def __str__(self) -> str:
        """Say it to a person who looks for it."""
        words = (make_title(self.section), self.name, self.key, self.what.replace("_", " "))
        return ", ".join(filter(None, words))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One number or mark, and its place."""

    place: Place
    value: Number


def list_rows(shown: ShownSummary) -> tuple[FigureRow, ...]:
    """List every number that is shown, in the order of their places. Whatever is None has no row.

    Numbers at the same place (two figures from elsewhere of the same name and days) are counted through, in
    the order of their size, so that it does not matter which of them was listed first.
    """
    found = defaultdict(list)
    for row in _list_all(shown):
        found[row.place].append(row.value)
    return tuple(_number_equals(found))


def index_rows(rows: Iterable[FigureRow]) -> dict[Place, Number]:
    """Return the numbers by their places."""
    return {row.place: row.value for row in rows}


def _number_equals(found: Mapping[Place, list[Number]]) -> Iterator[FigureRow]:
    for place in sorted(found):
        for number, value in enumerate(sorted(found[place], key=str)):
            what = f"{place.what}_{number + 1}" if number else place.what
            yield FigureRow(Place(place.section, place.name, place.key, what), value)


def _list_all(shown: ShownSummary) -> Iterator[FigureRow]:
    for measure in shown.measures:
        yield from _list_measure("measures", measure.name, "", measure)
    for table in shown.tables:
        yield from _list_at("tables", table.key, "", total=table.total)
        for cell, value in table.cells.items():
            yield from _list_at("tables", table.key, cell, count=value)
    yield from _list_forms(shown)
    for one in shown.placements:
        counts = {"scans": one.scans, "starts": one.starts, "completions": one.completions}
        yield from _list_at("placements", one.name, "", **counts)
    for groups in shown.groups:
        for group in groups.groups:
            for measure in group.measures:
                yield from _list_measure(f"{PARTED}{groups.dimension}", group.key, measure.name, measure)
    for theme in shown.themes:
        name = f"{theme.theme.audience} {theme.theme.timing}"
        numbers = {"responses": theme.responses, "out_of": theme.out_of, "percent": theme.percent}
        yield from _list_at("themes", name, theme.theme.key, **numbers)
    yield from _list_elsewhere(shown.gathered)


def _list_forms(shown: ShownSummary) -> Iterator[FigureRow]:
    for form in shown.forms:
        yield from _list_form(form)
    for one in shown.collated:
        if len(one.forms) > 1:
            yield from _list_collated(one)


def _list_at(section: str, name: str, key: str, **numbers: Number | None) -> Iterator[FigureRow]:
    for what, value in numbers.items():
        if value is not None:
            yield FigureRow(Place(section, name, key, what), write_number(value))


def write_number(value: Number) -> Number:
    """Return the one way to write a number: 94.0 is 94."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _list_share(section: str, name: str, key: str, share: ShownShare) -> Iterator[FigureRow]:
    numbers = {"count": share.count, "out_of": share.out_of, "percent": share.percent}
    yield from _list_at(section, name, key, **numbers, low=share.low, high=share.high)


def _list_measure(section: str, name: str, key: str, measure: ShownMeasure) -> Iterator[FigureRow]:
    yield from _list_share(section, name, key, measure.share)
    yield from _list_at(section, name, key, target=measure.target)
    if measure.by_default is not None:
        yield from _list_share(f"{section}_by_default", name, key, measure.by_default)
    for compared in measure.compared:
        yield from _list_comparison(f"{section}{BESIDE}", f"{name} {key}".rstrip(), compared)


def _list_comparison(section: str, name: str, compared: ShownComparison) -> Iterator[FigureRow]:
    key = f"{compared.kind} {compared.period.first_on} {compared.period.last_on}"
    yield from _list_share(section, name, key, compared.share)
    yield from _list_at(section, name, key, points=compared.points)


def _list_form(form: ShownForm) -> Iterator[FigureRow]:
    name = form.form.key
    yield from _list_at(
        "forms",
        name,
        "",
        invited=form.invited,
        opened=form.opened,
        submitted=form.submitted,
        filled_in=form.filled_in,
        anonymous=form.anonymous,
        response_rate=form.response_rate,
    )
    for channel, count in form.channels.items():
        yield from _list_at("channels", name, channel, count=count)
    for item in form.items:
        yield from _list_item(name, item)


def _list_item(form: str, item: ShownItem) -> Iterator[FigureRow]:
    """Yield a question's numbers. One that is asked no longer may have the key of one that is."""
    key = f"{item.key} ({item.kind}, dropped)" if item.dropped else item.key
    numbers = {"answered": item.answered, "skipped": item.skipped}
    yield from _list_at("questions", form, key, **numbers, mean=item.mean, median=item.median)
    for cell in item.cells:
        yield from _list_at("answers", f"{form} {key}", cell.value, count=cell.count, percent=cell.percent)


def _list_collated(one: ShownCollated) -> Iterator[FigureRow]:
    name, item = " ".join(one.forms), one.item
    numbers = {"answered": item.answered, "skipped": item.skipped}
    yield from _list_at(COLLATED, name, item.key, **numbers, mean=item.mean, median=item.median)
    for cell in item.cells:
        numbers = {"count": cell.count, "percent": cell.percent}
        yield from _list_at(COLLATED, name, f"{item.key} {cell.value}", **numbers)


def _list_elsewhere(gathered: Gathered) -> Iterator[FigureRow]:
    """Yield the figures from elsewhere. What was gathered in words stands for itself."""
    for section, found in (("elsewhere", gathered.elsewhere), (f"past{BESIDE}", gathered.past)):
        for one in found:
            name, days = f"{one.title} ({one.source})", f"{one.first_on} {one.last_on}"
            yield from _list_at(section, name, days, count=one.count, out_of=one.out_of)

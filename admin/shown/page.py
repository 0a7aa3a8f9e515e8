"""The figures of a period as the console's page shows them: from what may be shown, whoever sees it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.markdown import make_title
from admin.shown.items import COUNTED_KINDS
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.shown.model import Number, ShownForm, ShownItem, ShownMeasure, ShownShare, ShownSummary


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: how many, of how many, which share, what it could be, and what it means."""

    name: str
    count: str
    out_of: str
    percent: str
    bounds: str
    definition: str
    key: str = ""
    """As the measure is called in data; empty where nothing leads to what is behind it."""


@dataclass(frozen=True, slots=True)
class CellLine:
    """One answer: how many gave it, and the share of who answered."""

    label: str
    count: str
    percent: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question: how many answered, and what."""

    label: str
    answered: str
    cells: tuple[CellLine, ...]
    mean: str
    several: bool


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form: who sent it, how many of those invited, and what they answered."""

    title: str
    key: str
    audience: str
    sent: str
    invited: str
    rate: str
    items: tuple[ItemLine, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Everything on the page."""

    lines: tuple[Line, ...]
    codes: tuple[tuple[str, str], ...]
    forms: tuple[FormLine, ...]


def make_page(shown: ShownSummary) -> FiguresPage:
    """Make the page. What is for staff alone is not on it where small numbers are hidden."""
    lines = (
        _write_line(one, leads_on=not shown.is_published)
        for one in shown.measures
        if one.is_published or not shown.is_published
    )
    codes = shown.find_table("participation_codes")
    forms = (_write_form(form) for form in shown.forms if form.filled_in != 0 or form.invited != 0)
    cells = codes.cells.items() if codes else ()
    return FiguresPage(tuple(lines), tuple((code, _write(count)) for code, count in cells), tuple(forms))


def _write(number: Number | None) -> str:
    """Write a number or the mark that it is hidden; nothing where there is none."""
    if number is None or number is Mark.NONE:
        return ""
    return number.value if isinstance(number, Mark) else f"{number:,}"


def _write_percent(number: Number | None) -> str:
    """Write a percentage; nothing where it is hidden, since its count is too."""
    return "" if number is None or isinstance(number, Mark) else f"{number} %"


def _write_line(one: ShownMeasure, *, leads_on: bool) -> Line:
    share = one.share
    return Line(
        make_title(one.name),
        _write(share.count),
        _write(share.out_of),
        _write_percent(share.percent),
        _write_bounds(share),
        one.definition,
        one.name if leads_on else "",
    )


def _write_bounds(share: ShownShare) -> str:
    """Write what the figure could be, had every review a code."""
    return "" if share.low is None else f"{share.low} % to {share.high} %"


def _write_form(form: ShownForm) -> FormLine:
    asked = [item for item in form.items if item.kind in COUNTED_KINDS and not item.dropped]
    items = tuple(_write_item(item) for item in asked if item.cells and item.answered != 0)
    is_hidden = any(
        item.answered == Mark.HIDDEN or any(cell.count == Mark.HIDDEN for cell in item.cells)
        for item in asked
    )
    invited = "not known" if form.response_rate is None else _write(form.invited)
    rate = _write_percent(form.response_rate)
    sent = _write(form.filled_in)
    return FormLine(form.title, form.form.key, form.audience, sent, invited, rate, items, is_hidden)


def _write_item(item: ShownItem) -> ItemLine:
    cells = tuple(_list_cells(item))
    mean = "" if isinstance(item.mean, Mark) else _write(item.mean)
    return ItemLine(item.label, _write(item.answered), cells, mean, item.several)


def _list_cells(item: ShownItem) -> Iterator[CellLine]:
    for cell in item.cells:
        yield CellLine(cell.label, _write(cell.count), _write_percent(cell.percent))

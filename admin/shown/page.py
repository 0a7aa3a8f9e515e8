"""The figures of a period as a page shows them: as they are, or as far as they may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.disclosure import PERCENT_FROM, Alone, are_safe, find_whole_percent, is_small
from admin.markdown import make_title
from admin.measures.shares import find_percent
from admin.shown.items import COUNTED_KINDS, Cell, Item, label_value, show_item
from admin.shown.model import Mark
from admin.shown.published_measures import find_known
from admin.shown.sieve import Sieve
from admin.shown.tables import Counts, make_codes
from forms.definition import Kind
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.measures.shares import Share
    from admin.summary.forms import FormCount
    from admin.summary.summary import Figure, Summary
    from forms.definition import Question


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
class FormLine:
    """One form: who sent it, how many of those invited, and what they answered."""

    title: str
    key: str
    audience: str
    sent: str
    invited: str
    rate: str
    items: tuple[Item, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """Everything on the page."""

    lines: tuple[Line, ...]
    codes: tuple[tuple[str, str], ...]
    forms: tuple[FormLine, ...]


def show_true(summary: Summary) -> FiguresPage:
    """Show figures as they are: for the manager."""
    lines = (_write_line(figure) for figure in summary.figures)
    codes = {**summary.participation_codes, NO_CODE: summary.uncoded}
    forms = (_write_form(count) for count in summary.forms if count.filled_in or count.invited)
    return FiguresPage(
        tuple(lines), tuple((code, f"{count:,}") for code, count in codes.items()), tuple(forms)
    )


def _write_line(figure: Figure) -> Line:
    share = figure.share
    percent = "" if share.percent is None else f"{share.percent} %"
    out_of = "" if share.out_of is None else f"{share.out_of:,}"
    name = make_title(figure.name)
    bounds = _write_bounds(share)
    return Line(name, f"{share.count:,}", out_of, percent, bounds, figure.definition, figure.name)


def _write_bounds(share: Share) -> str:
    """Write what the figure could be, had every review a code."""
    return "" if share.low is None else f"{share.low} % to {share.high} %"


def _write_form(count: FormCount) -> FormLine:
    items = tuple(_list_items(count))
    rate = "" if count.response_rate is None else f"{count.response_rate} %"
    form = count.form
    invited = "not known" if count.is_shared else f"{count.invited:,}"
    return FormLine(form.title, form.key, form.audience, f"{count.filled_in:,}", invited, rate, items)


def _list_items(count: FormCount) -> Iterator[Item]:
    """Yield the questions with their true counts."""
    for counted in count.questions:
        question = count.form.find_question(counted.key)
        if question and question.kind in COUNTED_KINDS and counted.answered:
            cells = tuple(
                Cell(label_value(question, value), found, _round(find_percent(found, counted.answered)))
                for value, found in counted.counts.items()
            )
            several = question.kind is Kind.SELECT_MULTIPLE
            yield Item(question.label, counted.answered, cells, counted.mean, several)


def _round(percent: float | None) -> int | None:
    return None if percent is None else int(percent + 0.5)


def show_published(summary: Summary, below: int) -> FiguresPage:
    """Show what may be shown where small numbers are hidden: for the analyst."""
    shown = find_shown(summary, below)
    lines = (_publish_line(figure, is_shown=figure.name in shown) for figure in summary.figures)
    return FiguresPage(
        tuple(lines),
        tuple(_publish_codes(summary, below)),
        tuple(_publish_form(count, below) for count in summary.forms if count.filled_in),
    )


def find_shown(summary: Summary, below: int) -> frozenset[str]:
    """Return the measures that may be shown: in every table that a measure stands in, it may."""
    return find_known(Counts.of_period(summary.counted), Sieve(Alone(below))).sums


def _publish_line(figure: Figure, *, is_shown: bool) -> Line:
    """Write a measure; what it could be is left out: it would say how many reviews have no code."""
    share, name = figure.share, make_title(figure.name)
    if not is_shown:
        return Line(name, Mark.HIDDEN, "" if share.out_of is None else Mark.HIDDEN, "", "", figure.definition)
    if share.out_of is None:
        return Line(name, f"{share.count:,}", "", "", "", figure.definition)
    percent = find_whole_percent(share.count, share.out_of)
    said = "" if percent is None else f"{percent} %"
    return Line(name, f"{share.count:,}", f"{share.out_of:,}", said, "", figure.definition)


def _publish_codes(summary: Summary, below: int) -> Iterator[tuple[str, str]]:
    table = make_codes(Counts.of_period(summary.counted))
    shown = Sieve(Alone(below)).protect(table).cells
    for code, count in table.cells.items():
        yield code, f"{count:,}" if code in shown else Mark.HIDDEN


def _publish_form(count: FormCount, below: int) -> FormLine:
    """Show a form: who was invited only if nothing small follows from it, and whole tables or none."""
    form, sent = count.form, count.filled_in
    if is_small(sent, below):
        return FormLine(form.title, form.key, form.audience, Mark.HIDDEN, Mark.HIDDEN, "", (), is_hidden=True)
    apart = (count.invited, count.asked, count.invited - count.asked, abs(sent - count.asked))
    may_invite = not count.is_shared and are_safe(apart, below)
    invited = f"{count.invited:,}" if may_invite else "not known" if count.is_shared else Mark.HIDDEN
    percent = find_whole_percent(count.asked, count.invited) if may_invite else None
    items = [
        show_item(question, counted, sent, below)
        for counted in count.questions
        if (question := _find_counted(count, counted.key)) and sent >= PERCENT_FROM
    ]
    shown = tuple(item for item in items if item is not None)
    is_hidden = len(shown) < len(items) or sent < PERCENT_FROM
    rate = "" if percent is None else f"{percent} %"
    return FormLine(form.title, form.key, form.audience, f"{sent:,}", invited, rate, shown, is_hidden)


def _find_counted(count: FormCount, key: str) -> Question | None:
    question = count.form.find_question(key)
    return question if question and question.kind in COUNTED_KINDS else None

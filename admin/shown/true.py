"""The figures as they are, small ones too: for staff, never for publication. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.measures import BY_NAME
from admin.measures.shares import find_percent
from admin.shown.alike import list_alike
from admin.shown.items import list_labels
from admin.shown.model import (
    Mark,
    Number,
    ShownCell,
    ShownCollated,
    ShownComparison,
    ShownForm,
    ShownGroup,
    ShownGroups,
    ShownItem,
    ShownMeasure,
    ShownPlacement,
    ShownShare,
    ShownSummary,
    ShownTable,
    ShownTheme,
)
from admin.shown.reasons import list_lists
from admin.summary.compared import subtract
from admin.summary.questions import add_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from admin.gathered import Theme
    from admin.measures.shares import Share
    from admin.summary.beside import Compared
    from admin.summary.forms import FormCount
    from admin.summary.questions import QuestionCount
    from admin.summary.summary import Figure, Summary


def show_true(summary: Summary, council: str, counted_on: date) -> ShownSummary:
    """Show everything."""
    return ShownSummary(
        council=council,
        period=summary.period,
        definition=summary.definition,
        hidden_below=None,
        counted_on=counted_on,
        measures=tuple(_show_measures(summary)),
        tables=tuple(
            ShownTable(one.key, one.title, one.counts, one.labels, sum(one.counts.values()))
            for one in list_lists(summary)
        ),
        forms=tuple(map(show_form, summary.forms)),
        placements=tuple(
            ShownPlacement(one.name, one.title, one.scans, one.starts, one.completions)
            for one in summary.placements
        ),
        groups=tuple(
            ShownGroups(
                grouped.dimension,
                tuple(
                    ShownGroup(group.key, group.label, tuple(map(_show_figure, group.figures)))
                    for group in grouped.groups
                ),
            )
            for grouped in summary.grouped
        ),
        quotes=summary.quotes,
        pairs=summary.pairs,
        themes=tuple(map(_show_theme, summary.themes)),
        gathered=summary.gathered,
        collated=tuple(_collate(summary.forms)),
    )


def show_share(share: Share) -> ShownShare:
    """Show a share as it is; of nothing there is no percentage."""
    percent: Number | None = share.percent
    if share.out_of is not None and percent is None:
        percent = Mark.NONE
    return ShownShare(share.count, share.out_of, percent, share.low, share.high)


def _show_measures(summary: Summary) -> Iterator[ShownMeasure]:
    for figure in summary.figures:
        by_default = summary.counted.find_default(figure.name)
        differs = by_default is not None and by_default.share != figure.share
        compared = tuple(_compare(figure, other) for other in summary.list_comparisons())
        yield ShownMeasure(
            figure.name,
            figure.title,
            figure.unit,
            figure.definition,
            show_share(figure.share),
            show_share(by_default.share) if by_default and differs else None,
            compared,
            good=figure.good,
            is_published=BY_NAME[figure.name].is_published,
        )


def _show_figure(figure: Figure) -> ShownMeasure:
    return ShownMeasure(
        figure.name,
        figure.title,
        figure.unit,
        figure.definition,
        show_share(figure.share),
        good=figure.good,
        is_published=BY_NAME[figure.name].is_published,
    )


def _compare(figure: Figure, other: Compared) -> ShownComparison:
    before, by_default = other.figures.find(figure.name), other.figures.find_default(figure.name)
    reason = other.reasons.get(figure.name, "")
    differs = by_default is not None and before is not None and by_default.share != before.share
    return ShownComparison(
        other.kind,
        other.figures.period,
        show_share(before.share) if before else ShownShare(Mark.NONE),
        None if reason or before is None else subtract(figure.share, before.share),
        reason,
        show_share(by_default.share) if by_default and differs else None,
    )


def show_form(count: FormCount) -> ShownForm:
    """Show a form, its questions with words among them: of those only how many answered."""
    rate: Number | None = count.response_rate
    if rate is None and not count.is_shared:
        rate = Mark.NONE
    return ShownForm(
        count.form,
        count.form.title,
        count.form.audience,
        count.form.timing,
        count.definition,
        count.invited,
        count.opened,
        count.submitted,
        count.filled_in,
        count.anonymous,
        rate,
        count.channels,
        tuple(_show_items(count)),
        count.dropped,
        None if count.is_shared else count.asked,
    )


def _show_items(count: FormCount) -> Iterable[ShownItem]:
    for counted in count.questions:
        yield _show_item(count, counted)


def _show_item(count: FormCount, counted: QuestionCount) -> ShownItem:
    label, labels = list_labels(count, counted)
    return ShownItem(
        counted.key,
        counted.kind,
        label,
        counted.answered,
        counted.skipped,
        tuple(_show_cells(counted, labels)),
        counted.mean,
        counted.median,
        counted.kind == "select_multiple",
        counted.dropped,
    )


def _collate(forms: Iterable[FormCount]) -> Iterator[ShownCollated]:
    """Yield what several forms ask alike, added up over those in which anybody answered."""
    for alike in list_alike(forms):
        looks = [look for look in alike.looks if look.counted.answered]
        if len(looks) > 1:
            item = _show_item(looks[0].count, add_up([look.counted for look in looks]))
            yield ShownCollated(alike.people, item, tuple(look.form for look in looks))


def _show_cells(counted: QuestionCount, labels: dict[str, str]) -> Iterator[ShownCell]:
    for value, label in labels.items():
        found = counted.counts[value]
        percent = find_percent(found, counted.answered)
        yield ShownCell(value, label, found, Mark.NONE if percent is None else percent)


def _show_theme(theme: Theme) -> ShownTheme:
    percent = find_percent(theme.responses, theme.out_of)
    return ShownTheme(theme, theme.responses, theme.out_of, Mark.NONE if percent is None else percent)

"""The measures as they may be published. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.disclosure import are_all_alike, find_whole_percent
from admin.measures.kinds import Definition
from admin.measures.measures import BY_NAME
from admin.shown.model import Mark, Number, ShownComparison, ShownMeasure, ShownShare
from admin.shown.tables import ELIGIBLE, list_tables, make_codes, name_sum
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.disclosure import Shown
    from admin.measures.shares import Share
    from admin.shown.sieve import Sieve
    from admin.shown.tables import Counts
    from admin.summary.beside import Compared
    from admin.summary.summary import Figure, Summary

HIDDEN_COUNT = ShownShare(Mark.HIDDEN)
HIDDEN_SHARE = ShownShare(Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)


@dataclass(frozen=True, slots=True)
class Known:
    """What a reader may know of the measures of a period: the names of the sums, and the codes.

    `has_bounds` tells whether it may be known how many reviews without a code could be eligible.
    """

    sums: frozenset[str]
    codes: Shown
    has_bounds: bool = False

    def allows(self, name: str, definition: Definition) -> bool:
        """Tell whether a measure by a definition may be known, and is for the public."""
        return BY_NAME[name].is_published and name_sum(name, definition) in self.sums


def find_known(counts: Counts, sieve: Sieve) -> Known:
    """Find out what may be known: a measure only if it may in every table that it stands in."""
    codes = sieve.protect(make_codes(counts))
    seen: Counter[str] = Counter(make_codes(counts).sums.keys())
    allowed: Counter[str] = Counter(codes.sums)
    for table in list_tables(counts, is_base_known=ELIGIBLE in codes.sums):
        seen.update(table.sums.keys())
        allowed.update(sieve.protect(table).sums)
    sums = frozenset(name for name, count in seen.items() if allowed[name] == count)
    return Known(sums, codes, _may_know_bounds(counts, codes, sieve))


def _may_know_bounds(counts: Counts, codes: Shown, sieve: Sieve) -> bool:
    """Tell whether the bounds may be known: they say how many of those without a code could be eligible."""
    uncoded, unknown = counts.codes.get(NO_CODE, 0), counts.find("participation").unknown
    parts = {"codes/could be eligible": unknown, "codes/too young and uncoded": uncoded - unknown}
    return frozenset({NO_CODE}) in codes.known and sieve.may_know(parts)


def publish_measures(summary: Summary, known: Known, others: Sequence[Known]) -> Iterator[ShownMeasure]:
    """Yield the measures; what is hidden, or for staff alone, stands there as hidden."""
    compared = tuple(zip(summary.list_comparisons(), others, strict=True))
    for figure in summary.figures:
        by_default = summary.counted.find_default(figure.name)
        differs = by_default is not None and by_default.share != figure.share
        yield publish_figure(
            figure,
            known,
            summary.definition,
            publish_share(by_default, known, Definition.ELIGIBLE) if by_default and differs else None,
            tuple(_compare(figure, known, other, beside) for other, beside in compared),
        )


def publish_figure(
    figure: Figure,
    known: Known,
    definition: Definition,
    by_default: ShownShare | None = None,
    compared: tuple[ShownComparison, ...] = (),
) -> ShownMeasure:
    """Publish one measure, as far as it may be known."""
    return ShownMeasure(
        figure.name,
        figure.title,
        figure.unit,
        figure.definition,
        publish_share(figure, known, definition),
        by_default,
        compared,
        good=figure.good,
        is_published=BY_NAME[figure.name].is_published,
    )


def publish_share(figure: Figure, known: Known, definition: Definition) -> ShownShare:
    """Publish a measure's share by a definition."""
    share = figure.share
    if not known.allows(figure.name, definition):
        return HIDDEN_COUNT if share.out_of is None else HIDDEN_SHARE
    return show_whole(share, has_bounds=known.has_bounds)


def show_whole(share: Share, *, has_bounds: bool = False) -> ShownShare:
    """Show a share that may be known, with a whole percentage; not what would be said of each of a few."""
    if share.out_of is None:
        return ShownShare(share.count)
    if are_all_alike(share.count, share.out_of):
        return HIDDEN_SHARE
    percent = write_percent(share.count, share.out_of)
    if not has_bounds or share.low is None or percent is Mark.NONE:
        return ShownShare(share.count, share.out_of, percent)
    most = share.out_of + share.unknown
    low, high = (find_whole_percent(count, most) for count in (share.count, share.count + share.unknown))
    return ShownShare(share.count, share.out_of, percent, low, high)


def write_percent(count: int, out_of: int) -> Number:
    """Return the whole percentage, or the mark that there is none."""
    percent = find_whole_percent(count, out_of)
    return Mark.NONE if percent is None else percent


def _compare(figure: Figure, known: Known, compared: Compared, other: Known) -> ShownComparison:
    figures, reason = compared.figures, compared.reasons.get(figure.name, "")
    before, default = figures.find(figure.name), figures.find_default(figure.name)
    then = publish_share(before, other, figures.definition) if before else HIDDEN_SHARE
    differs = before is not None and default is not None and default.share != before.share
    return ShownComparison(
        compared.kind,
        figures.period,
        then,
        None if reason else subtract(publish_share(figure, known, figures.definition), then),
        reason,
        publish_share(default, other, Definition.ELIGIBLE) if default and differs else None,
    )


def subtract(now: ShownShare, then: ShownShare) -> Number | None:
    """Return how many points higher a percentage is now, as printed; None for bare counts."""
    percents = (now.percent, then.percent)
    if None in percents:
        return None
    if Mark.HIDDEN in percents:
        return Mark.HIDDEN
    if isinstance(now.percent, str) or isinstance(then.percent, str):
        return Mark.NONE
    return round((now.percent or 0) - (then.percent or 0), 1)

"""The lists of reviews as they may be published: codes, reasons, kinds of meeting. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.disclosure import Table, are_all_alike
from admin.shown.model import Mark, ShownTable
from admin.shown.reasons import CountedList, list_lists
from admin.shown.tables import AWAY, HELD, NO_VIEWS
from admin.summary.scope import STATUTORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.shown.model import Number
    from admin.shown.published_measures import Known
    from admin.shown.sieve import Sieve
    from admin.summary.summary import Summary

NOT_RECORDED = "nothing recorded"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Base:
    """The reviews that a list is about: how many, whether that may be known, how many others there are."""

    size: int
    is_known: bool
    others: int


def publish_lists(summary: Summary, known: Known, sieve: Sieve) -> Iterator[ShownTable]:
    """Yield the lists, in the order of the report. Whoever has no reason on record is reckoned with."""
    bases = _find_bases(summary, known)
    for one in list_lists(summary):
        if one.key == "participation_codes":
            yield _publish_codes(one, known)
        elif one.key == "meetings_by_kind":
            yield _publish_kinds(one, known, sieve)
        else:
            yield _publish_reasons(one, bases[one.key], sieve)


def _find_bases(summary: Summary, known: Known) -> dict[str, Base]:
    held, codes = summary.find(HELD).count, summary.participation_codes
    away = codes["PN0"] + codes["PN5"] + codes["PN6"] + codes["PN7"]
    stayed = Base(away, AWAY in known.sums, held - away)
    unheard = Base(codes["PN7"], NO_VIEWS in known.sums, held - codes["PN7"])
    invited = summary.find("parents_invited").count
    uninvited = Base(held - invited, "parents_invited" in known.sums, invited)
    return {
        "reasons_not_attending": stayed,
        "child_reasons": stayed,
        "reasons_no_views": unheard,
        "reasons_parents_not_invited": uninvited,
    }


def _publish_codes(one: CountedList, known: Known) -> ShownTable:
    total = sum(one.counts.values())
    return _show(one, known.codes.cells, total if HELD in known.sums else Mark.HIDDEN)


def _publish_reasons(one: CountedList, base: Base, sieve: Sieve) -> ShownTable:
    """Publish a list of reasons: its total is of those of whom one is recorded."""
    total = sum(one.counts.values())
    reasons = frozenset(one.counts)
    if not base.is_known:
        return _show(one, frozenset(), Mark.HIDDEN)
    cells = {**one.counts, NOT_RECORDED: base.size - total, OTHERS: base.others}
    about = reasons | {NOT_RECORDED}
    table = Table(cells, {"recorded": (reasons,)}, prints_cells=True, key=one.key, known=(about,))
    shown = sieve.protect(table)
    return _show(one, shown.cells, total if "recorded" in shown.sums else Mark.HIDDEN)


def _publish_kinds(one: CountedList, known: Known, sieve: Sieve) -> ShownTable:
    """Publish the kinds of meeting. How many of them were statutory reviews stands elsewhere."""
    others = {kind: count for kind, count in one.counts.items() if kind != STATUTORY}
    shown = sieve.protect(Table(others, {"whole": ()}, prints_cells=True, key=one.key))
    statutory = frozenset({STATUTORY} if HELD in known.sums else ())
    is_whole = statutory and "whole" in shown.sums
    return _show(one, shown.cells | statutory, sum(one.counts.values()) if is_whole else Mark.HIDDEN)


def _show(one: CountedList, shown: frozenset[str], total: Number) -> ShownTable:
    counts: Mapping[str, int] = one.counts
    whole = sum(counts.values())
    if any(count and are_all_alike(count, whole) for count in counts.values()):
        shown = frozenset()
    cells: dict[str, Number] = {
        name: count if name in shown else Mark.HIDDEN for name, count in counts.items()
    }
    return ShownTable(one.key, one.title, cells, one.labels, total)

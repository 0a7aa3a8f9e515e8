"""The lists of reviews: codes, reasons, kinds of meeting; and what each entry is called. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.markdown import make_title
from forms.participation import NO_CODE, ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.summary.summary import Summary

KINDS = {
    "cla_review": "Reviews of looked-after children",
    "icpc": "Initial child protection conferences",
    "rcpc": "Review child protection conferences",
    "pathway": "Pathway reviews",
    "secure": "Secure accommodation reviews",
    "other": "Other meetings",
}


@dataclass(frozen=True, slots=True)
class CountedList:
    """Counts that part the reviews they are about."""

    key: str
    title: str
    counts: Mapping[str, int]
    labels: Mapping[str, str]


def list_lists(summary: Summary) -> Iterator[CountedList]:
    """Yield the lists, in the order of the report."""
    words = {code.value: f"{code.value}, {code.words}" for code in ParticipationCode}
    codes = {**summary.participation_codes, NO_CODE: summary.uncoded}
    yield CountedList(
        "participation_codes", "Participation codes", codes, {**words, NO_CODE: "No valid code"}
    )
    for key, title, counts in (
        ("reasons_not_attending", "Why children did not attend", summary.reasons_not_attending),
        ("child_reasons", "Why children did not attend, as they put it", summary.child_reasons),
        ("reasons_no_views", "Why no views reached the review", summary.reasons_no_views),
        (
            "reasons_parents_not_invited",
            "Why parents were not invited",
            summary.reasons_parents_not_invited,
        ),
    ):
        yield CountedList(key, title, counts, {reason: make_title(reason) for reason in counts})
    kinds = {kind: KINDS.get(kind, make_title(kind)) for kind in summary.meetings_by_kind}
    yield CountedList("meetings_by_kind", "Meetings held", summary.meetings_by_kind, kinds)

"""The figures about the reviews themselves: held and due, in time, how the child took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.facts import ATTENDED, TOOK_PART, ReviewFact
from admin.measures.kinds import Measure, Reading, Unit, count_all, of_all, of_children, of_eligible, of_held
from admin.measures.shares import Share
from forms.participation import ParticipationCode as Code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _coded(*codes: Code) -> Callable[[ReviewFact], bool]:
    return lambda fact: fact.code in codes


def _in_time(name: str, words: str, *types: str) -> Measure:
    return of_held(
        name,
        f"{words} held on or before the due date",
        f"{words.lower()} held that have both dates",
        lambda fact: fact.is_in_time,
        lambda fact: fact.has_both_dates and (not types or fact.review_type in types),
    )


def _by_mode(mode: str, words: str) -> Measure:
    out_of = "reviews held with a recorded way of meeting"
    return of_held(
        f"reviews_{mode}", words, out_of, lambda fact: fact.mode == mode, lambda fact: bool(fact.mode)
    )


def _of_children(name: str, counted: str, counts: Callable[[Sequence[ReviewFact]], bool]) -> Measure:
    out_of = "children with an eligible review in the period"
    return of_children(name, counted, out_of, counts, lambda fact: fact.is_eligible)


def _took_part(reviews: Sequence[ReviewFact]) -> int:
    return sum(fact.took_part for fact in reviews)


ABOUT_REVIEWS: tuple[Measure, ...] = (
    count_all("reviews_held", "Reviews held in the period", lambda facts: len(facts.held)),
    count_all("reviews_due", "Reviews due in the period, held or not", lambda facts: len(facts.due)),
    Measure(
        "reviews_overdue",
        Unit.REVIEW,
        Reading(
            "Reviews due in the period, before today, and not held by its last day (while it runs: by today)",
            "reviews due in the period",
            lambda facts: Share(facts.overdue, len(facts.due)),
        ),
    ),
    count_all(
        "reviews_stood_down",
        "Reviews called off that were due in the period or, where no due date is known, were to be held in "
        "it; they are neither held nor due",
        lambda facts: facts.stood_down,
    ),
    _in_time("reviews_in_time", "Reviews"),
    _in_time("reviews_in_time_first", "First reviews", "first"),
    _in_time("reviews_in_time_second", "Second reviews", "second"),
    _in_time("reviews_in_time_subsequent", "Later reviews", "subsequent"),
    of_children(
        "children_all_reviews_in_time",
        "Children whose every review in the period was held on or before its due date",
        "children with a review held in the period that has both dates",
        lambda reviews: all(fact.is_in_time for fact in reviews),
        lambda fact: fact.has_both_dates,
    ),
    _by_mode("in_person", "Reviews held in person"),
    _by_mode("virtual", "Reviews held by video or phone"),
    _by_mode("hybrid", "Reviews held partly in person, partly by video or phone"),
    of_all(
        "code_coverage", "Reviews held with a valid participation code", lambda fact: fact.code is not None
    ),
    of_all(
        "miscoded",
        "Reviews held whose code does not fit the child's age (rules 440 and 441; other figures take it as "
        "it is)",
        lambda fact: fact.is_miscoded,
    ),
    of_eligible(
        "participation",
        "Reviews at which the child took part, in person, through an advocate or by sending views (PN1, PN2, "
        "PN3, PN5, PN6)",
        lambda fact: fact.code in TOOK_PART,
        counts_under_fours=True,
    ),
    of_eligible(
        "attendance",
        "Reviews that the child attended (PN1, PN2, PN3, PN4)",
        lambda fact: fact.code in ATTENDED,
    ),
    of_eligible(
        "attended_and_contributed",
        "Reviews that the child attended and at which the child's views were given (PN1, PN2, PN3)",
        _coded(Code.PN1, Code.PN2, Code.PN3),
    ),
    of_eligible(
        "views_sent",
        "Reviews that the child did not attend but sent views to (PN5, PN6)",
        _coded(Code.PN5, Code.PN6),
    ),
    of_eligible(
        "advocate", "Reviews at which an advocate spoke for the child (PN2, PN5)", _coded(Code.PN2, Code.PN5)
    ),
    of_eligible(
        "attended_silently", "Reviews that the child attended without contributing (PN4)", _coded(Code.PN4)
    ),
    of_eligible(
        "not_reached", "Reviews that the child neither attended nor sent views to (PN7)", _coded(Code.PN7)
    ),
    _of_children(
        "children_all",
        "Children who took part in all of their eligible reviews",
        lambda reviews: _took_part(reviews) == len(reviews),
    ),
    _of_children(
        "children_some",
        "Children who took part in some of their eligible reviews but not in all",
        lambda reviews: 0 < _took_part(reviews) < len(reviews),
    ),
    _of_children(
        "children_none",
        "Children who took part in none of their eligible reviews",
        lambda reviews: not _took_part(reviews),
    ),
    of_eligible(
        "views_evidenced",
        "Reviews about which the child's own form was sent to this service",
        lambda fact: fact.sent_views,
    ),
    of_eligible(
        "co_chaired",
        "Reviews that the child chaired or helped to chair",
        lambda fact: fact.co_chaired is True,
    ),
)

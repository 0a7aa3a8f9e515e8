"""The figures about the reviews themselves: held and due, in time, how the child took part."""

from __future__ import annotations

from admin.measures.codes import ATTENDED, DID_TAKE_PART, IS_ELIGIBLE, IS_MISCODED
from admin.measures.conditions import Known, Yes, among, both
from admin.measures.kinds import Measure, OfChild, Rows
from admin.measures.making import count_all, of_all, of_children, of_eligible, of_held
from forms.participation import ParticipationCode as Code


def _in_time(name: str, words: str, *types: str) -> Measure:
    has_both_dates = Known("in_time")
    return of_held(
        name,
        f"{words} held on or before the due date",
        f"{words.lower()} held that have both dates",
        Yes("in_time"),
        both(has_both_dates, among("review_type", *types)) if types else has_both_dates,
    )


def _by_mode(mode: str, words: str) -> Measure:
    out_of = "reviews held with a recorded way of meeting"
    return of_held(f"reviews_{mode}", words, out_of, among("mode", mode), Known("mode"))


def _of_children(name: str, counted: str, child: OfChild) -> Measure:
    out_of = "children with an eligible review in the period"
    return of_children(name, counted, out_of, child=child, counts=DID_TAKE_PART, among=IS_ELIGIBLE)


ABOUT_REVIEWS: tuple[Measure, ...] = (
    count_all("reviews_held", "Reviews held in the period", Rows.HELD),
    count_all("reviews_due", "Reviews due in the period, held or not", Rows.DUE),
    Measure(
        "reviews_overdue",
        "Reviews due in the period, before today, and not held by its last day (while it runs: by today)",
        "reviews due in the period",
        Yes("is_overdue"),
        rows=Rows.DUE,
    ),
    count_all(
        "reviews_stood_down",
        "Reviews called off that were due in the period or, where no due date is known, were to be held in "
        "it; they are neither held nor due",
        Rows.STOOD_DOWN,
    ),
    _in_time("reviews_in_time", "Reviews"),
    _in_time("reviews_in_time_first", "First reviews", "first"),
    _in_time("reviews_in_time_second", "Second reviews", "second"),
    _in_time("reviews_in_time_subsequent", "Later reviews", "subsequent"),
    of_children(
        "children_all_reviews_in_time",
        "Children whose every review in the period was held on or before its due date",
        "children with a review held in the period that has both dates",
        child=OfChild.ALL,
        counts=Yes("in_time"),
        among=Known("in_time"),
    ),
    _by_mode("in_person", "Reviews held in person"),
    _by_mode("virtual", "Reviews held by video or phone"),
    _by_mode("hybrid", "Reviews held partly in person, partly by video or phone"),
    of_all("code_coverage", "Reviews held with a valid participation code", Known("code")),
    of_all(
        "miscoded",
        "Reviews held whose code does not fit the child's age (rules 440 and 441; other figures take it as "
        "it is)",
        IS_MISCODED,
    ),
    of_eligible(
        "participation",
        "Reviews at which the child took part, in person, through an advocate or by sending views (PN1, PN2, "
        "PN3, PN5, PN6)",
        DID_TAKE_PART,
        counts_under_fours=True,
    ),
    of_eligible(
        "attendance",
        "Reviews that the child attended (PN1, PN2, PN3, PN4)",
        among("code", *ATTENDED),
    ),
    of_eligible(
        "attended_and_contributed",
        "Reviews that the child attended and at which the child's views were given (PN1, PN2, PN3)",
        among("code", Code.PN1, Code.PN2, Code.PN3),
    ),
    of_eligible(
        "views_sent",
        "Reviews that the child did not attend but sent views to (PN5, PN6)",
        among("code", Code.PN5, Code.PN6),
    ),
    of_eligible(
        "advocate",
        "Reviews at which an advocate spoke for the child (PN2, PN5)",
        among("code", Code.PN2, Code.PN5),
    ),
    of_eligible(
        "attended_silently",
        "Reviews that the child attended without contributing (PN4)",
        among("code", Code.PN4),
    ),
    of_eligible(
        "not_reached",
        "Reviews that the child neither attended nor sent views to (PN7)",
        among("code", Code.PN7),
    ),
    _of_children(
        "children_all",
        "Children who took part in all of their eligible reviews",
        OfChild.ALL,
    ),
    _of_children(
        "children_some",
        "Children who took part in some of their eligible reviews but not in all",
        OfChild.SOME,
    ),
    _of_children(
        "children_none",
        "Children who took part in none of their eligible reviews",
        OfChild.NONE,
    ),
    of_eligible(
        "views_evidenced",
        "Reviews about which the child's own form was sent to this service",
        Yes("sent_views"),
    ),
    of_eligible(
        "co_chaired",
        "Reviews that the child chaired or helped to chair",
        Yes("co_chaired"),
    ),
)

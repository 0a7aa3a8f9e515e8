"""The figures about who was heard around a review, by whom, and at visits between reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.kinds import Measure, of_all, of_children, of_held, of_visits
from admin.wishes import are_wishes_met

if TYPE_CHECKING:
    from collections.abc import Callable

    from admin.measures.facts import ReviewFact


def _by_contact(name: str, counted: str, *states: str) -> Measure:
    return of_all(name, counted, lambda fact: fact.iro_contact in states)


def _spoken(name: str, counted: str, counts: Callable[[ReviewFact], bool]) -> Measure:
    return of_all(name, counted, lambda fact: fact.iro_contact == "done" and counts(fact))


def _asked_for(name: str, words: str, option: str) -> Measure:
    return of_held(
        name,
        f"Reviews about which the child's own form asks for {words}",
        "reviews held about which the child's own form was sent that has the question (whoever chose nothing "
        "or skipped it did not ask)",
        lambda fact: option in (fact.own.want_help or ()),
        lambda fact: fact.own.want_help is not None,
    )


def _by_outcome(outcome: str, counted: str) -> Measure:
    return of_visits(
        f"visits_{outcome}",
        counted,
        "all visits on record in the period, made or tried",
        lambda visit: visit.outcome == outcome,
        lambda _: True,
    )


ABOUT_VOICES: tuple[Measure, ...] = (
    of_all(
        "parents_invited",
        "Reviews to which a parent is recorded as invited",
        lambda fact: fact.parent_invited is True,
    ),
    of_all("parents_attended", "Reviews that a parent attended", lambda fact: fact.parent_attended is True),
    of_all(
        "parents_attended_or_consulted",
        "Reviews that a parent attended, or about which a parent was consulted",
        lambda fact: fact.parent_attended is True or fact.parent_consulted is True,
    ),
    of_all(
        "carers_heard",
        "Reviews that a carer attended, or about which a carer's own form was sent to this service before",
        lambda fact: fact.carer_attended is True or fact.carer_sent,
    ),
    _by_contact("contacted_before", "Reviews before which the IRO spoke with the child", "done"),
    _by_contact(
        "declined_contact", "Reviews before which the child declined to speak with the IRO", "declined"
    ),
    _by_contact(
        "contact_not_appropriate",
        "Reviews before which speaking with the IRO was not appropriate for the child",
        "not_appropriate",
    ),
    _by_contact(
        "contact_not_offered",
        "Reviews before which the child was not offered to speak with the IRO",
        "not_offered",
    ),
    _by_contact(
        "contact_not_recorded", "Reviews for which nothing is recorded about speaking with the IRO before", ""
    ),
    _by_contact(
        "offered_contact",
        "Reviews before which the child spoke with the IRO or declined to",
        "done",
        "declined",
    ),
    _spoken(
        "spoken_alone",
        "Reviews before which the IRO spoke with the child and nobody else was there",
        lambda fact: fact.iro_contact_alone is True,
    ),
    _spoken(
        "spoken_not_alone",
        "Reviews before which the IRO spoke with the child while somebody else was there",
        lambda fact: fact.iro_contact_alone is False,
    ),
    _spoken(
        "spoken_in_person",
        "Reviews before which the IRO spoke with the child in person",
        lambda fact: fact.iro_contact_how == "in_person",
    ),
    _spoken(
        "spoken_from_afar",
        "Reviews before which the IRO spoke with the child by phone, video or text",
        lambda fact: fact.iro_contact_how in {"phone", "video", "text"},
    ),
    of_held(
        "declined_but_took_part",
        "Eligible reviews at which the child took part after declining to speak with the IRO before",
        "eligible reviews before which the child declined to speak with the IRO",
        lambda fact: fact.took_part,
        lambda fact: fact.is_eligible and fact.iro_contact == "declined",
    ),
    of_held(
        "heard_at_midpoint",
        "Reviews before which the child was heard at the midpoint: since the review before, the child's own "
        "check-in was sent, or views were recorded at a visit more than six weeks before this one",
        "reviews held that follow an earlier review of the child on record",
        lambda fact: fact.heard_between is True,
        lambda fact: fact.heard_between is not None,
    ),
    _asked_for("advocate_asked", "an advocate", "advocate"),
    _asked_for("interpreter_asked", "an interpreter", "interpreter"),
    of_held(
        "wishes_met",
        "Reviews for which each wish of the child's own form was met, as far as that is known",
        "reviews held for which it is known what came of one wish or more. A wish (people, place, time, how "
        "to take part, running it) counts as somebody recorded it, and partly met is not met. Where nobody "
        "did, how to take part is judged by how the child did (child_joined or a code from PN1 to PN7; for "
        "helping to run it, co_chaired)",
        lambda fact: are_wishes_met(fact) is True,
        lambda fact: are_wishes_met(fact) is not None,
    ),
    of_children(
        "children_heard",
        "Children whose own form about a review in the period was sent to this service",
        "children with a review held in the period",
        lambda reviews: any(fact.sent_views for fact in reviews),
        lambda _: True,
    ),
    of_held(
        "answered_privately",
        "Reviews about which the child's own form says that nobody could see what the child chose",
        "reviews held about which the child's own form answers that question",
        lambda fact: fact.own.could_see == "no",
        lambda fact: bool(fact.own.could_see),
    ),
    _by_outcome("done", "Visits made"),
    _by_outcome("failed", "Visits that failed"),
    _by_outcome("declined", "Visits that the child declined"),
    of_visits(
        "feedback_at_visits",
        "Visits made at which the child's views were recorded",
        "visits made in the period",
        lambda visit: visit.views_recorded is True,
        lambda visit: visit.outcome == "done",
    ),
)

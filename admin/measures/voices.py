"""The figures about who was heard around a review, by whom, and at visits between reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.codes import DID_TAKE_PART, IS_ELIGIBLE
from admin.measures.conditions import ALWAYS, Known, No, Yes, among, both, either
from admin.measures.kinds import Measure, OfChild
from admin.measures.making import of_all, of_children, of_held, of_visits
from admin.wishes import ARE_WISHES_KNOWN, ARE_WISHES_MET

if TYPE_CHECKING:
    from admin.measures.conditions import Condition


def _by_contact(name: str, counted: str, *states: str) -> Measure:
    return of_all(name, counted, among("iro_contact", *states))


def _spoken(name: str, counted: str, counts: Condition) -> Measure:
    return of_all(name, counted, both(among("iro_contact", "done"), counts))


def _asked_for(name: str, words: str, column: str) -> Measure:
    return of_held(
        name,
        f"Reviews about which the child's own form asks for {words}",
        "reviews held about which the child's own form was sent that has the question (whoever chose nothing "
        "or skipped it did not ask)",
        Yes(column),
        Known(column),
    )


def _by_outcome(outcome: str, counted: str) -> Measure:
    return of_visits(
        f"visits_{outcome}",
        counted,
        "all visits on record in the period, made or tried",
        among("outcome", outcome),
    )


ABOUT_VOICES: tuple[Measure, ...] = (
    of_all(
        "parents_invited",
        "Reviews to which a parent is recorded as invited",
        Yes("parent_invited"),
    ),
    of_all("parents_attended", "Reviews that a parent attended", Yes("parent_attended")),
    of_all(
        "parents_attended_or_consulted",
        "Reviews that a parent attended, or about which a parent was consulted",
        either(Yes("parent_attended"), Yes("parent_consulted")),
    ),
    of_all(
        "carers_heard",
        "Reviews that a carer attended, or about which a carer's own form was sent to this service before",
        either(Yes("carer_attended"), Yes("carer_sent")),
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
        Yes("iro_contact_alone"),
    ),
    _spoken(
        "spoken_not_alone",
        "Reviews before which the IRO spoke with the child while somebody else was there",
        No("iro_contact_alone"),
    ),
    _spoken(
        "spoken_in_person",
        "Reviews before which the IRO spoke with the child in person",
        among("iro_contact_how", "in_person"),
    ),
    _spoken(
        "spoken_from_afar",
        "Reviews before which the IRO spoke with the child by phone, video or text",
        among("iro_contact_how", "phone", "video", "text"),
    ),
    of_held(
        "declined_but_took_part",
        "Eligible reviews at which the child took part after declining to speak with the IRO before",
        "eligible reviews before which the child declined to speak with the IRO",
        DID_TAKE_PART,
        both(IS_ELIGIBLE, among("iro_contact", "declined")),
    ),
    of_held(
        "heard_at_midpoint",
        "Reviews before which the child was heard at the midpoint: since the review before, the child's own "
        "check-in was sent, or views were recorded at a visit more than six weeks before this one",
        "reviews held that follow an earlier review of the child on record",
        Yes("heard_between"),
        Known("heard_between"),
    ),
    _asked_for("advocate_asked", "an advocate", "asks_advocate"),
    _asked_for("interpreter_asked", "an interpreter", "asks_interpreter"),
    of_held(
        "wishes_met",
        "Reviews for which each wish of the child's own form was met, as far as that is known",
        "reviews held for which it is known what came of one wish or more. A wish (people, place, time, how "
        "to take part, running it) counts as somebody recorded it, and partly met is not met. Where nobody "
        "did, how to take part is judged by how the child did (child_joined or a code from PN1 to PN7; for "
        "helping to run it, co_chaired)",
        ARE_WISHES_MET,
        ARE_WISHES_KNOWN,
    ),
    of_children(
        "children_heard",
        "Children whose own form about a review in the period was sent to this service",
        "children with a review held in the period",
        child=OfChild.ANY,
        counts=Yes("sent_views"),
        among=ALWAYS,
    ),
    of_held(
        "answered_privately",
        "Reviews about which the child's own form says that nobody could see what the child chose",
        "reviews held about which the child's own form answers that question",
        among("could_see", "no"),
        Known("could_see"),
    ),
    _by_outcome("done", "Visits made"),
    _by_outcome("failed", "Visits that failed"),
    _by_outcome("declined", "Visits that the child declined"),
    of_visits(
        "feedback_at_visits",
        "Visits made at which the child's views were recorded",
        "visits made in the period",
        Yes("views_recorded"),
        among("outcome", "done"),
    ),
)

"""How each measure is said in a sentence: declared, not written out again in each section. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from admin.measures.kinds import Definition
from admin.report.numbers import REVIEW, Noun


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence without its full stop. `{share}` is "3,270 of 3,948 eligible reviews (82.8 %)".

    `{were}`, `{have}`, `{lack}` and `{say}` agree with the count. `name` is what the measure is called within
    a sentence.
    """

    words: str
    noun: Noun = REVIEW
    name: str = ""


ELIGIBLE = Noun("eligible review", "eligible reviews")
HELD = Noun("review held", "reviews held")
CODED = Noun("coded review", "coded reviews")
CHILD = Noun("child with a review", "children with a review")
ELIGIBLE_CHILD = Noun("child with an eligible review", "children with an eligible review")
VISIT = Noun("visit", "visits")
VISIT_MADE = Noun("visit made", "visits made")

PHRASES: dict[str, Phrase] = {
    "reviews_held": Phrase("{share} {were} held"),
    "reviews_due": Phrase("{share} {were} due"),
    "reviews_overdue": Phrase(
        "{share} {were} overdue when the period ended", Noun("review due", "reviews due")
    ),
    "reviews_stood_down": Phrase("{share} {were} called off"),
    "reviews_in_time": Phrase("{share} {were} held on or before the due date", name="timeliness"),
    "reviews_in_time_first": Phrase(
        "{share} {were} held on or before the due date", Noun("first review", "first reviews")
    ),
    "reviews_in_time_second": Phrase(
        "{share} {were} held on or before the due date", Noun("second review", "second reviews")
    ),
    "reviews_in_time_subsequent": Phrase(
        "{share} {were} held on or before the due date", Noun("later review", "later reviews")
    ),
    "children_all_reviews_in_time": Phrase("{share} had every review on time", CHILD),
    "reviews_in_person": Phrase("{share} {were} held in person"),
    "reviews_virtual": Phrase("{share} {were} held by video or phone"),
    "reviews_hybrid": Phrase("{share} {were} held partly in person, partly by video or phone"),
    "code_coverage": Phrase("{share} {have} a valid participation code", HELD),
    "miscoded": Phrase("{share} {have} a code that does not fit the child's age", HELD),
    "participation": Phrase("children took part in {share}", ELIGIBLE, "participation"),
    "attendance": Phrase("children attended {share}", ELIGIBLE, "attendance"),
    "attended_and_contributed": Phrase("children attended, and their views were given, at {share}", ELIGIBLE),
    "views_sent": Phrase("children sent their views to {share} without attending", ELIGIBLE),
    "advocate": Phrase("an advocate spoke for the child at {share}", ELIGIBLE),
    "attended_silently": Phrase("children attended {share} without contributing", ELIGIBLE),
    "not_reached": Phrase("{share} {were} held without the child and without the child's views", ELIGIBLE),
    "children_all": Phrase("{share} took part in all of their reviews", ELIGIBLE_CHILD),
    "children_some": Phrase("{share} took part in some of their reviews, not in all", ELIGIBLE_CHILD),
    "children_none": Phrase("{share} {were} left without a part in any of their reviews", ELIGIBLE_CHILD),
    "views_evidenced": Phrase("the child's own form came before {share}", ELIGIBLE),
    "co_chaired": Phrase("children chaired or helped to chair {share}", ELIGIBLE, "co-chairing"),
    "parents_invited": Phrase("a parent is recorded as invited to {share}", HELD),
    "parents_attended": Phrase("a parent attended {share}", HELD),
    "parents_attended_or_consulted": Phrase("a parent attended or was consulted for {share}", HELD),
    "carers_heard": Phrase("a carer attended or sent a form before {share}", HELD),
    "contacted_before": Phrase("the IRO spoke with the child before {share}", HELD),
    "declined_contact": Phrase("the child declined to talk before {share}", HELD),
    "contact_not_appropriate": Phrase("a talk was judged not to be appropriate before {share}", HELD),
    "contact_not_offered": Phrase("{share} {were} held without a talk being offered"),
    "contact_not_recorded": Phrase("{share} {lack} a record of whether child and IRO spoke before"),
    "offered_contact": Phrase("the child spoke with the IRO, or declined to, before {share}", HELD),
    "spoken_alone": Phrase("the IRO spoke with the child alone before {share}", HELD),
    "spoken_not_alone": Phrase("somebody else was there when child and IRO spoke before {share}", HELD),
    "spoken_in_person": Phrase("child and IRO spoke in person before {share}", HELD),
    "spoken_from_afar": Phrase("child and IRO spoke by phone, video or text before {share}", HELD),
    "declined_but_took_part": Phrase(
        "{share} still took part", Noun("child who declined a talk", "children who declined a talk")
    ),
    "heard_at_midpoint": Phrase(
        "the child was heard at the midpoint before {share}",
        Noun("review that follows another", "reviews that follow another"),
    ),
    "advocate_asked": Phrase(
        "children asked for an advocate in {share}",
        Noun("form that has the question", "forms that have the question"),
    ),
    "interpreter_asked": Phrase(
        "children asked for an interpreter in {share}",
        Noun("form that has the question", "forms that have the question"),
    ),
    "wishes_met": Phrase("where it is known what came of a child's wishes, all were met at {share}"),
    "children_heard": Phrase("{share} sent a form of their own", CHILD),
    "answered_privately": Phrase(
        "{share} {say} that nobody could see what the child chose",
        Noun("form that answers the question", "forms that answer the question"),
    ),
    "visits_done": Phrase("{share} {were} made", VISIT),
    "visits_failed": Phrase("{share} failed", VISIT),
    "visits_declined": Phrase("{share} {were} declined by the child", VISIT),
    "told_back": Phrase(
        "the person it was written for knows of {share}",
        Noun("reply or thing done", "replies and things done"),
    ),
    "told_back_in_time": Phrase(
        "{share} to tell somebody by a day {were} kept by that day", Noun("promise", "promises")
    ),
    "alerts_acknowledged_in_time": Phrase("{share} {were} taken on in time", Noun("alert", "alerts")),
    "feedback_at_visits": Phrase("the child's views were recorded at {share}", VISIT_MADE),
}

BY_DEFINITION: dict[tuple[str, Definition], Phrase] = {
    ("participation", Definition.UNDER_FOURS_COUNT): Phrase(
        "children took part in {share}", CODED, "participation"
    )
}
"""Where another definition changes more than the base."""


def find_phrase(name: str, title: str, definition: Definition) -> Phrase:
    """Return how a measure is said by a definition; one that has no phrase is said by its title."""
    found = BY_DEFINITION.get((name, definition)) or PHRASES.get(name)
    if found is None:
        return Phrase(f"{title}: {{share}}")
    if definition is Definition.ALL_REVIEWS and found.noun is ELIGIBLE:
        return Phrase(found.words, HELD, found.name)
    return found

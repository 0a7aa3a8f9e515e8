"""Talking first: whether child and IRO spoke before the review, in five honest states; and visits. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import find_counted, make_share_table
from admin.report.making import finish_chart, make_section, say
from admin.report.model import Drawn, Holds, Manner, Series
from admin.report.numbers import write_short
from admin.report.sentences import choose_comparison, say_measures, say_target

if TYPE_CHECKING:
    from admin.report.model import Chart, Section
    from admin.shown.model import Number, ShownMeasure, ShownSummary

STATES = {
    "contacted_before": "Spoke with the IRO",
    "declined_contact": "Child declined",
    "contact_not_appropriate": "Not appropriate",
    "contact_not_offered": "Not offered",
    "contact_not_recorded": "Not recorded",
}
HOW = ("spoken_alone", "spoken_not_alone", "spoken_in_person", "spoken_from_afar", "heard_at_midpoint")
DECLINED = ("declined_but_took_part",)
VISITS = ("visits_done", "visits_failed", "visits_declined", "feedback_at_visits")
CAUTION = "Where nothing is recorded, that is not the same as not offered: it is counted apart."
HOW_CAPTION = "How they spoke, and who took part all the same"
PER_REVIEW = "These are counted by review: a child with two reviews is counted at each."


def write_talking_first(shown: ShownSummary) -> Section | None:
    """Write it."""
    first = find_counted(shown, ("contacted_before",))
    gaps = find_counted(shown, ("contact_not_offered", "contact_not_recorded"))
    then = find_counted(shown, (*HOW[:1], *DECLINED))
    return make_section(
        "talking_first",
        "Talking first",
        (
            say(*say_measures(first, shown), manner=Manner.LEAD),
            say(*(say_target(one, shown) for one in first), *say_measures(then, shown)),
            say(*say_measures(gaps, shown), CAUTION if gaps else "", manner=Manner.CAVEAT),
            make_share_table("talking_first", "Before the review: five states", STATES, shown),
            _draw_states(shown),
            make_share_table("talking_how", HOW_CAPTION, (*HOW, *DECLINED), shown, notes=(PER_REVIEW,)),
        ),
        (_write_visits(shown),),
    )


def _draw_states(shown: ShownSummary) -> Chart | None:
    """Draw one bar of the five states, and one for the other period where they may be compared."""
    found = find_counted(shown, STATES)
    compared = [one for one in map(choose_comparison, found) if one and not one.not_alike]
    has_both = len(compared) == len(found) > 0
    categories = (write_short(compared[0].period),) if has_both else ()
    series = tuple(Series(STATES[one.name], _list_percents(one, has_both=has_both)) for one in found)
    return finish_chart(
        "talking_first_chart",
        "Whether child and IRO spoke before the review",
        Drawn.STACKED,
        Holds.PERCENT,
        (*categories, write_short(shown.period)),
        series,
    )


def _list_percents(measure: ShownMeasure, *, has_both: bool) -> tuple[Number | None, ...]:
    other = choose_comparison(measure)
    return (*((other.share.percent,) if other and has_both else ()), measure.share.percent)


def _write_visits(shown: ShownSummary) -> Section | None:
    """Write of the visits between reviews."""
    found = find_counted(shown, VISITS)
    return make_section(
        "visits",
        "Visits between reviews",
        (
            say(*say_measures(found, shown)),
            make_share_table("visits_table", "Visits by what came of them", VISITS, shown),
        ),
    )

"""Figures in which every kind of number stands, made up: for what must take each of them along."""

from __future__ import annotations

from datetime import date

from admin.gathered import (
    Compliment,
    Elsewhere,
    Gathered,
    How,
    Pledge,
    PledgeState,
    Session,
    Theme,
)
from admin.groups import Dimension
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.quotes.reading import Pair, Quoted
from admin.shown.model import (
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
from forms.definition import Audience, Form, Timing

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
BEFORE = Period(date(2024, 4, 1), date(2025, 3, 31))
FORM = Form("review_feedback_child", "1", "After your meeting", Audience.CHILD, Timing.AFTER, ())
PARTICIPATION = ShownMeasure(
    "participation",
    "Participation",
    "reviews",
    "Reviews at which the child took part, out of eligible reviews.",
    ShownShare(671, 716, 93.7, 59.8, 96.0),
    ShownShare(671, 1278, 52.5),
    (ShownComparison("last_year", BEFORE, ShownShare(600, 700, 85.7, 80.1, 90.2), 8.0),),
    95.0,
)
HELD = ShownMeasure("reviews_held", "Reviews held", "reviews", "Reviews held.", ShownShare(1278))
FIGURES = ShownSummary(
    council="Herefordshire",
    period=YEAR,
    definition=Definition.ELIGIBLE,
    hidden_below=None,
    counted_on=date(2026, 4, 20),
    measures=(HELD, PARTICIPATION),
    tables=(
        ShownTable(
            "participation_codes", "Codes", {"PN0": 156, "PN1": 270}, {"PN0": "PN0", "PN1": "PN1"}, 426
        ),
    ),
    forms=(
        ShownForm(
            FORM,
            FORM.title,
            FORM.audience,
            FORM.timing,
            "What is counted.",
            208,
            60,
            43,
            43,
            2,
            20.7,
            {"web": 30, "paper": 13},
            (
                ShownItem(
                    "rate_meeting",
                    "range",
                    "How was it?",
                    40,
                    3,
                    (ShownCell("1", "1", 10, 25.0), ShownCell("2", "2", 30, 75.0)),
                    1.75,
                    2.0,
                ),
                ShownItem("rate_meeting", "select_one", "rate_meeting", 9, 1, dropped=True),
            ),
        ),
    ),
    collated=(
        ShownCollated(
            "children_after",
            ShownItem("kind", "select_one", "Were they kind?", 50, 2, (ShownCell("yes", "Yes", 50, 100.0),)),
            ("review_feedback_child", "review_feedback_child_simple"),
        ),
    ),
    placements=(ShownPlacement("hall", "Hall", 40, 20, 11),),
    groups=(
        ShownGroups(
            Dimension.TEAM,
            (
                ShownGroup("north", "North", (HELD, PARTICIPATION)),
                ShownGroup("south", "South", (HELD, PARTICIPATION)),
            ),
        ),
    ),
    quotes=(Quoted("child", "review_feedback_child", "well", "It was good."),),
    pairs=(Pair("I wanted Mum there", "She came", "done"),),
    themes=(ShownTheme(Theme("contact", "Contact", "child", "after", 29, 43), 29, 43, 67.4),),
    gathered=Gathered(
        (Compliment("Thank you", "e-mail", "parent", date(2025, 6, 1)),),
        (Session("Council", date(2025, 7, 1), 9, "We made a poster", How.WRITTEN_DOWN),),
        (Pledge("Rooms", date(2025, 4, 1), PledgeState.DONE),),
        (Elsewhere("Advocacy", 41, 120, "The advocacy service", YEAR.first_on, YEAR.last_on),),
    ),
)

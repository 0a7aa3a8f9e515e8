"""How to read this: the days, how participation is counted, what is not known, what is hidden. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.kinds import Definition
from admin.report.making import make_section, say
from admin.report.model import Bullets, Column, Holds, Manner, Row, Table
from admin.written_days import write_day
from forms.participation import NO_CODE

if TYPE_CHECKING:
    from admin.report.model import Section, Stamp
    from admin.report.wording import Words
    from admin.shown.model import Number, ShownSummary, ShownTable

ELIGIBLE_IS = (
    "A review is eligible if it was held, has a valid participation code, which is not PN0 (under four)."
)
OWN_CHOICE = (
    "as this council has chosen; beside it stands the standard figure, which is out of eligible reviews. "
    f"{ELIGIBLE_IS}"
)
HOW_COUNTED = {
    Definition.ELIGIBLE: f"Participation is counted out of eligible reviews. {ELIGIBLE_IS}",
    Definition.ALL_REVIEWS: f"Participation is counted out of all reviews held, coded or not, {OWN_CHOICE}",
    Definition.UNDER_FOURS_COUNT: f"Children under four are counted as taking part, {OWN_CHOICE}",
}
RULES = (
    "A review counts in the period in which it was held; the first and the last day are included.",
    "What is not recorded does not count: a blank is never a yes, and never a no.",
    "A percentage of answers is of those who answered that question; a response rate is of those invited.",
    "Under one point (of whole percentages: up to one), or what one case would change, is about the same.",
    "A mean that moves by less than a fiftieth of its scale is about the same too.",
    "No difference here has been tested for chance, and for none is a cause given.",
)


def write_reading(shown: ShownSummary, stamp: Stamp, words: Words) -> Section | None:
    """Write it."""
    return make_section(
        "how_to_read_this",
        "How to read this",
        (
            say(_say_period(shown), _say_frozen(stamp)),
            say(HOW_COUNTED[shown.definition]),
            _make_basis(shown),
            Bullets(
                (f"Only statutory reviews of {words.children} are in the figures about reviews.", *RULES)
            ),
            say(_say_hidden(shown), manner=Manner.CAVEAT),
        ),
    )


def _say_period(shown: ShownSummary) -> str:
    return f"This is about {write_day(shown.period.first_on)} to {write_day(shown.period.last_on)}."


def _say_frozen(stamp: Stamp) -> str:
    if stamp.signed_on:
        return f"The figures were signed on {write_day(stamp.signed_on)}; what came later is not in them."
    return (
        f"The figures were counted on {write_day(stamp.made_at.date())} and are not signed: what is recorded "
        "later changes them."
    )


def _say_hidden(shown: ShownSummary) -> str:
    if shown.hidden_below is None:
        return "These are true counts, small ones too: for staff, not for publication."
    return (
        f"Counts from 1 to {shown.hidden_below - 1} are not shown, nor others from which they could be "
        "worked out: they are written c. Percentages are whole; of fewer than ten there is none, written z."
    )


def _make_basis(shown: ShownSummary) -> Table | None:
    """Make the table of what the figures rest on: R, U, Z and E."""
    codes = shown.find_table("participation_codes")
    if codes is None:
        return None
    coded = shown.find_measure("code_coverage")
    rows = (
        ("Reviews held (R)", _find_held(shown, codes)),
        ("With a valid participation code (R \N{MINUS SIGN} U)", coded.share.count if coded else None),
        ("Without one (U)", codes.cells.get(NO_CODE)),
        ("Coded PN0: the child was under four (Z)", codes.cells.get("PN0")),
        ("Eligible (E = R \N{MINUS SIGN} U \N{MINUS SIGN} Z)", _find_eligible(shown)),
    )
    kept = tuple(Row((label, count)) for label, count in rows if count is not None)
    columns = (Column("Reviews", Holds.WORDS), Column("Count"))
    return Table("what_the_figures_rest_on", "What the figures about reviews rest on", columns, kept)


def _find_held(shown: ShownSummary, codes: ShownTable) -> Number:
    held = shown.find_measure("reviews_held")
    return held.share.count if held else codes.total


def _find_eligible(shown: ShownSummary) -> Number | None:
    measure = shown.find_measure("participation")
    if measure is None:
        return None
    if shown.definition is Definition.ELIGIBLE:
        return measure.share.out_of
    return measure.by_default.out_of if measure.by_default else None

"""The year on a page, and what was pledged for it. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.gathered import PledgeState
from admin.report.figures import find_counted, make_count_table, make_share_table
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import Noun, join_words, name_length
from admin.report.sentences import say_measures, say_not_alike, say_target

if TYPE_CHECKING:
    from admin.gathered import Pledge
    from admin.report.model import Section
    from admin.shown.model import ShownSummary

COUNTS = ("reviews_held", "reviews_due", "reviews_stood_down")
SHARES = (
    *("reviews_in_time", "children_all_reviews_in_time", "code_coverage", "contacted_before", "spoken_alone"),
    *("participation", "attendance", "views_sent", "not_reached", "children_all", "co_chaired", "wishes_met"),
    *("parents_attended_or_consulted", "carers_heard", "advocate", "children_heard", "answered_privately"),
    *("heard_at_midpoint", "visits_done", "told_back", "told_back_in_time", "alerts_acknowledged_in_time"),
)
SAID_FIRST = ("participation", "reviews_in_time", "contacted_before", "children_heard")
STATES = {
    PledgeState.OPEN: "Open",
    PledgeState.DONE: "Done",
    PledgeState.PARTLY: "Partly done",
    PledgeState.NOT_YET: "Not yet done",
}


def write_year(shown: ShownSummary) -> Section | None:
    """Write it."""
    length = name_length(shown.period)
    leads = find_counted(shown, SAID_FIRST)
    due = tuple(one for one in shown.gathered.pledges if one.year_from <= shown.period.last_on)
    return make_section(
        "on_a_page",
        f"The {length} on a page",
        (
            say(*say_measures(leads, shown), manner=Manner.LEAD),
            say(*(say_target(one, shown) for one in leads)),
            say(*dict.fromkeys(say_not_alike(one, shown.period) for one in leads), manner=Manner.CAVEAT),
            make_count_table("on_a_page_counts", f"Reviews in the {length}", COUNTS, shown),
            make_share_table("on_a_page_shares", f"The {length} on a page", SHARES, shown),
            say(_say_pledges(due)),
            _make_pledges(due),
        ),
    )


def _say_pledges(pledges: tuple[Pledge, ...]) -> str:
    """Say how many pledges came to what."""
    found = Counter(pledge.state for pledge in pledges)
    said = [
        f"{found[state]} {'is' if found[state] == 1 else 'are'} {words.lower()}"
        for state, words in STATES.items()
        if found[state]
    ]
    noun = Noun("pledge", "pledges")
    return f"Of {noun.write(len(pledges))}, {join_words(said)}." if said else ""


def _make_pledges(pledges: tuple[Pledge, ...]) -> Table | None:
    """Make the table of pledges: what came of each, what shows it, and who says so where that is written."""
    says_who = any(pledge.said_by for pledge in pledges)
    rows = tuple(
        Row((one.words, STATES[one.state], one.evidence, *((one.said_by,) if says_who else ())))
        for one in pledges
    )
    titles = ("Pledge", "What came of it", "What shows it", *(("Who says so",) if says_who else ()))
    columns = tuple(Column(title, Holds.WORDS) for title in titles)
    return Table("pledges_kept", "What was pledged, and what came of it", columns, rows) if rows else None

"""What changed: said and done, told back in time; compliments, sessions with children, pledges. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.figures import find_counted, make_share_table
from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Quotation, Row, SaidAndDone, Table, Text
from admin.report.numbers import start_sentence
from admin.report.sentences import say_measures, say_target
from admin.report.written import HOW
from admin.written_days import write_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.gathered import Compliment
    from admin.report.model import Block, Section
    from admin.shown.model import ShownSummary

TOLD = ("told_back", "told_back_in_time", "alerts_acknowledged_in_time")
NOTHING_APPROVED = "Nothing that was said and done was approved for this report."
OUTCOMES = {
    "done": "Done",
    "partly": "Partly done",
    "not_done": "Not done",
    "not_possible": "Could not be done",
    "waiting": "Still waiting",
}


def write_changed(shown: ShownSummary) -> Section | None:
    """Write it; one sentence where nothing was approved, since a reader looks for it."""
    found = find_counted(shown, TOLD)
    pairs: list[Block] = [
        SaidAndDone(one.said, one.done, OUTCOMES.get(one.outcome, one.outcome.replace("_", " ").capitalize()))
        for one in sorted(shown.pairs, key=_place)
    ]
    return make_section(
        "what_changed",
        "What changed because of it",
        (
            say(
                *say_measures(found, shown),
                *(say_target(one, shown) for one in found),
                manner=Manner.LEAD,
            ),
            make_share_table("told_back", "Told what came of it", TOLD, shown),
            *(pairs or [Text(NOTHING_APPROVED)]),
        ),
    )


def _place(pair: object) -> int:
    outcome = getattr(pair, "outcome", "")
    return list(OUTCOMES).index(outcome) if outcome in OUTCOMES else len(OUTCOMES)


def write_compliments(shown: ShownSummary) -> Section | None:
    """Write the thanks and praise, and what was made with children; nothing where nothing came."""
    return make_section(
        "compliments_and_sessions",
        "Compliments, and what was made with children",
        (*map(_quote_compliment, shown.gathered.compliments), *_list_sessions(shown)),
    )


def _quote_compliment(one: Compliment) -> Quotation:
    about = f", about {one.about}" if one.about else ""
    who = start_sentence(f"{one.role}, by {one.source}{about}")
    return Quotation(one.words, who, one.how)


def _list_sessions(shown: ShownSummary) -> Iterator[Block]:
    sessions = shown.gathered.sessions
    rows = tuple(
        Row((one.title, write_day(one.held_on), one.people, one.words, HOW[one.how])) for one in sessions
    )
    columns = (
        Column("Session", Holds.WORDS),
        Column("Day", Holds.WORDS),
        Column("Children there"),
        Column("What was said or made", Holds.WORDS),
        Column("How it was noted", Holds.WORDS),
    )
    if rows:
        yield Table("sessions", "Sessions with children", columns, rows)


def write_pledges(shown: ShownSummary) -> Section | None:
    """Write what is pledged for the time after this period."""
    ahead = tuple(one for one in shown.gathered.pledges if one.year_from > shown.period.last_on)
    rows = tuple(Row((one.words, write_day(one.due_on) if one.due_on else "")) for one in ahead)
    columns = (Column("Pledge", Holds.WORDS), Column("By", Holds.WORDS))
    table = Table("pledges_next", "Pledges", columns, rows) if rows else None
    return make_section("next_pledges", "What we pledge next", (table,))

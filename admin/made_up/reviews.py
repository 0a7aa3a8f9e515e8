"""The reviews of the made-up council, as rows of its own list: due dates as the law has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any

from admin.made_up.people import SEED, YEAR, MadeChild, Size
from admin.made_up.recorded import is_so, pick, record
from forms.participation import age_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FIRST_WITHIN, SECOND_WITHIN, LATER_WITHIN = 28, 91, 183
"""Days: 20 working days, three months, six months."""
LATE = {"first": 13.0, "second": 9.0, "subsequent": 6.0}
"""Of a hundred."""
LOOK_AHEAD = timedelta(days=60)
"""How far the council has planned."""
SATURDAY = 5
PATHWAY_FROM = 16
WORKING_WEEK = 5
CONFERENCE_MODES = {"in_person": 55, "virtual": 10, "hybrid": 35}


@dataclass(frozen=True, slots=True)
class MadeReview:
    """One row of the list; `row` holds its cells, blank ones left out."""

    child: MadeChild
    ref: str
    kind: str
    due_on: date
    held_on: date | None
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Years:
    """The council year that is looked at, the one before it, and as much of the running one as is over."""

    before_on: date
    first_on: date
    last_on: date
    until_on: date
    """Yesterday: what is later has not happened yet, and is not recorded."""

    @property
    def ends_on(self) -> date:
        """The last day of the running year: people are made up to then, so that every day finds the same."""
        return date(self.last_on.year + 1, self.last_on.month, self.last_on.day)

    def is_before(self, day: date) -> bool:
        """Tell whether a day is in the year before."""
        return day < self.first_on

    def has(self, day: date | None) -> bool:
        """Tell whether a day is in these years, or soon."""
        return day is not None and self.before_on <= day < self.until_on + LOOK_AHEAD


def find_years(today: date) -> Years:
    """Find the last council year that has ended (1 April to 31 March), and those beside it."""
    ends = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    return Years(date(ends - 2, 4, 1), date(ends - 1, 4, 1), date(ends, 3, 31), today - timedelta(days=1))


def list_quarters(first_on: date) -> list[tuple[date, date]]:
    """List the four quarters of the year that begins on a first of April: first and last day."""
    starts = [date(first_on.year, month, 1) for month in (4, 7, 10)]
    starts += [date(first_on.year + 1, month, 1) for month in (1, 4)]
    return [(start, after - timedelta(days=1)) for start, after in pairwise(starts)]


def make_reviews(children: Iterable[MadeChild], years: Years) -> tuple[MadeReview, ...]:
    """Make every review due or held in these years, and those due soon."""
    return tuple(review for child in children for review in _make_of_child(child, years))


def _make_of_child(child: MadeChild, years: Years) -> Iterator[MadeReview]:
    luck = Random(f"{SEED}/{child.ref}")  # noqa: S311 - made-up reviews
    review_type, due_on = _find_first(luck, child, years)
    number = 0
    while due_on < min(child.left_on, years.until_on + LOOK_AHEAD):
        number += 1
        ref = f"DEMO-R-{child.ref[-5:]}-{number:02}"
        held_on: date | None = _find_held(luck, review_type, due_on)
        if is_so(luck, 3):
            yield _make_stood_down(child, ref, review_type, due_on)
            ref, held_on = f"{ref}B", _on_a_weekday(due_on + timedelta(days=luck.randint(-2, 16)))
        if is_so(luck, 0.8):
            held_on = None
        review = _make_review(child, ref, review_type, due_on, held_on, years)
        if years.has(review.held_on) or years.has(due_on):
            yield review
        within = SECOND_WITHIN if review_type == "first" else LATER_WITHIN
        review_type = "second" if review_type == "first" else "subsequent"
        due_on = (held_on or due_on) + timedelta(days=within)


def _find_first(luck: Random, child: MadeChild, years: Years) -> tuple[str, date]:
    """Find the first review that can fall into the years, and when it is due."""
    if child.entered_on >= years.before_on:
        return "first", child.entered_on + timedelta(days=FIRST_WITHIN)
    return "subsequent", years.before_on + timedelta(days=luck.randint(0, LATER_WITHIN - 10))


def _find_held(luck: Random, review_type: str, due_on: date) -> date:
    if is_so(luck, LATE[review_type]):
        return _on_a_weekday(due_on + timedelta(days=luck.randint(1, 24)))
    early = luck.randint(0, 6 if review_type == "first" else 26)
    held_on = due_on - timedelta(days=early)
    return held_on - timedelta(days=max(0, held_on.weekday() - SATURDAY + 1))


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= WORKING_WEEK else day


def _name(child: MadeChild, ref: str, review_type: str, due_on: date) -> dict[str, Any]:
    return {
        "child_ref": child.ref,
        "date_of_birth": child.born,
        "iro_ref": child.iro_ref,
        "iro_name": child.iro_name,
        "team": child.team,
        "review_ref": ref,
        "meeting_kind": "cla_review",
        "review_type": review_type,
        "due_on": due_on,
        "held_on": "",
    }


def _make_stood_down(child: MadeChild, ref: str, review_type: str, due_on: date) -> MadeReview:
    row = _name(child, ref, review_type, due_on) | {"stood_down": "yes"}
    return MadeReview(child, ref, "cla_review", due_on, None, row)


def _make_review(  # noqa: PLR0913, PLR0917 - what a review is
    child: MadeChild,
    ref: str,
    review_type: str,
    due_on: date,
    held_on: date | None,
    years: Years,
) -> MadeReview:
    row = _name(child, ref, review_type, due_on)
    held_on = held_on if held_on and held_on <= years.until_on else None
    luck = Random(f"{SEED}/{ref}")  # noqa: S311 - apart, so that what comes later does not depend on it
    row |= {"parents_safe_to_invite": f"DEMO-P-{child.ref[-5:]}"} if is_so(luck, 38) else {}
    if held_on:
        recorded = record(luck, child, held_on, is_year_before=years.is_before(held_on))
        contact_on = held_on - timedelta(days=luck.randint(2, 40))
        row |= {"held_on": held_on, **recorded}
        row |= {"iro_contact_on": contact_on} if recorded["iro_contact"] == "done" else {}
    return MadeReview(child, ref, "cla_review", due_on, held_on, row)


def make_others(children: tuple[MadeChild, ...], size: Size, years: Years) -> tuple[MadeReview, ...]:
    """Make conferences and pathway reviews: other meetings that the same people chair."""
    luck = Random(f"{SEED}/conferences")  # noqa: S311 - made-up meetings
    days = (years.ends_on - years.before_on).days
    made = []
    for number in range(round(size.others * days / YEAR)):
        kind = pick(luck, {"icpc": 20, "rcpc": 31, "pathway": 45, "secure": 1, "other": 3})
        held_on = _on_a_weekday(years.before_on + timedelta(days=luck.randrange(days - 3)))
        pick_child = _pick_leaver if kind == "pathway" else _pick_in_care
        child = pick_child(luck, children, held_on)
        has_been, mode, is_safe = held_on <= years.until_on, pick(luck, CONFERENCE_MODES), is_so(luck, 60)
        if not years.has(held_on):
            continue
        ref = f"DEMO-M-{number + 1:05}"
        row = _name(child, ref, "", held_on) | {"meeting_kind": kind}
        row |= {"held_on": held_on, "mode": mode} if has_been else {}
        row |= {"parents_safe_to_invite": f"DEMO-P-{child.ref[-5:]}"} if is_safe else {}
        made.append(MadeReview(child, ref, kind, held_on, held_on if has_been else None, row))
    return tuple(made)


def make_visits(children: tuple[MadeChild, ...], size: Size, years: Years) -> tuple[dict[str, Any], ...]:
    """Make the IROs' visits between reviews so far, as rows of the council's list."""
    luck = Random(f"{SEED}/visits")  # noqa: S311 - made-up visits
    days = (years.ends_on - years.before_on).days
    visits = []
    for _ in range(round(size.visits * days / YEAR)):
        day = years.before_on + timedelta(days=luck.randrange(days + 1))
        child = _pick_in_care(luck, children, day)
        outcome = pick(luck, {"done": 81, "failed": 8, "declined": 11})
        heard = is_so(luck, 47 if years.is_before(day) else 60)
        visit = {
            "child_ref": child.ref,
            "iro_ref": child.iro_ref,
            "visited_on": day,
            "mode": pick(luck, {"in_person": 74, "virtual": 18, "hybrid": 8}),
            "outcome": outcome,
            "views_recorded": ("yes" if heard else "no") if outcome == "done" else "",
        }
        visits += [visit] if day <= years.until_on else []
    return tuple(visits)


def _pick_in_care(luck: Random, children: tuple[MadeChild, ...], day: date) -> MadeChild:
    """Pick somebody who is in care that day: there always is somebody."""
    while True:
        child = luck.choice(children)
        if child.entered_on <= day <= child.left_on:
            return child


def _pick_leaver(luck: Random, children: tuple[MadeChild, ...], day: date) -> MadeChild:
    """Pick somebody with a pathway plan: from 16, in care or not any more."""
    return luck.choice([child for child in children if age_on(child.born, day) >= PATHWAY_FROM])

"""Random reviews in a real database: what `summary` would print is what a count by hand gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admin.measures.facts import OwnForm, ReviewFact
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.wishes import did_join_as_wished
from forms.library import Library
from forms.participation import parse_code
from tests.admin.by_hand import CODES, ByHand, Row, wish_came_true
from tests.admin.counted_table import (
    MADE_AT,
    TODAY,
    CountedTable,
    Written,
    make_answer,
    make_invitation,
    make_response,
    make_review,
    make_wish,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMS = {
    "own": ("child", "before"),
    "own_simple": ("child", "before"),
    "how_i_show_you": ("child", "before"),
    "carers": ("carer", "before"),
    "check": ("child", "between"),
    "afterwards": ("child", "after"),
}
"""Forms of one question each: by key, whom they are for and when."""
START = date(2026, 3, 1)
DAYS = st.integers(0, 4).map(lambda days: START + timedelta(days=days))
EARLIER = st.integers(30, 100).map(lambda days: START - timedelta(days=days))
FLAGS = st.sampled_from([None, 0, 1])
FOURTH = [date(2022, 3, 1) + timedelta(days=days) for days in range(-1, 6)]
"""Births that make a child four on one of DAYS, or the day before or after them."""
BIRTHS = st.sampled_from([None, date(2012, 2, 29), *FOURTH])
WISHES = [
    "come",
    "all",
    "part",
    "video_phone",
    "someone_speaks",
    "send_words",
    "send_picture",
    "not_come",
    "help_run_it",
    "something_new",
]
OWN = st.fixed_dictionaries(
    {},
    optional={
        "how_join": st.sampled_from([None, *WISHES]),
        "want_help": st.sampled_from([None, "advocate", "interpreter advocate", "iro_visit"]),
        "could_see": st.sampled_from([None, "yes", "some", "no"]),
    },
)
"""What the child's own form says: a key that is absent was not asked, None is a skip."""
ROWS = st.fixed_dictionaries(
    {
        "child_ref": st.sampled_from(["1", "2", "3"]),
        "team": st.sampled_from(["North", "South", ""]),
        "iro_ref": st.sampled_from(["IRO-1", "IRO-2"]),
        "meeting_kind": st.sampled_from(["cla_review"] * 8 + ["icpc", "pathway"]),
        "review_type": st.sampled_from(["first", "second", "subsequent", ""]),
        "due_on": st.one_of(st.none(), DAYS, st.sampled_from([TODAY - timedelta(days=1), TODAY])),
        "held_on": st.one_of(
            DAYS, DAYS, DAYS, EARLIER, st.sampled_from([None, TODAY, TODAY + timedelta(days=1)])
        ),
        "mode": st.sampled_from(["in_person", "virtual", "hybrid", ""]),
        "participation_code": st.sampled_from([*CODES, "", "PN0", ""]),
        "reason_not_attending": st.sampled_from(["too_young", "did_not_wish", "other", ""]),
        "co_chaired": FLAGS,
        "parent_attended": FLAGS,
        "parent_consulted": FLAGS,
        "iro_contact": st.sampled_from(["done", "declined", "not_appropriate", "not_offered", ""]),
        "stood_down": st.sampled_from([None, None, None, 0, 1]),
        "reason_no_views": st.sampled_from(["too_young", "other", ""]),
        "child_reason": st.sampled_from(["did_not_wish", ""]),
        "parent_invited": FLAGS,
        "parent_not_invited_reason": st.sampled_from(["", "not_safe", "died"]),
        "carer_attended": FLAGS,
        "child_joined": st.sampled_from(["", "", "all", "part", "room", "video", "phone"]),
        "iro_contact_how": st.sampled_from(["", "in_person", "phone", "video", "text"]),
        "iro_contact_alone": FLAGS,
        "own": st.one_of(st.none(), OWN, OWN),
        "others": st.sets(st.sampled_from(["how_i_show_you", "carers", "afterwards"])),
        "look": st.sampled_from(["own", "own_simple"]),
        "wishes": st.lists(
            st.tuples(
                st.sampled_from(["how_join", "how_join", "where", "who_come"]),
                st.sampled_from(["met", "met", "partly", "not"]),
            ),
            max_size=3,
        ),
    }
)
VISITS = st.lists(
    st.fixed_dictionaries(
        {
            "child_ref": st.sampled_from(["1", "2", "3"]),
            "visited_on": st.one_of(DAYS, EARLIER, EARLIER, st.just(TODAY + timedelta(days=1))),
            "outcome": st.sampled_from(["done", "done", "failed", "declined", ""]),
            "views_recorded": FLAGS,
        }
    ),
    max_size=6,
)
CHECK_INS = st.lists(st.fixed_dictionaries({"number": st.integers(0, 9), "day": EARLIER}), max_size=3)
MANY = st.lists(st.tuples(ROWS, st.sampled_from([1, 1, 5, 8])), min_size=1, max_size=10).map(
    lambda found: [row for row, times in found for _ in range(times)]
)
"""Some reviews stand several times: a base of 16 or 80 is where rounding meets its half."""
PERIODS = st.one_of(
    st.just(Period(START, START + timedelta(days=4))),
    st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days))),
    DAYS.map(lambda day: Period(day, day)),
    st.sampled_from(
        [
            Period(date(2026, 4, 1), date(2027, 3, 31)),  # still running
            Period(TODAY, TODAY),
            Period(date(2019, 1, 1), date(2019, 1, 1)),  # nothing in it
        ]
    ),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedTable]:
    with CountedTable.made(tmp_path_factory.mktemp("by_hand") / "h.db") as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return make_library(tmp_path_factory.mktemp("forms"))


def make_library(folder: Path) -> Library:
    for key, (audience, timing) in FORMS.items():
        (folder / f"{key}.md").write_text(
            "| survey | type | name | label |\n|---|---|---|---|\n| | text | words | Say it. |\n\n"
            "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
            f"| | {key} | {key} | {audience} | {timing} |\n",
            encoding="utf-8",
        )
    made = Library.from_folder(folder)
    assert (made.broken, set(made.keys())) == ({}, set(FORMS))
    return made


ANSWERED = ("told_back", "told_back_in_time", "alerts_acknowledged_in_time")
"""Measures of rows that are not written here: see test_answers_by_hand.py."""
BESIDE = ("own", "others", "look", "wishes")
"""What stands beside a review's own columns."""


def write_rows(rows: list[Row], births: dict[str, date | None]) -> Iterator[Written]:
    """Yield children, reviews, and of each what was sent about it; a draft counts as nothing."""
    for child_ref, born in births.items():
        yield "child", {"child_ref": child_ref, "date_of_birth": born}
    for number, row in enumerate(rows):
        columns: dict[str, Any] = {
            name: value for name, value in row.items() if name not in {*BESIDE, "carer_sent"}
        }
        yield make_review(f"R{number}", **columns)
        yield make_invitation(f"I{number}", f"R{number}", "own")
        sent_at = MADE_AT if row["own"] is not None else None
        yield make_response(f"A{number}", f"I{number}", row["look"], MADE_AT, sent_at)
        for key, value in (row["own"] or {}).items():
            yield make_answer(f"A{number}", key, value)
        for place, (wish, outcome) in enumerate(row["wishes"]):
            when = MADE_AT + timedelta(days=place)
            yield make_wish(number * 10 + place, f"R{number}", wish, outcome, when)
        for form in row["others"]:
            yield make_invitation(f"I{number}-{form}", f"R{number}", form)
            yield make_response(f"A{number}-{form}", f"I{number}-{form}", form, MADE_AT, MADE_AT)
            yield make_answer(f"A{number}-{form}", "how_join", "all")


def write_between(rows: list[Row], visits: list[Row], check_ins: list[Row]) -> Iterator[Written]:
    """Yield visits, and check-ins sent at noon on invitations about one of the reviews."""
    for number, visit in enumerate(visits):
        yield "visit", {"id": f"V{number}", "iro_ref": "", "mode": "", **visit}
    for number, found in enumerate(check_ins):
        sent_at = datetime(found["day"].year, found["day"].month, found["day"].day, 12, tzinfo=UTC)
        yield make_invitation(f"C{number}", f"R{found['number'] % len(rows)}", "check")
        yield make_response(f"CA{number}", f"C{number}", "check", sent_at, sent_at)


TEXTS = ("review_type", "mode", "reason_not_attending", "iro_contact", "reason_no_views", "child_reason")
TEXTS += ("child_joined", "iro_contact_how", "parent_not_invited_reason")
FLAGGED = ("co_chaired", "parent_attended", "parent_consulted", "stood_down", "parent_invited")
FLAGGED += ("carer_attended", "iro_contact_alone")


def make_edges() -> list[Row]:
    """Each code about the fourth birthday, and 3 of 16 who took part: 18.75 %, a half to be rounded."""
    birthday = START + timedelta(days=1)
    codes = [(code, birthday + timedelta(days=day)) for code in ("PN0", "PN1", "") for day in (-1, 0, 1)]
    plain: Row = {"child_ref": "1", "meeting_kind": "cla_review", "due_on": None, "own": None}
    plain |= {"others": set(), "look": "own", "wishes": []}
    plain |= dict.fromkeys(TEXTS, "")
    plain |= dict.fromkeys(FLAGGED)
    return [
        {**plain, "participation_code": code, "held_on": day}
        for code, day in [*codes, *[("PN7", START)] * 13]
    ]


@dataclass(frozen=True)
class Council:
    """What a council has on record."""

    rows: list[Row]
    visits: list[Row]
    check_ins: list[Row]
    births: dict[str, date | None]


def make_gaps() -> Council:
    """Two reviews of one child each, and visits 42 and 43 days before the later one: one is too near."""
    before, visited = START - timedelta(days=90), {"outcome": "done", "views_recorded": 1}
    first = make_edges()[0]
    rows = [{**first, "child_ref": child, "held_on": day} for child in ("1", "2") for day in (before, START)]
    visits = [
        {"child_ref": child, "visited_on": START - timedelta(days=days), **visited}
        for child, days in (("1", 42), ("2", 43), ("1", 90))
    ]
    visits.append({"child_ref": "1", "visited_on": TODAY + timedelta(days=1), **visited})  # a plan
    return Council(rows, visits, [{"number": 0, "day": before}], dict.fromkeys("123"))


def write_council(council: Council) -> Iterator[Written]:
    yield from write_rows(council.rows, council.births)
    yield from write_between(council.rows, council.visits, council.check_ins)


def count_by_hand(council: Council, period: Period, definition: Definition) -> ByHand:
    rows = [{**row, "carer_sent": "carers" in row["others"]} for row in council.rows]
    checked = [
        {"child_ref": rows[found["number"] % len(rows)]["child_ref"], **found} for found in council.check_ins
    ]
    days = (period.first_on, period.last_on, TODAY)
    return ByHand(rows, council.visits, checked, council.births, *days, definition.value)


COUNCILS = st.builds(Council, MANY, VISITS, CHECK_INS, st.fixed_dictionaries(dict.fromkeys("123", BIRTHS)))
EDGES = Council(make_edges(), [], [], dict.fromkeys("123", date(2022, 3, 2)))


@settings(max_examples=examples(15), deadline=None)
@given(COUNCILS, PERIODS, st.sampled_from([*Definition]))
@example(make_gaps(), Period(START, START), Definition.ELIGIBLE)
@example(make_gaps(), Period(START, TODAY + timedelta(days=10)), Definition.ELIGIBLE)
@example(EDGES, Period(START, TODAY), Definition.ELIGIBLE)
def test_every_measure_is_what_a_count_by_hand_gives(
    table: CountedTable, library: Library, council: Council, period: Period, definition: Definition
) -> None:
    table.fill(write_council(council))
    printed = table.summarise(library, period, definition)
    names = ("count", "out_of", "percent", "low", "high")
    found = {name: tuple(measure[key] for key in names) for name, measure in printed["measures"].items()}
    by_hand = count_by_hand(council, period, definition)
    assert found == {**by_hand.find(), **dict.fromkeys(ANSWERED, (0, 0, None, None, None))}
    codes = [row["participation_code"] for row in by_hand.held]
    assert printed["participation_codes"] == {code: codes.count(code) for code in CODES}
    assert printed["reasons_not_attending"] == by_hand.find_reasons("reason_not_attending", 0, 5, 6, 7)
    assert printed["reasons_no_views"] == by_hand.find_reasons("reason_no_views", 7)
    assert printed["child_reasons"] == by_hand.find_reasons("child_reason", 0, 5, 6, 7)
    assert printed["reasons_parents_not_invited"] == by_hand.find_reasons_not_invited()
    assert printed["meetings_by_kind"] == by_hand.find_kinds()


def test_every_wish_is_judged_as_by_hand() -> None:
    """Every wish, against everything that can be recorded: more than random rows meet."""
    for wish, joined, code, chaired in product(
        [*WISHES, ""], ["", "all", "part", "room", "video", "phone"], [*CODES, ""], [None, False, True]
    ):
        fact = ReviewFact(
            "1", code=parse_code(code), child_joined=joined, co_chaired=chaired, own=OwnForm(how_join=wish)
        )
        row = {"own": {"how_join": wish}, "child_joined": joined, "participation_code": code}
        assert did_join_as_wished(fact) is wish_came_true({**row, "co_chaired": chaired}), (
            wish,
            joined,
            code,
        )

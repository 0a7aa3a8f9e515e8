"""Forms counted by hand: whose day they belong to, at the edges of London days, and each item's own base."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.periods import Period
from forms.library import Library
from tests.admin.counted_table import (
    MADE_AT,
    CountedTable,
    Written,
    make_invitation,
    make_response,
    make_review,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LIBRARY = Library.from_folder(HERE / "questionnaires")
LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The days on which the clocks change: 23 and 25 hours long."""
MINUTES = st.sampled_from([-90, -61, -60, -59, -30, -1, 0, 1, 30, 59, 60, 61, 90])
MOMENTS = st.builds(
    lambda day, days, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days, minutes=minutes)
    ),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(-1, 2),
    MINUTES,
)
PERIODS = st.builds(
    lambda day, before, after: Period(day - timedelta(days=before), day + timedelta(days=after)),
    st.sampled_from([SPRING, AUTUMN]),
    st.integers(0, 1),
    st.integers(0, 1),
)
KINDS = {"safe_feel": "range", "who_come": "select_multiple", "listened": "select_one", "worry": "text"}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "safe_feel": st.one_of(st.none(), st.integers(0, 10).map(str)),
        "who_come": st.sampled_from([None, "mum", "dad", "mum dad"]),
        "listened": st.sampled_from([None, "yes", "no"]),
        "worry": st.sampled_from([None, b"sealed"]),
    },
)
"""A key that is absent was not asked; None is a skip."""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedTable]:
    with CountedTable.made(tmp_path_factory.mktemp("by_hand") / "h.db") as made:
        yield made


def london_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def write_answers(response: str, answers: dict[str, Any]) -> Iterator[Written]:
    for key, given_ in answers.items():
        sealed = given_ if isinstance(given_, bytes) else None
        value = None if sealed else given_
        row = {
            "response_id": response,
            "question_key": key,
            "kind": KINDS[key],
            "value": value,
            "sealed": sealed,
        }
        yield "answer", row


def test_day_is_23_and_25_hours_long_when_the_clocks_change() -> None:
    days = [Period(day, day) for day in (SPRING, AUTUMN)]
    assert [period.ends_at - period.starts_at for period in days] == [
        timedelta(hours=23),
        timedelta(hours=25),
    ]


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.tuples(MOMENTS, MOMENTS, st.booleans()), max_size=6), PERIODS)
def test_feedback_belongs_to_the_london_day_it_was_sent_on(
    table: CountedTable, talks: list[tuple[datetime, datetime, bool]], period: Period
) -> None:
    rows: list[Written] = [("child", {"child_ref": "1"}), make_review("R", child_ref="1")]
    for number, (opened_at, sent_at, is_sent) in enumerate(talks):
        rows.append(make_invitation(f"I{number}", "R", "small_group", opened_at))
        rows.append(
            make_response(f"A{number}", f"I{number}", "small_group", opened_at, sent_at if is_sent else None)
        )
    table.fill(rows)
    form = table.summarise(LIBRARY, period)["forms"][1]
    opened = [opened_at for opened_at, _, _ in talks]
    sent = [sent_at for _, sent_at, is_sent in talks if is_sent]
    by_hand = [
        sum(period.first_on <= london_day(moment) <= period.last_on for moment in moments)
        for moments in (opened, opened, sent)
    ]
    assert [form[name] for name in ("invited", "opened", "submitted")] == by_hand


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.tuples(st.sampled_from([2, 2, 2, 1, 3, 0]), ANSWERS, st.booleans()), max_size=14))
def test_consultations_belong_to_the_review_and_each_item_has_its_own_base(
    table: CountedTable, talks: list[tuple[int, dict[str, Any], bool]]
) -> None:
    held = (None, SPRING - timedelta(days=1), SPRING, SPRING + timedelta(days=1))
    rows: list[Written] = [("child", {"child_ref": "1"})]
    rows += [make_review(f"R{number}", child_ref="1", held_on=day) for number, day in enumerate(held)]
    for number, (review, answers, is_sent) in enumerate(talks):
        rows.append(make_invitation(f"I{number}", f"R{review}", "small_child"))
        rows.append(
            make_response(f"A{number}", f"I{number}", "small_child", MADE_AT, MADE_AT if is_sent else None)
        )
        rows += write_answers(f"A{number}", answers) if is_sent else ()
    table.fill(rows)
    form = table.summarise(LIBRARY, Period(SPRING, SPRING))["forms"][0]
    counted = [answers for review, answers, is_sent in talks if is_sent and review == 2]
    assert (form["opened"], form["submitted"]) == (sum(review == 2 for review, _, _ in talks), len(counted))
    found = {question["key"]: question for question in form["questions"]}
    for key in KINDS:
        assert found[key] == count_by_hand(key, [answers[key] for answers in counted if key in answers])


def count_by_hand(key: str, asked: list[Any]) -> dict[str, Any]:
    given_ = [answer for answer in asked if answer is not None]
    options = {
        "safe_feel": [*map(str, range(11))],
        "who_come": ["mum", "dad"],
        "listened": ["yes", "no"],
    }.get(key, [])
    numbers = [int(answer) for answer in given_] if key == "safe_feel" else []
    mean = Fraction(sum(numbers), len(numbers)) if numbers else None
    return {
        "key": key,
        "kind": KINDS[key],
        "answered": len(given_),
        "skipped": len(asked) - len(given_),
        "counts": {option: sum(option in answer.split() for answer in given_) for option in options},
        "mean": None if mean is None else int(mean * 100 + Fraction(1, 2)) / 100,
        "median": median(numbers) if numbers else None,
    }

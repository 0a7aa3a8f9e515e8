"""Random replies, deeds, promises and alerts in a real database: they are counted as by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from admin.periods import Period
from forms.library import Library
from tests.admin.counted_table import (
    TODAY,
    CountedTable,
    Written,
    make_invitation,
    make_response,
    make_review,
)
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Said = dict[str, Any]
LONDON = ZoneInfo("Europe/London")
START = date(2026, 3, 27)
"""Two days before the clocks go forward."""
DAYS = st.integers(0, 5).map(lambda days: START + timedelta(days=days))
AROUND_MIDNIGHT = st.sampled_from([0, 29, 30, 89, 12 * 60, 22 * 60 + 59, 23 * 60, 23 * 60 + 30])
MOMENTS = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes),
    DAYS,
    AROUND_MIDNIGHT,
)
MAYBE = st.one_of(st.none(), MOMENTS)
PROMISED = st.one_of(st.none(), DAYS, st.sampled_from([TODAY - timedelta(days=1), TODAY]))
DEEDS = st.lists(
    st.fixed_dictionaries(
        {
            "written_at": MOMENTS,
            "tells_child": st.sampled_from([1, 1, 0]),
            "promised_on": PROMISED,
            "told_at": MAYBE,
        }
    ),
    max_size=4,
)
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "response_id": st.sampled_from(["A0", "A0", "A1"]),
            "kind": st.sampled_from(["reply", "reply", "happened", "read", "told"]),
            "way": st.sampled_from(["web", "web", "letter no_words", ""]),
            "written_at": MOMENTS,
            "action_id": st.sampled_from(["", "", "D0"]),
            "promised_on": PROMISED,
            "seen_at": MAYBE,
            "done_at": MAYBE,
        }
    ),
    max_size=6,
)
STEPS = st.tuples(st.sampled_from(["acknowledged", "escalated", "told", "handed_on"]), MOMENTS)
ALERTS = st.lists(
    st.fixed_dictionaries(
        {
            "cause": st.sampled_from(["choice", "words", "help", "test"]),
            "raised_at": MOMENTS,
            "steps": st.lists(STEPS, max_size=4),
        }
    ),
    max_size=5,
)
PERIODS = st.one_of(
    st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days))),
    st.just(Period(START, TODAY + timedelta(days=100))),
)
AT_MIDNIGHT = datetime(2026, 3, 29, 23, 0, tzinfo=UTC)
"""In London, the first moment of 30 March: the clocks went forward that morning."""


def london_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def share(kept: Sequence[bool]) -> tuple[int, int]:
    return sum(kept), len(kept)


def knows(message: Said) -> bool:
    return message["seen_at"] is not None or message["done_at"] is not None


def count_told(deeds: list[Said], messages: list[Said], period: Period) -> tuple[int, int]:
    def is_in(row: Said) -> bool:
        return period.first_on <= london_day(row["written_at"]) <= period.last_on

    found = [row["told_at"] is not None for row in deeds if row["tells_child"] and is_in(row)]
    answers = [row for row in messages if row["kind"] in {"reply", "happened"} and row["way"]]
    found += [knows(row) for row in answers if not row["action_id"] and is_in(row)]
    return share(found)


def find_kept_on(message: Said, messages: list[Said]) -> date | None:
    later = [
        row
        for row in messages
        if row["response_id"] == message["response_id"]
        and row["written_at"] > message["written_at"]
        and row["kind"] in {"reply", "happened"}
        and knows(row)
    ]
    known = [moment for row in later for moment in (row["seen_at"], row["done_at"]) if moment]
    return london_day(min(known)) if known else None


def count_kept(deeds: list[Said], messages: list[Said], period: Period) -> tuple[int, int]:
    promises = [(row["promised_on"], london_day(row["told_at"]) if row["told_at"] else None) for row in deeds]
    promises += [
        (row["promised_on"], find_kept_on(row, messages)) for row in messages if row["kind"] == "reply"
    ]
    found = []
    for day, kept_on in promises:
        if day is None or not period.first_on <= day <= period.last_on:
            continue
        if kept_on is not None or day < TODAY:
            found.append(kept_on is not None and kept_on <= day)
    return share(found)


def count_in_time(alerts: list[Said], period: Period) -> tuple[int, int]:
    found = []
    for alert in alerts:
        if (
            alert["cause"] == "test"
            or not period.first_on <= london_day(alert["raised_at"]) <= period.last_on
        ):
            continue
        taken = [moment for kind, moment in alert["steps"] if kind == "acknowledged"]
        late = [moment for kind, moment in alert["steps"] if kind == "escalated"]
        if taken or late:
            found.append(bool(taken) and (not late or min(taken) < min(late)))
    return share(found)


def write(deeds: list[Said], messages: list[Said], alerts: list[Said]) -> Iterator[Written]:
    yield "child", {"child_ref": "1", "date_of_birth": None}
    yield make_review("R0", child_ref="1", due_on=None, held_on=START)
    for number in range(2):
        yield make_invitation(f"I{number}", "R0", "gone")
        yield make_response(f"A{number}", f"I{number}", "gone", AT_MIDNIGHT, None)
    for number, row in enumerate(deeds):
        sealed = {"review_ref": "R0", "role": "iro", "sealed_key": b"", "sealed": b""}
        yield "action", {"id": f"D{number}", **sealed, **row}
    for number, row in enumerate(messages):
        yield "message", {"id": f"M{number}", "by": "", "reason": "", "done_by": "", **row}
    for number, row in enumerate(alerts):
        columns = {name: value for name, value in row.items() if name != "steps"}
        yield "alert", {"id": f"L{number}", "audience": "child", **columns}
        for place, (kind, moment) in enumerate(row["steps"]):
            step = {"id": f"L{number}-{place}", "alert_id": f"L{number}", "kind": kind, "happened_at": moment}
            yield (
                "alertstep",
                {**step, "by": "", "to_account": "", "to_role": "", "way": "", "level": 0, "code": ""},
            )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountedTable]:
    with CountedTable.made(tmp_path_factory.mktemp("answers") / "h.db") as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.from_folder(tmp_path_factory.mktemp("no_forms"))


LATE_DEED: Said = {
    "written_at": AT_MIDNIGHT,
    "tells_child": 1,
    "promised_on": date(2026, 3, 29),
    "told_at": AT_MIDNIGHT,
}


@settings(max_examples=examples(12), deadline=None)
@given(st.tuples(DEEDS, MESSAGES, ALERTS), PERIODS)
@example(([LATE_DEED], [], []), Period(START, date(2026, 3, 29)))
def test_answering_back_is_counted_as_by_hand(
    table: CountedTable,
    library: Library,
    recorded: tuple[list[Said], list[Said], list[Said]],
    period: Period,
) -> None:
    deeds, messages, alerts = recorded
    table.fill(write(deeds, messages, alerts))
    measures = table.summarise(library, period)["measures"]
    found = {name: (measure["count"], measure["out_of"]) for name, measure in measures.items()}
    assert found["told_back"] == count_told(deeds, messages, period)
    assert found["told_back_in_time"] == count_kept(deeds, messages, period)
    assert found["alerts_acknowledged_in_time"] == count_in_time(alerts, period)

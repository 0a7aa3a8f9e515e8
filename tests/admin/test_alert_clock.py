"""The clock of an alert, by hand and by its laws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.alerts.clock import AlertClock, say_left
from forms.hours import read_hours
from forms.london import LONDON

HOUR = timedelta(hours=1)
NONE = timedelta()


def make_clock(hours: str = "Mon-Fri 09:00-17:00", minutes: int = 120) -> AlertClock:
    return AlertClock(read_hours(hours), timedelta(minutes=minutes))


def at(written: str) -> datetime:
    """A moment as a clock in London shows it."""
    return datetime.fromisoformat(written).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "first", "last", "worked"),
    [
        ("Mon-Fri 09:00-17:00", "2026-11-30 10:00", "2026-11-30 12:30", 2.5),
        ("Mon-Fri 09:00-17:00", "2026-11-27 16:00", "2026-11-30 10:00", 2),  # over a weekend
        ("Mon-Fri 09:00-17:00", "2026-11-28 03:00", "2026-11-29 22:00", 0),
        ("Mon-Fri 09:00-17:00", "2026-12-24 16:00", "2026-12-29 10:00", 2),  # over Christmas, and its Monday
        ("Mon-Sun 00:00-24:00", "2026-12-24 16:00", "2026-12-26 16:00", 48),  # somebody is always there
        ("Mon-Sun 00:00-24:00", "2026-03-28 12:00", "2026-03-29 12:00", 23),  # the clocks go forward
        ("Mon-Sun 00:00-24:00", "2026-10-24 12:00", "2026-10-25 12:00", 25),
        ("Mon-Fri 09:00-17:00", "2026-03-27 16:30", "2026-03-30 09:30", 1),  # 9am is 9am, in summer too
        ("Sat 08:30-12:00", "2026-11-23 00:00", "2026-11-30 00:00", 3.5),
        ("Fri-Mon 10:00-12:00", "2026-11-26 00:00", "2026-12-03 00:00", 8),
        ("Mon-Fri 09:00-17:00", "2026-11-30 12:00", "2026-11-30 10:00", 0),
    ],
)
def test_only_working_time_counts(hours: str, first: str, last: str, worked: float) -> None:
    assert make_clock(hours).worked(at(first), at(last)) == HOUR * worked


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        ("2026-11-30 10:00", "2026-11-30 12:00"),
        ("2026-11-30 15:00", "2026-11-30 17:00"),
        ("2026-11-30 15:01", "2026-12-01 09:01"),
        ("2026-11-27 19:00", "2026-11-30 11:00"),
        ("2026-12-24 16:30", "2026-12-29 10:30"),
    ],
)
def test_due_in_two_working_hours(raised: str, due: str) -> None:
    assert make_clock().due_at(at(raised)) == at(due)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-30 10:00", None),
        ("2026-11-30 09:00", None),
        ("2026-11-30 17:00", "2026-12-01 09:00"),
        ("2026-11-30 08:59", "2026-11-30 09:00"),
        ("2026-12-24 18:00", "2026-12-29 09:00"),
    ],
)
def test_opens_next(now: str, opens: str | None) -> None:
    assert make_clock().opens_next(at(now)) == (at(opens) if opens else None)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (120, "2 working hours left"),
        (60, "1 working hour left"),
        (95, "1 working hour 35 minutes left"),
        (61, "1 working hour 1 minute left"),
        (40, "40 working minutes left"),
        (0.5, "1 working minute left"),
        (0, "due now"),
        (-0.5, "due now"),
        (-1, "overdue by 1 working minute"),
        (-180, "overdue by 3 working hours"),
        (-1205, "overdue by 20 working hours"),
    ],
)
def test_what_is_left_is_said_in_words(minutes: float, said: str) -> None:
    assert say_left(timedelta(minutes=minutes)) == said


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
SPANS = st.timedeltas(NONE, timedelta(days=12))
NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@st.composite
def clocks(draw: st.DrawFn) -> AlertClock:
    first, last = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    opens, closes = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True)))
    written = [f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in (opens, closes)]
    return make_clock(f"{first}-{last} {written[0]}-{written[1]}", draw(st.integers(1, 600)))


@given(clocks(), MOMENTS, SPANS, SPANS)
def test_working_time_adds_up_and_never_exceeds_time(
    clock: AlertClock, moment: datetime, some: timedelta, more: timedelta
) -> None:
    middle, last = moment + some, moment + some + more
    assert clock.worked(moment, middle) + clock.worked(middle, last) == clock.worked(moment, last)
    assert NONE <= clock.worked(moment, middle) <= some


@given(clocks(), MOMENTS, st.timedeltas(timedelta(seconds=1), timedelta(hours=60)))
def test_what_is_added_was_worked_and_not_a_second_earlier(
    clock: AlertClock, moment: datetime, amount: timedelta
) -> None:
    then = clock.add(moment, amount)
    assert clock.worked(moment, then) == amount
    assert clock.worked(moment, then - timedelta(seconds=1)) < amount


@given(clocks(), MOMENTS, SPANS)
def test_an_alert_is_overdue_from_the_moment_it_is_due(
    clock: AlertClock, raised: datetime, later: timedelta
) -> None:
    now = raised + later
    assert (
        (now >= clock.due_at(raised)) == (clock.level(raised, now) >= 1) == (clock.left(raised, now) <= NONE)
    )


@given(clocks(), MOMENTS)
def test_no_time_is_worked_until_it_opens(clock: AlertClock, now: datetime) -> None:
    opens = clock.opens_next(now)
    if opens is None:
        assert clock.worked(now, now + timedelta(seconds=1)) > NONE
    else:
        assert clock.worked(now, opens) == NONE
        assert clock.worked(now, opens + timedelta(minutes=1)) > NONE

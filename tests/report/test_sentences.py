"""Sentences, each as it was read aloud: `sentences.txt` holds what is said of which figures."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.measures.called import Good
from admin.measures.kinds import Definition, Unit
from admin.measures.measures import MEASURES
from admin.measures.shares import find_bounded_share, find_percent
from admin.periods import Period
from admin.report.numbers import name_other, share_of
from admin.report.phrases import PHRASES, find_phrase
from admin.report.sentences import (
    is_about_the_same,
    say_bounds,
    say_by_default,
    say_measure,
    say_not_alike,
    say_target,
)
from admin.shown.model import Mark, ShownComparison, ShownMeasure, ShownShare, ShownSummary, ShownTable
from forms.participation import NO_CODE

GOLDEN = Path(__file__).parent / "sentences.txt"
YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
BEFORE = Period(date(2024, 4, 1), date(2025, 3, 31))
MONTH = Period(date(2026, 3, 1), date(2026, 3, 31))
HIDDEN = ShownShare(Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)


def make_share(count: int, out_of: int | None = None, unknown: int = 0) -> ShownShare:
    if out_of is None:
        return ShownShare(count)
    bounds = find_bounded_share(count, out_of, unknown)
    percent = find_percent(count, out_of)
    return ShownShare(count, out_of, Mark.NONE if percent is None else percent, bounds.low, bounds.high)


def make_published(count: int, out_of: int) -> ShownShare:
    return ShownShare(count, out_of, share_of(count, out_of, is_published=True))


def make_measure(
    name: str, share: ShownShare, then: ShownShare | None = None, **other: object
) -> ShownMeasure:
    declared = next((one for one in MEASURES if one.name == name), None)
    points = None
    if then and isinstance(share.percent, int | float) and isinstance(then.percent, int | float):
        points = round(share.percent - then.percent, 1)
    period = other.pop("period", BEFORE)
    not_alike = other.pop("not_alike", "")
    assert isinstance(period, Period)
    compared = (ShownComparison("last_year", period, then, points, str(not_alike)),) if then else ()
    made = ShownMeasure(name, declared.title if declared else "Something new", Unit.REVIEW, "", share)
    return replace(made, compared=compared, good=declared.good if declared else Good.NEITHER, **other)


def make_summary(*measures: ShownMeasure, uncoded: int | Mark = 406, **other: object) -> ShownSummary:
    codes = ShownTable("participation_codes", "", {NO_CODE: uncoded}, {NO_CODE: "No valid code"}, 1278)
    made = ShownSummary("", YEAR, Definition.ELIGIBLE, None, date(2026, 6, 1), measures, (codes,), ())
    return replace(made, **other)


def say_all(measure: ShownMeasure, shown: ShownSummary) -> str:
    """Say everything that can be said of a measure."""
    said = (
        say_measure(measure, shown),
        say_not_alike(measure, shown.period),
        say_target(measure, shown),
        say_by_default(measure, shown),
        say_bounds(measure, shown),
    )
    return " ".join(filter(None, said))


LEVEL = make_share(671, 716)
CASES: dict[str, tuple[ShownMeasure, ShownSummary]] = {
    "a level alone": (make_measure("participation", LEVEL), make_summary()),
    "up": (make_measure("participation", LEVEL, make_share(655, 716)), make_summary()),
    "down": (make_measure("reviews_in_time", make_share(400, 500), make_share(450, 500)), make_summary()),
    "the same": (make_measure("attendance", make_share(50, 100), make_share(100, 200)), make_summary()),
    "about the same": (
        make_measure("attendance", make_share(504, 1000), make_share(500, 1000)),
        make_summary(),
    ),
    "one case makes it": (make_measure("attendance", make_share(11, 20), make_share(10, 20)), make_summary()),
    "a point, whole": (
        make_measure("attendance", make_published(51, 100), make_published(50, 100)),
        make_summary(hidden_below=6),
    ),
    "two points, whole": (
        make_measure("attendance", make_published(520, 1000), make_published(500, 1000)),
        make_summary(hidden_below=6),
    ),
    "one of many": (make_measure("reviews_overdue", make_share(1, 30)), make_summary()),
    "none of many": (make_measure("reviews_overdue", make_share(0, 30)), make_summary()),
    "all": (make_measure("reviews_in_time", make_share(30, 30)), make_summary()),
    "all took part": (make_measure("participation", make_share(30, 30)), make_summary()),
    "none took part": (make_measure("participation", make_share(0, 30)), make_summary()),
    "one of one": (make_measure("reviews_in_time", make_share(1, 1)), make_summary()),
    "nothing to count": (make_measure("visits_done", make_share(0, 0)), make_summary()),
    "fewer than ten": (
        make_measure("reviews_in_time", ShownShare(6, 8, Mark.NONE)),
        make_summary(hidden_below=6),
    ),
    "hidden": (make_measure("co_chaired", HIDDEN, make_published(60, 700)), make_summary(hidden_below=6)),
    "hidden before": (
        make_measure("co_chaired", make_published(60, 700), HIDDEN),
        make_summary(hidden_below=6),
    ),
    "a bare count, more": (make_measure("reviews_held", make_share(1278), make_share(1190)), make_summary()),
    "a bare count, fewer by one": (
        make_measure("reviews_held", make_share(11), make_share(12)),
        make_summary(),
    ),
    "a bare count of one": (make_measure("reviews_stood_down", make_share(1)), make_summary()),
    "a bare count of none": (make_measure("reviews_stood_down", make_share(0)), make_summary()),
    "declined, and took part": (make_measure("declined_but_took_part", make_share(71, 96)), make_summary()),
    "bounds": (make_measure("participation", make_share(671, 716, 406)), make_summary()),
    "bounds, published": (
        make_measure("participation", ShownShare(671, 716, 94, 59.8, 96.0)),
        make_summary(hidden_below=6),
    ),
    "bounds, one review": (make_measure("participation", make_share(671, 716, 1)), make_summary(uncoded=1)),
    "bounds, number hidden": (
        make_measure("participation", make_share(671, 716, 4)),
        make_summary(uncoded=Mark.HIDDEN),
    ),
    "bounds of another measure": (make_measure("not_reached", make_share(45, 716, 406)), make_summary()),
    "target missed": (make_measure("participation", LEVEL, target=95.0), make_summary()),
    "target met": (make_measure("participation", LEVEL, target=90.0), make_summary()),
    "target just met": (make_measure("reviews_in_time", make_share(9, 10), target=90.0), make_summary()),
    "target of little, missed": (
        make_measure("not_reached", make_share(45, 716), target=5.0),
        make_summary(),
    ),
    "target of little, met": (make_measure("not_reached", make_share(30, 716), target=5.0), make_summary()),
    "target missed by a point": (
        make_measure("participation", make_published(94, 100), target=95.0),
        make_summary(hidden_below=6),
    ),
    "not alike": (
        make_measure(
            "participation", LEVEL, make_share(500, 600), not_alike="half of last year's reviews have no code"
        ),
        make_summary(),
    ),
    "another definition": (
        make_measure("participation", make_share(671, 1278), by_default=LEVEL),
        make_summary(definition=Definition.ALL_REVIEWS),
    ),
    "under fours count": (
        make_measure("participation", make_share(827, 872), by_default=LEVEL),
        make_summary(definition=Definition.UNDER_FOURS_COUNT),
    ),
    "a month, against the month before": (
        make_measure(
            "reviews_in_time",
            make_share(80, 100),
            make_share(90, 100),
            period=Period(date(2026, 2, 1), date(2026, 2, 28)),
        ),
        make_summary(period=MONTH),
    ),
    "a month, against a year earlier": (
        make_measure(
            "reviews_in_time",
            make_share(80, 100),
            make_share(90, 100),
            period=Period(date(2025, 3, 1), date(2025, 3, 31)),
        ),
        make_summary(period=MONTH),
    ),
    "a measure without a phrase": (make_measure("something_new", make_share(3, 30)), make_summary()),
}


def test_sentences_are_as_they_were_read() -> None:
    lines = [f"{name}\n    {say_all(measure, shown)}" for name, (measure, shown) in CASES.items()]
    lines += [
        f"{name}\n    {say_measure(make_measure(name, make_share(31, 120)), make_summary())}"
        for name in PHRASES
    ]
    lines += [
        f"{name}, of none\n    {say_measure(make_measure(name, make_share(0, 120)), make_summary())}"
        for name in PHRASES
    ]
    text = "\n".join(lines) + "\n"
    if os.environ.get("REWRITE_REPORTS") == "yes":
        GOLDEN.write_text(text)
    assert text == GOLDEN.read_text(), "read it aloud, then run with REWRITE_REPORTS=yes"


def test_sentences_claim_neither_chance_nor_cause() -> None:
    said = GOLDEN.read_text().lower()
    assert not [word for word in ("significant", "because", "due to", "thanks to", "led to") if word in said]


def test_every_measure_has_a_phrase() -> None:
    assert [one.name for one in MEASURES if one.name not in PHRASES] == []
    assert all("{share}" in phrase.words for phrase in PHRASES.values())


@given(st.integers(0, 400), st.integers(1, 400), st.integers(0, 400), st.integers(1, 400))
def test_change_agrees_with_the_printed_percentages(now: int, of: int, then: int, of_then: int) -> None:
    measure = make_measure(
        "attendance", make_share(min(now, of), of), make_share(min(then, of_then), of_then)
    )
    said, other = say_measure(measure, make_summary()), measure.compared[0].share
    assert isinstance(measure.share.percent, float)
    assert isinstance(other.percent, float)
    if ", up from" in said:
        assert measure.share.percent >= other.percent + 1
    if ", down from" in said:
        assert measure.share.percent <= other.percent - 1
    if ", the same" in said:
        assert measure.share.percent == other.percent


def test_one_case_more_or_less_is_about_the_same() -> None:
    assert is_about_the_same(5.0, make_share(11, 20), make_share(10, 20))
    assert not is_about_the_same(5.1, make_share(11, 20), make_share(10, 20))


def test_bounds_are_rounded_as_the_percentage_is() -> None:
    """The worked example: 406 uncoded reviews, 59.8 % to 96.0 %."""
    measure, shown = CASES["bounds, published"]
    assert (
        say_bounds(measure, shown) == "406 reviews have no code, so participation lies between 60 % and 96 %."
    )


@pytest.mark.parametrize(
    ("this", "other", "said"),
    [
        (YEAR, BEFORE, "the year before"),
        (MONTH, Period(date(2026, 2, 1), date(2026, 2, 28)), "the month before"),
        (MONTH, Period(date(2025, 3, 1), date(2025, 3, 31)), "the same month a year earlier"),
        (
            Period(date(2024, 2, 1), date(2024, 2, 29)),
            Period(date(2023, 2, 1), date(2023, 2, 28)),
            "the same month a year earlier",
        ),
        (
            Period(date(2026, 1, 1), date(2026, 3, 31)),
            Period(date(2025, 10, 1), date(2025, 12, 31)),
            "the quarter before",
        ),
        (YEAR, Period(date(2022, 4, 1), date(2023, 3, 31)), "in April 2022 to March 2023"),
        (MONTH, Period(date(2025, 5, 3), date(2025, 5, 9)), "from 3 May 2025 to 9 May 2025"),
    ],
)
def test_another_period_is_named_as_one_says_it(this: Period, other: Period, said: str) -> None:
    assert name_other(this, other) == said


def test_a_measure_over_all_reviews_names_that_base() -> None:
    assert find_phrase("attendance", "", Definition.ALL_REVIEWS).noun.many == "reviews held"
    assert find_phrase("attendance", "", Definition.ELIGIBLE).noun.many == "eligible reviews"

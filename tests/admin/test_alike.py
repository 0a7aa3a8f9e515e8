"""Only like with like: what keeps two periods from being compared, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from admin.measures.codes import TOOK_PART
from admin.measures.counting import count_facts
from admin.measures.facts import Facts, OwnForm, ReviewFact
from admin.measures.kinds import Definition
from admin.measures.measures import MEASURES
from admin.periods import Period, find_before, find_council_year, find_month, find_year_before, list_quarters
from admin.summary.alike import Counted, find_reasons
from admin.summary.beside import Beside, list_beside
from forms.participation import ParticipationCode as Code

NOW = find_council_year(date(2025, 4, 1))
THEN = find_year_before(NOW)
TODAY = date(2026, 11, 20)
HELD = date(2025, 5, 1)


def make_reviews(took_part: int, missed: int, uncoded: int = 0, **columns: object) -> tuple[ReviewFact, ...]:
    codes = [Code.PN1] * took_part + [Code.PN7] * missed + [None] * uncoded
    assert Code.PN1 in TOOK_PART
    return tuple(
        ReviewFact(str(number), held_on=HELD, code=code, **columns)  # type: ignore[arg-type]
        for number, code in enumerate(codes)
    )


def counted(
    period: Period, reviews: tuple[ReviewFact, ...], options: frozenset[str] = frozenset({"yes", "no"})
) -> Counted:
    counts = count_facts(Facts(reviews, (), period.last_on, TODAY))
    return Counted(period, counts, {"could_see": options})


def reasons(now: Counted, then: Counted) -> dict[str, str]:
    return find_reasons(now, then, Definition.ELIGIBLE, TODAY)


def test_like_periods_are_compared_in_every_measure() -> None:
    reviews = make_reviews(90, 10, iro_contact="done", mode="virtual")
    assert reasons(counted(NOW, reviews), counted(THEN, reviews)) == {}


def test_a_period_that_still_runs_is_compared_in_none() -> None:
    running, reviews = Period(date(2026, 4, 1), date(2027, 3, 31)), make_reviews(9, 1)
    found = reasons(counted(running, reviews), counted(NOW, reviews))
    assert found == {measure.name: "April 2026 to March 2027 still runs" for measure in MEASURES}


def test_lengths_that_differ_matter_for_counts_and_children_alone() -> None:
    quarter, reviews = list_quarters(NOW)[0], make_reviews(9, 1)
    found = reasons(counted(NOW, reviews), counted(quarter, reviews))
    assert {"reviews_held", "children_all", "reviews_stood_down"} <= found.keys()
    assert {"participation", "visits_done"}.isdisjoint(found)
    assert found["reviews_held"] == "one period has 91 days and the other 365"


def test_february_is_as_long_as_a_month_is() -> None:
    months, reviews = (find_month(date(2026, 1, 1)), find_month(date(2026, 2, 1))), make_reviews(9, 1)
    assert reasons(*(counted(month, reviews) for month in months)) == {}


@pytest.mark.parametrize(
    ("now", "then", "is_compared"),
    [
        ((90, 10, 0), (80, 20, 0), True),
        ((90, 10, 2), (88, 12, 1), True),  # narrow: the difference is told, small as it is
        ((90, 10, 40), (80, 20, 0), False),  # between 64 % and 93 % now
        ((90, 10, 40), (30, 70, 0), True),  # whatever the codes are, it is higher now
    ],
)
def test_uncoded_reviews_keep_figures_apart_that_could_be_either_way(
    now: tuple[int, int, int], then: tuple[int, int, int], *, is_compared: bool
) -> None:
    found = reasons(counted(NOW, make_reviews(*now)), counted(THEN, make_reviews(*then)))
    assert ("participation" not in found) is is_compared
    if not is_compared:
        assert found["participation"] == "too many reviews have no code to know which is higher"


def test_what_nobody_recorded_then_is_not_compared() -> None:
    now, then = make_reviews(9, 1, iro_contact="done", mode="virtual"), make_reviews(9, 1, mode="virtual")
    found = reasons(counted(NOW, now), counted(THEN, then))
    said = "speaking with the child before is on record for no review of April 2024 to March 2025"
    assert found["contacted_before"] == said
    assert {"offered_contact", "spoken_alone", "declined_but_took_part"} <= found.keys()
    assert {"participation", "reviews_virtual", "parents_attended"}.isdisjoint(found)


def test_what_few_recorded_then_is_not_compared() -> None:
    some, rest = make_reviews(1, 0, parent_attended=True), make_reviews(19, 0)
    now = counted(NOW, make_reviews(20, 0, parent_attended=False))
    found = reasons(now, counted(THEN, (*some, *rest)))
    assert found["parents_attended"].endswith("is on record for few reviews of April 2024 to March 2025")


def test_other_answers_to_choose_from_are_not_compared() -> None:
    reviews = make_reviews(9, 1, own=OwnForm(could_see="no"))
    found = reasons(counted(NOW, reviews, frozenset({"yes", "some", "no"})), counted(THEN, reviews))
    assert found == {"answered_privately": "the answers that could be chosen were not the same"}


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        (NOW, find_council_year(date(2024, 4, 1)), find_council_year(date(2024, 4, 1))),
        (find_month(date(2024, 3, 1)), find_month(date(2024, 2, 1)), find_month(date(2023, 3, 1))),
        (find_month(date(2024, 2, 1)), find_month(date(2024, 1, 1)), find_month(date(2023, 2, 1))),
        (find_month(date(2025, 2, 1)), find_month(date(2025, 1, 1)), find_month(date(2024, 2, 1))),
        (
            Period(date(2025, 4, 1), date(2025, 6, 30)),
            Period(date(2025, 1, 1), date(2025, 3, 31)),
            Period(date(2024, 4, 1), date(2024, 6, 30)),
        ),
        (
            Period(date(2026, 1, 1), date(2026, 3, 31)),
            Period(date(2025, 10, 1), date(2025, 12, 31)),
            Period(date(2025, 1, 1), date(2025, 3, 31)),
        ),
        (
            Period(date(2024, 2, 20), date(2024, 3, 10)),
            Period(date(2024, 1, 31), date(2024, 2, 19)),
            Period(date(2023, 2, 20), date(2023, 3, 10)),
        ),
    ],
)
def test_periods_before_one(period: Period, before: Period, year_before: Period) -> None:
    assert (find_before(period), find_year_before(period)) == (before, year_before)


def test_each_other_period_stands_once_and_none_that_overlaps() -> None:
    both = (Beside.LAST_YEAR, Beside.BEFORE)
    assert list_beside(NOW, both, None) == {Beside.LAST_YEAR: THEN}
    quarter = list_quarters(NOW)[0]
    assert list_beside(quarter, both, find_before(quarter)) == {
        Beside.CHOSEN: find_before(quarter),
        Beside.LAST_YEAR: find_year_before(quarter),
    }
    two_years = Period(date(2024, 4, 1), date(2026, 3, 31))
    assert list_beside(two_years, both, None) == {Beside.BEFORE: find_before(two_years)}
    nine_months = Period(date(2025, 4, 1), date(2025, 12, 31))
    assert [*list_beside(nine_months, both, None)] == [Beside.LAST_YEAR]

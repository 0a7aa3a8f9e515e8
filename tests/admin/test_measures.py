from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.measures.called import Good
from admin.measures.codes import IS_UNKNOWN
from admin.measures.conditions import holds
from admin.measures.facts import Facts, ReviewFact
from admin.measures.kinds import Definition
from admin.measures.measures import BY_NAME, MEASURES, write_measures_page
from admin.measures.shares import Share, find_percent
from admin.periods import Period
from admin.summary.summary import find_all_figures
from forms.participation import ParticipationCode as Code

DAYS = Period(date(2026, 10, 1), date(2026, 10, 31))
HELD, TODAY = date(2026, 10, 1), date(2026, 11, 20)
OLD, YOUNG = date(2012, 1, 1), date(2024, 1, 1)
OVER_ELIGIBLE = {measure.name for measure in MEASURES if Definition.ALL_REVIEWS in measure.readings}


def shares(facts: Facts, definition: Definition = Definition.ELIGIBLE) -> dict[str, Share]:
    return {figure.name: figure.share for figure in find_all_figures(facts, DAYS, definition).chosen}


def held(*facts: ReviewFact) -> Facts:
    return Facts(held=facts, due=(), last_on=date(2026, 10, 31), today=TODAY)


def coded(code: Code | None, child: str = "1", born: date | None = OLD) -> ReviewFact:
    return ReviewFact(child, born, held_on=HELD, code=code)


def test_measures_page_is_made_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "measures.md"
    assert page.read_text(encoding="utf-8") == write_measures_page()


PROMISED = [
    "reviews_held",
    "reviews_due",
    "reviews_overdue",
    "reviews_in_time",
    "reviews_in_time_first",
    "reviews_in_time_second",
    "reviews_in_time_subsequent",
    "children_all_reviews_in_time",
    "reviews_in_person",
    "reviews_virtual",
    "reviews_hybrid",
    "code_coverage",
    "miscoded",
    "participation",
    "attendance",
    "attended_and_contributed",
    "views_sent",
    "advocate",
    "attended_silently",
    "not_reached",
    "children_all",
    "children_some",
    "children_none",
    "views_evidenced",
    "co_chaired",
    "parents_invited",
    "parents_attended",
    "parents_attended_or_consulted",
    "carers_heard",
    "contacted_before",
    "declined_contact",
    "contact_not_appropriate",
    "contact_not_offered",
    "contact_not_recorded",
    "offered_contact",
    "spoken_alone",
    "declined_but_took_part",
    "heard_at_midpoint",
    "advocate_asked",
    "advocate_passed_on_in_time",
    "interpreter_asked",
    "wishes_met",
    "children_heard",
    "answered_privately",
    "told_back",
    "told_back_in_time",
    "alerts_acknowledged_in_time",
    "visits_done",
    "visits_failed",
    "visits_declined",
    "feedback_at_visits",
]
"""The names that scripts outside rely on: a measure is made, or the page names it as not made yet."""


def test_every_measure_that_scripts_rely_on_is_made_or_named_as_missing() -> None:
    page, made = write_measures_page(), {measure.name for measure in MEASURES}
    assert [name for name in PROMISED if name not in made and f"`{name}`" not in page] == []
    assert {name for name in PROMISED if name not in made and f"\n## {name}\n" in page} == set()


def test_every_measure_has_a_title_of_its_own_that_fits_a_heading() -> None:
    titles = [measure.title for measure in MEASURES]
    assert len(set(titles)) == len(MEASURES) == len(BY_NAME)
    assert {title for title in titles if len(title) > 50 or "_" in title or title[-1] == "."} == set()


def test_what_every_child_may_choose_is_neither_good_nor_bad() -> None:
    chosen = ("attendance", "views_sent", "advocate", "declined_contact", "visits_declined")
    assert {BY_NAME[name].good for name in chosen} == {Good.NEITHER}
    assert BY_NAME["participation"].good is Good.MORE
    assert BY_NAME["not_reached"].good is Good.LESS


def test_measures_over_nothing_have_no_percentage() -> None:
    found = shares(held())
    assert {share.percent for share in found.values()} == {None}
    assert {share.count for share in found.values()} == {0}


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_percent_is_rounded_half_up(count: int, out_of: int) -> None:
    exact = Decimal(100 * count) / Decimal(out_of)
    assert find_percent(count, out_of) == float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("count", "out_of", "percent"), [(1, 16, 6.3), (3, 80, 3.8), (1, 2000, 0.1), (0, 0, None)]
)
def test_percent_at_the_half(count: int, out_of: int, percent: float | None) -> None:
    assert find_percent(count, out_of) == percent


CODES = st.sampled_from([*Code, None])
BIRTHS = st.sampled_from([OLD, YOUNG, None])


@given(st.lists(st.tuples(CODES, BIRTHS, st.booleans()), max_size=12), st.data())
def test_bounds_hold_however_the_unknown_turn_out(
    rows: list[tuple[Code | None, date | None, bool]], data: st.DataObject
) -> None:
    facts = [
        ReviewFact("1", born, held_on=HELD, code=code, co_chaired=chaired) for code, born, chaired in rows
    ]
    found = shares(held(*facts))
    resolved = [
        ReviewFact(
            "1", fact.date_of_birth, held_on=HELD, code=data.draw(st.sampled_from([*Code])), co_chaired=True
        )
        if holds(IS_UNKNOWN, fact)
        else fact
        for fact in facts
    ]
    then = shares(held(*resolved))
    for name in OVER_ELIGIBLE:
        low, high, percent = found[name].low, found[name].high, then[name].percent
        if low is None or high is None:
            assert then[name] == found[name]
        elif percent is not None:
            assert low <= percent <= high


def test_under_four_without_a_code_is_in_no_base() -> None:
    found = shares(held(coded(Code.PN1), coded(None, born=YOUNG), coded(None)))
    assert found["participation"] == Share(1, 1, low=50.0, high=100.0)
    assert found["code_coverage"] == Share(1, 3)


def test_miscoded_reviews_count_as_recorded() -> None:
    found = shares(held(coded(Code.PN0), coded(Code.PN1, born=YOUNG), coded(Code.PN7)))
    assert (found["miscoded"], found["participation"]) == (Share(2, 3), Share(1, 2))


def test_definitions_change_the_base() -> None:
    facts = held(coded(Code.PN1), coded(Code.PN0), coded(Code.PN7), coded(None))
    found = {definition: shares(facts, definition) for definition in Definition}
    assert {key: (value["participation"], value["attendance"]) for key, value in found.items()} == {
        Definition.ELIGIBLE: (Share(1, 2, 33.3, 66.7), Share(1, 2, 33.3, 66.7)),
        Definition.ALL_REVIEWS: (Share(1, 4), Share(1, 4)),
        Definition.UNDER_FOURS_COUNT: (Share(2, 3, 50.0, 75.0), Share(1, 2, 33.3, 66.7)),
    }


def test_children_are_counted_once() -> None:
    found = shares(
        held(
            coded(Code.PN1, "all"),
            coded(Code.PN6, "all"),
            coded(Code.PN1, "some"),
            coded(Code.PN7, "some"),
            coded(Code.PN4, "none"),
            coded(Code.PN0, "young"),
            coded(None, "unknown"),
        )
    )
    names = ("children_all", "children_some", "children_none")
    assert [found[name] for name in names] == [Share(1, 3)] * 3


def test_in_time_needs_both_dates() -> None:
    due = date(2026, 10, 2)
    facts = (
        ReviewFact("1", due_on=due, held_on=due, review_type="first"),
        ReviewFact("1", due_on=due, held_on=date(2026, 10, 3), review_type="second"),
        ReviewFact("2", due_on=due, held_on=date(2026, 9, 30), review_type="subsequent"),
        ReviewFact("3", held_on=due),
    )
    found = shares(Facts(held=facts, due=(*facts[:3], ReviewFact("4", due_on=due)), last_on=due, today=TODAY))
    assert {name: share for name, share in found.items() if "in_time" in name or "due" in name} == {
        **dict.fromkeys(("told_back_in_time", "alerts_acknowledged_in_time"), Share(0, 0)),
        "reviews_due": Share(4),
        "reviews_overdue": Share(2, 4),
        "reviews_in_time": Share(2, 3),
        "reviews_in_time_first": Share(1, 1),
        "reviews_in_time_second": Share(0, 1),
        "reviews_in_time_subsequent": Share(1, 1),
        "children_all_reviews_in_time": Share(1, 2),
    }


def test_five_states_of_contact_make_up_all_reviews() -> None:
    states = ("done", "done", "declined", "not_appropriate", "not_offered", "")
    facts = [ReviewFact("1", held_on=HELD, code=Code.PN1, iro_contact=state) for state in states]
    found = shares(held(*facts, ReviewFact("1", held_on=HELD, code=Code.PN7, iro_contact="declined")))
    assert {name: share for name, share in found.items() if "contact" in name or "declined_" in name} == {
        "contacted_before": Share(2, 7),
        "declined_contact": Share(2, 7),
        "contact_not_appropriate": Share(1, 7),
        "contact_not_offered": Share(1, 7),
        "contact_not_recorded": Share(1, 7),
        "offered_contact": Share(4, 7),
        "declined_but_took_part": Share(1, 2),
    }


def test_parents_modes_chairs_and_own_forms() -> None:
    found = shares(
        held(
            ReviewFact(
                "1", held_on=HELD, code=Code.PN5, mode="virtual", parent_attended=True, sent_views=True
            ),
            ReviewFact(
                "1", held_on=HELD, code=Code.PN2, mode="hybrid", parent_consulted=True, co_chaired=True
            ),
            ReviewFact("2", held_on=HELD, code=Code.PN7, parent_attended=False),
        )
    )
    expected = {
        "reviews_in_person": Share(0, 2),
        "reviews_virtual": Share(1, 2),
        "reviews_hybrid": Share(1, 2),
        "parents_attended": Share(1, 3),
        "parents_attended_or_consulted": Share(2, 3),
        "co_chaired": Share(1, 3),
        "advocate": Share(2, 3),
        "views_evidenced": Share(1, 3),
        "children_heard": Share(1, 2),
        "not_reached": Share(1, 3),
    }
    assert {name: found[name] for name in expected} == expected


def test_what_is_due_tomorrow_is_not_overdue() -> None:
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    due = (
        ReviewFact("1", due_on=yesterday),
        ReviewFact("1", due_on=yesterday, held_on=TODAY),
        ReviewFact("1", due_on=yesterday, held_on=tomorrow),
        ReviewFact("1", due_on=TODAY),
        ReviewFact("1", due_on=tomorrow),
    )
    found = shares(Facts(held=(), due=due, last_on=date(2027, 3, 31), today=TODAY))
    assert found["reviews_overdue"] == Share(2, 5)

"""The tables that measures stand in: every measure, and whatever adds up stands together."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from admin.disclosure import Alone
from admin.measures.facts import Facts, OwnForm, ReviewFact, VisitFact
from admin.measures.kinds import Definition
from admin.measures.measures import BY_NAME, MEASURES
from admin.periods import Period
from admin.shown.model import Mark
from admin.shown.page import make_page
from admin.shown.published import show_published
from admin.shown.published_measures import find_known
from admin.shown.sieve import Sieve
from admin.shown.tables import Counts, list_tables, make_codes
from admin.shown.true import show_true
from admin.summary.summary import Summary, find_all_figures
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from admin.disclosure import Table

DAY = date(2026, 5, 4)
PERIOD = Period(DAY, DAY + timedelta(days=90))
BELOW = 6


def make_fact(chance: random.Random, number: int) -> ReviewFact:
    yes = (True, False, None)
    return ReviewFact(
        f"C-{number // 2 if chance.random() < 0.7 else number}",
        date_of_birth=chance.choice((date(2024, 1, 1), date(2012, 1, 1), None)),
        review_type=chance.choice(("first", "second", "subsequent", "")),
        due_on=chance.choice((DAY, None)),
        held_on=DAY + timedelta(days=chance.choice((-1, 0, 3))),
        mode=chance.choice(("in_person", "virtual", "hybrid", "")),
        code=chance.choice((*ParticipationCode, None)),
        co_chaired=chance.choice(yes),
        parent_attended=chance.choice(yes),
        parent_consulted=chance.choice(yes),
        parent_invited=chance.choice(yes),
        carer_attended=chance.choice(yes),
        iro_contact=chance.choice(("done", "declined", "not_appropriate", "not_offered", "")),
        iro_contact_how=chance.choice(("in_person", "phone", "")),
        iro_contact_alone=chance.choice(yes),
        sent_views=chance.random() < 0.5,
        own=OwnForm(
            chance.choice(("come", "not_come", "send_words", "")),
            chance.choice(("no", "yes", "")),
            chance.choice((None, frozenset({"advocate"}))),
        ),
        child_joined=chance.choice(("all", "room", "video", "")),
        heard_between=chance.choice(yes),
    )


def summarise(seed: int, size: int) -> Summary:
    chance = random.Random(seed)
    held = tuple(make_fact(chance, number) for number in range(size))
    visits = tuple(
        VisitFact(chance.choice(("done", "failed", "declined", "")), chance.choice((True, None)))
        for _ in range(size)
    )
    late = tuple(ReviewFact(f"L-{number}", due_on=DAY) for number in range(chance.randint(1, size)))
    facts = Facts(
        held, held[chance.randint(1, 4) :] + late, PERIOD.last_on, PERIOD.last_on, size // 3, visits
    )
    codes = {code.value: sum(fact.code is code for fact in held) for code in ParticipationCode}
    nothing: dict[str, int] = {}
    return Summary(
        find_all_figures(facts, PERIOD, Definition.ELIGIBLE),
        sum(fact.code is None for fact in held),
        codes,
        *(nothing,) * 5,
        forms=(),
    )


def list_all(summary: Summary) -> list[Table]:
    counts = Counts.of_period(summary.counted)
    return [make_codes(counts), *list_tables(counts, is_base_known=True)]


def find_shown(summary: Summary, below: int) -> frozenset[str]:
    return find_known(Counts.of_period(summary.counted), Sieve(Alone(below))).sums


def test_every_measure_stands_in_a_table_and_every_table_adds_up() -> None:
    summary = summarise(1, 60)
    tables = list(list_all(summary))
    assert {name for table in tables for name in table.sums} >= BY_NAME.keys()
    for table in tables:
        assert min(table.cells.values()) >= 0, table
        for name, sets in ((name, sets) for name, sets in table.sums.items() if name in BY_NAME):
            share = summary.find(name)
            printed = [sum(table.cells[cell] for cell in each) for each in sets]
            wanted = [share.count] if len(sets) == 1 else [share.out_of, share.count]
            assert printed == (wanted if sets else []), name


def test_whatever_always_adds_up_stands_in_one_table() -> None:
    """Look in many made-up councils for measures of which one is always the sum of two others."""
    summaries = [summarise(seed, 50) for seed in range(12)]
    together = [set(table.sums) for table in list_all(summaries[0])]
    counts = {
        measure.name: [summary.find(measure.name).count for summary in summaries] for measure in MEASURES
    }
    counts = {name: values for name, values in counts.items() if any(values)}
    found = 0
    for one, other in combinations(counts, 2):
        sums = [a + b for a, b in zip(counts[one], counts[other], strict=True)]
        for whole in (name for name, values in counts.items() if values == sums):
            names = {one, other, whole}
            found += 1
            assert any(names <= table for table in together), names
    assert found >= 3  # participation, attendance, offered_contact


@pytest.mark.parametrize("size", [8, 25, 60, 400])
def test_nothing_small_is_printed_nor_follows_from_two_that_are(size: int) -> None:
    for seed in range(6):
        summary = summarise(seed, size)
        shown = find_shown(summary, BELOW) & BY_NAME.keys()
        printed = {name: summary.find(name) for name in shown}
        for share in printed.values():
            left = 0 if share.out_of is None else share.out_of - share.count
            assert all(not 0 < number < BELOW for number in (share.count, left, share.out_of or 0))
        together = [set(table.sums) & shown for table in list_all(summary)]
        for one, other in (pair for table in together for pair in combinations(table, 2)):
            difference = abs(printed[one].count - printed[other].count)
            is_nested = {one, other} in (
                {"attendance", "attended_and_contributed"},
                {"parents_attended", "parents_attended_or_consulted"},
                {"contacted_before", "offered_contact"},
                {"contacted_before", "spoken_alone"},
            )
            assert not (is_nested and 0 < difference < BELOW), (one, other)


def test_pages_say_the_same_but_for_what_is_hidden() -> None:
    summary = summarise(3, 120)
    whole = make_page(show_true(summary, "", DAY))
    published = make_page(show_published(summary, "", DAY, BELOW))
    lines = [line for line in whole.lines if BY_NAME[line.key].is_published]
    assert any(line.count == Mark.HIDDEN for line in published.lines)
    assert any(line.count != Mark.HIDDEN for line in published.lines)
    for true, shown in zip(lines, published.lines, strict=True):
        assert shown.count in {true.count, Mark.HIDDEN}
        assert shown.definition == true.definition
        if shown.count == Mark.HIDDEN:
            assert shown.percent == ""
            assert shown.out_of in {"", Mark.HIDDEN}
    hidden = [code for code, count in published.codes if count == Mark.HIDDEN]
    assert len(hidden) != 1


def test_few_reviews_show_nothing_at_all() -> None:
    summary = summarise(2, 5)
    page = make_page(show_published(summary, "", DAY, BELOW))
    reviews = [line for line in page.lines if not line.name.startswith("Visits")]
    assert {line.count for line in reviews} <= {Mark.HIDDEN, "0"}


def test_threshold_of_one_hides_nothing() -> None:
    summary = summarise(4, 30)
    assert find_shown(replace(summary), 1) >= BY_NAME.keys()

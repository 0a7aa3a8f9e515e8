"""What differs between two counts: every number that does, and no other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from admin.shown.model import Mark, ShownShare
from admin.shown.rows import FigureRow, Place, list_rows
from admin.signed.differences import find_differences, list_lines, write_numbers
from tests.admin.figures_specimen import FIGURES

ROWS = list_rows(FIGURES)
SECTIONS = tuple("ab")
PLACES = st.builds(
    Place, st.sampled_from(SECTIONS), st.sampled_from("xy"), st.just(""), st.sampled_from("pq")
)
NUMBERS = st.dictionaries(PLACES, st.integers(0, 3) | st.just(Mark.HIDDEN))


def make_rows(numbers: dict[Place, int | Mark]) -> tuple[FigureRow, ...]:
    return tuple(FigureRow(place, value) for place, value in numbers.items())


@given(NUMBERS, NUMBERS)
def test_every_number_of_what_was_counted_then_that_differs_is_found(
    then: dict[Place, int | Mark], now: dict[Place, int | Mark]
) -> None:
    found = {one.place: (one.then, one.now) for one in find_differences(make_rows(then), make_rows(now))}

    sections = {place.section for place in then}
    every = {place for place in {*then, *now} if place.section in sections}
    assert found == {
        place: (then.get(place), now.get(place)) for place in every if then.get(place) != now.get(place)
    }


def test_a_figure_is_said_in_one_line_with_all_its_numbers() -> None:
    held, participation = FIGURES.measures
    changed = replace(participation, share=ShownShare(1680, 1716, 97.9, 60.1, 96.4))
    now = list_rows(replace(FIGURES, measures=(held, changed)))

    [line] = list_lines(find_differences(ROWS, now), ROWS, now)

    assert line.title == "Participation"
    assert line.then == "671 of 716, 93.7 %, between 59.8 % and 96 %"
    assert line.now == "1,680 of 1,716, 97.9 %, between 60.1 % and 96.4 %"
    assert line.change == "+1009"


def test_what_is_gone_and_what_is_less_is_said() -> None:
    held, participation = FIGURES.measures
    fewer = list_rows(replace(FIGURES, measures=(replace(held, share=ShownShare(1270)), participation)))
    gone = list_rows(replace(FIGURES, placements=()))

    [less] = list_lines(find_differences(ROWS, fewer), ROWS, fewer)
    [missing] = list_lines(find_differences(ROWS, gone), ROWS, gone) or [None]

    assert (less.change, less.now) == ("\N{MINUS SIGN}8", "1,270")
    assert missing is not None
    assert (missing.title, missing.now, missing.change) == ("Hall", "", "")
    assert missing.then == "completions 11, scans 40, starts 20"


def test_a_mark_is_no_change_of_so_many() -> None:
    assert write_numbers({"count": Mark.HIDDEN, "out_of": 40, "percent": Mark.NONE}) == "c of 40, z %"

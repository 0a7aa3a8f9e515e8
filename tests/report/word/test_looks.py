"""What can be said of how it looks without looking: what can be read in grey, and how wide columns are."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from admin.report.word.colours import choose_dark, choose_paints
from admin.report.word.looks import STYLES
from admin.report.word.theme import ACCENTS, COLOURS
from admin.report.word.widths import share_width

ACCENT = st.text("0123456789ABCDEF", min_size=6, max_size=6)
THEMES = st.tuples(*(ACCENT for _ in range(6)))
CELLS = st.lists(st.lists(st.text(max_size=90), min_size=3, max_size=3), max_size=4)
WORDY = st.lists(st.booleans(), min_size=3, max_size=3)
HEADS = ["Measure", "Of", "Share"]


def contrast(one: float, other: float) -> float:
    """WCAG 2.2, contrast ratio."""
    high, low = max(one, other) + 0.05, min(one, other) + 0.05
    return high / low


@given(THEMES, st.integers(1, 12))
def test_neighbours_in_any_theme_are_told_apart_in_grey(accents: tuple[str, ...], many: int) -> None:
    paints = choose_paints(accents, many)
    assert all(contrast(a.luminance, b.luminance) >= 2 for a, b in pairwise(paints))
    assert all(contrast(paint.luminance, 1.0 if paint.is_dark else 0.0) >= 4.5 for paint in paints)


@given(THEMES, st.integers(1, 12))
def test_lines_in_any_theme_stand_out_upon_paper(accents: tuple[str, ...], many: int) -> None:
    assert all(contrast(paint.luminance, 1.0) >= 4.5 for paint in choose_dark(accents, many))


def test_our_own_colours_are_taken_as_they_are() -> None:
    assert [(paint.name, paint.kept) for paint in choose_paints(ACCENTS, 6)] == [
        (f"accent{number}", 100) for number in range(1, 7)
    ]


def test_a_shade_is_written_as_word_writes_it() -> None:
    (paint,) = choose_paints(("FFFF00", *ACCENTS[1:]), 1)
    assert paint.write() == '<a:schemeClr val="accent1"><a:lumMod val="35000"/></a:schemeClr>'


def test_styles_build_upon_styles_that_come_before_them() -> None:
    before: set[str] = set()
    for style in STYLES:
        assert {style.based_on, style.next_one} - {""} <= before
        before.add(style.name)


def test_colours_in_styles_are_those_of_the_theme() -> None:
    for style in STYLES:
        if 'themeColor="accent1"' in style.letters:
            assert f'val="{COLOURS["accent1"]}"' in style.letters


@given(st.lists(st.text(max_size=60), min_size=3, max_size=3), CELLS, WORDY, st.integers(3000, 15000))
def test_columns_fill_the_width(
    heads: list[str], rows: list[list[str]], wordy: list[bool], width: int
) -> None:
    widths = share_width(width, heads, rows, wordy)
    assert sum(widths) == width
    assert all(each > 0 for each in widths)


def test_words_have_more_room_than_numbers() -> None:
    words, *numbers = share_width(9000, HEADS, [["Short", "716", "93.7 %"]], [True, False, False])
    assert words > sum(numbers)


def test_a_table_without_columns_has_no_widths() -> None:
    assert share_width(9000, [], [], []) == ()

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.report.model import Holds
from admin.report.written import clean, explain_marks, number_footnotes, write_cell, write_number
from admin.shown.model import Mark
from tests.report.specimen import SPECIMEN


@pytest.mark.parametrize(
    ("number", "holds", "written"),
    [
        (1278, Holds.COUNT, "1,278"),
        (93.7, Holds.PERCENT, "93.7 %"),
        (40.0, Holds.PERCENT, "40.0 %"),
        (40, Holds.PERCENT, "40 %"),
        (2.5, Holds.POINTS, "+2.5"),
        (-4, Holds.POINTS, "\u22124"),
        (0.0, Holds.POINTS, "0.0"),
        (0.25, Holds.NUMBER, "0.25"),
        (-1, Holds.NUMBER, "\u22121"),
        (1e-7, Holds.NUMBER, "0.0000001"),
        (Mark.HIDDEN, Holds.PERCENT, "c"),
        (Mark.NONE, Holds.COUNT, "z"),
    ],
)
def test_a_number_is_written_with_its_unit(number: float | Mark, holds: Holds, written: str) -> None:
    assert write_number(number, holds) == written


@given(st.decimals(-10_000, 10_000, places=1).map(float), st.sampled_from(Holds))
def test_a_number_is_written_as_exactly_as_it_is_held(number: float, holds: Holds) -> None:
    written = write_number(number, holds)
    assert float(written.replace(",", "").replace("\u2212", "-").removesuffix(" %")) == number


def test_a_cell_with_nothing_in_it_is_empty() -> None:
    assert write_cell(None, Holds.COUNT) == ""
    assert write_cell("Contact", Holds.WORDS) == "Contact"
    assert write_cell(Mark.HIDDEN, Holds.WORDS) == "c"


@given(st.text(st.characters(), max_size=40))
def test_cleaned_words_can_stand_in_any_file(text: str) -> None:
    cleaned = clean(text)
    told = cleaned.encode().decode().replace("&", "&amp;").replace("<", "&lt;")
    assert ET.fromstring(f"<p>{told}</p>").tag == "p"
    assert len(cleaned) == len(text)


def test_marks_are_explained_as_far_as_they_stand_there() -> None:
    [hidden] = explain_marks(frozenset({Mark.HIDDEN}), 6)
    assert hidden.startswith("c: not shown. It is a number from 1 to 5, or")
    assert len(explain_marks(frozenset(Mark), None)) == 2
    assert explain_marks(frozenset(), 6) == ()


def test_a_definition_has_one_number() -> None:
    assert list(number_footnotes(SPECIMEN).values()) == [1, 2]

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.report.model import Bullets, Chart, Drawn, Holds, Section, Series, Text
from admin.report.page import write_inside, write_page
from admin.report.stamped import read_properties
from admin.report.svg.draw import draw
from admin.shown.model import Mark
from tests.report.specimen import COLUMNS, LINES, SPECIMEN, STACKED

PAGE = write_page(SPECIMEN).decode()


class Outline(HTMLParser):
    """Headings, ids, and what is linked to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes |= {name for name, _ in attrs}
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []


def test_headings_are_in_order() -> None:
    levels = Outline(PAGE).levels
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert levels.count(1) == 1


def test_every_link_leads_somewhere_in_the_file() -> None:
    outline = Outline(PAGE)
    assert outline.links
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))


def test_a_definition_is_linked_there_and_back() -> None:
    assert 'id="ref-year_on_a_page-0" href="#note-1"' in PAGE
    assert '<a href="#ref-year_on_a_page-0">Participation in “The year on a page”</a>' in PAGE


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing() -> None:
    assert "<script" not in PAGE
    assert set(re.findall(r"https?://[^\"]+", PAGE)) == {"http://www.w3.org/2000/svg"}


def test_the_inside_has_no_style_that_a_staff_page_forbids() -> None:
    inside = write_inside(SPECIMEN, 3)
    assert "style" not in Outline(inside).attributes
    assert "<style" not in inside
    assert min(Outline(inside).levels) == 3


def test_the_stamp_stands_in_the_head() -> None:
    found = dict(re.findall(r'<meta name="(HaveYourSay[^"]+)" content="([^"]*)">', PAGE))
    assert read_properties(found) == SPECIMEN.stamp


def test_marks_are_explained_under_the_table() -> None:
    assert "c: not shown. It is a number from 1 to 5, or one from which" in PAGE


@given(st.text(st.characters(), max_size=60))
def test_no_words_break_the_page(words: str) -> None:
    blocks = (Text(words), Bullets((words,)), replace(COLUMNS, caption=words, alt=words))
    page = write_inside(replace(SPECIMEN, sections=(Section("only", words, blocks),)), 2)
    page.encode()
    [bullets] = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)
    assert "<" not in bullets
    assert not re.search("[\x00-\x08\x0e-\x1f]", page)


def draw_one(drawn: Drawn, *values: float | Mark | None) -> ET.Element:
    chart = Chart(
        "one",
        "One",
        drawn,
        Holds.COUNT,
        tuple(f"C{n}" for n in range(len(values))),
        (Series("A", values),),
        "",
    )
    return ET.fromstring(draw(chart))


@pytest.mark.parametrize("drawn", Drawn)
def test_what_is_hidden_is_a_gap_with_its_mark(drawn: Drawn) -> None:
    picture = draw_one(drawn, 5, Mark.HIDDEN, 7)
    shapes = [part for part in picture.iter() if part.tag.split("}")[1] in {"rect", "polygon"}]
    texts = " ".join(part.text or "" for part in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert len(shapes) == 2
    assert re.search(r"\bc\b", texts)


def test_a_line_is_broken_where_there_is_no_number() -> None:
    whole, broken = draw_one(Drawn.LINES, 5, 6, 7), draw_one(Drawn.LINES, 5, None, 7)
    count = [
        sum("line" in (part.get("class") or "").split() for part in one.iter()) for one in (whole, broken)
    ]
    assert count == [2, 0]


@given(st.lists(st.integers(0, 10_000) | st.sampled_from([*Mark, None]), min_size=1, max_size=30))
def test_bars_are_as_long_as_their_numbers(values: list[int | Mark | None]) -> None:
    picture = draw_one(Drawn.BARS, *values)
    widths = [float((part.get("width") or "").rstrip("%")) for part in picture if part.tag.endswith("rect")]
    numbers = [value for value in values if isinstance(value, int)]
    assert len(widths) == len(numbers)
    assert [width == max(widths) for width in widths] == [number == max(numbers) for number in numbers] or (
        max(numbers) - sorted(numbers)[-2] < 2
    )
    assert max(widths, default=0) <= 80


def test_a_picture_has_a_title_and_a_description() -> None:
    for chart in (COLUMNS, LINES, STACKED):
        picture = ET.fromstring(draw(chart))
        title, desc = picture[0], picture[1]
        assert (title.text, desc.text) == (chart.caption, chart.alt)
        assert (picture.get("aria-labelledby"), picture.get("aria-describedby")) == (
            title.get("id"),
            desc.get("id"),
        )
        assert picture.get("role") == "img"

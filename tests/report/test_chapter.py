"""The chapter: whatever is hidden, it is written, and what it draws and says stands in its tables."""

from __future__ import annotations

import os
import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.gathered import Theme
from admin.measures.kinds import Definition
from admin.quotes.reading import Quoted
from admin.report.as_markdown import as_markdown
from admin.report.chapter import write_chapter
from admin.report.model import Chart, Manner, Quotation, Stamp, Table, Text
from admin.report.wording import Words
from admin.shown.model import Mark, ShownTheme
from tests.examples import examples
from tests.report.small_council import SMALL
from tests.report.small_council_published import PUBLISHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from admin.report.model import Report
    from admin.shown.model import ShownMeasure, ShownSummary

GOLDEN = Path(__file__).parent
REWRITES = os.environ.get("REWRITE_REPORTS") == "yes"
CELLS = {
    "count",
    "out_of",
    "percent",
    "low",
    "high",
    "points",
    "total",
    "answered",
    "skipped",
    "mean",
    "median",
}
CELLS |= {"invited", "opened", "submitted", "filled_in", "anonymous", "response_rate", "scans", "starts"}
CELLS |= {"completions", "responses"}
MAPPED = {"cells", "channels"}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NO_FIGURE = re.compile(r"On the scale of \d+ to \d+|Of \d+ pledges?, .*?\.")
"""A scale, and pledges: those stand one by one in their table."""
PN_CODE = re.compile(r"PN\d")
UNWRITTEN = re.compile(r"\bMark\.|\bNone\b(?! of)|\bnan\b")


def stamp(shown: ShownSummary) -> Stamp:
    made_at = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    return Stamp(shown.period, shown.definition, shown.hidden_below, made_at, "0.1.0")


def write(shown: ShownSummary) -> Report:
    return write_chapter(shown, stamp(shown))


def change_numbers(thing: Any, change: Callable[[str, Any], Any], name: str = "") -> Any:
    """Copy a value with every number of it changed."""
    if isinstance(thing, dict | MappingProxyType):
        inside = {key: change_numbers(value, change, name) for key, value in thing.items()}
        return {key: change("count", value) for key, value in inside.items()} if name in MAPPED else inside
    if isinstance(thing, tuple):
        return tuple(change_numbers(value, change) for value in thing)
    if is_dataclass(thing) and not isinstance(thing, type) and type(thing).__module__ == "admin.shown.model":
        kept = {one.name: change_numbers(getattr(thing, one.name), change, one.name) for one in fields(thing)}
        return replace(thing, **kept)
    return change(name, thing) if name in CELLS and isinstance(thing, int | float) else thing


def list_numbers(report: Report) -> list[float]:
    found = []
    for table in report.tables:
        for row in table.rows:
            found += [cell for cell in row.cells if isinstance(cell, int | float)]
    return found


def list_charts(report: Report) -> list[Chart]:
    return [block for _, section in report.walk() for block in section.blocks if isinstance(block, Chart)]


@pytest.mark.parametrize(("name", "shown"), [("chapter", SMALL), ("chapter_published", PUBLISHED)])
def test_chapter_is_as_it_was_read(name: str, shown: ShownSummary) -> None:
    path, text = GOLDEN / f"{name}.md", as_markdown(write(shown))
    if REWRITES:
        path.write_text(text)
    assert text == path.read_text(), "read it aloud, then run with REWRITE_REPORTS=yes"


def list_said(report: Report) -> list[str]:
    """List every number of every sentence that is about figures."""
    found: list[str] = []
    for _, section in report.walk():
        for block in section.blocks:
            if (
                isinstance(block, Text)
                and section.key != "how_to_read_this"
                and block.manner is not Manner.NOTE
            ):
                found += NUMBER.findall(NO_FIGURE.sub("", PN_CODE.sub("", block.words)))
    return found


@given(st.integers(0, 2**32), st.sampled_from((0.03, 0.2, 0.5, 0.9, 1.0)))
@settings(max_examples=examples(12), deadline=None)
def test_chapter_with_any_number_hidden_says_none_that_stands_in_no_table(seed: int, share: float) -> None:
    """Whatever is hidden is worked out nowhere: a sentence takes its numbers from what the tables show."""
    chance = Random(seed)

    def hide(name: str, value: Any) -> Any:
        if chance.random() >= share or isinstance(value, Mark) or not isinstance(value, int | float):
            return value
        return None if name in {"low", "high", "mean", "median"} else Mark.HIDDEN

    shown = change_numbers(SMALL, hide)
    report = write(shown)
    told = {f"{abs(number):,}" for number in list_numbers(report)}
    told |= {f"{number:g}" for measure in shown.measures for number in list_gaps(measure)}
    assert [number for number in list_said(report) if number not in told] == []
    assert not UNWRITTEN.search(as_markdown(report))


def list_gaps(measure: ShownMeasure) -> list[float]:
    """List what a sentence may subtract: a target, and the same count in another period."""
    share, found = measure.share, []
    if measure.target is not None and isinstance(share.percent, int | float):
        found += [round(abs(share.percent - measure.target), 1), measure.target]
    for other in measure.compared:
        if isinstance(share.count, int) and isinstance(other.share.count, int):
            found.append(abs(share.count - other.share.count))
    return found


@pytest.mark.parametrize("shown", [SMALL, PUBLISHED])
def test_chapter_draws_nothing_that_stands_in_no_table(shown: ShownSummary) -> None:
    report = write(shown)
    told = set(list_numbers(report))
    drawn = {
        value
        for chart in list_charts(report)
        for series in chart.series
        for value in series.values
        if isinstance(value, int | float)
    }
    assert drawn
    assert drawn <= told


@pytest.mark.parametrize("shown", [SMALL, PUBLISHED])
def test_chapter_says_what_is_to_be_seen(shown: ShownSummary) -> None:
    for chart in list_charts(write(shown)):
        assert len(chart.alt.split()) > 3, chart.key
        assert all(len(series.values) == len(chart.categories) for series in chart.series)


@pytest.mark.parametrize("shown", [SMALL, PUBLISHED])
def test_chapter_has_each_key_once(shown: ShownSummary) -> None:
    report = write(shown)
    keys = [table.key for table in report.tables]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("_", "").isalnum() and key == key.lower() for key in keys)
    sections = [section.key for _, section in report.walk()]
    assert len(set(sections)) == len(sections)


@pytest.mark.parametrize("shown", [SMALL, PUBLISHED])
def test_chapter_fills_each_row(shown: ShownSummary) -> None:
    for table in write(shown).tables:
        assert table.rows, table.key
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}, table.key


def test_chapter_of_a_period_without_anything_is_short_and_says_so() -> None:
    empty = replace(
        SMALL, measures=(), tables=(), forms=(), placements=(), groups=(), quotes=(), pairs=(), themes=()
    )
    text = as_markdown(write(replace(empty, gathered=type(SMALL.gathered)(), earlier=None)))
    assert "No themes were coded for this period." in text
    assert "Taking part" not in text
    assert not [block for block in write(empty).tables if isinstance(block, Table) and not block.rows]


def make_themes() -> tuple[ShownTheme, ...]:
    """Four themes of five audiences, with an approved quotation of each; the last is hidden."""
    made = []
    for audience in ("child", "parent", "carer", "professional", "everyone"):
        for place, count in enumerate((30, 20, 20, Mark.HIDDEN)):
            said = Quoted(audience, "feedback", "change_one", f"Words {place} of {audience}.")
            theme = Theme(f"theme_{place}", f"Theme {place}", audience, "after", 0, 0, (said,))
            made.append(ShownTheme(theme, count, 50, count if count is Mark.HIDDEN else count * 2))
    return tuple(reversed(made))


def test_themes_stand_beside_each_other_and_every_approved_word_once() -> None:
    report = write(replace(PUBLISHED, quotes=(), themes=make_themes()))
    tables = [table for table in report.tables if table.key.startswith("themes_")]
    assert [[column.title for column in table.columns[1::2]] for table in tables] == [
        ["Children", "Parents", "Carers"], ["Professionals", "Conferences"]]  # fmt: skip
    rows = [row.cells for row in tables[1].rows]
    assert rows[0] == ("Theme 0", 30, 60, 30, 60)
    assert rows[3:] == [("Theme 3", *[Mark.HIDDEN] * 4), ("Responses read", 50, None, 50, None)]
    sections = {section.key: section.blocks for _, section in report.walk()}
    below, others = (
        [block.words for block in sections[key] if isinstance(block, Quotation)]
        for key in ("themes_after", "annex_themes_after")
    )
    assert below[:3] == ["Words 0 of child.", "Words 1 of child.", "Words 0 of parent."]
    assert sorted(below + others) == sorted(one.theme.quotes[0].words for one in make_themes())


def test_most_said_theme_is_named_without_choosing_among_equals_and_only_of_what_is_shown() -> None:
    shown = make_themes()[-4:]
    (lead,) = [
        block.words
        for _, section in write(replace(PUBLISHED, themes=shown)).walk()
        if section.key == "themes_after"
        for block in section.blocks
        if isinstance(block, Text)
    ]
    assert lead.startswith("Of what is shown, children spoke most about ‘Theme 0’ (60 %), ‘Theme 1’")  # noqa: RUF001
    four = tuple(replace(one, responses=20, percent=40) for one in shown)
    assert "spoke most" not in as_markdown(write(replace(PUBLISHED, themes=four)))


def test_groups_of_a_period_of_which_no_measure_was_counted_have_no_table() -> None:
    assert "Taking part, by" not in as_markdown(write(replace(SMALL, measures=())))


@pytest.mark.parametrize("definition", list(Definition)[1:])
def test_chapter_by_another_definition_prints_both_and_says_which(definition: Definition) -> None:
    def find(name: str) -> Any:
        found = SMALL.find_measure(name)
        assert found is not None
        return found

    taken = find("participation")
    chosen = replace(
        taken, by_default=taken.share, share=replace(taken.share, count=871, out_of=1278, percent=68.2)
    )
    measures = tuple(chosen if one.name == "participation" else one for one in SMALL.measures)
    text = as_markdown(write(replace(SMALL, definition=definition, measures=measures)))
    assert f"(definition {definition})" in text
    assert "The same by the standard definition" in text
    assert "68.2 %" in text
    assert f"{taken.share.percent} %" in text


def test_chapter_speaks_as_the_council_does() -> None:
    words = Words(children="looked-after children", family_time="contact")
    text = as_markdown(write_chapter(SMALL, stamp(SMALL), words))
    assert "reviews of looked-after children are" in text
    assert "children in our care" not in text
    assert words.topics["family_time_feel"] == "Contact"

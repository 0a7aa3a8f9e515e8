"""Themes: what several people spoke about, as somebody coded it, each with approved words. Pure."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from admin.report.making import draw_columns, make_section, say
from admin.report.model import Column, Drawn, Holds, Manner, Row, Table
from admin.report.parts.quoted import quote
from admin.report.sentences import TEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Block, Section
    from admin.shown.model import ShownSummary, ShownTheme

NONE_CODED = "No themes were coded for this period."
WHO = {
    "child": "Children",
    "parent": "Parents",
    "carer": "Carers",
    "professional": "Professionals",
    "everyone": "Conferences",
}
FEW = 3
"""A chart of no more themes says less than their table."""
WHEN = {"before": "before the review", "between": "between reviews", "after": "after the review"}
NOTE = (
    "A person read the words and gave them themes, several where several fitted. The share is of "
    "the responses that were read so."
)


def write_themes(shown: ShownSummary) -> Section | None:
    """Write it; one sentence where nothing was coded, since a reader looks for it."""
    if not shown.themes:
        return make_section("themes", "Themes", (say(NONE_CODED),))
    ordered = sorted(shown.themes, key=_place)
    parts = [_write_part(list(found)) for _, found in groupby(ordered, key=_place)]
    return make_section("themes", "Themes", (say(NOTE, manner=Manner.NOTE),), parts)


def _place(shown: ShownTheme) -> tuple[int, int, str, str]:
    audience, timing = shown.theme.audience, shown.theme.timing
    places = (
        list(WHO).index(audience) if audience in WHO else len(WHO),
        list(WHEN).index(timing) if timing in WHEN else len(WHEN),
    )
    return (*places, audience, timing)


def _write_part(themes: list[ShownTheme]) -> Section | None:
    audience, timing = themes[0].theme.audience, themes[0].theme.timing
    key, name = f"themes_{audience}_{timing}", WHO.get(audience, audience.capitalize())
    title = f"{name}, {WHEN[timing]}" if timing in WHEN and audience != "everyone" else name
    table = _make_table(key, title, themes)
    has_many = len(themes) > FEW and themes[0].out_of not in range(TEN)
    chart = draw_columns(table, Drawn.BARS, ("Share",), Holds.PERCENT) if has_many else None
    return make_section(key, title, (table, chart, *_list_quotations(themes)))


def _make_table(key: str, title: str, themes: list[ShownTheme]) -> Table:
    rows = tuple(Row((one.theme.title, one.responses, one.out_of, one.percent)) for one in themes)
    titles = (Column("Theme", Holds.WORDS), Column("Responses"), Column("Of"), Column("Share", Holds.PERCENT))
    return Table(key, f"What they spoke about: {title}", titles, rows)


def _list_quotations(themes: list[ShownTheme]) -> Iterator[Block]:
    """Yield the approved words, each once, though it may stand for several themes."""
    seen = set()
    for one in themes:
        for quoted in one.theme.quotes:
            if quoted.words not in seen:
                seen.add(quoted.words)
                yield quote(quoted)

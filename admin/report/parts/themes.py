"""Themes: what several people spoke about, as somebody coded it, with approved words. Pure.

One table for each moment, a pair of columns for each audience, so that they are read side by side. A few
approved words stand below it; the others stand in the annex, in every format.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from admin.report.making import make_section, say
from admin.report.model import Column, Holds, Manner, Row, Table
from admin.report.numbers import is_known, join_words, quote_words, start_sentence, write_percent
from admin.report.parts.quoted import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.quotes.reading import Quoted
    from admin.report.model import Block, Cell, Section
    from admin.shown.model import Number, ShownSummary, ShownTheme

Said: TypeAlias = "dict[str, list[ShownTheme]]"
"""By audience, what it spoke about at one moment."""
NONE_CODED = "No themes were coded for this period."
WHO = {
    "child": "Children",
    "parent": "Parents",
    "carer": "Carers",
    "professional": "Professionals",
    "everyone": "Conferences",
}
WHEN = {"before": "Before the review", "between": "Between reviews", "after": "After the review"}
NOTE = (
    "A person read the words and gave them themes, several where several fitted. The share is of "
    "the responses that were read so; the last row says how many. Where nothing stands, no response had it."
)
MORE = "Other approved words stand in the annex, under Themes."
READ = "Responses read"
MOST = 3
"""So many themes are named in the sentence."""
BESIDE = 3
"""So many audiences stand beside each other: of more, words would be broken."""
QUOTED = 2
"""So many quotations of an audience stand below a table: more fill pages, and nobody reads them."""


def write_themes(shown: ShownSummary) -> Section | None:
    """Write it; one sentence where nothing was coded, since a reader looks for it."""
    if not shown.themes:
        return make_section("themes", "Themes", (say(NONE_CODED),))
    parts = [_write_moment(timing, said) for timing, said in _list_moments(shown)]
    more = MORE if any(_list_others(said) for _, said in _list_moments(shown)) else ""
    return make_section("themes", "Themes", (say(NOTE, more, manner=Manner.NOTE),), parts)


def write_other_words(shown: ShownSummary) -> Section | None:
    """Write the approved words that the section itself has no room for, for the annex."""
    parts = (
        make_section(f"annex_themes_{timing}", WHEN.get(timing, timing), map(quote, _list_others(said)))
        for timing, said in _list_moments(shown)
    )
    return make_section("annex_themes", "Themes", (), parts)


def _list_moments(shown: ShownSummary) -> Iterator[tuple[str, Said]]:
    """Yield each moment with what was said then, audiences and moments in their order.

    What most spoke of stands first, by what is shown: a place in a list must not tell what is hidden.
    """
    ordered = sorted(shown.themes, key=_place)
    for timing, found in groupby(ordered, key=lambda one: one.theme.timing):
        yield (
            timing,
            {who: list(themes) for who, themes in groupby(found, key=lambda one: one.theme.audience)},
        )


def _place(shown: ShownTheme) -> tuple[int, str, int, str, float, str]:
    audience, timing = shown.theme.audience, shown.theme.timing
    when = list(WHEN).index(timing) if timing in WHEN else len(WHEN)
    who = list(WHO).index(audience) if audience in WHO else len(WHO)
    return when, timing, who, audience, -_known(shown.responses), shown.theme.title


def _known(number: Number) -> float:
    return number if is_known(number) else -1


def _write_moment(timing: str, said: Said) -> Section | None:
    when, audiences = WHEN.get(timing, timing.capitalize()), list(said)
    parts = [audiences[start : start + BESIDE] for start in range(0, len(audiences), BESIDE)]
    blocks = [block for part in parts for block in _list_blocks(timing, {who: said[who] for who in part})]
    return make_section(f"themes_{timing}", when, (say(_say_most(said), manner=Manner.LEAD), *blocks))


def _list_blocks(timing: str, said: Said) -> Iterator[Block]:
    """Yield a table of some audiences, and words of theirs."""
    yield _make_table(timing, said)
    yield from (quote(quoted) for themes in said.values() for quoted in _list_words(themes)[:QUOTED])


def _say_most(said: Said) -> str:
    """Say what each audience spoke about most, of what is shown: a hidden theme could be larger."""
    is_whole = all(is_known(one.responses) for themes in said.values() for one in themes)
    named = {_name(who): _list_most(themes) for who, themes in said.items()}
    told = [f"{who.lower()} about {join_words(most)}" for who, most in named.items() if most]
    words = "; ".join(told).replace(" about ", " spoke most about ", 1)
    return start_sentence(f"{'' if is_whole else 'Of what is shown, '}{words}.") if told else ""


def _list_most(themes: list[ShownTheme]) -> list[str]:
    """Name the most-said, so many that none left out is as frequent as one of them."""
    limit = _known(themes[MOST].responses) if len(themes) > MOST else -1
    return [
        f"{quote_words(one.theme.title)} ({write_percent(one.percent)})"
        for one in themes[:MOST]
        if is_known(one.percent) and _known(one.responses) > limit
    ]


def _name(audience: str) -> str:
    return WHO.get(audience, audience.capitalize())


def _make_table(timing: str, said: Said) -> Table:
    """Make the table: a row a theme, how many and which share of each audience."""
    who_spoke = start_sentence(join_words(_name(who).lower() for who in said))
    caption = f"{who_spoke}: what they spoke about {WHEN.get(timing, timing).lower()}"
    found = {(who, one.theme.key): one for who, themes in said.items() for one in themes}
    columns = [Column("Theme", Holds.WORDS)]
    for who in said:
        columns += [Column(_name(who)), Column(f"{_name(who)}, share", Holds.PERCENT)]
    rows = [
        Row((name, *(cell for who in said for cell in _fill(found.get((who, theme))))))
        for theme, name in _list_titles(said)
    ]
    bases = (cell for themes in said.values() for cell in (themes[0].out_of, None))
    rows.append(Row((READ, *bases), is_total=True))
    return Table(f"themes_{'_'.join(said)}_{timing}", caption, tuple(columns), tuple(rows))


def _fill(one: ShownTheme | None) -> tuple[Cell, Cell]:
    return (one.responses, one.percent) if one else (None, None)


def _list_titles(said: Said) -> list[tuple[str, str]]:
    """List the themes, those first that more responses of some audience had, by what is shown."""
    most: dict[tuple[str, str], float] = {}
    for one in (one for themes in said.values() for one in themes):
        named = (one.theme.key, one.theme.title)
        most[named] = max(most.get(named, -1), _known(one.percent))
    return sorted(most, key=lambda named: (-most[named], named[1]))


def _list_others(said: Said) -> list[Quoted]:
    """List the approved words that have no room below a table."""
    return [quoted for themes in said.values() for quoted in _list_words(themes)[QUOTED:]]


def _list_words(themes: list[ShownTheme]) -> list[Quoted]:
    """List the approved words of an audience, each once: one of every theme first, then the others."""
    by_theme = (enumerate(one.theme.quotes) for one in themes)
    ordered = sorted((place, at, quoted) for at, found in enumerate(by_theme) for place, quoted in found)
    return list({quoted.words: quoted for _, _, quoted in ordered}.values())

"""How the parts of a report are put together: what has nothing in it is left out. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Chart, Manner, Section, Series, Text
from admin.report.numbers import is_known, join_words
from admin.report.written import write_number
from admin.shown.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.report.model import Block, Drawn, Holds, Table
    from admin.shown.model import Number

TOO_FEW_BARS = 2
"""A chart of fewer numbers says less than its sentence."""


def keep(*blocks: Block | None) -> tuple[Block, ...]:
    """Return the blocks that there are."""
    return tuple(block for block in blocks if block is not None)


def say(*sentences: str, manner: Manner = Manner.PLAIN) -> Text | None:
    """Make a paragraph of the sentences that are not empty; None if all are."""
    words = " ".join(filter(None, sentences))
    return Text(words, manner) if words else None


def make_section(
    key: str, title: str, blocks: Iterable[Block | None], sections: Iterable[Section | None] = ()
) -> Section | None:
    """Make a section; None if nothing stands in it."""
    inside = tuple(section for section in sections if section is not None)
    kept = keep(*blocks)
    return Section(key, title, kept, inside) if kept or inside else None


def draw_columns(  # noqa: PLR0913 - which columns, drawn how, said how
    table: Table | None,
    drawn: Drawn,
    names: Sequence[str],
    holds: Holds,
    *,
    caption: str = "",
    says: str = "",
) -> Chart | None:
    """Draw columns of a table, a series each; None where fewer than two numbers could be drawn.

    The numbers are the table's own cells, so nothing is drawn that does not stand in it.
    """
    if table is None:
        return None
    titles = [column.title for column in table.columns]
    rows = [row for row in table.rows if not row.is_total]
    series = tuple(
        Series(name, tuple(take_number(row.cells[titles.index(name)]) for row in rows)) for name in names
    )
    categories = tuple(str(row.cells[0]) for row in rows)
    return finish_chart(
        f"{table.key}_chart", caption or table.caption, drawn, holds, categories, series, says
    )


def finish_chart(  # noqa: PLR0913, PLR0917 - what a chart is made of
    key: str,
    caption: str,
    drawn: Drawn,
    holds: Holds,
    categories: tuple[str, ...],
    series: tuple[Series, ...],
    says: str = "",
) -> Chart | None:
    """Make a chart with a text that says what is to be seen; None where too little could be drawn."""
    numbers = [value for one in series for value in one.values if is_known(value)]
    if len(numbers) < TOO_FEW_BARS:
        return None
    alt = " ".join(filter(None, (says, _describe(categories, series, holds))))
    return Chart(key, caption, drawn, holds, categories, series, alt)


def take_number(cell: object) -> Number | None:
    """Take a cell as a number or a mark; None for words and for an empty cell."""
    return cell if isinstance(cell, int | float | Mark) else None


MOST_DESCRIBED = 12
"""Numbers in a text for somebody who hears it: of a longer chart only the largest is told."""


def _describe(categories: tuple[str, ...], series: tuple[Series, ...], holds: Holds) -> str:
    """Say the numbers of a small chart, of a large one where each series is highest."""
    size = len(categories) * len(series)
    if size > MOST_DESCRIBED:
        return " ".join(_tell_peak(categories, one, holds) for one in series)
    if len(series) == 1:
        pairs = zip(categories, series[0].values, strict=True)
        return f"{'; '.join(f'{name}: {_tell(value, holds)}' for name, value in pairs)}."
    names = tuple(one.name for one in series)
    return " ".join(
        f"{category}: {_tell_pairs(names, [one.values[place] for one in series], holds)}."
        for place, category in enumerate(categories)
    )


def _tell_pairs(names: Sequence[str], values: Sequence[Number | None], holds: Holds) -> str:
    return join_words(f"{name} {_tell(value, holds)}" for name, value in zip(names, values, strict=True))


def _tell(value: Number | None, holds: Holds) -> str:
    if value is None:
        return "no figure"
    return write_number(value, holds) if is_known(value) else "not shown"


def _tell_peak(categories: Sequence[str], series: Series, holds: Holds) -> str:
    known = {place: value for place, value in enumerate(series.values) if is_known(value)}
    if not known:
        return f"{series.name}: not shown."
    place = max(known, key=lambda one: known[one])
    return f"{series.name} is highest for {categories[place]}, {write_number(known[place], holds)}."

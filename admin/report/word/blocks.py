"""What stands in a section, in the order in which it stands there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from admin.report.model import (
    Bullets,
    Chart,
    Manner,
    Quotation,
    SaidAndDone,
    Section,
    Table,
    Text,
)
from admin.report.word.charts import print_chart
from admin.report.word.tables import Grid, end_table, print_table, write_grid
from admin.report.word.text import say
from admin.report.word.xml import NOTHING, Xml, join, w
from admin.report.written import HOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.report.model import Block
    from admin.report.word.printing import Printing

STYLE = {Manner.PLAIN: "Normal", Manner.LEAD: "Lead", Manner.NOTE: "Note", Manner.CAVEAT: "Caveat"}
SAID_AND_DONE = "What was said and what was done"
"""The title of a table in which no number stands."""
HEADS = ("What was said", "What was done", "What came of it")
PAIR = 2


def print_blocks(printing: Printing, blocks: Sequence[Block], then: Section | None = None) -> Xml:
    """Print them, and `then` comes a section. What was said and done, one after the other, is one table."""
    pieces: list[Xml] = []
    following = zip(blocks, (*blocks[1:], then), strict=True) if blocks else ()
    for is_pair, group in groupby(following, lambda both: isinstance(both[0], SaidAndDone)):
        if is_pair:
            pieces.append(
                _print_pairs(printing, [each for each, _ in group if isinstance(each, SaidAndDone)])
            )
        else:
            pieces += [_print_block(printing, each, _keep_with(after)) for each, after in group]
    return join(*pieces)


def _keep_with(after: Block | Section | None) -> Xml:
    """Return what keeps a paragraph on the page of what it speaks of: the table or chart after it.

    Before a heading likewise, or a note would stand with its own heading alone at the foot of a page.
    """
    return w("keepNext") if isinstance(after, Table | Chart | SaidAndDone | Section) else NOTHING


def _print_block(printing: Printing, block: Block, kept: Xml) -> Xml:
    find = printing.styles.find
    match block:
        case Text(words, manner):
            return say(find(STYLE[manner]), words, kept)
        case Bullets(items):
            return join(*(say(find("List Bullet"), item) for item in items))
        case Table():
            return print_table(printing, block)
        case Chart():
            return print_chart(printing, block)
        case Quotation(words, who, how):
            source = f"{who}, {HOW[how]}" if who else HOW[how]
            return join(say(find("Quote"), f"“{words}”", w("keepNext")), say(find("Quote Source"), source))
        case SaidAndDone():
            return _print_pairs(printing, [block])
        case _:
            assert_never(block)


def _part_width(width: int, many: int) -> tuple[int, ...]:
    """Part the width: what came of it is the shortest."""
    if many == PAIR:
        return (width // 2, width - width // 2)
    wide = width * 2 // 5
    return (wide, wide, width - 2 * wide)


def _print_pairs(printing: Printing, pairs: Sequence[SaidAndDone]) -> Xml:
    """Print a table of two columns, or of three where something came of any of it."""
    many = len(HEADS) if any(pair.outcome for pair in pairs) else PAIR
    style = printing.styles.find("Table Text")
    cells = [(pair.said, pair.done, pair.outcome)[:many] for pair in pairs]
    widths = _part_width(printing.width, many)
    grid = Grid(SAID_AND_DONE, f"{len(pairs)} rows.", widths)
    heads = [say(style, head, w("keepNext")) for head in HEADS[:many]]
    rows = [[say(style, text) for text in row] for row in cells]
    return join(write_grid(printing, grid, heads, rows), end_table(printing))

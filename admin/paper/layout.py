"""From blocks to pages: where each piece stands, in millimetres. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from admin.paper.pieces import (
    Card,
    CodeCard,
    Drawing,
    HelpCard,
    Label,
    Numbers,
    Opening,
    Ruled,
    Ticks,
    Tone,
    Words,
)
from admin.printed.pen import MM_A_POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from admin.paper.looks import Look
    from admin.paper.pieces import Block, Booklet, Piece

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 18.0
INNER = WIDTH - 2 * MARGIN
TOP, FIRST_TOP = 18.0, 28.5
"""Where a page begins; the first has the mark of the service above it."""
FOOT_EDGE = 12.0
GAP = 3.0
"""Between frames."""
BAR = 5.0
"""How far left of its question the line of a follow-up stands."""
MOST_LINES_MORE = 4
"""Lines to write on that are added where a page has room, in a booklet with many questions a page."""
MOST_APART = 45.0
"""Millimetres added between the few questions of a little child's page."""

Measure: TypeAlias = "Callable[[Piece, Look, float], float]"


class TooTallError(Exception):
    """A question with its first answer is taller than a page, at this size of text."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How it looks, and how what is for a grown-up does."""

    own: Look
    grown_up: Look

    def choose(self, block: Block) -> Look:
        """Choose for a block."""
        return self.grown_up if block.is_small else self.own


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its place on the page."""

    piece: Piece
    look: Look
    x: float
    y: float
    width: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The line at the side of a follow-up."""

    x: float
    y: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper. `parted`: it begins with the rest of a question."""

    pieces: tuple[Placed, ...]
    bars: tuple[Bar, ...]
    number: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A block, or as much of it as fits a page. `highs` have the room under each piece in them."""

    block: Block
    look: Look
    pieces: tuple[Piece, ...]
    highs: tuple[float, ...]

    @property
    def high(self) -> float:
        return sum(self.highs)


def find_bottom(look: Look) -> float:
    """Return where pieces end: under it stands the foot."""
    return HEIGHT - FOOT_EDGE - look.foot * 1.4 * MM_A_POINT - 4


def lay_out(booklet: Booklet, looks: Looks, measure: Measure) -> list[Page]:
    """Lay out all pages. Raises TooTallError."""
    bottom = find_bottom(looks.own)
    chunks = [
        chunk
        for block in booklet.blocks
        for chunk in _part(block, looks.choose(block), measure, bottom - TOP)
    ]
    pages = list(_fill_pages(chunks, looks.own.most, bottom))
    return [
        _place_page(page, number, bottom, is_last=number == len(pages))
        for number, page in enumerate(pages, 1)
    ]


def _part(block: Block, look: Look, measure: Measure, room: float) -> Iterator[_Chunk]:
    """Yield a block whole if a page holds it, else in parts that do."""
    highs = tuple(_measure_with_gap(piece, look, measure) for piece in block.pieces)
    first, end = block.kept
    start, filled = 0, 0.0
    units = [(place, place + 1) for place in range(first)]
    units += [(first, end)] if end > first else []
    units += [(place, place + 1) for place in range(end, len(highs))]
    for begin, stop in units:
        unit = sum(highs[begin:stop])
        if unit > room:
            raise TooTallError
        if filled + unit > room:
            yield _Chunk(block, look, block.pieces[start:begin], highs[start:begin])
            start, filled = begin, 0.0
        filled += unit
    yield _Chunk(block, look, block.pieces[start:], highs[start:])


def _measure_with_gap(piece: Piece, look: Look, measure: Measure) -> float:
    x = find_indent(piece, look)
    return measure(piece, look, INNER - x) + find_gap(piece, look)


def find_indent(piece: Piece, look: Look) -> float:
    """Answers stand under the words of their question, not under its number."""
    is_outer = isinstance(piece, Words | Label | Opening | Card | CodeCard | HelpCard)
    is_said = isinstance(piece, Words) and piece.tone in {Tone.HOW, Tone.HINT}
    return look.number if is_said or not is_outer else 0.0


_GAPS = {
    Tone.TITLE: 0.5,
    Tone.HEADING: 0.45,
    Tone.NOTE: 0.4,
    Tone.CONDITION: 0.25,
    Tone.HOW: 0.3,
    Tone.HINT: 0.05,
}


_GAPS_OF = {Opening: 0.4, Ticks: 0.28, Numbers: 0.1, Card: 0, CodeCard: 0, HelpCard: 0}
"""In the gap of the look."""


def find_gap(piece: Piece, look: Look) -> float:
    """Return the room under a piece."""
    match piece:
        case Words(tone=tone):
            return _GAPS.get(tone, 0.25) * look.gap
        case Label(picture=picture):
            return look.gap * (0.2 if picture else 0.1)
        case _:
            return look.gap * _GAPS_OF.get(type(piece), 0.3)


def _fill_pages(chunks: Sequence[_Chunk], most: int, bottom: float) -> Iterator[list[_Chunk]]:
    page: list[_Chunk] = []
    y = FIRST_TOP
    for chunk in chunks:
        asked = sum(1 for other in page if other.block.number and not other.block.is_small)
        is_full = bool(most) and asked >= most and not chunk.block.is_small
        opens = chunk.block.opens_page and chunk.pieces[0] is chunk.block.pieces[0]
        if page and (opens or is_full or y + chunk.high > bottom):
            yield page
            page, y = [], TOP
        page.append(chunk)
        y += chunk.high + find_gap_after(chunk)
    yield page


def _place_page(chunks: Sequence[_Chunk], number: int, bottom: float, *, is_last: bool) -> Page:
    top = FIRST_TOP if number == 1 else TOP
    used = sum(chunk.high + find_gap_after(chunk) for chunk in chunks[:-1]) + chunks[-1].high
    free = 0.0 if is_last or number == 1 else max(bottom - top - used, 0)
    growing = [piece for chunk in chunks for piece in chunk.pieces if isinstance(piece, Ruled | Drawing)]
    apart = _find_apart(chunks, free) if not growing else 0.0
    pieces: list[Placed] = []
    bars: list[Bar] = []
    y = top
    for chunk in chunks:
        begin = y
        for piece, high in zip(chunk.pieces, chunk.highs, strict=True):
            gap, x = find_gap(piece, chunk.look), find_indent(piece, chunk.look)
            more = _find_more(piece, chunk.look, free / len(growing)) if growing else 0.0
            pieces.append(Placed(piece, chunk.look, MARGIN + x, y, INNER - x, high - gap + more))
            y += high + more
        if chunk.block.is_follow_up:
            bars.append(_place_bar(chunk, begin, y))
        y += find_gap_after(chunk) + apart
    return Page(tuple(pieces), tuple(bars), number)


def find_gap_after(chunk: _Chunk) -> float:
    """Return the room under a block: questions are wider apart than frames."""
    return chunk.look.gap if chunk.block.number else GAP


def _place_bar(chunk: _Chunk, begin: float, end: float) -> Bar:
    """Stand beside the question and its answers, not beside the heading above."""
    first = chunk.block.kept[0] if chunk.pieces[0] is chunk.block.pieces[0] else 0
    y = begin + sum(chunk.highs[:first])
    return Bar(MARGIN - BAR, y, end - y)


def _find_apart(chunks: Sequence[_Chunk], free: float) -> float:
    """Only the few questions of a little child's page are spread over it."""
    is_spread = all(chunk.look.most and chunk.block.number for chunk in chunks) and len(chunks) > 1
    return min(free / len(chunks), MOST_APART) if is_spread else 0.0


def _find_more(piece: Piece, look: Look, share: float) -> float:
    if isinstance(piece, Drawing):
        return share
    if isinstance(piece, Ruled):
        more = int(share / look.line)
        return look.line * (more if look.most else min(more, MOST_LINES_MORE))
    return 0.0

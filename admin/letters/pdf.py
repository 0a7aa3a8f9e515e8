"""Letters as PDF: a page each. Measures in millimetres, sizes of text in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fpdf.enums import Align

from admin.letters.content import LetterTooLongError
from admin.printed.pen import (
    DEEP,
    INK,
    MM_A_POINT,
    RED,
    SOFT,
    TINT,
    WHITE,
    Pen,
    opened_pdf,
)
from forms.speaking import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from admin.letters.content import Letter
    from forms.wording import Route

WIDTH, HEIGHT, MARGIN = 210, 297, 18
INNER = WIDTH - 2 * MARGIN
GAP, PAD = 6, 5.5
QR_SIZE = 56
"""Across, white edge and all: a phone reads it from a hand's breadth and from arm's length."""
FOOT = HEIGHT - 14
SMALLEST, STEP = 0.7, 0.05
"""What a letter that would not fit its page is made smaller by, at most: its text is some 8 points then."""
LARGER = 1.2
"""What a little child sees is larger."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The file, and for each letter what its text was multiplied by to fit its page."""

    pdf: bytes
    scales: tuple[float, ...]


def draw_pdf(letters: Sequence[Letter], tell: Callable[[int, int], None] = lambda *_: None) -> Drawn:
    """Draw all letters, a page each, and tell how many of how many are. Raises LetterTooLongError."""
    scales = []
    with opened_pdf() as pdf:
        pen = Pen(pdf, 1.0)
        for letter in letters:
            pdf.add_page()
            with speaking(letter.language):
                scales.append(_draw_letter(pen.speaking(), letter))
            tell(len(scales), len(letters))
        return Drawn(bytes(pdf.output()), tuple(scales))


def _draw_letter(pen: Pen, letter: Letter) -> float:
    """Draw a letter as large as its page allows: it is measured first."""
    scale = 1.0
    while _Page(replace(pen, scale=scale, dry=True), letter).draw() > FOOT - GAP:
        scale -= STEP
        if scale < SMALLEST:
            raise LetterTooLongError(f"Letter {letter.number} does not fit a page: a name in it is too long.")
    _Page(replace(pen, scale=scale), letter).draw()
    return scale


@dataclass(frozen=True, slots=True)
class _Page:
    """One letter on its page. Every part is told where it begins and says where it ends."""

    pen: Pen
    letter: Letter

    def draw(self) -> float:
        """Draw it from top to foot; return where the last part ends."""
        self._draw_top()
        y = self._draw_opening(29)
        y = self._frame(MARGIN, y + GAP, INNER, self._draw_start, fill=TINT, edge=DEEP)
        y = self._draw_columns(y + GAP)
        y = self._frame(MARGIN, y + GAP, INNER, self._draw_help, edge=RED)
        self._draw_foot()
        return y

    def _frame(  # noqa: PLR0913 - where it stands, what is in it, how it looks
        self,
        x: float,
        y: float,
        width: float,
        part: Callable[[Pen, float, float, float], float],
        *,
        fill: tuple[int, int, int] | None = None,
        edge: tuple[int, int, int] | None = None,
        least: float = 0,
    ) -> float:
        """Draw a part in a frame of its size."""
        inner = x + PAD, y + PAD, width - 2 * PAD
        end = max(part(self.pen.measuring(), *inner) + PAD, y + least)
        self.pen.box(x, y, width, end - y, fill=fill, edge=edge)
        part(self.pen, *inner)
        return end

    def _draw_top(self) -> None:
        self.pen.bubble(MARGIN, 14)
        self.pen.write(MARGIN + 13, 15.2, 80, "Have Your Say", 12.5, bold=True, colour=DEEP)
        self.pen.write(
            WIDTH / 2, 15.6, WIDTH / 2 - MARGIN, self.letter.council, 10.5, colour=SOFT, align=Align.R
        )

    def _draw_opening(self, y: float) -> float:
        larger = LARGER if self.letter.is_large else 1
        y = self.pen.write(MARGIN, y, INNER, self.letter.title, 25, bold=True, colour=DEEP, lead=1.2) + 3
        y = self.pen.write(MARGIN, y, INNER, self.letter.greeting, 13 * larger) + 1.5
        for line in self.letter.opening:
            y = self.pen.write(MARGIN, y, INNER, line, 13 * larger)
        return y

    def _draw_start(self, pen: Pen, x: float, y: float, width: float) -> float:
        """Draw the QR code, and beside it what to do with it."""
        way_in, right = self.letter.way_in, x + QR_SIZE + 7
        pen.qr(x, y, QR_SIZE, way_in.link)
        wide = x + width - right
        down = pen.write(right, y + 0.5, wide, way_in.scan, 11.5) + 3.5
        down = pen.write(right, down, wide, way_in.type_it, 11.5) + 0.5
        down = pen.write(right, down, wide, way_in.address, 12.5, bold=True) + 2.5
        high = 13 * pen.scale
        pen.box(right, down, wide, high, fill=WHITE, edge=DEEP)
        space = (high - 19 * pen.scale * MM_A_POINT) / 2
        pen.write(right, down + space, wide, way_in.code, 19, bold=True, lead=1, align=Align.C)
        down += high + 3.5
        for line, is_bold in zip(way_in.until, (True, False), strict=True):
            down = pen.write(right, down, wide, line, 10.5, bold=is_bold)
        return max(down, y + QR_SIZE)

    def _draw_columns(self, y: float) -> float:
        """Draw who reads it, and beside it other ways, in two frames of one height."""
        half = (INNER - GAP) / 2
        places = ((MARGIN, self._draw_reader), (MARGIN + half + GAP, self._draw_ways))
        dry = _Page(self.pen.measuring(), self.letter)
        parts = (dry._draw_reader, dry._draw_ways)
        ends = [
            part(dry.pen, x + PAD, y + PAD, half - 2 * PAD)
            for (x, _), part in zip(places, parts, strict=True)
        ]
        least = max(ends) + PAD - y
        return max(self._frame(x, y, half, part, least=least) for x, part in places)

    def _draw_reader(self, pen: Pen, x: float, y: float, width: float) -> float:
        card = self.letter.reader
        y = pen.write(x, y, width, card.title, 12, bold=True, colour=DEEP) + 1.5
        if card.name:
            y = pen.write(x, y, width, card.name, 14, bold=True, colour=INK, lead=1.2)
            y = pen.write(x, y, width, card.role, 10, colour=SOFT) + 2
        for line in card.lines:
            y = pen.write(x, y, width, line, 10.5) + 1
        return y

    def _draw_ways(self, pen: Pen, x: float, y: float, width: float) -> float:
        y = pen.write(x, y, width, self.letter.ways_title, 12, bold=True, colour=DEEP) + 1.5
        for way in self.letter.ways:
            y = pen.write(x, y, width, way, 10.5) + 2
        return y

    def _draw_help(self, pen: Pen, x: float, y: float, width: float) -> float:
        y = pen.write(x, y, width, self.letter.help_title, 12, bold=True, colour=RED) + 1.5
        routes = self.letter.help_routes
        wide = (width - GAP * (len(routes) - 1)) / len(routes)
        return max(
            _draw_route(pen, x + place * (wide + GAP), y, wide, route) for place, route in enumerate(routes)
        )

    def _draw_foot(self) -> None:
        self.pen.write(MARGIN, FOOT, INNER, self.letter.foot, 8.5, colour=SOFT)


def _draw_route(pen: Pen, x: float, y: float, width: float, route: Route) -> float:
    y = pen.write(x, y, width, route.name, 10, bold=True)
    y = pen.write(x, y, width, route.number, 15, bold=True, lead=1.25) + 0.5
    return pen.write(x, y, width, route.what, 9, colour=SOFT)

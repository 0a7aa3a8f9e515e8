"""You said, we did, on paper: two pages for children, and a poster of one. Millimetres, sizes in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fpdf.enums import Align

from admin.paper.drawings import SCENE_SHAPE, draw_picture, draw_scene
from admin.printed.pen import DEEP, HAIR, INK, SOFT, TINT, WHITE, Pen, opened_pdf
from admin.printed.typefaces import say_missing
from forms.heard import (
    CHANGED,
    COULD_NOT,
    FOR_AGES,
    LEAD,
    NEXT,
    SAY_MORE,
    SEE_IT,
    TITLE,
    TOLD,
    WE_DID,
    WHY,
    YOU_SAID,
    Heard,
    read_band,
    say_months,
)
from forms.speaking import gettext, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from fpdf import FPDF

    from forms.heard import Point
    from forms.speaking import Language

WIDTH, HEIGHT, MARGIN = 210, 297, 18
INNER = WIDTH - 2 * MARGIN
FOOT = HEIGHT - 22
PAD, GAP = 5, 5
PICTURE = 15
LARGEST = {7: 1.6, 11: 1.4}
LARGE, POSTER = 1.15, 1.25
"""What text for children up to an age is larger by at most, that for older ones, and that of a poster."""
SMALLEST, STEP = 0.62, 0.04
"""What a page that would not fit is made smaller by, at most: its text is some 8 points then."""
POSTER_POINTS = 3
QR_SIZE = 48
WHERE_TO_LOOK = "the words of the page and the council's name"


class HeardTooLongError(Exception):
    """The words do not fit two pages, at the smallest size."""


@dataclass(frozen=True, slots=True)
class ToPrint:
    """What is printed: the words, for which ages, from whom, about which months, and where it can be seen."""

    heard: Heard
    band: str
    council: str
    days: tuple[date, date]
    link: str
    language: Language

    @property
    def scale(self) -> float:
        """How large its text is for the age that it is for."""
        _, high = read_band(self.band)
        return next((scale for until, scale in LARGEST.items() if high <= until), LARGE)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The file; `missing` says which signs are drawn as a box, since no letter is ours for them."""

    pdf: bytes
    missing: str


def draw_pages(printed: ToPrint) -> Drawn:
    """Draw the two pages. Raises HeardTooLongError."""
    return _draw(printed, (_Sheet.draw_told, _Sheet.draw_done))


def draw_poster(printed: ToPrint) -> Drawn:
    """Draw the poster: some of what changed, and the way to the whole page. Raises HeardTooLongError."""
    return _draw(printed, (_Sheet.draw_poster,))


def _draw(printed: ToPrint, parts: Sequence[Callable[[_Sheet], float]]) -> Drawn:
    with speaking(printed.language), opened_pdf() as pdf:
        pdf.set_title(gettext(TITLE))
        pen = Pen(pdf, 1.0).speaking()
        largest = printed.scale * (POSTER if len(parts) == 1 else 1.0)
        for part in parts:
            pdf.add_page()
            sheet = _fit(_Sheet(pen, printed), largest, part)
            sheet.draw_frame(len(parts))
            part(sheet)
        texts = (*printed.heard.list_texts(), printed.council)
        return Drawn(_close(pdf), say_missing(texts, WHERE_TO_LOOK))


def _close(pdf: FPDF) -> bytes:
    return bytes(pdf.output())


def _fit(sheet: _Sheet, largest: float, part: Callable[[_Sheet], float]) -> _Sheet:
    """Return the page with the largest text at which it holds what it must."""
    scale = largest
    while scale >= SMALLEST:
        pen = replace(sheet.pen, scale=scale)
        if part(replace(sheet, pen=pen.measuring())) <= FOOT - GAP:
            return replace(sheet, pen=pen)
        scale -= STEP
    raise HeardTooLongError("These words are too many for two pages.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page. Every part is told where it begins and says where it ends."""

    pen: Pen
    printed: ToPrint

    def draw_frame(self, pages: int) -> None:
        """Draw what stands above and below on every page."""
        pen = replace(self.pen, scale=1.0)
        pen.bubble(MARGIN, 14)
        pen.write(MARGIN + 13, 15.2, 80, "Have Your Say", 12.5, bold=True, colour=DEEP)
        pen.write(WIDTH / 2, 15.6, WIDTH / 2 - MARGIN, self.printed.council, 10.5, colour=SOFT, align=Align.R)
        if pages > 1:
            pen.write(MARGIN, FOOT + 1, INNER, gettext(SAY_MORE), 10.5, colour=SOFT)

    def draw_told(self) -> float:
        """Draw the first page: what it is, and what children told."""
        y = self._draw_title(28, 27)
        self.pen.svg(draw_scene("hello"), MARGIN, y, INNER, SCENE_SHAPE)
        y += INNER * SCENE_SHAPE + GAP
        y = self.pen.write(MARGIN, y, INNER, gettext(LEAD), 14) + 1.5
        y = self.pen.write(MARGIN, y, INNER, self._say_what(), 10.5, colour=SOFT) + GAP
        if not self.printed.heard.told:
            return y
        y = self._draw_heading(y, "ear", TOLD)
        for line in self.printed.heard.told:
            y = self._draw_told_line(y, line)
        return y

    def draw_done(self) -> float:
        """Draw the second page: what changed, what could not be done, what comes next."""
        heard, y = self.printed.heard, 28.0
        for picture, title, points, answer in (
            ("star", CHANGED, heard.changed, WE_DID),
            ("cloud", COULD_NOT, heard.could_not, WHY),
        ):
            if points:
                y = self._draw_heading(y, picture, title)
                for point in points:
                    y = self._draw_point(y, point, answer)
                y += GAP / 2
        if heard.next:
            y = self._draw_heading(y, "way", NEXT)
            for line in heard.next:
                self.pen.disc(MARGIN + 2, y + 2 * self.pen.scale, 2, fill=DEEP, edge=None)
                y = self.pen.write(MARGIN + 8, y, INNER - 8, line, 13) + 2
        return y

    def draw_poster(self) -> float:
        """Draw the poster."""
        y = self._draw_title(30, 40)
        y = self.pen.write(MARGIN, y + 1, INNER, self._say_what(), 11, colour=SOFT) + GAP
        for point in (self.printed.heard.changed or self.printed.heard.could_not)[:POSTER_POINTS]:
            answer = WE_DID if self.printed.heard.changed else WHY
            y = self._draw_point(y, point, answer, larger=1.35)
        if not self.printed.heard.changed and not self.printed.heard.could_not:
            for line in self.printed.heard.told:
                y = self._draw_told_line(y, line)
        top = max(y + GAP, FOOT - GAP - QR_SIZE - 2 * PAD)
        self.pen.box(MARGIN, top, INNER, QR_SIZE + 2 * PAD, fill=TINT, edge=DEEP)
        self.pen.qr(MARGIN + PAD, top + PAD, QR_SIZE, self.printed.link)
        left, wide = MARGIN + PAD + QR_SIZE + 7, INNER - QR_SIZE - 2 * PAD - 7
        down = self.pen.write(left, top + PAD + 3, wide, gettext(SEE_IT), 17, bold=True, colour=DEEP) + 3
        self.pen.write(left, down, wide, self.printed.link.partition("://")[2], 12.5, bold=True)
        return top + QR_SIZE + 2 * PAD

    def _draw_title(self, y: float, size: float) -> float:
        return self.pen.write(MARGIN, y, INNER, gettext(TITLE), size, bold=True, colour=DEEP, lead=1.2) + 3

    def _say_what(self) -> str:
        low, high = read_band(self.printed.band)
        return f"{gettext(FOR_AGES).format(low=low, high=high)} · {say_months(*self.printed.days)}"

    def _draw_heading(self, y: float, picture: str, title: str) -> float:
        size = PICTURE * self.pen.scale
        self.pen.svg(draw_picture(picture), MARGIN, y, size)
        text = y + size * 0.22
        self.pen.write(MARGIN + size + 4, text, INNER - size - 4, gettext(title), 18, bold=True, colour=DEEP)
        return y + size + 2

    def _draw_told_line(self, y: float, line: str) -> float:
        inner = MARGIN + PAD, y + PAD, INNER - 2 * PAD
        end = self.pen.measuring().write(*inner, line, 15) + PAD
        self.pen.box(MARGIN, y, INNER, end - y, fill=TINT, edge=None)
        self.pen.write(*inner, line, 15)
        return end + 3

    def _draw_point(self, y: float, point: Point, answer: str, larger: float = 1.0) -> float:
        """Draw a frame of two halves: what was said, and what came of it."""
        half = INNER / 2
        halves = ((MARGIN, (YOU_SAID, point.said)), (MARGIN + half, (answer, point.answer)))
        dry = self.pen.measuring()
        high = max(_draw_half(dry, (x, y), words, larger) for x, words in halves) - y
        self.pen.box(MARGIN, y, INNER, high, fill=WHITE, edge=HAIR)
        self.pen.box(MARGIN, y, half, high, fill=TINT, edge=None)
        for x, words in halves:
            _draw_half(self.pen, (x, y), words, larger)
        return y + high + 3


def _draw_half(pen: Pen, corner: tuple[float, float], words: tuple[str, str], larger: float) -> float:
    """Draw one half of a frame, from its corner: a small title, and what was said; return where it ends."""
    x, y = corner
    title, text = words
    inner = INNER / 2 - 2 * PAD
    y = pen.write(x + PAD, y + PAD - 1, inner, gettext(title), 10.5, bold=True, colour=DEEP) + 0.5
    return pen.write(x + PAD, y, inner, text, 12.5 * larger, colour=INK) + PAD - 1

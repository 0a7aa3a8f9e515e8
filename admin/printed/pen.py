"""What letters and booklets are drawn with: text and shapes in millimetres, sizes of text in points.

Whoever draws says where things stand on a page that is read from the left; on one that is read from the
right the pen mirrors the places, never the text, the drawings or the QR code.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from fpdf import FPDF, ViewerPreferences
from fpdf.enums import Align
from fpdf.fonts import TTFFont
from fpdf.syntax import Name

from admin.printed.runs import is_right_to_left, list_runs
from admin.printed.sheet import tag_language
from admin.printed.typefaces import is_mark
from admin.qr import list_qr_bars
from forms.speaking import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.printed.runs import Run

Colour: TypeAlias = tuple[int, int, int]
Lines: TypeAlias = tuple[tuple[str, float], ...]
PAGE_WIDTH = 210.0
MM_A_POINT = 25.4 / 72
INK, SOFT, DEEP, TINT, HAIR, RED, WHITE = (
    (42, 37, 48),
    (97, 90, 105),
    (29, 92, 99),
    (236, 244, 243),
    (200, 194, 184),
    (163, 35, 31),
    (255, 255, 255),
)
OVERLAP = 0.03
"""Millimetres that the bars of a QR code reach into the next row, so that no white line shows between."""


BASELINE = 0.3
"""Sizes of text from the middle of a line down to the foot of its letters."""
_SHARE_BEFORE = {Align.L: 0.0, Align.C: 0.5, Align.R: 1.0}
"""How much of what is left free in a line stands before the text, where it is read from."""


class _BoundOnTheRight(ViewerPreferences):
    """Pages that follow each other from right to left, in the word that PDF has for it: fpdf2 has another."""

    def __init__(self) -> None:
        super().__init__()
        self._direction = Name("R2L")  # type: ignore[assignment]


@contextmanager
def opened_pdf() -> Iterator[FPDF]:
    """Open an empty document of A4 pages, in the language spoken now: it says which edge is bound."""
    language = spoken()
    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title("Letters")
    pdf.set_lang(tag_language())
    if language.is_right_to_left:
        pdf.viewer_preferences = _BoundOnTheRight()
    try:
        yield pdf
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()  # which holds its file open


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes on the page that is open. `scale` multiplies every size of text; a `dry` one only measures."""

    pdf: FPDF
    scale: float
    wrapped: dict[tuple[str, float, float, bool], Lines] = field(default_factory=dict)
    """Texts that were broken into lines before, by width, size and weight."""
    dry: bool = False
    is_mirrored: bool = False
    """Places are counted from the right edge of the page."""

    def measuring(self) -> Pen:
        """Return this pen without its ink."""
        return replace(self, dry=True)

    def speaking(self) -> Pen:
        """Return a pen for pages in the language spoken now."""
        return replace(self, is_mirrored=spoken().is_right_to_left)

    def find_left(self, x: float, width: float) -> float:
        """Return where the left edge of something stands, on this page."""
        return PAGE_WIDTH - x - width if self.is_mirrored else x

    def write(  # noqa: PLR0913 - where, what, and how it looks
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        lead: float = 1.4,
        align: Align = Align.L,
    ) -> float:
        """Write a paragraph; return where the next one may begin. `lead` is the height of a line in sizes."""
        points = size * self.scale
        high = points * lead * MM_A_POINT
        text = unicodedata.normalize("NFC", text)
        lines = self._wrap(text, width, points, bold=bold)
        if self.dry:
            return y + high * len(lines)
        self.pdf.set_text_color(*colour)
        from_right = self.is_mirrored and is_right_to_left(text)
        for place, (line, wide) in enumerate(lines):
            left = self.find_left(x + (width - wide) * _SHARE_BEFORE[align], wide)
            middle = y + high * (place + 0.5)
            for run in list_runs(line, from_right=from_right):
                left += self._draw_run(run, left, middle, points, bold=bold)
        return y + high * len(lines)

    def _draw_run(self, run: Run, left: float, middle: float, points: float, *, bold: bool) -> float:
        """Draw a run; return how wide it is."""
        wide = self._measure_run(run, points, bold=bold)
        if run.is_shaped:
            high = points * MM_A_POINT
            self.pdf.set_xy(left, middle - high / 2)
            self.pdf.cell(wide, high, run.text)
            self.pdf.set_text_shaping(use_shaping_engine=False)
        else:
            self.pdf.text(left, middle + points * BASELINE * MM_A_POINT, run.text)
        return wide

    def _measure_run(self, run: Run, points: float, *, bold: bool) -> float:
        """Return how wide a run is, and leave its font in the hand."""
        style, face = "B" if bold else "", run.face
        if f"{face.family.lower()}{style}" not in self.pdf.fonts:
            self.pdf.add_font(face.family, style, face.file(bold=bold))
        self.pdf.set_font(face.family, style, points)
        self.pdf.set_text_shaping(run.is_shaped, direction="rtl" if run.is_right_to_left else "ltr")
        return self.pdf.get_string_width(run.text)

    def _measure(self, line: str, points: float, *, bold: bool) -> float:
        wide = sum(self._measure_run(run, points, bold=bold) for run in list_runs(line, from_right=False))
        self.pdf.set_text_shaping(use_shaping_engine=False)
        return wide

    def find_width(self, text: str, size: float) -> float:
        """Return how wide a text is on one line, at its own size, whatever the scale."""
        return self._measure(unicodedata.normalize("NFC", text), size, bold=False)

    def break_lines(self, text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
        """Break a paragraph into the lines that `write` would draw, for a text that may not fit its page."""
        normal = unicodedata.normalize("NFC", text)
        return tuple(line for line, _ in self._wrap(normal, width, size * self.scale, bold=bold))

    def _wrap(self, text: str, width: float, points: float, *, bold: bool) -> Lines:
        """Break a text into lines, each with how wide it is. Most texts are the same in many letters."""
        key = (text, width, points, bold)
        if key not in self.wrapped:
            lines = self._break(text, width, points, bold=bold)
            self.wrapped[key] = tuple((line, self._measure(line, points, bold=bold)) for line in lines)
        return self.wrapped[key]

    def _break(self, text: str, width: float, points: float, *, bold: bool) -> Iterator[str]:
        """Yield lines that fit, broken between words; a word that is too long for a line is broken too."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self._measure(longer, points, bold=bold) <= width:
                line = longer
                continue
            if line:
                yield line
            *whole, line = self._cut(word, width, points, bold=bold)
            yield from whole
        yield line

    def _cut(self, word: str, width: float, points: float, *, bold: bool) -> Iterator[str]:
        part = ""
        for sign in word:
            if part and not is_mark(sign) and self._measure(part + sign, points, bold=bold) > width:
                yield part
                part = ""
            part += sign
        yield part

    def box(  # noqa: PLR0913 - where it stands and how it looks
        self,
        x: float,
        y: float,
        width: float,
        high: float,
        *,
        fill: Colour | None,
        edge: Colour | None,
        line: float = 0.35,
        corner: float = 3,
        dash: float = 0,
    ) -> None:
        """Draw a rounded frame; with a `dash`, one to cut along."""
        if self.dry:
            return
        self.pdf.set_dash_pattern(dash=dash, gap=dash)
        self.pdf.set_draw_color(*(edge or HAIR))
        self.pdf.set_line_width(line)
        self.pdf.set_fill_color(*(fill or WHITE))
        style = f"{'D' if edge or not fill else ''}{'F' if fill else ''}"
        left = self.find_left(x, width)
        self.pdf.rect(left, y, width, high, style=style, round_corners=True, corner_radius=corner)
        self.pdf.set_dash_pattern()

    def disc(self, x: float, y: float, across: float, *, fill: Colour | None, edge: Colour | None) -> None:
        """Draw a circle, filled or empty."""
        if self.dry:
            return
        self.pdf.set_draw_color(*(edge or HAIR))
        self.pdf.set_fill_color(*(fill or WHITE))
        self.pdf.set_line_width(0.4)
        style = "F" if fill else "D"
        self.pdf.ellipse(self.find_left(x, across), y, across, across, style=style)

    def bar(self, x: float, y: float, width: float, high: float, fill: Colour) -> None:
        """Fill a rectangle."""
        if not self.dry:
            self.pdf.set_fill_color(*fill)
            self.pdf.rect(self.find_left(x, width), y, width, high, style="F")

    def rule(self, x: float, y: float, width: float) -> None:
        """Draw a line to write on."""
        if not self.dry:
            self.pdf.set_draw_color(*SOFT)
            self.pdf.set_line_width(0.25)
            left = self.find_left(x, width)
            self.pdf.line(left, y, left + width, y)

    def svg(self, svg: str, x: float, y: float, size: float, shape: float = 1.0) -> None:
        """Draw one of our own drawings, the same whichever way the page is read. `shape`: tall by wide."""
        if not self.dry:
            left = self.find_left(x, size)
            self.pdf.image(BytesIO(svg.encode()), x=left, y=y, w=size, h=size * shape)

    def qr(self, x: float, y: float, size: float, link: str) -> None:
        """Draw a QR code with its white edge."""
        if self.dry:
            return
        bars, modules = list_qr_bars(link)
        one, x = size / modules, self.find_left(x, size)
        self.pdf.set_fill_color(*WHITE)
        self.pdf.rect(x, y, size, size, style="F")
        self.pdf.set_fill_color(0, 0, 0)
        for left, top, width in bars:
            self.pdf.rect(x + left * one, y + top * one, width * one, one + OVERLAP, style="F")

    def bubble(self, x: float, y: float) -> None:
        """Draw the mark of the service: a speech bubble that smiles."""
        if self.dry:
            return
        x = self.find_left(x, 10)
        self.pdf.set_fill_color(*DEEP)
        self.pdf.rect(x, y, 10, 7.2, style="F", round_corners=True, corner_radius=1.2)
        self.pdf.polygon([(x + 1.7, y + 7), (x + 1.7, y + 9.4), (x + 4.6, y + 7)], style="F")
        self.pdf.set_draw_color(*WHITE)
        self.pdf.set_line_width(0.8)
        self.pdf.arc(x + 2.9, y + 0.4, 4.2, 25, 155, clockwise=False)

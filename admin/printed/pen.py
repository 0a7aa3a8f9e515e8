"""What a letter is drawn with: text and frames in millimetres, sizes of text in points."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

from admin.qr import list_qr_bars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Colour: TypeAlias = tuple[int, int, int]
Lines: TypeAlias = tuple[tuple[str, float], ...]
FONTS = Path(__file__).parents[1] / "fonts"
FAMILY = "DejaVu"
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
"""How much of what is left free in a line stands before the text."""


class UnprintableError(Exception):
    """A sign that the font has no shape for: the message says which."""


@contextmanager
def opened_pdf() -> Iterator[FPDF]:
    """Open an empty document of A4 pages with our fonts in it; what is not used of them is left out."""
    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.add_font(FAMILY, "", FONTS / "DejaVuSans.ttf")
    pdf.add_font(FAMILY, "B", FONTS / "DejaVuSans-Bold.ttf")
    pdf.set_title("Letters")
    pdf.set_lang("en-GB")
    try:
        yield pdf
    finally:
        for font in pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()  # which holds its file open


LETTERS_TEXTS = "the council's name, SAY_LETTER_GREETING and the names of the IROs"


def check_printable(pdf: FPDF, texts: Iterable[str], where: str = LETTERS_TEXTS) -> None:
    """Refuse signs that would come out as empty boxes; `where` they may stand. Raises UnprintableError."""
    font = pdf.fonts[FAMILY.lower()]
    shapes = font.cmap if isinstance(font, TTFFont) else {}
    missing = sorted({sign for text in texts for sign in text if ord(sign) not in shapes})
    if missing:
        raise UnprintableError(f"The letters' font has no shape for {' '.join(missing)}: look at {where}.")


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes on the page that is open. `scale` multiplies every size of text; a `dry` one only measures."""

    pdf: FPDF
    scale: float
    wrapped: dict[tuple[str, float, float, bool], Lines] = field(default_factory=dict)
    """Texts that were broken into lines before, by width, size and weight."""
    dry: bool = False

    def measuring(self) -> Pen:
        """Return this pen without its ink."""
        return replace(self, dry=True)

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
        self.pdf.set_font(FAMILY, "B" if bold else "", points)
        lines = self._wrap(text, width, points, bold=bold)
        if self.dry:
            return y + high * len(lines)
        self.pdf.set_text_color(*colour)
        for place, (line, wide) in enumerate(lines):
            left = x + (width - wide) * _SHARE_BEFORE[align]
            self.pdf.text(left, y + high * (place + 0.5) + points * BASELINE * MM_A_POINT, line)
        return y + high * len(lines)

    def find_width(self, text: str, size: float) -> float:
        """Return how wide a text is on one line, at its own size, whatever the scale."""
        self.pdf.set_font(FAMILY, "", size)
        return self.pdf.get_string_width(text)

    def _wrap(self, text: str, width: float, points: float, *, bold: bool) -> Lines:
        """Break a text into lines, each with how wide it is. Most texts are the same in many letters."""
        key = (text, width, points, bold)
        if key not in self.wrapped:
            self.wrapped[key] = tuple(
                (line, self.pdf.get_string_width(line)) for line in self._break(text, width)
            )
        return self.wrapped[key]

    def _break(self, text: str, width: float) -> Iterator[str]:
        """Yield lines that fit, broken between words; a word that is too long for a line is broken too."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line else word
            if self.pdf.get_string_width(longer) <= width:
                line = longer
                continue
            if line:
                yield line
            *whole, line = self._cut(word, width)
            yield from whole
        yield line

    def _cut(self, word: str, width: float) -> Iterator[str]:
        part = ""
        for sign in word:
            if part and self.pdf.get_string_width(part + sign) > width:
                yield part
                part = ""
            part += sign
        yield part

    def box(  # noqa: PLR0913 - where it stands and how it looks
        self, x: float, y: float, width: float, high: float, *, fill: Colour | None, edge: Colour | None
    ) -> None:
        """Draw a rounded frame."""
        if self.dry:
            return
        self.pdf.set_draw_color(*(edge or HAIR))
        self.pdf.set_line_width(0.35)
        self.pdf.set_fill_color(*(fill or WHITE))
        self.pdf.rect(x, y, width, high, style="DF" if fill else "D", round_corners=True, corner_radius=3)

    def qr(self, x: float, y: float, size: float, link: str) -> None:
        """Draw a QR code with its white edge."""
        if self.dry:
            return
        bars, modules = list_qr_bars(link)
        one = size / modules
        self.pdf.set_fill_color(*WHITE)
        self.pdf.rect(x, y, size, size, style="F")
        self.pdf.set_fill_color(0, 0, 0)
        for left, top, width in bars:
            self.pdf.rect(x + left * one, y + top * one, width * one, one + OVERLAP, style="F")

    def bubble(self, x: float, y: float) -> None:
        """Draw the mark of the service: a speech bubble that smiles."""
        if self.dry:
            return
        self.pdf.set_fill_color(*DEEP)
        self.pdf.rect(x, y, 10, 7.2, style="F", round_corners=True, corner_radius=1.2)
        self.pdf.polygon([(x + 1.7, y + 7), (x + 1.7, y + 9.4), (x + 4.6, y + 7)], style="F")
        self.pdf.set_draw_color(*WHITE)
        self.pdf.set_line_width(0.8)
        self.pdf.arc(x + 2.9, y + 0.4, 4.2, 25, 155, clockwise=False)

"""A document as PDF: A4, in the fonts of letters, whatever language words are in. Measures in millimetres.

Pictures stand where they were given. A voice note cannot be heard on paper: it is put into the file, to be
opened beside it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from admin.printed.pen import (
    DEEP,
    HAIR,
    INK,
    MM_A_POINT,
    PAGE_WIDTH,
    RED,
    SOFT,
    Colour,
    Pen,
    opened_pdf,
)

if TYPE_CHECKING:
    from admin.documents.model import Chapter, Document, Enclosed, Entry, Section

MARGIN, TOP, BOTTOM, FOOT = 20.0, 20.0, 272.0, 281.0
INNER = PAGE_WIDTH - 2 * MARGIN
LEAD = 1.4
LARGEST_PICTURE = 90.0
"""Across and down."""
LARGEST_DOT = 0.25
"""What a picture's dot is at most: a small one is not blown up."""
TOGETHER = 24.0
"""What a heading keeps below it on its page."""


def write_pdf(document: Document) -> bytes:
    """Write it."""
    with opened_pdf() as pdf:
        pdf.set_title(document.title)
        flow = _Flow(Pen(pdf, 1.0), document.foot)
        flow.begin_page()
        flow.write(document.title, 22, bold=True, colour=DEEP, after=3)
        for line in document.lines:
            flow.write(line, 10.5, after=1)
        for chapter in document.chapters:
            _draw_chapter(flow, chapter)
        return bytes(pdf.output())


@dataclass(slots=True)
class _Flow:
    """Where on which page the next thing stands."""

    pen: Pen
    foot: str
    y: float = TOP
    page: int = 0

    def begin_page(self) -> None:
        """Begin a page, with its foot."""
        self.pen.pdf.add_page()
        self.page += 1
        self.y = TOP
        self.pen.write(MARGIN, FOOT, INNER - 20, self.foot, 8, colour=SOFT)
        self.pen.write(PAGE_WIDTH - MARGIN - 15, FOOT, 15, f"Page {self.page}", 8, colour=SOFT)

    def keep(self, high: float) -> None:
        """Begin a page if so much does not fit on this one."""
        if self.y + high > BOTTOM:
            self.begin_page()

    def write(  # noqa: PLR0913 - what, and how it looks
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: Colour = INK,
        indent: float = 0,
        after: float = 0,
    ) -> None:
        """Write text line by line: words may be longer than a page, and keep the lines they have."""
        high = size * LEAD * MM_A_POINT
        for paragraph in _clean(text).splitlines():
            pen = replace(self.pen, is_mirrored=_begins_from_the_right(paragraph))
            for line in pen.break_lines(paragraph, INNER - indent, size, bold=bold):
                self.keep(high)
                pen.write(MARGIN + indent, self.y, INNER - indent, line, size, bold=bold, colour=colour)
                self.y += high
        self.y += after

    def draw_picture(self, each: Enclosed) -> None:
        """Draw a picture as large as it is, and no larger than a child's hand needs."""
        with Image.open(BytesIO(each.content)) as picture:
            wide, high = picture.size
        scale = min(LARGEST_PICTURE / max(wide, high), LARGEST_DOT)
        self.keep(high * scale + 4)
        self.pen.pdf.image(
            BytesIO(each.content), x=MARGIN, y=self.y + 1, w=wide * scale, h=high * scale, alt_text=each.name
        )
        self.y += high * scale + 3

    def rule(self) -> None:
        """Part what follows from what stands above."""
        self.y += 1.5
        self.pen.bar(MARGIN, self.y, INNER, 0.2, HAIR)
        self.y += 1.5


def _clean(text: str) -> str:
    """Leave out what no font can draw and no PDF can hold: control signs, and halves of signs."""
    return "".join(" " if unicodedata.category(sign) == "Cs" else sign for sign in text)


def _begins_from_the_right(text: str) -> bool:
    """Tell whether the first letter of a text is one that is read from the right."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def _draw_chapter(flow: _Flow, chapter: Chapter) -> None:
    flow.keep(TOGETHER + 12)
    flow.y += 8
    flow.write(chapter.title, 16, bold=True, colour=DEEP, after=1)
    flow.write(chapter.intro, 9.5, colour=SOFT, after=2)
    if not chapter.sections:
        flow.write(chapter.empty, 10.5)
    for section in chapter.sections:
        _draw_section(flow, section)


def _draw_section(flow: _Flow, section: Section) -> None:
    flow.keep(TOGETHER)
    flow.y += 4
    flow.write(section.title, 12, bold=True, after=0.5)
    if section.mark:
        flow.write(section.mark, 9.5, bold=True, colour=RED, after=0.5)
    for entry in section.entries:
        _draw_entry(flow, entry)


def _draw_entry(flow: _Flow, entry: Entry) -> None:
    flow.keep(12)
    flow.rule()
    flow.write(entry.label, 9.5, bold=True, colour=SOFT)
    flow.write(entry.text, 10.5)
    for each in entry.enclosed:
        _draw_enclosed(flow, each)
    flow.write(entry.note, 8.5, colour=SOFT)


def _draw_enclosed(flow: _Flow, each: Enclosed) -> None:
    if not each.is_sound:
        flow.draw_picture(each)
        return
    flow.pen.pdf.embed_file(bytes=each.content, basename=each.name, mime_type=each.media_type, desc=each.name)
    flow.write(f"A voice note, in this PDF as the attached file {each.name}.", 9.5, colour=SOFT)

"""A booklet as PDF, and how tall each piece is: it is measured by the hand that draws it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fpdf.enums import Align

from admin.paper.hand import Hand
from admin.paper.layout import FOOT_EDGE, HEIGHT, INNER, MARGIN, WIDTH, Looks, TooTallError, lay_out
from admin.paper.looks import choose_grown_up, choose_look
from admin.paper.questions import Setting
from admin.printed.pen import DEEP, INK, MM_A_POINT, SOFT, Pen, opened_pdf
from admin.printed.typefaces import say_missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from admin.paper.layout import Page
    from admin.paper.looks import Look, Size
    from admin.paper.pieces import Booklet, Piece
    from forms.definition import Form

STEP, SMALLEST = 0.05, 0.5
"""What a form is made smaller by, at most, if one of its questions would not fit a page."""
WHERE_TO_LOOK = "the questionnaire, the council's name, SAY_RETURN_ADDRESS and the names of the IROs"


class BookletTooTallError(Exception):
    """A question does not fit a page at the smallest size."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, the pages it was drawn from, and what every size of text in them was multiplied by.

    `missing` says which signs are drawn as a box.
    """

    pdf: bytes
    booklet: Booklet
    pages: tuple[Page, ...]
    scale: float
    missing: str


def print_booklet(write: Callable[[Setting], Booklet], form: Form, size: Size) -> Printed:
    """Write a booklet, lay it out and draw it. Raises BookletTooTallError."""
    with opened_pdf() as pdf:
        pen = Pen(pdf, 1.0).speaking()
        look = choose_look(form, size)
        looks = Looks(look, choose_grown_up(look, size))
        booklet = write(Setting(look, _Ruler(pen, look).fits))
        pdf.set_title(booklet.title)
        pages, scale = _lay_out(pen, booklet, looks)
        hand = Hand(replace(pen, scale=scale))
        for page in pages:
            pdf.add_page()
            _draw_page(hand, booklet, page, looks.own, len(pages))
        missing = say_missing(_list_texts(booklet), WHERE_TO_LOOK)
        return Printed(bytes(pdf.output()), booklet, tuple(pages), scale, missing)


@dataclass(frozen=True, slots=True)
class _Ruler:
    pen: Pen
    look: Look

    def fits(self, labels: Sequence[str], columns: int) -> bool:
        """Tell whether each stands on one line of its column."""
        room = (INNER - self.look.number) / columns - self.look.box * 1.4 - 4
        return all(self.pen.find_width(label, self.look.option) <= room for label in labels)


def _lay_out(pen: Pen, booklet: Booklet, looks: Looks) -> tuple[list[Page], float]:
    """Lay it out as large as its longest question allows."""
    scale = 1.0
    while scale >= SMALLEST:
        hand = Hand(replace(pen, scale=scale, dry=True))

        def measure(piece: Piece, look: Look, width: float, hand: Hand = hand) -> float:
            return hand.draw(piece, look, 0, 0, width, 0)

        try:
            return lay_out(booklet, looks, measure), scale
        except TooTallError:
            scale -= STEP
    raise BookletTooTallError("A question of this form is too long for a page.")


def _list_texts(booklet: Booklet) -> Iterator[str]:
    """Yield everything that is written: it comes from forms and settings."""
    yield from (booklet.title, booklet.council, booklet.foot)
    for block in booklet.blocks:
        for piece in block.pieces:
            yield from list_piece_texts(piece)


def list_piece_texts(held: object) -> Iterator[str]:
    """Yield the texts in a piece, wherever they stand."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for part in held:
            yield from list_piece_texts(part)
    elif hasattr(held, "__slots__") and not hasattr(held, "value"):
        for name in held.__slots__:
            yield from list_piece_texts(getattr(held, name))
    elif hasattr(held, "label"):
        yield held.label


def _draw_page(hand: Hand, booklet: Booklet, page: Page, look: Look, pages: int) -> None:
    pen = hand.pen
    if page.number == 1:
        pen.bubble(MARGIN, 14)
        size = max(look.foot, 12.5)
        pen.write(MARGIN + 13, 15.2, 90, "Have Your Say", size, bold=True, colour=DEEP)
        pen.write(
            WIDTH / 2,
            15.2,
            WIDTH / 2 - MARGIN,
            booklet.council,
            max(look.foot, 10.5),
            colour=SOFT,
            align=Align.R,
        )
    for bar in page.bars:
        pen.bar(bar.x, bar.y, 1.2, bar.high, DEEP)
    for placed in page.pieces:
        hand.draw(placed.piece, placed.look, placed.x, placed.y, placed.width, placed.high)
    y = HEIGHT - FOOT_EDGE - look.foot * 1.4 * MM_A_POINT
    foot = replace(pen, scale=1.0)
    foot.write(MARGIN, y, INNER, booklet.foot, look.foot, bold=True, colour=INK)
    foot.write(MARGIN, y, INNER, look.name_page(page.number, pages), look.foot, colour=SOFT, align=Align.R)

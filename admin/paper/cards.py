"""Frames with words in them: who reads it, how to answer on the web, who can help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.paper.pieces import Tone
from admin.printed.pen import DEEP, RED, SOFT, TINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.paper import pieces as p
    from admin.paper.looks import Look
    from admin.printed.pen import Colour, Pen
    from forms.wording import Route

PAD = 3.5
QR_SIZE = 37.0
SIDE_BY_SIDE = 13
"""Points: what is larger needs the width of the page."""


def draw_card(  # noqa: PLR0913, PLR0917 - what, how it looks and where it stands
    pen: Pen, piece: p.Card, look: Look, x: float, y: float, width: float
) -> float:
    """Draw a frame with a title and paragraphs; return how tall it is."""

    def fill(ink: Pen) -> float:
        down = _write_title(ink, piece.title, look, x + PAD, y + PAD, width - 2 * PAD)
        for line in piece.lines:
            size = look.sizes[Tone.BODY]
            down = ink.write(x + PAD, down, width - 2 * PAD, line, size, lead=1.33) + 0.4
        return down + PAD - 0.4

    end = fill(pen.measuring())
    pen.box(x, y, width, end - y, fill=TINT, edge=DEEP)
    fill(pen)
    return end - y


def draw_code_card(  # noqa: PLR0913, PLR0917 - what, how it looks and where it stands
    pen: Pen, piece: p.CodeCard, look: Look, x: float, y: float, width: float
) -> float:
    """Draw the QR code and what to do with it; return how tall it is."""

    def fill(ink: Pen) -> float:
        size, left = look.sizes[Tone.BODY], x + PAD + QR_SIZE + 5
        wide = width - QR_SIZE - 5 - 2 * PAD
        down = _write_title(ink, piece.title, look, left, y + PAD, wide)
        down = ink.write(left, down, wide, piece.way_in.scan, size) + 1
        down = ink.write(left, down, wide, piece.way_in.type_it, size)
        down = ink.write(left, down, wide, piece.way_in.address, size, bold=True)
        down = ink.write(left, down, wide, piece.way_in.code, max(size * 1.3, 17), bold=True, colour=DEEP) + 1
        for line in piece.way_in.until:
            down = ink.write(left, down, wide, line, size)
        return max(down, y + PAD + QR_SIZE) + PAD

    end = fill(pen.measuring())
    pen.box(x, y, width, end - y, fill=None, edge=DEEP)
    pen.qr(x + PAD, y + PAD, QR_SIZE, piece.way_in.link)
    fill(pen)
    return end - y


def draw_help_card(  # noqa: PLR0913, PLR0917 - what, how it looks and where it stands
    pen: Pen, piece: p.HelpCard, look: Look, x: float, y: float, width: float
) -> float:
    """Draw who can help now; return how tall it is."""

    def fill(ink: Pen) -> float:
        down = _write_title(ink, piece.title, look, x + PAD, y + PAD, width - 2 * PAD, RED)
        return _write_routes(ink, piece.routes, look, x + PAD, down, width - 2 * PAD) + PAD

    end = fill(pen.measuring())
    pen.box(x, y, width, end - y, fill=None, edge=RED)
    fill(pen)
    return end - y


def _write_title(  # noqa: PLR0913, PLR0917 - where it stands and how it looks
    pen: Pen, text: str, look: Look, x: float, y: float, width: float, colour: Colour = DEEP
) -> float:
    return pen.write(x, y, width, text, look.sizes[Tone.BODY] * 1.12, bold=True, colour=colour) + 1


def _write_routes(  # noqa: PLR0913, PLR0917 - where they stand and how they look
    pen: Pen, routes: Sequence[Route], look: Look, x: float, y: float, width: float
) -> float:
    """Write them side by side; one under the other where the words are large."""
    size = look.sizes[Tone.BODY]
    if size > SIDE_BY_SIDE:
        for route in routes:
            y = pen.write(x, y, width, f"{route.name}: {route.number}", size, bold=True)
            y = pen.write(x, y, width, route.what, min(size, look.sizes[Tone.HINT]), colour=SOFT) + 1
        return y
    wide = (width - 5 * (len(routes) - 1)) / len(routes)
    return max(
        _write_route(pen, route, look, x + place * (wide + 5), y, wide) for place, route in enumerate(routes)
    )


def _write_route(  # noqa: PLR0913, PLR0917 - likewise
    pen: Pen, route: Route, look: Look, x: float, y: float, width: float
) -> float:
    y = pen.write(x, y, width, route.name, 10, bold=True)
    y = pen.write(x, y, width, route.number, 14, bold=True, lead=1.25)
    return pen.write(x, y, width, route.what, max(look.foot, 9), colour=SOFT)

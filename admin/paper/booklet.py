"""One booklet in both renderings: the PDF, and the page to print that has the same sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.paper.content import write_booklet
from admin.paper.looks import choose_look
from admin.paper.page import draw_page
from admin.paper.pdf import print_booklet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.paper.content import Order, Printer
    from admin.paper.looks import Size
    from admin.paper.pieces import Booklet
    from admin.paper.questions import Setting

FILES = ("booklet.pdf", "booklet.html")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Both files, and which signs in them are drawn as a box, for whoever prints them."""

    files: Mapping[str, bytes]
    missing: str


def draw_booklet(printer: Printer, order: Order, size: Size) -> Drawn:
    """Draw both files. Raises BookletTooTallError."""

    def write(setting: Setting) -> Booklet:
        return write_booklet(printer, order, setting)

    printed = print_booklet(write, order.asked, size)
    look = choose_look(order.asked, size)
    files = dict(zip(FILES, (printed.pdf, draw_page(printed, look)), strict=True))
    return Drawn(files, printed.missing)

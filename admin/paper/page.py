"""A booklet as one page to print: the sheets of the PDF, piece by piece in the same places."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from admin.paper import cards, hand, layout
from admin.paper.drawings import draw_face, draw_picture, draw_scene
from admin.paper.pieces import Tone
from admin.printed.sheet import MARK, SMALLER, finish_page, say, tag_language
from admin.qr import draw_qr_svg
from forms.speaking import N_, gettext, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template

    from admin.paper.looks import Look
    from admin.paper.pdf import Printed

HERE = Path(__file__).parent
ON_SCREEN = N_(
    "You can fill this in here, and then print it or save it as a PDF. "
    "Nothing is sent, and nothing is kept: when you close this page, what you wrote is gone."
)


def draw_page(printed: Printed, look: Look) -> bytes:
    """Draw all sheets, complete in themselves, with nothing from elsewhere. `look` is that of the foot."""
    return finish_page(
        _load_template().render(
            booklet=printed.booklet,
            pages=printed.pages,
            text=printed.scale * SMALLER,
            look=look,
            foot=look.foot * SMALLER,
            council_size=max(look.foot, 10.5) * SMALLER,
            mark=MARK,
            on_screen=gettext(ON_SCREEN),
            spoken=spoken(),
            lang=tag_language(),
        )
    )


@lru_cache(maxsize=1)
def _load_template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        layout=layout,
        hand=hand,
        cards=cards,
        Tone=Tone,
        qr=_safe(draw_qr_svg),
        face=_safe(draw_face),
        picture=_safe(draw_picture),
        scene=_safe(draw_scene),
    )
    environment.filters["say"] = say
    environment.filters["kind"] = lambda piece: type(piece).__name__
    return environment.get_template("booklet.html")


def _safe(draw: Callable[[Any], str]) -> Callable[[Any], Markup]:
    return lambda what: Markup(draw(what))  # noqa: S704 - our own drawings

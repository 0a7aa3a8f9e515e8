"""Letters as one page to print: a sheet each, complete in itself, with nothing from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from admin.printed.sheet import MARK, SMALLER, finish_page, say, tag_language
from admin.qr import draw_qr_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from admin.letters.content import Letter

HERE = Path(__file__).parent


def draw_page(letters: Sequence[Letter], scales: Sequence[float]) -> bytes:
    """Draw all letters, a sheet each. `scales`: what each letter's text is multiplied by to fit its sheet."""
    sheets = [
        (letter, Markup(draw_qr_svg(letter.way_in.link)), f"{scale * SMALLER:.3f}")  # noqa: S704 - our own drawing
        for letter, scale in zip(letters, scales, strict=True)
    ]
    return finish_page(_load_template().render(letters=sheets, mark=MARK, tag=tag_language))


@lru_cache(maxsize=1)
def _load_template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    environment.filters["say"] = say
    return environment.get_template("letters.html")

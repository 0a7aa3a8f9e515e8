"""Letters as one page to print: a sheet each, complete in itself, with nothing from elsewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from admin.qr import draw_qr_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

    from admin.letters.content import Letter

SMALLER = 0.94
"""A browser has its own fonts and rounds in its own way: a little room is left for them."""
HERE = Path(__file__).parent
MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path fill="#1d5c63" d="M5 4h22a3 3 0 0 1 3 3v14a3 3 0 0 1'
    '-3 3H15l-8 6v-6H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"/><path fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linecap="round" d="M10 13.5q6 6.5 12 0"/></svg>'
)


def draw_page(letters: Sequence[Letter], scales: Sequence[float]) -> bytes:
    """Draw all letters, a sheet each. `scales`: what each letter's text is multiplied by to fit its sheet."""
    sheets = [
        (letter, Markup(draw_qr_svg(letter.link)), f"{scale * SMALLER:.3f}")  # noqa: S704 - our own drawing
        for letter, scale in zip(letters, scales, strict=True)
    ]
    return _load_template().render(letters=sheets, mark=MARK).encode()


@lru_cache(maxsize=1)
def _load_template() -> Template:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("letters.html")

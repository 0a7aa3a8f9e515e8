"""What every page to print has in common, drawn by a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from admin.printed.runs import keep_order
from forms.speaking import LeftInEnglish, spoken

if TYPE_CHECKING:
    from forms.speaking import Language

SMALLER = 0.98
"""A browser rounds in its own way: a little room is left for that."""
MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><path fill="#1d5c63" d="M5 4h22a3 3 0 0 1 3 3v14a3 3 0 0 1'
    '-3 3H15l-8 6v-6H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z"/><path fill="none" stroke="#fff" stroke-width="2.6" '
    'stroke-linecap="round" d="M10 13.5q6 6.5 12 0"/></svg>'
)


def tag_language(language: Language | None = None) -> str:
    """Return a language, or the one spoken now, as a document says it (BCP 47)."""
    code = (language or spoken()).code
    return "en-GB" if code == "en" else code


FONTS_HERE = "/* fonts */"
"""Where a page to print has its fonts, which are cut when all that stands in it is known."""


def finish_page(page: str) -> bytes:
    """Put the fonts into a page that is written."""
    from admin.printed.page_fonts import write_font_faces  # noqa: PLC0415 - what cuts fonts is heavy

    return page.replace(FONTS_HERE, write_font_faces(page), 1).encode()


def say(text: object, language: Language | None = None) -> str:
    """Write a text on a page: figures and codes in it keep their order where it is read from the right."""
    language = language or spoken()
    if isinstance(text, LeftInEnglish):
        return text
    return keep_order(str(text)) if language.is_right_to_left else str(text)

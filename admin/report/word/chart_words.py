"""Letters in charts: of the theme, in its colours. Pure."""

from __future__ import annotations

from admin.report.word.xml import NOTHING, Xml, a, c

SIZE = 900
"""In hundredths of a point."""


def write_letters(colour: str, *, is_bold: bool = False, is_level: bool = False) -> Xml:
    """Return how words of a part of a chart look. The letters themselves are those of the theme.

    Where they are said to be level, LibreOffice leaves none of them out for want of room, and none is turned.
    """
    fill = a("solidFill", a("schemeClr", val=colour))
    bold = {"b": int(is_bold)}
    look = a("defRPr", fill, sz=SIZE, **bold)
    body = a("bodyPr", rot=0) if is_level else a("bodyPr")
    return c("txPr", body, a("lstStyle"), a("p", a("pPr", look), a("endParaRPr", lang="en-GB")))


def write_line(colour: str, width: int, *, light: bool = False) -> Xml:
    """Return a line. `width` in 12,700ths of a point."""
    shade = (a("lumMod", val=50_000), a("lumOff", val=50_000)) if light else (NOTHING,)
    return a("ln", a("solidFill", a("schemeClr", *shade, val=colour)), w=width)

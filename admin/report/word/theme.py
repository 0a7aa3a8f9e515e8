"""The theme of our own file: its colours and letters. A template's theme stands instead where there is one.

The six accents go dark, light, dark, light: neighbours in a chart can be told apart in greyscale.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from admin.report.word.xml import Xml, a, join, root, select_text

if TYPE_CHECKING:
    from docx.document import Document

ACCENTS = ("1F4E79", "F2A65A", "00695C", "B7C9E2", "7B2D5B", "C9D36B")
COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "1F2A37", "lt2": "EEF2F6",
    **{f"accent{number}": value for number, value in enumerate(ACCENTS, 1)},
    "hlink": "1F4E79", "folHlink": "7B2D5B",
}  # fmt: skip
LETTERS = "Arial"
"""What councils set for easy reading, and what stands on every machine."""
THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
HEX = re.compile(r"(?<=\")([0-9A-F]{6})(?=\")")
HEX_DIGITS = 6
PALE = "D2DCE4"
"""A fifth of the first accent: what stands behind the heads of tables."""


def write_theme() -> Xml:
    """Write the theme."""
    colours = (a(name, a("srgbClr", val=value)) for name, value in COLOURS.items())
    elements = a(
        "themeElements", a("clrScheme", *colours, name="Have Your Say"), _write_fonts(), _write_formats()
    )
    return root("a:theme", elements, name="Have Your Say")


def read_accents(document: Document) -> tuple[str, ...]:
    """Return the six accents of a document's theme, as RRGGBB; ours where it has none that can be read."""
    parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME)
    found = next((_list_accents(part.blob) for part in parts), ())
    return found if len(found) == len(ACCENTS) else ACCENTS


def suit_style(style: Xml, accents: tuple[str, ...]) -> Xml:
    """Return a style of ours with the colours of a template, for programs that take them from no theme."""
    changed = {ACCENTS[0]: accents[0], ACCENTS[1]: accents[1], PALE: _make_pale(accents[0])}
    return Xml(HEX.sub(lambda found: changed.get(found[1], found[1]), style))


def _make_pale(colour: str) -> str:
    """Return a colour of which a fifth is left: what Word calls a tint of 33."""
    parts = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{255 - round((255 - part) / 5):02X}" for part in parts)


def _list_accents(theme: bytes) -> tuple[str, ...]:
    path = "(//a:clrScheme/a:accent{}//@val | //a:clrScheme/a:accent{}//@lastClr)[last()]"
    element = parse_xml(theme)
    values = (select_text(element, path.format(number, number)) for number in range(1, len(ACCENTS) + 1))
    return tuple(value for value in values if len(value) == HEX_DIGITS)


def _write_fonts() -> Xml:
    letters = join(a("latin", typeface=LETTERS), a("ea", typeface=""), a("cs", typeface=LETTERS))
    return a("fontScheme", a("majorFont", letters), a("minorFont", letters), name="Have Your Say")


def _write_formats() -> Xml:
    """Write the three weights of fills, lines and effects that a theme must have: all of them plain."""
    fill = a("solidFill", a("schemeClr", val="phClr"))
    lines = (a("ln", fill, w=width) for width in (6350, 12700, 19050))
    effects = (a("effectStyle", a("effectLst")),) * 3
    return a(
        "fmtScheme",
        a("fillStyleLst", *(fill,) * 3),
        a("lnStyleLst", *lines),
        a("effectStyleLst", *effects),
        a("bgFillStyleLst", *(fill,) * 3),
        name="Have Your Say",
    )

"""The list with bullets, where a document has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.word.package import NUMBERING_KIND, add_xml_part, find_package, find_part
from admin.report.word.xml import Xml, as_elements, as_part, root, select, select_texts, w

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

BULLET = "\N{BULLET}"
INDENT = 340
"""In twentieths of a point: 6 mm."""


def add_bullets(document: Document) -> Xml:
    """Add the list to a document and return what a style refers to it by."""
    part = find_part(document.part, NUMBERING_KIND[0])
    if part is None:
        empty = as_part(root("w:numbering"))
        part = add_xml_part(
            document.part, find_package(document), "/word/numbering.xml", NUMBERING_KIND, empty
        )
    lists = part.element
    abstract, number = _next(lists, "w:abstractNum/@w:abstractNumId"), _next(lists, "w:num/@w:numId")
    # The schema wants every description before the first list that follows one.
    described = len(select(lists, "w:numPicBullet | w:abstractNum"))
    lists[described:described] = as_elements(_describe(abstract))
    listed = described + 1 + len(select(lists, "w:num"))
    lists[listed:listed] = as_elements(w("num", w("abstractNumId", val=abstract), numId=number))
    return w("numPr", w("numId", val=number))


def _describe(number: int) -> Xml:
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("lvlText", val=BULLET),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=INDENT, hanging=INDENT)),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="hybridMultilevel"), level, abstractNumId=number)


def _next(lists: BaseOxmlElement, path: str) -> int:
    """Return a number that none of them has; 0 means no list at all."""
    return max((int(each) for each in select_texts(lists, path)), default=0) + 1

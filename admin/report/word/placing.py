"""Where in a council's template the chapter stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.word.blank import TEXT_WIDTH
from admin.report.word.xml import select, select_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

NAME = "chapter"
"""What the place is called: a content control's tag or title, a bookmark, or a paragraph {{chapter}}."""
WIDTHS = ("w:pgSz/@w:w", "w:pgMar/@w:left", "w:pgMar/@w:right")
BLOCK = "(parent::w:body or parent::w:sdtContent)"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the chapter goes: before `anchor`. `is_marked` where the template says so itself."""

    anchor: BaseOxmlElement | None
    is_marked: bool
    holds_words: bool
    """Whether the template says anything before it."""

    def count_before(self, path: str) -> int:
        """Return how many of something a template has before the place."""
        return 0 if self.anchor is None else len(select(self.anchor, f"preceding::{path}"))

    def find_width(self) -> int:
        """Return how wide the text is there, in twentieths of a point; as in our own file if nothing says."""
        path = "(descendant-or-self::w:sectPr | following::w:sectPr)[1]"
        sections = [] if self.anchor is None else select(self.anchor, path)
        sizes = [select_text(each, path) for each in sections for path in WIDTHS]
        width, *margins = (int(size) if size.isdecimal() else 0 for size in sizes or ("", "", ""))
        return width - sum(margins) if width > sum(margins) else TEXT_WIDTH

    def put(self, document: Document, elements: Sequence[BaseOxmlElement]) -> None:
        """Put the chapter there. What marked the place goes, unless a part of the document ends with it."""
        if self.anchor is None:
            document.element.body.extend(elements)
            return
        for element in elements:
            self.anchor.addprevious(element)
        if self.is_marked:
            _clear(self.anchor)


def find_place(document: Document) -> Place:
    """Find the place: a marked one, else the end."""
    body = document.element.body
    marked = next(iter(_list_marked(body)), None)
    if marked is not None:
        return Place(marked, is_marked=True, holds_words=True)
    if not select_text(body, ".").strip() and not select(body, ".//w:drawing | .//w:pict"):
        for empty in select(body, "w:p[not(w:pPr/w:sectPr)]"):
            body.remove(empty)
        return Place(_find_end(body), is_marked=False, holds_words=False)
    return Place(_find_end(body), is_marked=False, holds_words=True)


def _find_end(body: BaseOxmlElement) -> BaseOxmlElement | None:
    return next(iter(select(body, "w:sectPr[last()]")), None)


def _list_marked(body: BaseOxmlElement) -> list[BaseOxmlElement]:
    """List what marks the place, the surest first."""
    lower = "translate({}, 'CHAPTER', 'chapter')"
    control = " or ".join(f"{lower.format(f'w:sdtPr/w:{each}/@w:val')}='{NAME}'" for each in ("tag", "alias"))
    bookmark = f".//w:bookmarkStart[{lower.format('@w:name')}='{NAME}']"
    written = [
        each
        for each in select(body, f".//w:p[{BLOCK}]")
        if select_text(each, ".").strip().casefold().replace(" ", "") == f"{{{{{NAME}}}}}"
    ]
    return [
        *select(body, f".//w:sdt[{BLOCK}][{control}]"),
        *select(body, f".//w:p[{BLOCK}][.//w:sdt[{control}]]"),
        *written,
        *select(body, f".//w:p[{BLOCK}][{bookmark}]"),
    ]


def _clear(mark: BaseOxmlElement) -> None:
    if select(mark, "w:pPr/w:sectPr"):
        for each in select(mark, "*[not(self::w:pPr)]"):
            mark.remove(each)
    else:
        mark.getparent().remove(mark)

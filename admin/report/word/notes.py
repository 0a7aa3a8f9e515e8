"""Footnotes: the definition of a measure at the foot of the page on which it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE

from admin.report.word.package import FOOTNOTES_KIND, add_xml_part, find_package, find_part
from admin.report.word.settings import put_setting
from admin.report.word.text import bookmark, paragraph, run, runs
from admin.report.word.text import field as write_field
from admin.report.word.xml import Xml, as_elements, as_part, join, root, select_texts, w

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import XmlPart

    from admin.report.word.styles import Styles

LINES = ((-1, "separator"), (0, "continuationSeparator"))
"""The two lines above footnotes, which Word keeps among them."""


@dataclass(slots=True)
class Notes:
    """The footnotes of the text so far. A definition stands once in a table, however many rows it is for."""

    styles: Styles
    first_key: int
    """What the first is called inside the file."""
    before: int
    """How many a template has before the chapter: the number to be seen goes on from there."""
    written: list[Xml] = field(default_factory=list)
    _in_table: dict[str, int] = field(default_factory=dict)

    def begin_table(self) -> None:
        """From here a definition is written again."""
        self._in_table.clear()

    def refer(self, definition: str, mark: int) -> Xml:
        """Return the raised number of the footnote. `mark`: a number for a bookmark that nothing has yet."""
        letters = self.styles.find("footnote reference")
        if (place := self._in_table.get(definition)) is not None:
            shown = str(self.before + place + 1)
            return write_field(f"NOTEREF {_name(self.first_key + place)} \\f \\h", shown, letters)
        place = self._in_table[definition] = len(self.written)
        key = self.first_key + place
        self.written.append(self._write(key, definition))
        return bookmark(mark, _name(key), run(w("footnoteReference", id=key), letters))

    def _write(self, key: int, definition: str) -> Xml:
        letters = self.styles.find("footnote reference")
        inside = join(run(w("footnoteRef"), letters), runs(f" {definition}"))
        return w("footnote", paragraph(self.styles.find("footnote text"), inside), id=key)


def open_notes(document: Document, styles: Styles, before: int) -> Notes:
    """Begin with the footnotes that a document has."""
    part = find_part(document.part, RELATIONSHIP_TYPE.FOOTNOTES)
    taken = [] if part is None else [int(each) for each in select_texts(part.element, "w:footnote/@w:id")]
    return Notes(styles, max((0, *taken)) + 1, before)


def close_notes(document: Document, notes: Notes) -> None:
    """Put what was written into the document."""
    if notes.written:
        part = find_part(document.part, RELATIONSHIP_TYPE.FOOTNOTES) or _add_part(document)
        part.element.extend(as_elements(*notes.written))


def _add_part(document: Document) -> XmlPart:
    lines = (
        w("footnote", w("p", w("pPr", w("spacing", after=0, line=240, lineRule="auto")), run(w(kind))),
          type=kind, id=key)
        for key, kind in LINES
    )  # fmt: skip
    empty = as_part(root("w:footnotes", *lines))
    put_setting(document, w("footnotePr", *(w("footnote", id=key) for key, _ in LINES)))
    return add_xml_part(document.part, find_package(document), "/word/footnotes.xml", FOOTNOTES_KIND, empty)


def _name(key: int) -> str:
    return f"_RefSay{key}"

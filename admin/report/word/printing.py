"""What is being printed: the document, its styles, and the numbers given out so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from admin.report.word.text import field as write_field
from admin.report.word.text import paragraph, runs, runs_right
from admin.report.word.xml import NOTHING, Xml, join, w

if TYPE_CHECKING:
    from docx.document import Document

    from admin.report.model import Stamp
    from admin.report.word.notes import Notes
    from admin.report.word.styles import Styles


LABELS = ("Table", "Figure")
"""What captions begin with, and are counted by."""


@dataclass(slots=True)
class Printing:
    """One document while it is made."""

    document: Document
    styles: Styles
    notes: Notes
    accents: tuple[str, ...]
    """The colours of its theme, as RRGGBB."""
    width: int
    """Of the text between the margins, in twentieths of a point."""
    stamp: Stamp
    first_mark: int = 1
    """The first number that no bookmark and no drawing of a template has."""
    captions: Counter[str] = field(default_factory=Counter)
    """How many of each there are, those before the chapter too."""
    _marks: int = 0

    def next_mark(self) -> int:
        """Return a number that nothing in the document has."""
        self._marks += 1
        return self.first_mark + self._marks - 1

    def write_caption(self, label: str, text: str) -> Xml:
        """Write `Table 3: what it shows`, with a number that Word counts anew when tables are moved.

        It stays with what it heads, whatever a template's style says.
        """
        self.captions[label] += 1
        number = write_field(f"SEQ {label} \\* ARABIC", str(self.captions[label]))
        inside = join(runs(f"{label} "), number, runs(f": {text}") if text else NOTHING)
        return paragraph(self.styles.find("caption"), inside, also=w("keepNext"), is_right=runs_right(text))

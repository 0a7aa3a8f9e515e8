"""The foot of each page: whose report, of which time, and which page of how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.word.text import field, paragraph, run, runs
from admin.report.word.xml import Xml, as_elements, join, select, w

if TYPE_CHECKING:
    from admin.report.model import Report
    from admin.report.word.printing import Printing


def put_footer(printing: Printing, report: Report) -> None:
    """Put our footer into a document that has none at all: a template's own stays."""
    document = printing.document
    if select(document.element, "//w:footerReference | //w:headerReference"):
        return
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    element = footer.part.element
    for each in list(element):
        element.remove(each)
    element.extend(as_elements(_print_footer(printing, report)))


def _print_footer(printing: Printing, report: Report) -> Xml:
    whose = " \N{MIDDLE DOT} ".join(each for each in (report.council, report.stamp.period.name) if each)
    right = w("tabs", w("tab", val="right", pos=printing.width))
    pages = join(runs("Page "), field("PAGE", "1"), runs(" of "), field("NUMPAGES", "1"))
    return paragraph(printing.styles.find("footer"), runs(whose), run(w("tab")), pages, also=right)

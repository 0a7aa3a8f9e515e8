"""Printing a report as a Word file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.report.stamp_words import list_stamp_lines
from admin.report.word.blocks import print_blocks
from admin.report.word.contents import has_contents, print_contents, print_title
from admin.report.word.enclosed import enclose
from admin.report.word.footer import put_footer
from admin.report.word.notes import close_notes, open_notes
from admin.report.word.package import find_package, write_package
from admin.report.word.placing import Place, find_place
from admin.report.word.printing import LABELS, Printing
from admin.report.word.settings import put_setting
from admin.report.word.stamp import stamp_package
from admin.report.word.styles import settle_styles
from admin.report.word.template import open_template
from admin.report.word.text import bookmark, paragraph, runs, runs_right, say
from admin.report.word.theme import read_accents
from admin.report.word.xml import NOTHING, Xml, as_elements, join, select_texts, w
from admin.report.written import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

    from admin.report.model import Report, Section, Stamp

PAGE_BEFORE = w("pageBreakBefore")
DEEPEST = 4
"""Headings have styles down to this level; deeper ones look like it."""
MAX_TITLE = 255
"""More letters python-docx does not let a property have."""


def write_word(report: Report, template: bytes | None = None, enclosed: bytes | None = None) -> bytes:
    """Return the report as a .docx, in a council's template if there is one.

    `enclosed` are the figures to be put into the file beside the words. The same report makes the same bytes.
    Raises TemplateError with a sentence for a template that cannot be used.
    """
    document = open_template(template)
    place = find_place(document)
    printing = _begin(document, place, report.stamp)
    place.put(document, as_elements(_print_report(printing, place, report)))
    close_notes(document, printing.notes)
    put_footer(printing, report)
    _describe(document, report)
    if enclosed is not None:
        enclose(document, enclosed)
    return write_package(document)


def _begin(document: Document, place: Place, stamp: Stamp) -> Printing:
    styles = settle_styles(document)
    marks = select_texts(document.element, "//w:bookmarkStart/@w:id | //wp:docPr/@id")
    return Printing(
        document,
        styles,
        open_notes(document, styles, place.count_before("w:footnoteReference")),
        read_accents(document),
        place.find_width(),
        stamp,
        max((int(each) for each in marks), default=0) + 1,
        Counter({label: place.count_before(f"w:instrText[contains(., 'SEQ {label} ')]") for label in LABELS}),
    )


def _print_report(printing: Printing, place: Place, report: Report) -> Xml:
    """Print all of it. Where a template marks the chapter's place, the front is the template's own."""
    names = [f"_TocSay{number}" for number, _ in enumerate(report.walk(), printing.first_mark)]
    front = NOTHING if place.is_marked else _print_front(printing, place, report, names)
    has_front = has_contents(report) and not place.is_marked
    marked = iter(names)
    sections = [
        _print_section(printing, 1, each, marked, is_apart=has_front and _begins_page(report, number))
        for number, each in enumerate(report.sections)
    ]
    return join(
        front, *sections, say(printing.styles.find("Source"), " ".join(list_stamp_lines(report.stamp)))
    )


def _print_front(printing: Printing, place: Place, report: Report, names: list[str]) -> Xml:
    title = print_title(printing, report, PAGE_BEFORE if place.holds_words else NOTHING)
    if not has_contents(report):
        return title
    put_setting(printing.document, w("updateFields", val="true"))
    return join(title, print_contents(printing, report, names))


def _print_section(
    printing: Printing, level: int, section: Section, names: Iterator[str], *, is_apart: bool
) -> Xml:
    """Print a section and those in it."""
    style = printing.styles.find(f"heading {min(level, DEEPEST)}")
    title = bookmark(printing.next_mark(), next(names), runs(section.title))
    before = PAGE_BEFORE if is_apart and level == 1 else NOTHING
    return join(
        paragraph(style, title, also=before, is_right=runs_right(section.title)),
        print_blocks(printing, section.blocks, next(iter(section.sections), None)),
        *(_print_section(printing, level + 1, each, names, is_apart=is_apart) for each in section.sections),
    )


def _begins_page(report: Report, number: int) -> bool:
    """Tell whether a section begins a page: the first after the contents, and each that has others in it."""
    return number == 0 or bool(report.sections[number].sections)


def _describe(document: Document, report: Report) -> None:
    """Say in the file's properties what it is and whose."""
    about = document.core_properties
    about.title, about.author = clean(report.title)[:MAX_TITLE], clean(report.council)[:MAX_TITLE]
    about.last_modified_by = about.author
    about.language = "en-GB"
    about.created = about.modified = report.stamp.made_at
    stamp_package(find_package(document), report.stamp)

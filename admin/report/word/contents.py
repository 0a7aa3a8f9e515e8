"""The title, and the list of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.word.text import begin_field, end_field, paragraph, runs, say
from admin.report.word.xml import NOTHING, Xml, join, w

if TYPE_CHECKING:
    from admin.report.model import Report
    from admin.report.word.printing import Printing

CODE = 'TOC \\o "1-{}" \\h \\z \\u'
"""Headings down to a level, as links, without page numbers where there are no pages."""
LEVELS = (3, 2, 1)
MOST_LINES = 34
"""The list stays on the first page, with fewer levels if need be."""
FEWEST = 6
"""A report with fewer headings is read without a list of them."""


def print_title(printing: Printing, report: Report, before: Xml) -> Xml:
    """Print what it is called, whose it is, and of which time."""
    find = printing.styles.find
    below = dict.fromkeys((report.council, report.subtitle or report.stamp.period.name))
    return join(
        say(find("Title"), report.title, before), *(say(find("Subtitle"), line) for line in below if line)
    )


def has_contents(report: Report) -> bool:
    """Tell whether it is long enough to be looked things up in."""
    return sum(1 for _ in report.walk()) >= FEWEST


def print_contents(printing: Printing, report: Report, names: list[str]) -> Xml:
    """Print the list as a field. `names` are the bookmarks of the headings.

    Until Word counts the pages, it has none: a wrong number would be worse.
    """
    headings = [
        (level, section.title, name) for (level, section), name in zip(report.walk(), names, strict=True)
    ]
    deepest = next(
        (each for each in LEVELS if sum(level <= each for level, _, _ in headings) <= MOST_LINES), 1
    )
    listed = [each for each in headings if each[0] <= deepest]
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    title = say(printing.styles.find("TOC Heading"), "Contents")
    return w(
        "sdt",
        w("sdtPr", gallery),
        w("sdtContent", title, *_print_field(printing, listed, CODE.format(deepest))),
    )


def _print_field(printing: Printing, listed: list[tuple[int, str, str]], code: str) -> list[Xml]:
    """Print the lines. The field begins in the first of them and ends in the last."""
    edges = {0: join(*begin_field(code))}
    return [
        paragraph(
            printing.styles.find(f"toc {level}"),
            edges.get(place, NOTHING),
            w("hyperlink", runs(title), anchor=name, history=1),
            end_field() if place == len(listed) - 1 else NOTHING,
        )
        for place, (level, title, name) in enumerate(listed)
    ]

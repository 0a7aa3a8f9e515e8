"""The chapter: participation and engagement, and what people told us. Pure.

From the figures as they may be shown, and nothing else: what is hidden there stands nowhere here. A section
with nothing in it is left out; where a reader would look for it, one sentence says that there is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.making import make_section
from admin.report.model import Report
from admin.report.parts.around import write_beside, write_families, write_shaping
from admin.report.parts.audience import list_annexes, write_audience
from admin.report.parts.changed import write_changed, write_compliments, write_pledges
from admin.report.parts.heard import write_heard
from admin.report.parts.on_time import write_on_time
from admin.report.parts.reading import write_reading
from admin.report.parts.taking_part import write_taking_part
from admin.report.parts.talking_first import write_talking_first
from admin.report.parts.themes import write_other_words, write_themes
from admin.report.parts.why_not import write_why_not
from admin.report.parts.year import write_year
from admin.report.wording import USUAL
from admin.shown.audiences import CHAPTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.report.model import Section, Stamp
    from admin.report.wording import Words
    from admin.shown.model import ShownSummary

TITLE = "Participation and engagement"


def write_chapter(shown: ShownSummary, stamp: Stamp, words: Words = USUAL) -> Report:
    """Write the chapter of a period."""
    parts = (
        make_section("participation", TITLE, (), _list_participation(shown, stamp, words)),
        make_section("what_people_told_us", "What people told us", (), _list_told(shown, words)),
        make_section("annex", "Annex: the answers in full", (), _list_annex(shown, words)),
    )
    sections = tuple(part for part in parts if part is not None)
    return Report(TITLE, shown.council, sections, stamp, shown.period.name)


def _list_participation(shown: ShownSummary, stamp: Stamp, words: Words) -> Iterator[Section | None]:
    yield write_reading(shown, stamp, words)
    yield write_year(shown)
    yield write_on_time(shown)
    yield write_talking_first(shown)
    yield write_taking_part(shown)
    yield write_why_not(shown)
    yield write_shaping(shown)
    yield write_families(shown)
    yield write_beside(shown)


def _list_told(shown: ShownSummary, words: Words) -> Iterator[Section | None]:
    yield write_heard(shown)
    for key, _, _ in CHAPTERS:
        yield write_audience(shown, words, key)
    yield write_themes(shown)
    yield write_changed(shown)
    yield write_compliments(shown)
    yield write_pledges(shown)


def _list_annex(shown: ShownSummary, words: Words) -> Iterator[Section | None]:
    yield from list_annexes(shown, words)
    yield write_other_words(shown)

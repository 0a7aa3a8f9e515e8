"""Every format that the figures of a period go out in, and what it is called. All print the same numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from admin.report.as_markdown import as_markdown
from admin.report.chapter import write_chapter
from admin.report.excel.book import write_excel
from admin.report.model import Stamp
from admin.report.monthly import write_monthly_pack
from admin.report.page import write_page
from admin.report.word.write import write_word
from admin.report.wording import USUAL
from admin.shown.as_csv import as_csv
from admin.shown.as_json import as_json
from admin.shown.checksum import write_down

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from admin.periods import Period
    from admin.report.model import Report
    from admin.report.wording import Words
    from admin.shown.checksum import Written
    from admin.shown.model import ShownSummary


CHAPTER = "participation"
"""How the names of the chapter's files begin."""


@dataclass(frozen=True, slots=True)
class Made:
    """The figures, the chapter written from them, and the figures as rows, for the check of a file."""

    shown: ShownSummary
    report: Report
    written: Written
    name: str = CHAPTER
    """How its files' names begin."""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `is_for_people` where it is the chapter; the others are the bare figures."""

    title: str
    media_type: str
    write: Callable[[Made, bytes | None], bytes]
    """Raises TemplateError where a template was given that cannot be used."""
    is_text: bool = True
    is_for_people: bool = True


def make_chapter(shown: ShownSummary, made_at: datetime, words: Words = USUAL) -> Made:
    """Write the chapter, stamped with what it was made from."""
    return _make(shown, made_at, lambda stamp: write_chapter(shown, stamp, words))


def make_pack(shown: ShownSummary, made_at: datetime, words: Words = USUAL) -> Made:
    """Write the pack for a performance meeting, likewise."""
    made = _make(shown, made_at, lambda stamp: write_monthly_pack(shown, stamp, words))
    return replace(made, name="pack")


def _make(shown: ShownSummary, made_at: datetime, write: Callable[[Stamp], Report]) -> Made:
    written = write_down(shown)
    stamp = Stamp(
        shown.period,
        shown.definition.value,
        shown.hidden_below,
        made_at,
        version("haveyoursay"),
        written.checksum,
        shown.signed_on,
    )
    return Made(shown, write(stamp), written)


def name_file(made: Made, ending: str) -> str:
    """Name a file so that two of them are told apart in a folder: by its days, and whether it may go out."""
    return name_days(made.name, made.shown.period, ending, is_published=made.shown.is_published)


def name_days(what: str, period: Period, ending: str, *, is_published: bool) -> str:
    """Likewise before it is made."""
    kind = "published" if is_published else "for-staff"
    return f"{what}-{period.first_on}-to-{period.last_on}-{kind}.{ending}"


def _write_word(made: Made, template: bytes | None) -> bytes:
    return write_word(made.report, template, made.written.write())


def _write_excel(made: Made, _: bytes | None) -> bytes:
    return write_excel(made.report)


def _write_page(made: Made, _: bytes | None) -> bytes:
    return write_page(made.report)


def _write_markdown(made: Made, _: bytes | None) -> bytes:
    return as_markdown(made.report).encode()


def _write_csv(made: Made, _: bytes | None) -> bytes:
    return as_csv(made.shown).encode("utf-8-sig")


def _write_json(made: Made, _: bytes | None) -> bytes:
    return (json.dumps(as_json(made.shown), indent=2) + "\n").encode()


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = "docx"
FORMATS: Mapping[str, Format] = {
    "json": Format("JSON", "application/json", _write_json, is_for_people=False),
    "md": Format("Markdown", "text/markdown; charset=utf-8", _write_markdown),
    "html": Format("Page for a browser", "text/html; charset=utf-8", _write_page),
    "csv": Format("CSV", "text/csv; charset=utf-8", _write_csv, is_for_people=False),
    "xlsx": Format("Excel", f"{OFFICE}.spreadsheetml.sheet", _write_excel, is_text=False),
    WORD: Format("Word", f"{OFFICE}.wordprocessingml.document", _write_word, is_text=False),
}
"""By how their files end."""

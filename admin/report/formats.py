"""Every format that the figures of a period go out in, and what it is called. All print the same numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from admin.report.chapter import write_chapter
from admin.report.model import Stamp
from admin.report.monthly import write_monthly_pack
from admin.report.printers import PRINTERS, WORD
from admin.report.wording import USUAL
from admin.shown.as_csv import as_csv
from admin.shown.as_json import as_json
from admin.shown.checksum import write_down

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from admin.periods import Period
    from admin.report.model import Report
    from admin.report.printers import Printer
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


def _write_csv(made: Made, _: bytes | None) -> bytes:
    return as_csv(made.shown).encode("utf-8-sig")


def _write_json(made: Made, _: bytes | None) -> bytes:
    return (json.dumps(as_json(made.shown), indent=2) + "\n").encode()


def _print(printer: Printer) -> Format:
    """Print the chapter, with its figures enclosed where there is room for them."""

    def write(made: Made, template: bytes | None) -> bytes:
        return printer.write(made.report, template, made.written.write())

    return Format(printer.title, printer.media_type, write, is_text=printer.is_text)


FORMATS: Mapping[str, Format] = {
    "json": Format("JSON", "application/json", _write_json, is_for_people=False),
    "md": _print(PRINTERS["md"]),
    "html": _print(PRINTERS["html"]),
    "csv": Format("CSV", "text/csv; charset=utf-8", _write_csv, is_for_people=False),
    "xlsx": _print(PRINTERS["xlsx"]),
    WORD: _print(PRINTERS[WORD]),
}
"""By how their files end."""

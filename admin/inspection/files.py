"""The pack as files: the report in each format, and every reference behind its figures as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from admin.cells_out import guard_cell
from admin.inspection.evidence import gather
from admin.inspection.links import find_row_address
from admin.inspection.pack import write_pack
from admin.measures.measures import BY_NAME
from admin.report.model import Stamp
from admin.report.printers import PRINTERS
from admin.retention.classes import PURGED
from admin.shown.checksum import write_down
from admin.signed.keeping import PROGRAM
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from admin.inspection.evidence import Evidence
    from admin.measures.kinds import Definition
    from admin.periods import Period
    from admin.report.model import Report
    from admin.report.printers import Printer
    from admin.shown.asked import Source
    from forms.keys import Keys
    from forms.settings import Settings

Shape: TypeAlias = "tuple[str, Callable[[Pack], bytes]]"
HEADS = ("measure", "unit", "ref", "in_base", "counts", "page")
BOM = "utf-8-sig"
"""Spreadsheets take a CSV for UTF-8 by it."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack, ready to be written: its report, the figures enclosed in it, and what it was made from."""

    report: Report
    enclosed: bytes
    evidence: Evidence
    public_url: str

    def write(self, shape: str) -> bytes:
        """Write it in one of `SHAPES`."""
        return SHAPES[shape][1](self)


async def make_pack(
    source: Source, keys: Keys, period: Period, definition: Definition, now: datetime
) -> Pack:
    """Gather the evidence and write the pack. Raises StoreUnavailableError, UnreadableError."""
    evidence = await gather(source, keys, period, definition, london_day(now))
    written = write_down(evidence.shown)
    of = (period, definition.value, None, now, PROGRAM, written.checksum, evidence.shown.signed_on)
    report = write_pack(evidence, Stamp(*of), read_kept(source.settings))
    return Pack(report, written.write(), evidence, source.settings.public_url.rstrip("/"))


def read_kept(settings: Settings) -> Mapping[str, int]:
    """Return the settings of how long what is kept."""
    names = sorted({kept.setting for kept in PURGED if kept.setting})
    return {name: getattr(settings, name.removeprefix("SAY_").lower()) for name in names}


def write_references(pack: Pack) -> str:
    """Write every row that a measure looks at: its reference, whether in the base, whether it counts."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADS)
    for name, rows in pack.evidence.rows.items():
        unit = BY_NAME[name].unit
        for row in rows:
            path = find_row_address(unit, row.ref)
            counts = row.is_in_base and row.counts
            said = ("yes" if row.is_in_base else "no", "yes" if counts else "no")
            page = f"{pack.public_url}{path}" if path else ""
            lines.writerow((name, unit.value, guard_cell(row.ref), *said, page))
    return written.getvalue()


def _print(printer: Printer) -> Shape:
    return printer.media_type, lambda pack: printer.write(pack.report, None, pack.enclosed)


SHAPES: Mapping[str, Shape] = {
    **{ending: _print(PRINTERS[ending]) for ending in ("docx", "xlsx", "html", "md")},
    "csv": ("text/csv; charset=utf-8", lambda pack: write_references(pack).encode(BOM)),
}
"""Ending to media type, and how it is written. `csv` holds the references, the others the report."""

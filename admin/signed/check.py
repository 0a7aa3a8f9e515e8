"""A file of a report held against the database: whether its figures are those that are counted, or signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from admin.groups import Dimension
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.report.chapter import write_chapter
from admin.report.wording import choose_words
from admin.shown.asked import Asked, count_published, count_true
from admin.shown.checksum import write_down
from admin.shown.rows import PARTED
from admin.signed.counting import SIGNED_BY
from admin.signed.differences import find_differences
from admin.signed.keeping import list_signed, open_signed
from admin.signed.printed import hold_tables
from admin.summary.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.report.model import Stamp
    from admin.shown.asked import Source
    from admin.shown.checksum import Written
    from admin.shown.model import ShownSummary
    from admin.shown.rows import FigureRow
    from admin.signed.differences import Difference
    from admin.signed.files import ReportFile
    from admin.signed.keeping import Signed
    from admin.signed.printed import HeldTables


class CannotCheckError(Exception):
    """A file that cannot be checked; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it.

    `is_itself` is False where the figures enclosed in the file are not those that its stamp is of: somebody
    changed one of them. `differences` are between the enclosed figures and those held here; where none are
    enclosed, `is_equal` alone is known, by the checksum. `tables` is None where they could not be made anew.
    """

    stamp: Stamp
    signed: Signed | None
    is_itself: bool
    is_equal: bool
    has_figures: bool
    differences: tuple[Difference, ...]
    tables: HeldTables | None

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing is wrong with it."""
        changed = self.tables.changed if self.tables else ()
        return self.is_itself and self.is_equal and not self.differences and not changed


async def check_file(source: Source, file: ReportFile, today: date) -> Checked:
    """Hold a file against what was signed, if it says that its figures were, else against a new count.

    Raises CannotCheckError, UnreadableError, StoreUnavailableError.
    """
    stamp = file.stamp
    if stamp is None:
        raise CannotCheckError("There is no stamp in this file: it was not made here, or lost it on the way.")
    if stamp.definition not in set(Definition):
        raise CannotCheckError("Its stamp names a definition that is not known here.")
    shown, signed = await _find_shown(source, file, stamp, today)
    held = write_down(shown)
    differences = _compare(file.written, held)
    is_equal = not differences if file.written else stamp.checksum == held.checksum
    report = write_chapter(shown, stamp, choose_words(source.settings))
    return Checked(
        stamp,
        signed,
        file.written is None or _is_itself(file.written, stamp),
        is_equal,
        file.written is not None,
        differences,
        hold_tables(file.tables, report) if is_equal else None,
    )


async def _find_shown(
    source: Source, file: ReportFile, stamp: Stamp, today: date
) -> tuple[ShownSummary, Signed | None]:
    """Show the figures as the file does: the first way of the checksum that it carries, else the first."""
    editions = await _find_editions(source, stamp)
    first = None
    for signed in editions:
        for by in _list_parted(file):
            shown = await _count(source, file, stamp, today, signed, by)
            first = first or (shown, signed)
            if write_down(shown).checksum == stamp.checksum:
                return shown, signed
    if first is None:
        raise CannotCheckError("It says that its figures were signed, and no such signature is here.")
    return first


def _list_parted(file: ReportFile) -> list[tuple[Dimension, ...]]:
    """List by what its figures may be parted: known where they are enclosed, else the usual ways."""
    if file.written is None:
        return [(Dimension.AGE_BAND,), (), SIGNED_BY, tuple(Dimension)]
    sections = {row.place.section for row in file.written.rows}
    return [tuple(one for one in Dimension if f"{PARTED}{one}" in sections)]


def _is_itself(written: Written, stamp: Stamp) -> bool:
    """Tell whether the figures in a file are those that its stamp is of."""
    of = (written.period, written.definition.value, written.hidden_below)
    return of == (stamp.period, stamp.definition, stamp.hidden_below) and written.checksum == stamp.checksum


def _compare(enclosed: Written | None, held: Written) -> tuple[Difference, ...]:
    """Find what differs, figures of other periods too where both have them."""
    if enclosed is None:
        return ()
    return find_differences(enclosed.rows, _leave_unasked_out(enclosed.rows, held.rows))


def _leave_unasked_out(enclosed: Iterable[FigureRow], held: Iterable[FigureRow]) -> list[FigureRow]:
    """Leave out the targets that the council set since: they are no figures."""
    targets = {row.place for row in enclosed if row.place.is_beside}
    return [row for row in held if not row.place.is_beside or row.place in targets]


async def _find_editions(source: Source, stamp: Stamp) -> list[Signed | None]:
    """Find the editions that a file may have been made from: those of the day it says; None: counted anew.

    Raises CannotCheckError without the keys.
    """
    if stamp.signed_on is None:
        return [None]
    if source.keys is None:
        raise CannotCheckError("It was made from a signed period, which cannot be read without the keys.")
    listed = [one for one in await list_signed(source.store) if one.period == stamp.period]
    found = [await open_signed(source.store, source.keys, source.library, one.id) for one in listed]
    return [one for one in found if one is not None and one.signed_on == stamp.signed_on]


async def _count(  # noqa: PLR0913, PLR0917 - of which file, by what
    source: Source,
    file: ReportFile,
    stamp: Stamp,
    today: date,
    signed: Signed | None,
    by: tuple[Dimension, ...],
) -> ShownSummary:
    asked = Asked(
        stamp.period,
        Definition(stamp.definition),
        _find_chosen(file),
        by=by,
        edition=signed.signature.edition if signed else None,
        is_anew=signed is None,
    )
    if stamp.hidden_below is None:
        return await count_true(source, asked, today)
    settings = replace(source.settings, suppress_below=stamp.hidden_below)
    return await count_published(replace(source, settings=settings), asked, today)


def _find_chosen(file: ReportFile) -> Period | None:
    """Find which period somebody chose to stand beside, from the places of the enclosed figures."""
    for row in file.written.rows if file.written else ():
        match row.place.key.split() if row.place.is_beside else []:
            case [Beside.CHOSEN.value, first_on, last_on]:
                return Period(date.fromisoformat(first_on), date.fromisoformat(last_on))
            case _:
                continue
    return None

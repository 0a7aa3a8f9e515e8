"""A file of a report held against the database: whether its figures are those that are counted, or signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from admin.measures.kinds import Definition
from admin.periods import Period
from admin.report.chapter import write_chapter
from admin.report.wording import choose_words
from admin.shown.asked import Asked, count_published, count_true
from admin.shown.checksum import write_down
from admin.shown.published import show_published
from admin.signed.differences import find_differences
from admin.signed.keeping import list_signed, open_signed
from admin.signed.printed import hold_tables

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
    signed = await _find_signed(source, stamp)
    shown = _show_signed(source, signed, stamp) if signed else await _count(source, file, stamp, today)
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


async def _find_signed(source: Source, stamp: Stamp) -> Signed | None:
    """Find the edition that a file says it was made from: the one of its checksum, else the last of that day.

    Raises CannotCheckError where there is none.
    """
    if stamp.signed_on is None:
        return None
    if source.keys is None:
        raise CannotCheckError("It was made from a signed period, which cannot be read without the keys.")
    found = [one for one in await list_signed(source.store) if one.period == stamp.period]
    for listed in sorted(found, key=lambda one: one.checksum != stamp.checksum):
        signed = await open_signed(source.store, source.keys, source.library, listed.id)
        if signed is not None and signed.signed_on == stamp.signed_on:
            return signed
    raise CannotCheckError("It says that its figures were signed, and no such signature is here.")


def _show_signed(source: Source, signed: Signed, stamp: Stamp) -> ShownSummary:
    if stamp.hidden_below is None:
        return signed.show(source.settings.council)
    shown = show_published(signed.summary, source.settings.council, signed.signed_on, stamp.hidden_below)
    return replace(shown, signed_on=signed.signed_on)


async def _count(source: Source, file: ReportFile, stamp: Stamp, today: date) -> ShownSummary:
    asked = Asked(stamp.period, Definition(stamp.definition), _find_compared(file))
    if stamp.hidden_below is None:
        return await count_true(source, asked, today)
    settings = replace(source.settings, suppress_below=stamp.hidden_below)
    return await count_published(replace(source, settings=settings), asked, today)


def _find_compared(file: ReportFile) -> Period | None:
    """Find which period its figures stand beside, from the places of the enclosed ones."""
    for row in file.written.rows if file.written else ():
        match row.place.key.split() if row.place.is_beside else []:
            case [_, first_on, last_on]:
                return Period(date.fromisoformat(first_on), date.fromisoformat(last_on))
            case _:
                continue
    return None

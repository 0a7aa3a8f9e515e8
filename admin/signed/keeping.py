"""Signing a period, and reading what was signed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.measures.kinds import Definition
from admin.periods import Period
from admin.shown.checksum import read_written, write_down
from admin.shown.true import show_true
from admin.signed.codec import read_counts, write_counts
from admin.signed.unreadable import UnreadableError
from admin.summary.summary import Figures
from forms.london import london_day
from forms.records import FormVersion, SignedPeriod
from forms.units import Insert, Key, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from admin.shown.checksum import Written
    from admin.shown.model import ShownSummary
    from admin.summary.summary import Summary
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row, Rows

PROGRAM = version("haveyoursay")
"""The version that counts today."""
_SEALED = (
    *("id", "first_on", "last_on", "edition", "definition", "hidden_below", "program"),
    *("signed_by", "reason", "counts", "figures", "checksum"),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a period, when, as which edition; from the second on with the reason."""

    edition: int
    by: str
    at: datetime
    hidden_below: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A period as it was signed.

    `is_whole` is False where its row is not what was written then: somebody changed it past the database's
    own refusal, or it comes from a service with other keys.
    """

    id: str
    signature: Signature
    program: str
    checksum: str
    written: Written
    summary: Summary
    is_whole: bool

    @property
    def period(self) -> Period:
        """The days that were signed."""
        return self.summary.period

    @property
    def signed_on(self) -> date:
        """The day, in London."""
        return london_day(self.signature.at)

    def show(self, council: str) -> ShownSummary:
        """Show the true figures as they were signed."""
        return replace(show_true(self.summary, council, self.signed_on), signed_on=self.signed_on)


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of signed periods."""

    id: str
    period: Period
    edition: int
    definition: str
    program: str
    signed_at: datetime
    signed_by: str
    reason: str
    checksum: str


def name_signed(period: Period, edition: int) -> str:
    """Name a signed period: its id, and its place in an address."""
    return f"{period.first_on}_{period.last_on}_{edition}"


@dataclass(frozen=True, slots=True)
class SignUnit:
    """Keep a period's counts for good. None: that edition is there already.

    The texts of its forms are kept with it, so that it can be read when they are asked no longer.
    """

    keys: Keys
    library: Library
    summary: Summary
    signature: Signature

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row that must not be there yet."""
        return (Key(SignedPeriod, "id", name_signed(self.summary.period, self.signature.edition)),)

    def decide(self, rows: Rows) -> Writes[str | None]:
        """Write it, and return its id."""
        key = self.reads[0]
        if rows.get(key) is not None:
            return Writes(None)
        row = self._make_row(key.value)
        sealed = Insert(SignedPeriod, {**row, "seal": _make_seal(self.keys, row)})
        return Writes(key.value, (*self._keep_forms(), sealed))

    def _make_row(self, row_id: str) -> dict[str, Any]:
        counts, signature = write_counts(self.summary), self.signature
        written = write_down(show_true(self.summary, "", london_day(signature.at)))
        return {
            "id": row_id,
            "first_on": self.summary.period.first_on,
            "last_on": self.summary.period.last_on,
            "edition": signature.edition,
            "definition": self.summary.definition.value,
            "hidden_below": signature.hidden_below,
            "program": PROGRAM,
            "signed_at": signature.at,
            "signed_by": signature.by,
            "reason": signature.reason,
            "counts": json.dumps(counts, ensure_ascii=False, separators=(",", ":")),
            "figures": written.write().decode("ascii"),
            "checksum": written.checksum,
        }

    def _keep_forms(self) -> Iterator[Insert]:
        for count in self.summary.forms:
            key, form_version = count.form.key, count.form.version
            row = {
                "form_key": key,
                "version": form_version,
                "source": self.library.source(key, form_version),
            }
            yield Insert(FormVersion, row, unless_there=True)


def _make_seal(keys: Keys, row: Row) -> str:
    signed_at = row["signed_at"].astimezone(UTC).isoformat()
    return keys.mac("signed period", *(str(row[name]) for name in _SEALED), signed_at)


async def list_signed(store: Store) -> list[Listed]:
    """List what was signed: the latest period first, of each its newest edition first.

    Raises StoreUnavailableError.
    """
    return [_list_one(row) for row in await store.read(_LISTED)]


def _list_one(row: Row) -> Listed:
    own = {name: value for name, value in row.items() if name not in {"first_on", "last_on"}}
    return Listed(period=Period(row["first_on"], row["last_on"]), **own)


async def find_edition(store: Store, period: Period) -> int:
    """Return the newest edition of a period; 0 where it was never signed. Raises StoreUnavailableError."""
    of = (col(SignedPeriod.first_on) == period.first_on, col(SignedPeriod.last_on) == period.last_on)
    rows = await store.read(select(col(SignedPeriod.edition)).where(*of))
    return max((int(row["edition"]) for row in rows), default=0)


async def read_signed(
    store: Store, keys: Keys, library: Library, period: Period, edition: int | None = None
) -> Signed | None:
    """Read a signed period: its newest edition, or the one named; None where there is none.

    Raises StoreUnavailableError; UnreadableError where this version cannot read it.
    """
    number = edition or await find_edition(store, period)
    return await open_signed(store, keys, library, name_signed(period, number)) if number else None


async def open_signed(store: Store, keys: Keys, library: Library, signed_id: str) -> Signed | None:
    """Read a signed period by its id. Raises StoreUnavailableError, UnreadableError."""
    rows = await store.read(
        select(SignedPeriod.__table__).where(col(SignedPeriod.id) == signed_id)  # type: ignore[attr-defined]  # SQLModel declares it at run time
    )
    return _open(keys, library, rows[0]) if rows else None


def _open(keys: Keys, library: Library, row: Row) -> Signed:
    try:
        counts: Mapping[str, Any] = json.loads(row["counts"])
        written = read_written(row["figures"].encode())
    except ValueError:
        raise UnreadableError("what was signed cannot be read") from None
    whole = row["seal"] == _make_seal(keys, row) and written.checksum == row["checksum"]
    signature = Signature(
        row["edition"], row["signed_by"], row["signed_at"], row["hidden_below"], row["reason"]
    )
    summary = read_counts(counts, library.find)
    return Signed(row["id"], signature, row["program"], row["checksum"], written, summary, whole)


def read_by(summary: Summary, definition: Definition) -> Summary | None:
    """Return signed counts by a definition; None where they were not counted by it.

    Whatever was chosen, the figures by `eligible` stand beside: these can be had too.
    """
    counted = summary.counted
    if definition is counted.definition:
        return summary
    if definition is Definition.ELIGIBLE and counted.default:
        return replace(summary, counted=Figures(counted.period, definition, counted.default), grouped=())
    return None


_LISTED: Any = select(
    col(SignedPeriod.id),
    col(SignedPeriod.first_on),
    col(SignedPeriod.last_on),
    col(SignedPeriod.edition),
    col(SignedPeriod.definition),
    col(SignedPeriod.program),
    col(SignedPeriod.signed_at),
    col(SignedPeriod.signed_by),
    col(SignedPeriod.reason),
    col(SignedPeriod.checksum),
).order_by(col(SignedPeriod.last_on).desc(), col(SignedPeriod.first_on), col(SignedPeriod.edition).desc())

"""What children told, what changed, what could not be done and why: a page for children, approved by two.

Everything on it was written or approved for children: no answer stands on it as it was given, and no number
that is hidden in a published report.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.keys import TamperedError, seal, unseal
from forms.records import HeardPage
from forms.speaking import N_, write_month
from forms.units import Insert, Key, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row, Rows

TITLE = N_("You said, we did")
LEAD = N_("This is what children told us, and what happened. There are no names on it.")
TOLD = N_("What you told us")
CHANGED = N_("What changed")
YOU_SAID = N_("You said")
WE_DID = N_("We did")
COULD_NOT = N_("What we could not do")
WHY = N_("Why")
NEXT = N_("What we will do next")
FOR_AGES = N_("For ages {low} to {high}")
SEE_IT = N_("See what children told us, and what changed")
SAY_MORE = N_("Something to add? You can tell us any time. Ask your IRO or your social worker for a code.")


@dataclass(frozen=True, slots=True)
class Point:
    """What was said, and what was done about it; or, where it could not be done, why."""

    said: str
    answer: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of a page. Each is one short line."""

    told: tuple[str, ...] = ()
    changed: tuple[Point, ...] = ()
    could_not: tuple[Point, ...] = ()
    next: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands on it."""
        return not (self.told or self.changed or self.could_not or self.next)

    def list_texts(self) -> list[str]:
        """List every line, in reading order."""
        points = (*self.changed, *self.could_not)
        return [*self.told, *(text for point in points for text in (point.said, point.answer)), *self.next]


@dataclass(frozen=True, slots=True)
class About:
    """For whom a page is, in which language, and about which days."""

    band: str
    language: str
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class WriteHeardUnit:
    """Keep a page, sealed; writing it anew takes an approval that it had away. False: it is up, or gone."""

    keys: Keys
    page_id: str
    about: About
    heard: Heard
    by: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The page as it was."""
        return (Key(HeardPage, "id", self.page_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Write it."""
        row = rows.get(self.reads[0])
        if row is not None and (row["approved_at"] or row["taken_down_at"]):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        data_key = self.keys.new_data_key()
        plain = json.dumps(asdict(self.heard), ensure_ascii=False).encode()
        values = {
            **asdict(self.about),
            "written_at": self.now,
            "written_by": self.by,
            "sealed_key": data_key.sealed,
            "sealed": seal(data_key.plain, plain, _name(self.page_id)),
        }
        if row is not None:
            return Writes(True, (Update(HeardPage, {"id": self.page_id}, values),))  # noqa: FBT003 - likewise
        return Writes(True, (Insert(HeardPage, {"id": self.page_id, **values}),))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class ApproveHeardUnit:
    """Put a page up. False: it is not there, was decided on before, or its writer would approve it.

    `seen_at` is when the words were written that were looked at: others are not approved unseen.
    """

    page_id: str
    seen_at: str
    by: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The page."""
        return (Key(HeardPage, "id", self.page_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or not may_approve(row, self.by) or name_writing(row) != self.seen_at:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        noted = {"approved_at": self.now, "approved_by": self.by}
        return Writes(True, (Update(HeardPage, {"id": self.page_id}, noted),))  # noqa: FBT003 - likewise


@dataclass(frozen=True, slots=True)
class TakeDownUnit:
    """Take a page down, or put a draft away. False: there is none, or it was before."""

    page_id: str
    by: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The page."""
        return (Key(HeardPage, "id", self.page_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or row["taken_down_at"]:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        noted = {"taken_down_at": self.now, "taken_down_by": self.by}
        return Writes(True, (Update(HeardPage, {"id": self.page_id}, noted),))  # noqa: FBT003 - likewise


def may_approve(row: Row, account_id: str) -> bool:
    """Tell whether somebody may put a page up: a second person, once."""
    is_open = row["approved_at"] is None and row["taken_down_at"] is None
    return bool(account_id) and row["written_by"] != account_id and is_open


def name_writing(row: Row) -> str:
    """Name the words as they are now: the moment in which they were written."""
    return str(row["written_at"].timestamp())


def open_heard(keys: Keys, row: Row) -> Heard:
    """Open the words of a page. Raises TamperedError."""
    plain = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))
    return read_heard(json.loads(plain))


def read_heard(said: Mapping[str, Any]) -> Heard:
    """Make the words of a page of what JSON holds."""
    return Heard(
        tuple(said["told"]),
        tuple(Point(**point) for point in said["changed"]),
        tuple(Point(**point) for point in said["could_not"]),
        tuple(said["next"]),
    )


async def list_up(store: Store) -> list[Row]:
    """List the pages that are up: of each band and language the latest. Raises StoreUnavailableError."""
    table = HeardPage.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await store.read(
        select(table)
        .where(col(HeardPage.approved_at).is_not(None), col(HeardPage.taken_down_at).is_(None))
        .order_by(col(HeardPage.approved_at), col(HeardPage.id))
    )
    return sorted({(row["band"], row["language"]): row for row in rows}.values(), key=_find_age)


def choose_rows(rows: Iterable[Row], language: str, fallback: str) -> dict[str, Row]:
    """Choose for each band the page in a language, else in another; a band with neither is left out."""
    rows = list(rows)
    other = {row["band"]: row for row in rows if row["language"] == fallback}
    return other | {row["band"]: row for row in rows if row["language"] == language}


def open_page(keys: Keys, row: Row) -> Heard | None:
    """Open the words of a page that is up; None where they cannot be."""
    try:
        return open_heard(keys, row)
    except TamperedError:
        return None


def say_months(first_on: date, last_on: date) -> str:
    """Say from which month to which, in the language spoken: April 2025, a dash, March 2026."""
    return f"{write_month(first_on)} \N{EN DASH} {write_month(last_on)}"


def read_band(band: str) -> tuple[int, int]:
    """Read from and to which age a page is."""
    low, _, high = band.partition("-")
    return int(low), int(high)


def name_band(ages: range) -> str:
    """Name a band as it is kept."""
    return f"{ages.start}-{ages.stop - 1}"


def _find_age(row: Row) -> int:
    return read_band(row["band"])[0]


def _name(page_id: str) -> str:
    return f"heard/{page_id}"

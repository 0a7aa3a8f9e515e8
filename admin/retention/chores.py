"""What is to be taken away, as units of work; and by which days it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from forms.london import london_day
from forms.units import Key, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from admin.retention.classes import Class
    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from forms.units import Unit

FIRST_MONTH = 4
"""Of a council's reporting year: April."""


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to take away. `about` is what the record says it was; empty where it was nobody's words.

    `make` reads what goes with it only when it goes; it comes to None where it is to stay after all.
    """

    make: Callable[[], Awaitable[Unit[int | None] | None]]
    about: str = ""
    rows: int = 1


def chore(unit: Unit[int | None], about: str = "", rows: int = 1) -> Chore:
    """Make a chore of a unit that is ready."""

    async def make() -> Unit[int | None]:
        return unit

    return Chore(make, about, rows)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of one class."""

    of: Class
    chores: tuple[Chore, ...]


@dataclass(frozen=True, slots=True)
class TakeUnit:
    """Take rows away, whatever else is there. `counts`: how many they count as, where not each for itself."""

    writes: tuple[Write, ...]
    reads: tuple[Key, ...] = ()
    counts: int = 0

    def decide(self, rows: Rows) -> Writes[int | None]:
        """Tell how many."""
        del rows
        return Writes(self.counts or len(self.writes) or None, self.writes)


@dataclass(frozen=True, slots=True)
class Office:
    """Where a purge is carried out, and when."""

    store: Store
    keys: Keys
    library: Library
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        """The day in London."""
        return london_day(self.now)

    def ago(self, days: int) -> datetime:
        """Return the moment so many days ago."""
        return self.now - timedelta(days=days)

    @property
    def first_kept_on(self) -> date:
        """The first day of the oldest reporting year that is kept."""
        year = self.today.year - (self.today.month < FIRST_MONTH)
        return date(year - self.settings.keep_years, FIRST_MONTH, 1)

"""Which chapter is asked for: its period, what it is compared with, and who may read it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from admin.console.figures.pages import NO_DAYS, list_offered
from admin.groups import Dimension
from admin.periods import Period
from admin.shown.asked import Asked
from admin.summary.beside import Beside
from admin.typed_days import read_typed_day
from forms.web.pages import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

LAST_YEAR = "last-year"
COMPARE: Mapping[str, tuple[str, tuple[Beside, ...]]] = {
    LAST_YEAR: ("The same days a year ago", (Beside.LAST_YEAR,)),
    "before": ("The period before", (Beside.BEFORE,)),
    "both": ("Both", (Beside.LAST_YEAR, Beside.BEFORE)),
    "nothing": ("Nothing", ()),
}
"""What it can be compared with: what that is called, and what it is."""
TRUE, PUBLISHED = "true", "published"
READERS: Mapping[str, str] = {
    TRUE: "Staff: true counts, small ones too",
    PUBLISHED: "Everybody: small numbers hidden",
}
CHAPTER, PACK = "chapter", "pack"
WHAT: Mapping[str, str] = {
    CHAPTER: "The chapter",
    PACK: "The performance pack",
}
FIELDS = ("period", "from", "to", "compare", "for", "what")
PACK_IS_FOR_STAFF = "The pack is for staff: choose true counts."
NOT_OVER = "For everybody, choose a period that is over, from the list."


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose, and the same as it stands in an address."""

    period: Period
    compare: str
    is_published: bool
    query: Mapping[str, str]
    what: str = CHAPTER

    @property
    def asked(self) -> Asked:
        """What is to be counted."""
        _, beside = COMPARE[self.compare]
        by = Dimension.TEAM if self.what == PACK else Dimension.AGE_BAND
        return Asked(self.period, beside=beside, by=(by,))

    def at(self, address: str) -> str:
        """Return the address of a page about this."""
        return f"{address}?{urlencode(self.query)}"


def read_wish(given: Mapping[str, str], today: date, *, is_manager: bool) -> tuple[Wish, tuple[Fault, ...]]:
    """Read what is asked for. The analyst's is always published; so are no days of somebody's own.

    Two published periods that share days could together give back what each of them hides: so only those
    that are over, from the list.
    """
    offered = list_offered(today, is_true=is_manager)
    typed = {name: given.get(name, "").strip() for name in FIELDS}
    compare = typed["compare"] if typed["compare"] in COMPARE else LAST_YEAR
    is_published = not is_manager or typed["for"] == PUBLISHED
    usual = next(iter(offered.values()))
    period = offered.get(typed["period"], usual)
    faults: tuple[Fault, ...] = ()
    has_own = bool(typed["from"] or typed["to"])
    if is_manager and is_published and (has_own or period.last_on >= today):
        faults = (Fault(NOT_OVER, "period"),)
    elif is_manager and has_own:
        own = _read_days(typed["from"], typed["to"])
        period, faults = own or usual, () if own else (Fault(NO_DAYS, "from"),)
    what = PACK if typed["what"] == PACK and is_manager else CHAPTER
    if what == PACK and is_published:
        faults = (*faults, Fault(PACK_IS_FOR_STAFF, "for"))
    query = {name: value for name, value in typed.items() if value}
    return Wish(period, compare, is_published, query, what), faults


def _read_days(first: str, last: str) -> Period | None:
    days = [day for day in (read_typed_day(first), read_typed_day(last)) if isinstance(day, date)]
    return Period(*days) if len(days) == len((first, last)) and days[0] <= days[1] else None

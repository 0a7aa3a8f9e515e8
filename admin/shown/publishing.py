"""Handing figures out with small numbers hidden: that it was done is written down, or nothing goes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from admin.shown.asked import Asked, find_earlier, find_published
from admin.shown.ledger import PublishUnit, is_all_told, read_ledger
from admin.shown.published import Published
from forms.london import london_day
from forms.opening import LookUnit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from admin.shown.asked import Source
    from admin.shown.ledger import Ledger
    from admin.shown.model import ShownSummary
    from forms.units import Unit

PUBLISH = "figures.publish"
"""As what it stands in the audit; about the period."""
TRIES = 5


class TooBusyError(Exception):
    """Others publish at the same time, again and again: nothing was handed out."""


class Write(Protocol):
    """Carries a unit out, with an entry in the audit: of an action, about something."""

    async def __call__(self, unit: Unit[Any], action: str, about: str, /) -> object:
        """Return what the unit does; None or False where it did nothing."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who hands figures out, when, and how that is written down. `by` is empty at the command line."""

    by: str
    at: datetime
    write: Write


async def publish_figures(
    source: Source,
    asked: Asked,
    publisher: Publisher,
    *,
    has_earlier: bool = False,
    is_told: Callable[[str], bool] = lambda _: True,
) -> ShownSummary:
    """Count what may be published, write down that it was, and return it.

    With `has_earlier` the answers of another period go along (`find_earlier`). `is_told` says of which tables
    readers are told anything. Two who publish at once are told apart by the ledger: the second counts again
    beside the first. Raises TooBusyError, StoreUnavailableError, and UnreadableError where what was signed
    cannot be read.
    """
    for _ in range(TRIES):
        ledger = await read_ledger(source.store)
        found = await _find(source, asked, london_day(publisher.at), ledger, has_earlier=has_earlier)
        unit: Unit[Any] = LookUnit()
        editions = tuple(one.keep(is_told) for one in found.editions)
        if not is_all_told(ledger, editions):
            unit = PublishUnit(ledger, found.shown, editions, publisher.by, publisher.at)
        about = f"{asked.period.first_on}_{asked.period.last_on}"
        if await publisher.write(unit, PUBLISH, about):
            return found.shown
    raise TooBusyError


async def _find(source: Source, asked: Asked, today: date, ledger: Ledger, *, has_earlier: bool) -> Published:
    """Find out what may be published; what is told of the period compared with comes first."""
    before = find_earlier(asked) if has_earlier else None
    if before is None:
        return await find_published(source, asked, today, ledger.editions)
    earlier = await find_published(source, before, today, ledger.editions)
    past = (*reversed(earlier.editions), *ledger.editions)
    found = await find_published(source, asked, today, past)
    return Published(replace(found.shown, earlier=earlier.shown), (*earlier.editions, *found.editions))

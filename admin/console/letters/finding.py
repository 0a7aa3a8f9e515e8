"""Who is due a letter today, as far as whoever is signed in may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col

from admin.console.kept import find_lately
from admin.console.scope import own_children
from admin.console.staff import STAFF
from admin.invitation_rules import make_asking
from admin.reminders.finding import find_invitations_due, find_reminders_due
from admin.timetable import make_terms
from forms.definition import Reader
from forms.london import london_day
from forms.records import Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aiohttp import web

    from admin.reminders.finding import Due
    from forms.web.parts import Parts


@dataclass(frozen=True, slots=True)
class LettersDue:
    """Who is to be invited or asked how it went, and who is to be reminded."""

    invitations: list[Due]
    reminders: list[Due]

    @property
    def count(self) -> int:
        """How many letters that are."""
        return len(self.invitations) + len(self.reminders)

    def cut(self, start: int, end: int) -> LettersDue:
        """Return what a page shows of it: the reminders stand before the invitations."""
        first = len(self.reminders)
        return LettersDue(
            self.invitations[max(start - first, 0) : max(end - first, 0)], self.reminders[start:end]
        )


async def find_lately_due(request: web.Request, *, is_own: bool) -> LettersDue:
    """Find the same for a page: worked out within the last minutes, and anew once more was sent.

    Raises StoreUnavailableError.
    """
    whose = tuple(sorted(request[STAFF].iro_refs)) if is_own else ()
    find = partial(find_letters_due, request, is_own=is_own)
    return await find_lately(request, ("letters", is_own, whose), find, of_meetings=True)


async def find_letters_due(request: web.Request, *, is_own: bool) -> LettersDue:
    """Find what is due today. `is_own`: of one's own children alone, without what only the manager may see.

    Raises StoreUnavailableError.
    """
    parts = request.app[PARTS]
    store, library, now, terms = parts.store, parts.library, parts.clock(), make_terms(parts.settings)
    mine = (col(Review.child_ref).in_(own_children(request[STAFF].iro_refs)),) if is_own else ()
    reminders = await find_reminders_due(store, library, terms, now, *mine)
    asking = make_asking(parts.settings, london_day(now), library.keys())
    invitations = await find_invitations_due(store, library, asking, terms, *mine)
    if not is_own:
        return LettersDue(invitations, reminders)
    return LettersDue(list(_list_seen(parts, invitations)), list(_list_seen(parts, reminders)))


def _list_seen(parts: Parts, dues: Iterable[Due]) -> Iterable[Due]:
    """Yield what is not about whoever chairs: who has answered that is for their manager to see."""
    for due in dues:
        if parts.library.current(due.ask.form_key).reader is not Reader.MANAGER:
            yield due

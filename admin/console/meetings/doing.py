"""Recording something of a meeting: by whom, on record, with the invitations that follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from admin.console.record import RECORD
from admin.console.staff import STAFF, find_reach
from admin.following import find_changes_with
from admin.invitation_rules import make_asking
from admin.recording.unit import RecordUnit
from forms.audit import Done
from forms.london import london_day
from forms.opening import LookUnit
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from forms.units import Row, Write

CHANGED = Fault(
    "Somebody recorded something of this meeting while you had the page open. Look at the meeting, then send "
    "this once more."
)
_ORDER = (Role.MANAGER, Role.BUSINESS_SUPPORT)


def name_role(request: web.Request) -> Role:
    """Return in which role somebody acts: for their own children as their IRO."""
    staff = request[STAFF]
    if find_reach(request) is not None:
        return Role.IRO
    return next((role for role in _ORDER if role in staff.roles), Role.IRO)


@dataclass(frozen=True, slots=True)
class Recording:
    """What is recorded: columns of the review as the page showed it (`seen`), and what stands beside it."""

    seen: str
    values: Mapping[str, Any]
    beside: tuple[Write, ...] = ()


async def record_meeting(request: web.Request, action: str, review: Row, recording: Recording) -> bool:
    """Record something of a review; False if it changed meanwhile. Raises StoreUnavailableError."""
    parts, ref = request.app[PARTS], review["review_ref"]
    now, today = parts.clock(), london_day(parts.clock())
    planned = {"review_ref": ref, **recording.values}
    unit = RecordUnit(
        review_ref=ref,
        seen=recording.seen,
        values=recording.values,
        now=now,
        today=today,
        beside=recording.beside,
        follow=await find_changes_with(
            parts.store, make_asking(parts.settings, today), now, parts.library.list_timings(), planned
        ),
    )
    return await request.app[RECORD].write(request, Done(action, name_role(request), ref), unit)


async def note_look(request: web.Request, action: str, about: str) -> None:
    """Write down that somebody looked at a child's words. Raises StoreUnavailableError."""
    await request.app[RECORD].write(request, Done(action, name_role(request), about), LookUnit())

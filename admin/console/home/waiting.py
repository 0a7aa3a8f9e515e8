"""What waits for somebody, by what they are: each line says how many, of what, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select
from sqlmodel import col

from admin.accounts.accounts import ACCOUNTS
from admin.accounts.roles import Role
from admin.alerts.letters import ALERTS
from admin.complaints.listing import count_open_complaints
from admin.console.alerts.queue import read_alerts
from admin.console.alerts.who import LOOKERS
from admin.console.gathered.finding import GATHERED
from admin.console.gathered.tables import OVERDUE_STATES
from admin.console.kept import find_lately
from admin.console.letters.finding import find_lately_due
from admin.console.letters.pages import LETTERS
from admin.console.made.pages import ASKERS, find_mine
from admin.console.made.working import MADE
from admin.console.meetings.addresses import MEETINGS
from admin.console.scope import own_children
from admin.console.staff import STAFF
from admin.feedback.listing import count_unread_feedback
from admin.gathering.kinds import Kind
from admin.meeting_states import State, in_state
from admin.promises import list_promised, list_to_tell
from admin.written_days import write_day
from forms.definition import Reader
from forms.london import london_day
from forms.records import AuditEntry, GatheredItem, Invitation, InvitationCode, Quote, Response, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web
    from sqlalchemy import ColumnElement

    Source = Callable[[web.Request], Awaitable["Waiting"]]

Thing = TypeVar("Thing")
TALK_BEFORE = timedelta(weeks=6)
"""In which the IRO speaks with the child in private before a review (IRO Handbook)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how many, what, where to go, and what more there is to say of it."""

    count: int
    what: str
    address: str
    hint: str = ""
    is_urgent: bool = False


async def find_waiting(request: web.Request) -> list[Waiting]:
    """Return what waits for whoever is signed in, the urgent first. Raises StoreUnavailableError."""
    staff = request[STAFF]
    found = [await source(request) for roles, source in SOURCES if staff.is_any(roles)]
    return sorted((one for one in found if one.count), key=lambda one: not one.is_urgent)


async def find_alerts(request: web.Request) -> Waiting:
    """Count the alerts that nobody has taken on, of those that this person may know of."""
    waiting = [item for item in await read_alerts(request) if item.is_waiting]
    late = sum(item.is_overdue for item in waiting)
    hint = f"{late} waited too long." if late else f"The first has {waiting[0].state}." if waiting else ""
    what = "alert waits for somebody" if len(waiting) == 1 else "alerts wait for somebody"
    return Waiting(len(waiting), what, ALERTS, hint, is_urgent=True)


async def find_unread(request: web.Request) -> Waiting:
    """Count what one's own children (and those around them) sent, and nobody has opened yet."""
    parts, staff = request.app[PARTS], request[STAFF]
    theirs = col(Review.child_ref).in_(own_children(staff.iro_refs))
    opened = select(col(AuditEntry.about)).where(
        col(AuditEntry.about) == col(Response.id), col(AuditEntry.action).startswith("response.open")
    )
    others = [
        form.key for form in map(parts.library.current, parts.library.keys()) if form.reader is Reader.MANAGER
    ]
    day = func.coalesce(col(Review.held_on), col(Review.due_on))
    wanted: Any = (
        select(func.count().label("count"), func.min(day).label("first_on"))
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(theirs, col(Response.sealed_key).is_not(None), ~opened.exists())
        .where(col(Response.form_key).not_in(others))
    )
    [row] = await parts.store.read(wanted)
    count, first_on = row["count"], row["first_on"]
    hint = f"The first is about the meeting on {write_day(first_on)}." if first_on else ""
    return Waiting(int(count), "sent and not read yet", "/console/read", hint)


async def find_meetings_to_record(request: web.Request) -> Waiting:
    """Count the reviews that were held and have no code yet, of one's own children or of all."""
    staff, today = request[STAFF], london_day(request.app[PARTS].clock())
    wanted: Any = select(func.count().label("count")).where(in_state(State.NO_CODE, today))
    if not staff.is_any({Role.BUSINESS_SUPPORT}):
        wanted = wanted.where(col(Review.child_ref).in_(own_children(staff.iro_refs)))
    [row] = await request.app[PARTS].store.read(wanted)
    hint = "What is not recorded counts nowhere as taking part."
    count = int(row["count"])
    what = (
        "review was held and is not recorded yet"
        if count == 1
        else "reviews were held and are not recorded yet"
    )
    return Waiting(count, what, f"{MEETINGS}?state=no_code", hint)


async def find_talks(request: web.Request) -> Waiting:
    """Count one's own children whose meeting is near, and with whom no talk before it is on record."""
    parts, staff = request.app[PARTS], request[STAFF]
    today = london_day(parts.clock())
    wanted: Any = select(func.count().label("count")).where(
        col(Review.child_ref).in_(own_children(staff.iro_refs)),
        in_state(State.TO_COME, today),
        col(Review.due_on).between(today, today + TALK_BEFORE),
        col(Review.iro_contact) == "",
    )
    [row] = await parts.store.read(wanted)
    count = int(row["count"])
    what = (
        "child to speak with before their meeting"
        if count == 1
        else "children to speak with before their meeting"
    )
    return Waiting(
        count, what, MEETINGS, "Within the six weeks before it: record the talk, or that it was declined."
    )


async def find_files(request: web.Request) -> Waiting:
    """Count the files that this person asked for and has not saved, and say how many are there."""
    rows = await find_mine(request)
    ready = sum(bool(row["is_there"]) for row in rows)
    what = "file that you asked for" if len(rows) == 1 else "files that you asked for"
    failed = sum(bool(row["said"]) for row in rows)
    told = ((ready, "ready to be saved"), (len(rows) - ready - failed, "being made"), (failed, "failed"))
    hint = ", ".join(f"{count} {state}" for count, state in told if count)
    return Waiting(len(rows), what, MADE, hint)


async def find_letters(request: web.Request) -> Waiting:
    """Count who is to be invited and reminded today: all of them, or those around one's own children."""
    is_own = not request[STAFF].is_any({Role.BUSINESS_SUPPORT})
    due = await find_lately_due(request, is_own=is_own)
    reminders = len(due.reminders)
    if is_own:
        what = "reminder is due before a meeting" if reminders == 1 else "reminders are due before meetings"
        return Waiting(reminders, what, LETTERS, "Business support prints them, or you tell them yourself.")
    what = "letter is due" if due.count == 1 else "letters are due"
    hints = {0: "", 1: "One of them is a reminder."}
    hint = hints.get(reminders, f"{reminders} of them are reminders.")
    return Waiting(due.count, what, LETTERS, hint)


async def find_paper(request: web.Request) -> Waiting:
    """Count the booklets that were printed with a code, and of which nothing came back yet."""
    parts = request.app[PARTS]
    printed = select(col(InvitationCode.invitation_id)).where(col(InvitationCode.made_for) == "paper")
    wanted: Any = select(func.count().label("count")).where(
        col(Invitation.id).in_(printed),
        col(Invitation.submitted) == 0,
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at) > parts.clock(),
    )
    [row] = await parts.store.read(wanted)
    count = int(row["count"])
    what = "booklet is out on paper" if count == 1 else "booklets are out on paper"
    return Waiting(count, what, "/console/paper", "Type each in as it comes.")


async def find_accounts_to_set_up(request: web.Request) -> Waiting:
    """Count the accounts whose people have not set them up yet."""
    unset: Any = select(func.count().label("count")).where(
        ACCOUNTS.c.ended_at.is_(None), ACCOUNTS.c.totp_sealed.is_(None), ACCOUNTS.c.open_id.is_(None)
    )
    [row] = await request.app[PARTS].store.read(unset)
    hint = "Each has a link that lasts three days."
    count = int(row["count"])
    what = "account is not set up yet" if count == 1 else "accounts are not set up yet"
    return Waiting(count, what, "/console/accounts", hint)


async def find_feedback(request: web.Request) -> Waiting:
    """Count the feedback that nobody has opened yet."""
    parts = request.app[PARTS]
    find = partial(count_unread_feedback, parts.store, parts.library)
    count = await find_lately(request, "unread feedback", find)
    return Waiting(count, "sent after meetings and not read yet", "/console/feedback")


async def find_complaints(request: web.Request) -> Waiting:
    """Count the complaints that wait for an answer, and say how many are late."""
    parts = request.app[PARTS]
    count, late = await count_open_complaints(parts.store, london_day(parts.clock()))
    hint = f"{late} of them late." if late else ""
    return Waiting(count, "complaints to be answered", "/console/complaints", hint, is_urgent=bool(late))


async def find_promised(request: web.Request) -> Waiting:
    """Count what was promised to children and is not told yet, and say how much of it is late."""
    parts = request.app[PARTS]
    mine, today = _find_mine(request), london_day(parts.clock())
    promised = await _find_theirs(request, "promised", lambda: list_promised(parts.store, mine))
    late = sum(promise.is_late(today) for promise in promised)
    hint = f"{late} of them late." if late else ""
    return Waiting(len(promised), "promised and not told yet", "/console/done/promised", hint, bool(late))


async def find_to_tell(request: web.Request) -> Waiting:
    """Count what is written to somebody who does not know it yet, and has to be told."""
    parts = request.app[PARTS]
    mine, today = _find_mine(request), london_day(parts.clock())
    rows = await _find_theirs(request, "to tell", lambda: list_to_tell(parts.store, today, mine))
    return Waiting(len(rows), "to be told by somebody", "/console/done/promised")


async def find_quotes(request: web.Request) -> Waiting:
    """Count the words for the report that somebody else proposed and nobody decided on."""
    theirs = col(Quote.proposed_by) != request[STAFF].account_id
    undecided = (col(Quote.approved_at).is_(None), col(Quote.refused_at).is_(None))
    wanted: Any = select(func.count().label("count")).select_from(Quote).where(theirs, *undecided)
    [row] = await request.app[PARTS].store.read(wanted)
    return Waiting(int(row["count"]), "words for the report to be approved", "/console/quotes")


async def find_gathered(request: web.Request) -> Waiting:
    """Count what others wrote down and nobody decided on: compliments, sessions, pledges, figures."""
    theirs = col(GatheredItem.entered_by) != request[STAFF].account_id
    undecided = (col(GatheredItem.approved_at).is_(None), col(GatheredItem.refused_at).is_(None))
    wanted: Any = select(func.count().label("count")).select_from(GatheredItem)
    printable = col(GatheredItem.has_wording).is_(True)
    [row] = await request.app[PARTS].store.read(wanted.where(theirs, *undecided, printable))
    return Waiting(int(row["count"]), "gathered and to be approved", GATHERED)


async def find_pledges(request: web.Request) -> Waiting:
    """Count the pledges whose day is over, and of which nobody says that they are kept, even in part."""
    parts = request.app[PARTS]
    wanted: Any = select(func.count().label("count")).where(
        col(GatheredItem.kind) == Kind.PLEDGE,
        col(GatheredItem.state).in_(OVERDUE_STATES),
        col(GatheredItem.last_on) < london_day(parts.clock()),
    )
    [row] = await parts.store.read(wanted)
    count = int(row["count"])
    what = "pledge to children is late" if count == 1 else "pledges to children are late"
    hint = "Say what came of each, and what shows it."
    return Waiting(count, what, f"{GATHERED}/{Kind.PLEDGE}", hint, is_urgent=True)


async def _find_theirs(request: web.Request, what: str, find: Callable[[], Awaitable[Thing]]) -> Thing:
    """Find something of somebody's own children, or of all, unless it was found lately."""
    staff = request[STAFF]
    whose = () if staff.is_any((Role.MANAGER,)) else tuple(sorted(staff.iro_refs))
    return await find_lately(request, (what, whose), find)


def _find_mine(request: web.Request) -> ColumnElement[bool] | None:
    """Return the condition on reviews for somebody who answers for their own children alone."""
    staff = request[STAFF]
    if staff.is_any((Role.MANAGER,)):
        return None
    return col(Review.child_ref).in_(own_children(staff.iro_refs))


SOURCES: tuple[tuple[frozenset[Role], Source], ...] = (
    (LOOKERS.roles, find_alerts),
    (frozenset({Role.IRO}), find_unread),
    (frozenset({Role.IRO, Role.BUSINESS_SUPPORT}), find_meetings_to_record),
    (frozenset({Role.IRO}), find_talks),
    (frozenset({Role.IRO, Role.BUSINESS_SUPPORT}), find_letters),
    (ASKERS.roles, find_files),
    (frozenset({Role.BUSINESS_SUPPORT}), find_paper),
    (frozenset({Role.IRO, Role.MANAGER}), find_promised),
    (frozenset({Role.IRO, Role.MANAGER}), find_to_tell),
    (frozenset({Role.MANAGER}), find_quotes),
    (frozenset({Role.MANAGER}), find_gathered),
    (frozenset({Role.BUSINESS_SUPPORT, Role.MANAGER}), find_pledges),
    (frozenset({Role.ADMINISTRATOR}), find_accounts_to_set_up),
    (frozenset({Role.MANAGER}), find_feedback),
    (frozenset({Role.COMPLAINTS, Role.MANAGER}), find_complaints),
)
"""Each source, and for whom it counts."""

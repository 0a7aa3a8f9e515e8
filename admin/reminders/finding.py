"""Finding who is due something today: everybody who is asked, and how it stands with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.invitation_rules import Ask, MeetingRow
from admin.invitations import list_turns
from admin.meetings import read_meetings_due
from admin.reminders.rules import REMINDERS, Standing, find_first, find_most_before, find_reminder
from forms.definition import Audience
from forms.london import london_day
from forms.records import Child, Invitation, InvitationCode, Iro, NoReminder, Reminder, Review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from admin.invitation_rules import Asking
    from admin.timetable import Step, Terms
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Reminding:
    """An invitation that may have to be reminded of."""

    invitation_id: str
    ask: Ask
    standing: Standing


@dataclass(frozen=True, slots=True)
class Due:
    """What one person is due today. `of`: the invitation to be reminded of; None before there is one."""

    step: Step
    meeting: MeetingRow
    ask: Ask
    of: Reminding | None = None


async def read_reminding(
    store: Store, library: Library, now: datetime, *conditions: ColumnElement[bool]
) -> list[Reminding]:
    """Read every invitation about a meeting that is open and on which nobody has answered.

    Raises StoreUnavailableError.
    """
    is_open = (
        col(Invitation.submitted) == 0,
        col(Invitation.revoked_at).is_(None),
        col(Invitation.expires_at) > now,
        *conditions,
    )
    rows = await store.read(_INVITATIONS.where(*is_open))
    reminded = await _read_reminded(store, is_open)
    forms = set(library.keys())
    return [_make(row, library, reminded[row["id"]]) for row in rows if row["form_key"] in forms]


async def _read_reminded(
    store: Store, conditions: Sequence[ColumnElement[bool]]
) -> Mapping[str, dict[Step, date]]:
    rows = await store.read(
        select(col(Reminder.invitation_id), col(Reminder.step), col(Reminder.sent_at))
        .join(Invitation, col(Invitation.id) == col(Reminder.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(*conditions)
    )
    found: dict[str, dict[Step, date]] = defaultdict(dict)
    for row in rows:
        found[row["invitation_id"]][REMINDERS[row["step"]]] = london_day(row["sent_at"])
    return found


def _make(row: Row, library: Library, reminded: Mapping[Step, date]) -> Reminding:
    audience = Audience(row["audience"])
    last_day = london_day(row["expires_at"] - timedelta(hours=1))
    meeting = MeetingRow(**{name: row[name] for name in MEETING}, iro_name=row["iro_name"] or "")
    standing = Standing(
        meeting=meeting,
        timing=library.current(row["form_key"]).timing,
        audience=audience,
        person=row["person"],
        last_day=last_day,
        given_on=tuple(london_day(at) for at in (row["given_first"], row["given_last"]) if at is not None),
        reminded=reminded,
        is_answered=row["submitted"] > 0,
        is_shut=row["revoked_at"] is not None,
        asked_not_to=row["no_reminder_id"] is not None,
    )
    ask = Ask(row["review_ref"], row["form_key"], audience, row["takes"], last_day, row["person"])
    return Reminding(row["id"], ask, standing)


MEETING = (
    *("review_ref", "meeting_kind", "review_type", "due_on", "held_on", "stood_down"),
    *("parents_safe_to_invite", "child_ref", "iro_ref"),
    *("date_of_birth", "language", "parent_language"),
)
OF_CHILD = frozenset({"date_of_birth", "language", "parent_language"})
_THEIRS = (
    (col(NoReminder.child_ref) == col(Review.child_ref))
    & (col(NoReminder.audience) == col(Invitation.audience))
    & (col(NoReminder.person) == col(Invitation.person))
)


def _read_given(which: Any) -> Any:  # noqa: ANN401 - as SQLAlchemy types its functions
    """Read when a code of an invitation was first, or last, given to somebody: each by its index."""
    mine = col(InvitationCode.invitation_id) == col(Invitation.id)
    return select(which(col(InvitationCode.created_at))).where(mine).scalar_subquery()


_INVITATIONS: Any = (
    select(
        Invitation.__table__,  # type: ignore[attr-defined]  # SQLModel declares it at run time
        *(getattr(Review, name) for name in MEETING if name not in {"review_ref", *OF_CHILD}),
        *(getattr(Child, name) for name in sorted(OF_CHILD)),
        col(Iro.name).label("iro_name"),
        col(NoReminder.id).label("no_reminder_id"),
        *(_read_given(func.min).label("given_first"), _read_given(func.max).label("given_last")),
    )
    .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .join(Child, col(Child.child_ref) == col(Review.child_ref))
    .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
    .outerjoin(NoReminder, _THEIRS)
    .order_by(
        *(col(Review.due_on), col(Review.review_ref)),
        *(col(Invitation.audience), col(Invitation.person), col(Invitation.id)),
    )
)


async def find_reminders_due(
    store: Store, library: Library, terms: Terms, now: datetime, *conditions: ColumnElement[bool]
) -> list[Due]:
    """Find who is due a reminder today. Raises StoreUnavailableError."""
    today = london_day(now)
    meeting_on = func.coalesce(col(Review.held_on), col(Review.due_on))
    is_near = meeting_on <= today + timedelta(days=find_most_before(terms))
    found = await read_reminding(store, library, now, is_near, *conditions)
    steps = ((one, find_reminder(one.standing, terms, today)) for one in found)
    return [Due(step, one.standing.meeting, one.ask, one) for one, step in steps if step is not None]


async def find_invitations_due(
    store: Store, library: Library, asking: Asking, terms: Terms, *conditions: ColumnElement[bool]
) -> list[Due]:
    """Find who is to be invited today, or asked how it went, and was given nothing yet.

    Raises StoreUnavailableError.
    """
    meetings = await read_meetings_due(store, asking, terms.invite_days, *conditions)
    had = await _read_those_given(store, [meeting.review_ref for meeting in meetings])
    due = []
    for turn in list_turns(meetings, None, asking):
        ask = turn.choice
        if isinstance(ask, Ask) and (ask.review_ref, ask.form_key, ask.audience.value, ask.person) not in had:
            timing = library.current(ask.form_key).timing
            step = find_first(turn.meeting, timing, terms, asking.today)
            due += [Due(step, turn.meeting, ask)] if step is not None else []
    return due


async def _read_those_given(store: Store, review_refs: Sequence[str]) -> set[tuple[str, ...]]:
    """Read whose invitation has a code, or was answered without one: typed in from a booklet."""
    columns = (Invitation.review_ref, Invitation.form_key, Invitation.audience, Invitation.person)
    has_code = select(col(InvitationCode.code_hash)).where(
        col(InvitationCode.invitation_id) == col(Invitation.id)
    )
    rows = await store.read(
        select(*(col(column) for column in columns)).where(
            col(Invitation.review_ref).in_(review_refs),
            or_(has_code.exists(), col(Invitation.submitted) > 0),
        )
    )
    return {tuple(map(str, row.values())) for row in rows}

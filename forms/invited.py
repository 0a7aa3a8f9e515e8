"""From a code to the invitation behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select
from sqlmodel import col

from forms.codes import normalise_code
from forms.definition import Audience
from forms.london import london_day
from forms.problems import Problem, ProblemCode
from forms.records import Child, Invitation, InvitationCode, Iro, PlacementCount, Review
from forms.units import Add, Insert, Key, Rows, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row, Write


def is_open(invitation: Row, now: datetime) -> bool:
    """Tell whether somebody may begin with this invitation now."""
    return invitation["revoked_at"] is None and now < invitation["expires_at"] and takes_more(invitation)


def takes_more(invitation: Row) -> bool:
    """Tell whether one more response may be sent. A draft begun in time may be sent late."""
    return invitation["revoked_at"] is None and bool(invitation["submitted"] < invitation["takes"])


def count_placed(
    invitation: Row, now: datetime, *, starts: int = 0, completions: int = 0
) -> tuple[Write, ...]:
    """Count a start or a completion of the placement that an invitation stands for, if it does."""
    amounts = {"starts": starts, "completions": completions}
    if invitation["placement"] is None or not any(amounts.values()):
        return ()
    return count_at_placement(invitation["placement"], now, amounts)


def count_at_placement(name: str, now: datetime, amounts: Mapping[str, int]) -> tuple[Write, ...]:
    """Add to the counts of a placement's day in London: no moment is kept."""
    day = {"name": name, "day": london_day(now)}
    nothing = {"scans": 0, "starts": 0, "completions": 0}
    return Insert(PlacementCount, {**day, **nothing}, unless_there=True), Add(PlacementCount, day, amounts)


@dataclass(frozen=True, slots=True)
class Invited:
    """What a code or a cookie leads to: enough to say who will read the answers."""

    invitation_id: str
    form_key: str
    audience: str
    takes: int
    iro_name: str
    is_open: bool
    placement: str | None = None
    """The poster or leaflet that it stands for: then everybody who opens it answers without a name."""
    language: str | None = None
    """What is recorded of whoever is asked: the conversation begins in it, where it is offered."""


async def find_by_code(store: Store, keys: Keys, typed: str, now: datetime) -> Invited | Problem:
    """Find the invitation a typed or scanned code belongs to.

    A channel must answer alike to an unknown code and to an invitation that is not open, unless this
    very browser or chat already has a draft or a receipt there.
    """
    code = normalise_code(typed)
    code_hash = keys.hash_code(code) if code else ""
    linked = _INVITED.join(InvitationCode, col(InvitationCode.invitation_id) == col(Invitation.id))
    rows = await store.read(linked.where(col(InvitationCode.code_hash) == code_hash))
    return _as_invited(rows[0], now) if rows else Problem(ProblemCode.CODE_UNKNOWN)


async def find_by_invitation(store: Store, invitation_id: str, now: datetime) -> Invited | None:
    """Find the invitation again that a browser or chat is already in."""
    rows = await store.read(_INVITED.where(col(Invitation.id) == invitation_id))
    return _as_invited(rows[0], now) if rows else None


_INVITED: Select[*tuple[Any, ...]] = (
    select(
        col(Invitation.id),
        col(Invitation.form_key),
        col(Invitation.audience),
        col(Invitation.takes),
        col(Invitation.submitted),
        col(Invitation.expires_at),
        col(Invitation.revoked_at),
        col(Invitation.placement),
        col(Iro.name).label("iro_name"),
        col(Child.language),
        col(Child.parent_language),
    )
    .select_from(Invitation)
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .outerjoin(Child, col(Child.child_ref) == col(Review.child_ref))
    .outerjoin(Iro, col(Iro.iro_ref) == col(Review.iro_ref))
)


def _as_invited(row: Row, now: datetime) -> Invited:
    return Invited(
        invitation_id=row["id"],
        form_key=row["form_key"],
        audience=row["audience"],
        takes=row["takes"],
        iro_name=row["iro_name"] or "",
        is_open=is_open(row, now),
        placement=row["placement"],
        language={Audience.CHILD: row["language"], Audience.PARENT: row["parent_language"]}.get(
            Audience(row["audience"])
        ),
    )


async def list_placed(store: Store, name: str, now: datetime) -> list[Invited]:
    """List the open invitations of a placement, one a form; none if it is unknown or has ended."""
    rows = await store.read(_INVITED.where(col(Invitation.placement) == name.lower()))
    placed = (_as_invited(row, now) for row in rows)
    return sorted((each for each in placed if each.is_open), key=lambda each: each.form_key)


@dataclass(frozen=True, slots=True)
class ScanPlacementUnit:
    """The address of a placement was opened: count it on its day, and nothing else."""

    name: str
    now: datetime
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Add one."""
        del rows
        return Writes(None, count_at_placement(self.name.lower(), self.now, {"scans": 1}))


@dataclass(frozen=True, slots=True)
class ScanUnit:
    """A link was opened: count it, and nothing else (link previewers open links too)."""

    code_hash: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(InvitationCode, "code_hash", self.code_hash),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Add one."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(None)
        update = Update(InvitationCode, {"code_hash": self.code_hash}, {"scans": row["scans"] + 1})
        return Writes(None, (update,))

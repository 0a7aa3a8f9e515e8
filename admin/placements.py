"""Posters, leaflets, desk cards: open codes that anybody may scan, and what came of them.

Whoever answers over one gives no name, so only a form that may be answered without one can be placed. The
anchor of the drafts is an invitation for each form, about no review, that takes as many as come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import func, select
from sqlmodel import col

from forms.definition import Anonymity
from forms.records import Invitation, Placement, PlacementCount
from forms.units import Insert, Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.invitations import Office
    from forms.definition import Form
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store

TAKES = 1_000_000_000
"""Responses: as many as ever come, in a number that every database holds."""
OPEN_UNTIL = datetime(9999, 1, 1, tzinfo=UTC)
"""A poster hangs until somebody takes it down: `end` says when that was."""
MAX_NAME = 40
NAME = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{MAX_NAME - 2}}}[a-z0-9])?")
"""What an address and a QR code in capitals can both carry, and a person can read out."""
NAME_RULE = f"letters, digits and hyphens, at most {MAX_NAME}, such as civic-centre-desk"


class PlacementError(Exception):
    """A placement cannot be made or ended; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement, its forms, and the sums of all its days."""

    name: str
    title: str
    forms: tuple[str, ...]
    ended_at: datetime | None
    scans: int
    starts: int
    completions: int


def read_name(typed: str) -> str:
    """Return a placement's name as it is stored. Raises PlacementError."""
    name = typed.strip().lower()
    if not NAME.fullmatch(name):
        raise PlacementError(f'"{typed}" cannot be the name of a placement: expected {NAME_RULE}.')
    return name


def choose_forms(library: Library, keys: Sequence[str]) -> list[Form]:
    """Return the forms to place. Raises PlacementError if one is unknown or needs a name."""
    return [_choose_form(library, key) for key in dict.fromkeys(keys)]


def _choose_form(library: Library, key: str) -> Form:
    if key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        raise PlacementError(f'There is no form "{key}": see `haveyoursay forms list`.')
    form = library.current(key)
    if form.anonymous is not Anonymity.CHOICE:
        raise PlacementError(
            f'The form "{key}" cannot be placed: whoever scans a poster gives no name, and this form needs '
            "one (its settings do not say `anonymous`: `choice`)."
        )
    return form


Refusal: TypeAlias = str


@dataclass(frozen=True, slots=True)
class PlaceUnit:
    """Store a placement and its invitations, unless there is or was one of that name."""

    keys: Keys
    name: str
    title: str
    forms: tuple[Form, ...]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Placement, "name", self.name),)

    def decide(self, rows: Rows) -> Writes[Refusal | None]:
        """Return why not, or None."""
        held = rows.get(self.reads[0])
        if held is not None:
            state = (
                "has ended, and its figures stay under that name" if held["ended_at"] else "is there already"
            )
            return Writes(f'The placement "{self.name}" {state}: choose another name.')
        row = {"name": self.name, "title": self.title, "created_at": self.now, "ended_at": None}
        return Writes(None, (Insert(Placement, row), *(self._invite(form) for form in self.forms)))

    def _invite(self, form: Form) -> Write:
        return Insert(
            Invitation,
            {
                "id": find_anchor_id(self.keys, self.name, form.key),
                "form_key": form.key,
                "audience": form.audience.value,
                "review_ref": None,
                "person": "",
                "placement": self.name,
                "takes": TAKES,
                "submitted": 0,
                "created_at": self.now,
                "expires_at": OPEN_UNTIL,
                "revoked_at": None,
            },
        )


def find_anchor_id(keys: Keys, name: str, form_key: str) -> str:
    """Return the id of the invitation that a placement's drafts of one form hang on."""
    return keys.mac("placement", name, form_key)


@dataclass(frozen=True, slots=True)
class EndUnit:
    """End a placement: nobody begins there any more; what was begun in time may still be sent."""

    name: str
    anchors: tuple[str, ...]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Placement, "name", self.name),)

    def decide(self, rows: Rows) -> Writes[Refusal | None]:
        """Return why not, or None."""
        held = rows.get(self.reads[0])
        if held is None:
            return Writes(f'There is no placement "{self.name}": see `haveyoursay placements list`.')
        if held["ended_at"]:
            return Writes(f'The placement "{self.name}" has ended already.')
        ended = Update(Placement, {"name": self.name}, {"ended_at": self.now})
        closed = (Update(Invitation, {"id": anchor}, {"expires_at": self.now}) for anchor in self.anchors)
        return Writes(None, (ended, *closed))


async def place(office: Office, typed: str, forms: Sequence[Form], title: str, now: datetime) -> str:
    """Make a placement; return its name. Raises PlacementError, StoreUnavailableError."""
    name = read_name(typed)
    refusal = await office.store.write(PlaceUnit(office.keys, name, title.strip(), tuple(forms), now))
    if refusal:
        raise PlacementError(refusal)
    return name


async def end_placement(store: Store, typed: str, now: datetime) -> str:
    """End a placement; return its name. Raises PlacementError, StoreUnavailableError."""
    name = read_name(typed)
    rows = await store.read(select(col(Invitation.id)).where(col(Invitation.placement) == name))
    refusal = await store.write(EndUnit(name, tuple(row["id"] for row in rows), now))
    if refusal:
        raise PlacementError(refusal)
    return name


async def find_open(store: Store, typed: str) -> str:
    """Return the name of a placement that is open. Raises PlacementError, StoreUnavailableError."""
    name = read_name(typed)
    placed = next((each for each in await list_placements(store) if each.name == name), None)
    if placed is None or placed.ended_at:
        raise PlacementError(f'There is no open placement "{name}": see `haveyoursay placements list`.')
    return name


async def list_placements(store: Store) -> list[Placed]:
    """List all placements in order of the alphabet, the ended ones too. Raises StoreUnavailableError."""
    sums = {row["name"]: row for row in await store.read(_SUMS)}
    forms: dict[str, list[str]] = {}
    for row in await store.read(_FORMS):
        forms.setdefault(row["placement"], []).append(row["form_key"])
    none = {"scans": 0, "starts": 0, "completions": 0}
    placements = await store.read(select(Placement.__table__).order_by(col(Placement.name)))  # type: ignore[attr-defined]  # SQLModel declares it only at run time
    return [
        Placed(
            row["name"],
            row["title"],
            tuple(forms.get(row["name"], ())),
            row["ended_at"],
            *(int(sums.get(row["name"], none)[amount]) for amount in none),
        )
        for row in placements
    ]


_SUMS = select(
    col(PlacementCount.name),
    func.sum(col(PlacementCount.scans)).label("scans"),
    func.sum(col(PlacementCount.starts)).label("starts"),
    func.sum(col(PlacementCount.completions)).label("completions"),
).group_by(col(PlacementCount.name))
_FORMS = (
    select(col(Invitation.placement), col(Invitation.form_key))
    .where(col(Invitation.placement).is_not(None))
    .order_by(col(Invitation.form_key))
)

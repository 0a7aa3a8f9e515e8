"""Whose booklet it is: found by the code printed on it, by the review, or by nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.invitation_rules import ROUTES, Ask
from admin.invitations import find_invitation_id, make_invitation
from admin.placements import TAKES, find_anchor_id
from forms.codes import normalise_code
from forms.definition import Anonymity, Audience
from forms.invited import takes_more
from forms.london import london_day
from forms.records import Invitation, InvitationCode, Placement, Review
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.definition import Form
    from forms.library import Library
    from forms.units import Row
    from forms.web.parts import Parts

RETURNED = "returned-booklets"
"""The placement that booklets without a name are counted under. Nobody can open its address."""
RETURNED_TITLE = "Booklets on paper that came back without a name"
UNKNOWN = "We do not know that code. Please look at it again, letter by letter."
TAKEN_BACK = "That code was taken back, because the meeting changed. Look for the review instead."
USED = (
    "Answers were sent with that code already. Only one can be kept: talk with the person whose booklet it "
    "is about what to do with this one."
)
NO_REVIEW = "There is no review with that reference."
NO_FORM = "Choose which booklet it is."


async def find_by_code(parts: Parts, typed: str) -> Row | str:
    """Return the invitation that the code on a booklet belongs to, or what is wrong with it."""
    code = normalise_code(typed)
    linked = select(Invitation.__table__).join(  # type: ignore[attr-defined]  # SQLModel declares it at run time
        InvitationCode, col(InvitationCode.invitation_id) == col(Invitation.id)
    )
    code_hash = parts.keys.hash_code(code) if code else ""
    rows = await parts.store.read(linked.where(col(InvitationCode.code_hash) == code_hash))
    if not rows:
        return UNKNOWN
    return find_fault(rows[0]) or rows[0]


def find_fault(invitation: Row) -> str:
    """Say why nothing more can be typed in for an invitation. A last day that is over is no reason."""
    if invitation["revoked_at"] is not None:
        return TAKEN_BACK
    return "" if takes_more(invitation) else USED


async def find_invitation(parts: Parts, invitation_id: str) -> Row | None:
    """Find an invitation by its id."""
    table = Invitation.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await parts.store.read(select(table).where(table.c.id == invitation_id))
    return rows[0] if rows else None


async def invite_for(parts: Parts, review_ref: str, kind: Kind, person: str) -> str | None:
    """Return the id of the invitation that a blank booklet about a review is typed in on.

    Whoever was not invited is now: the paper was the invitation. None if there is no such review.
    """
    form, audience = kind.form, kind.audience
    found = await parts.store.read(select(col(Review.review_ref)).where(col(Review.review_ref) == review_ref))
    if not found:
        return None
    held = await parts.store.read(
        select(col(Invitation.id)).where(
            col(Invitation.review_ref) == review_ref,
            col(Invitation.form_key) == form.key,
            col(Invitation.audience) == audience.value,
            col(Invitation.person) == person,
        )
    )
    if held:
        return str(held[0]["id"])
    now = parts.clock()
    asked = ((route.form_key, route.audience, route.takes) for route in ROUTES)
    takes = max((takes for key, whom, takes in asked if (key, whom) == (form.key, audience)), default=1)
    closes_on = london_day(now) + timedelta(days=1)
    ask = Ask(review_ref, form.key, audience, takes, closes_on, person)
    (invitation, *_), _ = make_invitation(parts.keys, ask, now, made_for="paper")
    await parts.store.write(PutUnit((invitation,)))
    return find_invitation_id(parts.keys, ask.form_key, ask.review_ref, *ask.whom)


async def place_returned(parts: Parts, form: Form) -> str:
    """Return the id of what booklets of this form hang on that came back without a name."""
    now = parts.clock()
    invitation_id = find_anchor_id(parts.keys, RETURNED, form.key)
    placement = {"name": RETURNED, "title": RETURNED_TITLE, "created_at": now, "ended_at": None}
    anchor = {
        "id": invitation_id,
        "form_key": form.key,
        "audience": form.audience.value,
        "review_ref": None,
        "person": "",
        "placement": RETURNED,
        "takes": TAKES,
        "submitted": 0,
        "created_at": now,
        "expires_at": now,
        "revoked_at": None,
    }
    await parts.store.write(
        PutUnit(
            (
                Insert(Placement, placement, unless_there=True),
                Insert(Invitation, anchor, unless_there=True),
            )
        )
    )
    return invitation_id


@dataclass(frozen=True, slots=True)
class Kind:
    """A booklet to choose from a list: one form, as one audience answers it."""

    form: Form
    audience: Audience
    name: str

    @property
    def value(self) -> str:
        """What its option sends."""
        return f"{self.form.key}:{self.audience.value}"


def list_kinds(library: Library) -> list[Kind]:
    """List the booklets there are, by name; those with fewer words come with the ones they stand for."""
    forms = [library.current(key) for key in library.keys()]  # noqa: SIM118 - a library is no dictionary
    fewer = {form.simpler for form in forms}
    kinds = [
        Kind(form, audience, name_form(library, form, audience))
        for form in forms
        if form.key not in fewer
        for audience in _list_audiences(form)
    ]
    return sorted(kinds, key=lambda kind: (kind.audience.value, kind.name))


def _list_audiences(form: Form) -> tuple[Audience, ...]:
    if form.audience is not Audience.EVERYONE:
        return (form.audience,)
    return tuple(dict.fromkeys(route.audience for route in ROUTES if route.form_key == form.key))


def list_nameless(library: Library) -> list[Kind]:
    """List the booklets that may come back without a name."""
    kinds = (kind for kind in list_kinds(library) if kind.form.anonymous is Anonymity.CHOICE)
    return [kind for kind in kinds if kind.audience in {kind.form.audience, _list_audiences(kind.form)[0]}]


def find_kind(kinds: list[Kind], value: str) -> Kind | None:
    """Return the booklet that an option stands for."""
    return next((kind for kind in kinds if kind.value == value), None)


def name_form(library: Library, form: Form, audience: Audience | None = None) -> str:
    """Name a booklet for staff: by the heading of its own file, which tells the ages apart."""
    heading = library.source(form.key, form.version).lstrip().partition("\n")[0]
    name = heading.lstrip("# ").strip() if heading.startswith("#") else form.title
    return f"{name} ({audience.value})" if audience and form.audience is Audience.EVERYONE else name


def add_names(library: Library, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Add to each row the name of its `form`: looked up once for each form, for lists are long."""
    forms = {(row["form_key"], row["form_version"]) for row in rows}
    found = {(key, version): library.find(key, version) for key, version in forms}
    names = {form: name_form(library, one) if one else str(form[0]) for form, one in found.items()}
    return [{**row, "form": names[row["form_key"], row["form_version"]]} for row in rows]


def list_looks(library: Library, form_key: str) -> list[Form]:
    """List the booklets that are answered on an invitation: its form, and the one with fewer words."""
    if form_key not in library.keys():  # noqa: SIM118 - likewise
        return []
    form = library.current(form_key)
    simpler = library.find_simpler(form)
    return [form, simpler] if simpler else [form]

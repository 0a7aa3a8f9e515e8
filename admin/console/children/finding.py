"""Finding a child by the beginning of their reference, or by a number that belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import or_, select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.pages import show
from admin.console.scope import own_children
from admin.console.staff import STAFF, find_reach
from forms.records import Alert, Child, HandOver, Invitation, Response, Review
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import ColumnElement, Select

CHILDREN = "/console/children"
MOST = 30


def address_of(child_ref: str) -> str:
    """Return the address of a child's page."""
    return f"{CHILDREN}/{quote(child_ref, safe='')}"


async def search(request: web.Request) -> web.Response:
    """GET /console/children: a field to search by, and what was found. No words of anybody."""
    typed = request.query.get("q", "").strip()[:200]
    refs = await _find(request, typed) if typed else []
    return show(
        request,
        "children.html",
        "Children",
        typed=typed,
        found=[(ref, address_of(ref)) for ref in refs[:MOST]],
        has_more=len(refs) > MOST,
        may_open=request[STAFF].is_any({Role.IRO, Role.MANAGER}),
    )


async def _find(request: web.Request, typed: str) -> list[str]:
    reach = find_reach(request)
    wanted: Any = (
        select(col(Child.child_ref)).where(_matches(typed)).order_by(col(Child.child_ref)).limit(MOST + 1)
    )
    if reach is not None:
        wanted = wanted.where(col(Child.child_ref).in_(own_children(reach)))
    return [row["child_ref"] for row in await request.app[PARTS].store.read(wanted)]


def _matches(typed: str) -> ColumnElement[bool]:
    """Match the beginning of the reference, or the number of something that is the child's."""
    of_review = select(col(Review.child_ref))
    invited = of_review.join(Invitation, col(Invitation.review_ref) == col(Review.review_ref))
    answered = invited.join(Response, col(Response.invitation_id) == col(Invitation.id))
    named: tuple[Select[Any], ...] = (
        of_review.where(col(Review.review_ref) == typed),
        invited.where(col(Invitation.id) == typed),
        answered.where(col(Response.id) == typed),
        of_review.join(Alert, col(Alert.review_ref) == col(Review.review_ref)).where(col(Alert.id) == typed),
        of_review.join(HandOver, col(HandOver.review_ref) == col(Review.review_ref)).where(
            col(HandOver.id) == typed
        ),
    )
    ref = col(Child.child_ref)
    return or_(ref.startswith(typed, autoescape=True), *(ref.in_(one) for one in named))

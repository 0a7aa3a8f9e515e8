"""The page where an action is written, and the list of those there are."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.roles import NO_ROLE, ROLES
from forms.last_time import Deed, Kept, write_action
from forms.records import Action, Review
from forms.units import PutUnit
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.web.given import Fields

DONE = "/console/done"
LATEST = 40
MAX_WORDS = 1_000
NAMES = ("review", "said", "done", "outcome", "tell", "told_said", "told_done", "role")
NO_REVIEW = "There is no review with that reference."
NO_SAID = "Write what the child said."
NO_DONE = "Write what was done."
NO_TELL = "Choose whether the child is told."
NO_TOLD_SAID = "Write what the child will read about what they said."
NO_TOLD_DONE = "Write what the child will read about what happened."
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."


async def list_done(request: web.Request) -> web.Response:
    """GET /console/done: how many there are of each review, and room for one more. No words."""
    return await _show(request, {}, ())


async def keep_done(request: web.Request) -> web.Response:
    """POST /console/done: seal it. The same page sent twice is one action."""
    fields = await read_desk_form(request)
    parts = request.app[PARTS]
    faults = tuple(_find_faults(fields))
    review_ref = first(fields, "review").strip()
    found = await parts.store.read(select(col(Review.review_ref)).where(col(Review.review_ref) == review_ref))
    if not found:
        faults = (Fault(NO_REVIEW, "review"), *faults)
    if faults:
        return await _show(request, fields, faults)
    action_id = parts.keys.mac("action", review_ref, first(fields, "page"))
    kept = Kept(review_ref, first(fields, "role"), parts.clock())
    action = write_action(parts.keys, action_id, kept, _read_deed(fields))
    await parts.store.write(PutUnit((action,)))
    return go(f"{DONE}/kept")


async def show_kept(request: web.Request) -> web.Response:
    """GET /console/done/kept: that it is kept."""
    return show(request, "action_kept.html", "It is kept")


def _read_deed(fields: Fields) -> Deed:
    said, done, outcome = (first(fields, name).strip() for name in ("said", "done", "outcome"))
    if first(fields, "tell") != "yes":
        return Deed(said, done, outcome)
    return Deed(said, done, outcome, first(fields, "told_said").strip(), first(fields, "told_done").strip())


def _find_faults(fields: Fields) -> list[Fault]:
    faults = [
        Fault(TOO_LONG, name)
        for name in ("said", "done", "outcome", "told_said", "told_done")
        if len(first(fields, name)) > MAX_WORDS
    ]
    needed = {"said": NO_SAID, "done": NO_DONE}
    if first(fields, "tell") == "yes":
        needed |= {"told_said": NO_TOLD_SAID, "told_done": NO_TOLD_DONE}
    faults += [Fault(text, name) for name, text in needed.items() if not first(fields, name).strip()]
    if first(fields, "tell") not in {"yes", "no"}:
        faults.append(Fault(NO_TELL, "tell-1"))
    if first(fields, "role") not in ROLES:
        faults.append(Fault(NO_ROLE, "role-1"))
    return faults


async def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "action.html",
        "What was done",
        422 if faults else 200,
        faults,
        actions=await request.app[PARTS].store.read(_ACTIONS),
        given={name: first(fields, name) for name in NAMES},
        page=first(fields, "page") or secrets.token_hex(8),
        roles=ROLES,
    )


_ACTIONS = (
    select(col(Action.review_ref), col(Action.written_at), col(Action.role), col(Action.tells_child))
    .order_by(col(Action.written_at).desc())
    .limit(LATEST)
)

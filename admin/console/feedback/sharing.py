"""What the manager shares in supervision: written by the manager, read by one IRO alone."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.feedback.listing import FEEDBACK
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.feedback.shared import ShareUnit, Sharing, list_iros, write_shared
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.units import Row
    from forms.web.given import Fields

SHARE = f"{FEEDBACK}/share"
MAX_WORDS = 2_000
NO_WHOM = "Choose with whom you share it."
NO_WORDS = "Write what you share."
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."
NO_CHECK = "Say that you looked whether anybody could be told from it."


async def ask_share(request: web.Request) -> web.Response:
    """GET /console/feedback/share: with whom, and in which words."""
    return await _show(request, {}, ())


async def keep_share(request: web.Request) -> web.Response:
    """POST /console/feedback/share: seal it for that account. The same page sent twice is shared once."""
    fields = await read_desk_form(request)
    parts, staff = request.app[PARTS], request[STAFF]
    whom = {row["id"] for row in await _list_whom(request)}
    faults = tuple(_find_faults(fields, whom))
    if faults:
        return await _show(request, fields, faults)
    sharing = Sharing(first(fields, "whom"), staff.account_id, first(fields, "words").strip())
    shared_id = parts.keys.mac("shared", staff.account_id, first(fields, "page"))
    row = write_shared(parts.keys, shared_id, sharing, parts.clock())
    done = Done("feedback.share", Role.MANAGER, shared_id, f"to {sharing.to_account}")
    await request.app[RECORD].write(request, done, ShareUnit(row))
    return go(f"{SHARE}/kept")


async def show_kept(request: web.Request) -> web.Response:
    """GET /console/feedback/share/kept: that it is shared."""
    return show(request, "feedback_shared.html", "It is shared")


async def _list_whom(request: web.Request) -> list[Row]:
    """List the IROs it can be shared with: nobody shares with themselves."""
    iros = await list_iros(request.app[PARTS].store)
    return [row for row in iros if row["id"] != request[STAFF].account_id]


def _find_faults(fields: Fields, whom: set[str]) -> list[Fault]:
    words = first(fields, "words").strip()
    faults = []
    if first(fields, "whom") not in whom:
        faults.append(Fault(NO_WHOM, "whom-1"))
    if not words or len(words) > MAX_WORDS:
        faults.append(Fault(TOO_LONG if words else NO_WORDS, "words"))
    if first(fields, "looked") != "yes":
        faults.append(Fault(NO_CHECK, "looked"))
    return faults


async def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "feedback_share.html",
        "Share in supervision",
        422 if faults else 200,
        faults,
        iros=[(row["id"], row["name"]) for row in await _list_whom(request)],
        given={name: first(fields, name) for name in ("whom", "words", "looked")},
        page=first(fields, "page") or secrets.token_hex(8),
    )

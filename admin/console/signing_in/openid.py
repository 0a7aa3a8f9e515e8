"""Signing in through the council's own provider.

The browser comes back by a link from another site: our strict cookies are not seen there, and nothing may
change by a link. So the page it comes back to only hands on what the provider said, by a form of our own
(pressed by a script, or by the person), and that form signs in.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.accounts import ChangeAccountUnit
from admin.accounts.attempts import begin_attempt
from admin.accounts.openid.entering import EnterUnit, LinkUnit, find_owned, hash_subject
from admin.accounts.openid.flow import OPENID, OPENID_AGAIN, Flow
from admin.accounts.openid.identity import list_ruled, settle_roles
from admin.accounts.openid.refusals import Refusal, RefusedError
from admin.accounts.roles import read_roles, write_roles
from admin.accounts.sessions import begin, end
from admin.accounts.throttle import PROVIDER as PROVIDER_TRIES
from admin.accounts.throttle import TryUnit, count_for_client, forget_try
from admin.console.desk import DESK
from admin.console.gate import CODE, SIGN_IN
from admin.console.pages import show
from admin.console.record import RECORD
from admin.console.signing_in.attempts import drop_attempt, find_attempt, give_attempt, use_attempt
from admin.console.signing_in.ways import PROVIDER
from admin.console.signing_in.where import lead_on, read_to
from admin.console.staff import SET_SESSION, STAFF
from forms.audit import Done
from forms.units import PutUnit
from forms.web.client import name_client
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS
from forms.web.posted import read_fields

if TYPE_CHECKING:
    from admin.accounts.attempts import Attempt, Purpose
    from admin.accounts.openid.identity import Identity
    from admin.accounts.sessions import Begun
    from admin.accounts.throttle import Counted
    from forms.units import Row

LOG = logging.getLogger(__name__)
BACK = f"{SIGN_IN}/openid/back"
GIVEN = ("code", "state", "iss", "error")
"""What a provider says in its answer, as far as we look at it."""
HOW = "provider"
"""What the record says of how a session began."""
WAIT = "That was tried too often. Please wait {seconds} seconds."


async def leave(request: web.Request) -> web.Response:
    """GET /console/sign-in/openid: send the browser to the provider."""
    return await _leave(request, OPENID)


async def leave_again(request: web.Request) -> web.Response:
    """GET /console/sign-in/openid/again: likewise, for somebody who is to sign in there anew."""
    return await _leave(request, OPENID_AGAIN)


async def _leave(request: web.Request, purpose: Purpose) -> web.Response:
    flow = _find_flow(request)
    attempt = begin_attempt(purpose, request.app[PARTS].clock(), wanted=read_to(request))
    try:
        answer = web.Response(status=302, headers={"Location": await flow.make_address(attempt)})
    except RefusedError as refused:
        return _show_refused(request, refused.refusal)
    give_attempt(request, answer, attempt)
    return answer


async def come_back(request: web.Request) -> web.Response:
    """GET /console/sign-in/openid/back: hand on what the provider said; nothing is changed or believed yet.

    The browser keeps the desk it has, though it does not show it here.
    """
    _find_flow(request)
    given = [(name, request.query[name]) for name in GIVEN if name in request.query]
    answer = show(request, "openid_back.html", "Signing you in", given=given)
    request.pop(DESK, None)
    return answer


async def take_back(request: web.Request) -> web.Response:
    """POST /console/sign-in/openid/back: sign in, if everything holds. The state is this form's token."""
    flow, fields = _find_flow(request), await read_fields(request)
    given = {name: first(fields, name) for name in GIVEN if name in fields}
    try:
        attempt = _find_attempt(request, flow, given)
        answer = await _sign_in(request, flow, attempt, given)
    except RefusedError as refused:
        answer = _show_refused(request, refused.refusal)
    for purpose in (OPENID, OPENID_AGAIN):
        drop_attempt(answer, purpose)
    return answer


def _find_flow(request: web.Request) -> Flow:
    """Return the flow with the council's provider. Raises 404 where there is none."""
    provider, parts = request.app.get(PROVIDER), request.app[PARTS]
    if provider is None:
        raise web.HTTPNotFound
    return Flow(provider, parts.keys, f"{parts.settings.public_url}{BACK}")


def _find_attempt(request: web.Request, flow: Flow, given: dict[str, str]) -> Attempt:
    """Return the attempt of this browser that the answer belongs to. Raises RefusedError."""
    begun = filter(None, (find_attempt(request, purpose) for purpose in (OPENID, OPENID_AGAIN)))
    attempt = next((one for one in begun if flow.belongs(one, given)), None)
    if attempt is None:
        raise RefusedError(Refusal.ATTEMPT)
    return attempt


@dataclass(frozen=True, slots=True)
class _Coming:
    """Somebody who comes back: their attempt, who they are there, their account here, their tries."""

    attempt: Attempt
    identity: Identity
    account: Row
    counted: Counted


async def _sign_in(request: web.Request, flow: Flow, attempt: Attempt, given: dict[str, str]) -> web.Response:
    parts = request.app[PARTS]
    counted = count_for_client(parts.keys, PROVIDER_TRIES, name_client(request))
    if wait := await parts.store.write(TryUnit((counted,), parts.clock())):
        return _show(request, 429, WAIT.format(seconds=wait))
    if not await use_attempt(request, attempt):
        raise RefusedError(Refusal.USED)
    try:
        identity = await flow.finish(attempt, given, parts.clock())
    except RefusedError as refused:
        if refused.refusal.is_of_provider:
            await parts.store.write(PutUnit((forget_try(counted),)))
        raise
    coming = _Coming(attempt, identity, await find_owned(parts.store, parts.keys, identity), counted)
    if attempt.purpose is OPENID_AGAIN:
        return await _renew(request, coming)
    await _settle(request, coming.account, identity)
    return await _begin(request, coming)


async def _settle(request: web.Request, account: Row, identity: Identity) -> None:
    """Let the account be theirs, with the roles the provider gives. Raises RefusedError.

    Whoever could not go on is refused before anything is changed.
    """
    held, ruled = read_roles(account["roles"]), list_ruled(request.app[PROVIDER].settings)
    roles = settle_roles(held, identity.granted, ruled)
    if not roles:
        raise RefusedError(Refusal.NO_ROLE)
    if not identity.has_two_factors and account["totp_sealed"] is None:
        raise RefusedError(Refusal.NO_FACTOR)
    if account["open_id"] is None:
        linking = LinkUnit(account["id"], hash_subject(request.app[PARTS].keys, identity))
        if not await request.app[RECORD].write(request, _done("account.link", account), linking):
            raise RefusedError(Refusal.OTHER)
    if roles != held:
        changing = ChangeAccountUnit(account["id"], {"roles": write_roles(roles)})
        await request.app[RECORD].write(request, _done("account.change_roles", account), changing)


async def _begin(request: web.Request, coming: _Coming) -> web.Response:
    """Begin a session: the whole of it, or one that leads to the second factor alone."""
    is_full = coming.identity.has_two_factors
    begun = begin(request.app[PARTS].keys, coming.account["id"], request.app[PARTS].clock(), is_full=is_full)
    entering = _make_entering(request, coming, begun)
    if is_full:
        is_in = await request.app[RECORD].write(request, _done("session.begin", coming.account), entering)
    else:
        is_in = await request.app[PARTS].store.write(entering)
    if not is_in:
        raise RefusedError(Refusal.NOBODY)
    request[SET_SESSION] = begun.token
    return go(coming.attempt.wanted if is_full else lead_on(CODE, coming.attempt.wanted))


async def _renew(request: web.Request, coming: _Coming) -> web.Response:
    """Renew the session of whoever signed in anew. Raises RefusedError if it is somebody else than before."""
    staff = request.get(STAFF)
    if staff is None or not staff.is_full or staff.account_id != coming.account["id"]:
        raise RefusedError(Refusal.OTHER)
    begun = begin(request.app[PARTS].keys, staff.account_id, request.app[PARTS].clock(), is_full=True)
    entering = _make_entering(request, coming, begun)
    if not await request.app[RECORD].write(request, _done("session.renew", coming.account), entering):
        raise RefusedError(Refusal.OTHER)
    request[SET_SESSION] = begun.token
    return go(coming.attempt.wanted)


def _make_entering(request: web.Request, coming: _Coming, begun: Begun) -> EnterUnit:
    """Make the unit that begins a session, ends the one before, and forgets the tries."""
    staff = request.get(STAFF)
    before = (end(staff.token_hash),) if staff else ()
    rewards = (begun.insert, *before, forget_try(coming.counted))
    subject = hash_subject(request.app[PARTS].keys, coming.identity)
    return EnterUnit(coming.account["id"], subject, rewards)


def _done(action: str, account: Row) -> Done:
    return Done(action, "self", account["id"], HOW, by=account["id"])


def _show_refused(request: web.Request, refusal: Refusal) -> web.Response:
    """Show the one page for whatever went wrong, and write down its name: nothing that anybody sent."""
    LOG.warning("signing in through the provider was refused: %s", refusal.code)
    return _show(request, 503 if refusal.is_of_provider else 403, refusal.said, refusal.code)


def _show(request: web.Request, status: int, sentence: str, code: str = "") -> web.Response:
    heading = "We could not sign you in"
    return show(request, "openid_refused.html", heading, status, sentence=sentence, code=code)

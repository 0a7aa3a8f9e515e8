"""Opening words: each response is on record in the transaction that hands over its key, or it is not opened.

Where somebody else opens them than the child was told of, the child is told in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.console.voice.reader import Who
from admin.voice.opened import open_for, read_sealed
from forms.answering import MessageKind
from forms.audit import Done
from forms.messages import Saying, prepare_saying, prepare_told
from forms.opening import OpenAllUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from admin.console.voice.papers import Papers
    from admin.voice.opened import Opened
    from admin.voice.sent import Sent
    from forms.messages import SayUnit
    from forms.units import Row
    from forms.what_may_be_said import To

BRIEF, SHARED, SAY, ALOUD = (f"response.open_{what}" for what in ("brief", "shared", "say", "aloud"))
GLASS = "response.break_glass"
LOOKED_BACK = "response.compare"
"""Of an earlier response, only what was said on scales, to compare."""


def say_done(papers: Papers, action: str) -> Done:
    """Say what is done to each response, and as whom."""
    return Done(action, papers.who, "")


async def open_sent(
    request: web.Request, sent: Sequence[Sent], done: Done, to: To, telling: tuple[SayUnit, ...] = ()
) -> list[Opened]:
    """Open responses: `done` says what is done to each. Raises 404 if one is gone, StoreUnavailableError."""
    rows = await _unlock(request, sent, done, telling)
    parts = request.app[PARTS]
    return [
        open_for(parts.keys, sealed, parts.keys.open_data_key(rows[sealed.sent.id]["sealed_key"]), to)
        for sealed in await read_sealed(parts.store, sent)
    ]


async def _unlock(
    request: web.Request, sent: Sequence[Sent], done: Done, telling: tuple[SayUnit, ...]
) -> Mapping[str, Row]:
    if not sent:
        return {}
    each_done = [Done(done.action, done.role, each.id, done.reason) for each in sent]
    unit = OpenAllUnit(tuple(each.id for each in sent), telling)
    rows = await request.app[RECORD].write_each(request, each_done, unit)
    if rows is None:
        raise web.HTTPNotFound
    return rows


async def break_glass(request: web.Request, papers: Papers, reason: str, to: To) -> list[Opened]:
    """Open all of it as the manager, for a reason, and tell the child. Raises as `open_sent` does."""
    parts, by = request.app[PARTS], request[STAFF].account_id
    telling = [
        await prepare_told(parts.store, parts.keys, each.row, reason=reason, by=by, now=parts.clock())
        for each in papers.gathered.own
    ]
    done = Done(GLASS, papers.who, "", reason)
    return await open_sent(request, papers.sent, done, to, tuple(telling))


async def open_in_place(request: web.Request, papers: Papers, to: To) -> list[Opened]:
    """Open all of it as leave cover. The child was told of the IRO and the manager: it is told of this, once.

    Raises as `open_sent` does.
    """
    parts, by = request.app[PARTS], request[STAFF].account_id
    saying = Saying(MessageKind.TOLD, by, reason=Who.COVER)
    telling = [
        await prepare_saying(parts.store, parts.keys, each.row, saying, now=parts.clock(), mark=Who.COVER)
        for each in papers.gathered.own
    ]
    done = Done(BRIEF, papers.who, "", Who.COVER)
    return await open_sent(request, papers.sent, done, to, tuple(telling))


async def look_back(request: web.Request, papers: Papers, earlier: Sequence[Sent]) -> None:
    """Write down that somebody looked at the scales of earlier responses. Raises StoreUnavailableError."""
    await _unlock(request, earlier, Done(LOOKED_BACK, papers.who, ""), ())

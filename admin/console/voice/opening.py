"""Opening words: each response is on record in the transaction that hands over its key, or it is not opened.

Where somebody else opens them than the child was told of, the child is told in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.voice.opened import open_for, read_sealed
from forms.answering import MessageKind
from forms.audit import Done
from forms.message_words import STANDING_IN
from forms.messages import Saying, prepare_saying, prepare_told
from forms.opening import OpenAllUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from admin.console.voice.papers import Papers
    from admin.console.voice.reader import Who
    from admin.voice.opened import Opened
    from admin.voice.sent import Sent
    from forms.messages import SayUnit
    from forms.what_may_be_said import To

BRIEF, SHARED, SAY, ALOUD = (f"response.open_{what}" for what in ("brief", "shared", "say", "aloud"))
GLASS = "response.break_glass"
LOOKED_BACK = "response.compare"
"""Of an earlier response, only what was said on scales, to compare."""


def say_done(sent: Iterable[Sent], action: str, who: Who, reason: str = "") -> list[Done]:
    """Say what is done to each response, and as whom."""
    return [Done(action, who, each.id, reason) for each in sent]


async def open_sent(
    request: web.Request,
    sent: Sequence[Sent],
    to: To,
    all_done: Sequence[Done],
    telling: tuple[SayUnit, ...] = (),
) -> list[Opened]:
    """Open responses, as far as they are meant for somebody. Raises as `unlock` does."""
    parts = request.app[PARTS]
    data_keys = await unlock(request, all_done, telling)
    return [
        open_for(parts.keys, sealed, data_keys[sealed.sent.id], to)
        for sealed in await read_sealed(parts.store, sent)
    ]


async def unlock(
    request: web.Request, all_done: Sequence[Done], telling: tuple[SayUnit, ...] = ()
) -> Mapping[str, bytes]:
    """Return the keys of what is opened, once it is on record. Raises 404 if one is gone meanwhile.

    Raises StoreUnavailableError.
    """
    if not all_done:
        return {}
    unit = OpenAllUnit(tuple(done.about for done in all_done), telling)
    rows = await request.app[RECORD].write_each(request, all_done, unit)
    if rows is None:
        raise web.HTTPNotFound
    keys = request.app[PARTS].keys
    return {response_id: keys.open_data_key(row["sealed_key"]) for response_id, row in rows.items()}


async def break_glass(request: web.Request, papers: Papers, reason: str, to: To) -> list[Opened]:
    """Open all of it as the manager, for a reason, and tell the child. Raises as `open_sent` does."""
    parts, by = request.app[PARTS], request[STAFF].account_id
    telling = [
        await prepare_told(parts.store, parts.keys, each.row, reason=reason, by=by, now=parts.clock())
        for each in papers.gathered.own
    ]
    all_done = say_done(papers.sent, GLASS, papers.who, reason)
    return await open_sent(request, papers.sent, to, all_done, tuple(telling))


async def open_in_place(request: web.Request, papers: Papers, to: To) -> list[Opened]:
    """Open all of it as leave cover. The child was told of the IRO and the manager: it is told of this, once.

    Raises as `open_sent` does.
    """
    parts, by = request.app[PARTS], request[STAFF].account_id
    saying = Saying(MessageKind.TOLD, by, reason=STANDING_IN)
    telling = [
        await prepare_saying(parts.store, parts.keys, each.row, saying, now=parts.clock(), mark=STANDING_IN)
        for each in papers.gathered.own
    ]
    all_done = say_done(papers.sent, BRIEF, papers.who, STANDING_IN)
    return await open_sent(request, papers.sent, to, all_done, tuple(telling))


async def look_back(request: web.Request, papers: Papers, earlier: Sequence[Sent]) -> None:
    """Write down that somebody looked at the scales of earlier responses. Raises StoreUnavailableError."""
    await unlock(request, say_done(earlier, LOOKED_BACK, papers.who))

"""A form with files in it: read part by part within limits, only where a file is asked for.

The words come first on the page, so they are known before a file is; a file that is too large is read on
and thrown away, so that the browser hears the answer, and the words beside it are kept.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import BodyPartReader, web

from forms.given_files import MAX_FILE, Refusal
from forms.web.posted import BODY_SECONDS, FIELDS, MAX_FORM, Posted, check_token

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from forms.web.given import Fields
    from forms.web.ticket import Ticket

Check: TypeAlias = "Callable[[web.Request, Fields], Ticket]"
UPLOAD_TYPE = "multipart/form-data"
MAX_PARTS = 20
"""Parts of a form: the question's own fields, and its files."""
MAX_THROWN_AWAY = 64 * 1024 * 1024
"""Bytes that are read only to be able to say that they were too many."""
BYTES_A_SECOND = 16 * 1024
"""A telephone with a poor connection: 10 MB in eleven minutes. Whoever sends less is let go."""
CHUNK = 64 * 1024


@dataclass(slots=True)
class _Body:
    """What has come in so far."""

    limit: asyncio.Timeout
    began_at: float
    received: int = 0
    written: int = 0
    """Bytes of those that are in fields."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: list[bytes] = field(default_factory=list)
    refusal: Refusal | None = None

    def count(self, size: int) -> None:
        """Count bytes: so many more seconds are left. Raises 413."""
        self.received += size
        self.limit.reschedule(self.began_at + BODY_SECONDS + self.received / BYTES_A_SECOND)
        if self.received > MAX_FILE + MAX_THROWN_AWAY:
            raise web.HTTPRequestEntityTooLarge(MAX_FILE, self.received)


async def read_uploaded(request: web.Request, check: Check = check_token) -> Posted:
    """Read a form with files. Raises aiohttp's refusals: 400, 403 without the page's token, 408, 413, 415.

    `check` returns the ticket whose page it is, or raises.
    """
    try:
        async with asyncio.timeout(BODY_SECONDS) as limit:
            body = _Body(limit, asyncio.get_running_loop().time())
            await _read_parts(request, body, check)
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001 - aiohttp says in a dozen ways that it cannot read a form
        raise web.HTTPBadRequest from None
    ticket = check(request, body.fields)
    request[FIELDS] = body.fields
    return Posted(ticket, body.fields, tuple(body.files), body.refusal)


async def _read_parts(request: web.Request, body: _Body, check: Check) -> None:
    parts = await request.multipart()
    for _ in range(MAX_PARTS):
        part = await parts.next()
        if part is None:
            return
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise web.HTTPBadRequest
        if {"Content-Transfer-Encoding", "Content-Encoding"} & part.headers.keys():
            raise web.HTTPUnsupportedMediaType
        if part.filename is None:
            await _read_field(part, part.name, body)
        else:
            check(request, body.fields)  # before anything large is taken in
            await _read_file(part, body)
    raise web.HTTPRequestEntityTooLarge(MAX_PARTS, MAX_PARTS + 1)


async def _read_field(part: BodyPartReader, name: str, body: _Body) -> None:
    value = bytearray()
    async for chunk in _read_chunks(part, body):
        value += chunk
        body.written += len(chunk)
        if body.written > MAX_FORM:
            raise web.HTTPRequestEntityTooLarge(MAX_FORM, body.written)
    body.fields.setdefault(name, []).append(value.decode("utf-8", "replace"))


async def _read_file(part: BodyPartReader, body: _Body) -> None:
    """Keep a file in memory; of one that does not fit, only that it came."""
    held = sum(map(len, body.files))
    content = bytearray()
    is_too_large = False
    async for chunk in _read_chunks(part, body):
        is_too_large = is_too_large or held + len(content) + len(chunk) > MAX_FILE
        if is_too_large:
            content.clear()
        else:
            content += chunk
    if is_too_large:
        body.refusal = Refusal.TOO_LARGE
    elif content:
        body.files.append(bytes(content))


async def _read_chunks(part: BodyPartReader, body: _Body) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk(CHUNK):
        body.count(len(chunk))
        yield chunk

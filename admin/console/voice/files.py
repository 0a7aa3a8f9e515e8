"""Drawings, photos and voice notes: each opening of one is on record by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.desk import sit_down
from admin.console.record import RECORD
from admin.console.voice.papers import READ
from forms.attachments.sealed import PAGE, open_file, open_page
from forms.audit import Done
from forms.keys import TamperedError
from forms.records import Attachment
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from admin.console.voice.reader import Who
    from admin.voice.opened import File


async def send_file(request: web.Request) -> web.Response:
    """GET …/file/FILE/WHO/PASS: one drawing, photo or voice note, of a page that was opened here today."""
    parts, named = request.app[PARTS], request.match_info
    if named["pass"] != _make_pass(request, named["response"], named["file"], named["who"]):
        raise web.HTTPNotFound
    row = await request.app[RECORD].open(request, Attachment, Done("file.open", named["who"], named["file"]))
    if row is None or row["response_id"] != named["response"]:
        raise web.HTTPNotFound
    try:
        is_page = row["question_key"] == PAGE
        content = open_page(parts.keys, row) if is_page else open_file(parts.keys, row)
    except TamperedError:
        raise web.HTTPNotFound from None
    headers = {"Content-Disposition": "attachment", "Content-Type": row["media_type"]}
    return web.Response(body=content, headers=headers)


def find_file(request: web.Request, who: Who) -> Callable[[File], str]:
    """Return what gives each file of an opened page its address."""

    def address(file: File) -> str:
        made = _make_pass(request, file.response_id, file.id, who)
        return f"{READ}/{file.response_id}/file/{file.id}/{who}/{made}"

    return address


def _make_pass(request: web.Request, response_id: str, file_id: str, who: str) -> str:
    """Make what lets this desk open a file today: only pages that opened the response hold it."""
    desk, today = sit_down(request).secret.hex(), f"{request.app[PARTS].clock():%Y%m%d}"
    return request.app[PARTS].keys.mac("open file", desk, response_id, file_id, who, today)

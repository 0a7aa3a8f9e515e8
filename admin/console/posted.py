"""A form of the console that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.desk import check_desk
from forms.web.posted import FIELDS, read_fields

if TYPE_CHECKING:
    from aiohttp import web

    from forms.web.given import Fields


async def read_desk_form(request: web.Request) -> Fields:
    """Read it. Raises aiohttp's refusals: 403 without the page's token, 408, 413, 415."""
    fields = await read_fields(request)
    check_desk(request, fields)
    request[FIELDS] = fields
    return fields

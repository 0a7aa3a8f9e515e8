"""What was signed, one by one; and what is another number now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.console.pages import show
from admin.console.signed.finding import (
    DEFINITIONS,
    find_signed,
    find_source,
    find_today,
)
from admin.console.signed.listing import NO_NAME
from admin.console.signed.words import name_sections, write_measures
from admin.signed.counting import hold_against_now
from admin.signed.unreadable import UnreadableError
from admin.trail import read_names
from forms.london import LONDON
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.signed.keeping import Signed


async def show_one(request: web.Request) -> web.Response:
    """GET /console/signed/SIGNED: who signed, when, by which definition, and the figures."""
    try:
        signed = await find_signed(request)
    except UnreadableError as error:
        return show(request, "signed_unreadable.html", "Signed period", 500, reason=str(error))
    return show(
        request,
        "signed_one.html",
        "Signed period",
        measures=write_measures(signed.show("")),
        **await say_signature(request, signed),
    )


async def show_differences(request: web.Request) -> web.Response:
    """GET /console/signed/SIGNED/differences: counted anew, every figure that is another now."""
    try:
        signed = await find_signed(request)
    except UnreadableError as error:
        return show(request, "signed_unreadable.html", "Signed period", 500, reason=str(error))
    held = await hold_against_now(find_source(request), signed, find_today(request))
    return show(
        request,
        "signed_differences.html",
        "What is another number now",
        sections=name_sections(held.lines),
        causes=held.causes,
        numbers=len(held.differences),
        checksum_now=held.now.checksum,
        **await say_signature(request, signed),
    )


async def say_signature(request: web.Request, signed: Signed) -> dict[str, Any]:
    """Return what a page says of a signature. Raises StoreUnavailableError."""
    names = await read_names(request.app[PARTS].store)
    signature = signed.signature
    return {
        "signed": signed,
        "signed_at": signature.at.astimezone(LONDON),
        "signed_by": names.get(signature.by, NO_NAME),
        "definition": DEFINITIONS[signed.summary.definition],
        "address": f"/console/signed/{signed.id}",
    }

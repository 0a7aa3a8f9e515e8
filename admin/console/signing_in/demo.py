"""In the demo, made-up staff to sign in as with one press: nothing there is anybody's."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from aiohttp import web

from admin.accounts.sessions import begin
from admin.console.posted import read_desk_form
from admin.console.signing_in.where import read_to
from admin.console.staff import SET_SESSION
from admin.demo import Demo
from admin.qr import draw_qr_svg
from forms.units import PutUnit
from forms.web.given import first
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.demo import DemoLink
    from admin.demo_staff import DemoStaff

DEMO = web.AppKey("demo", Demo)


async def sign_in_as(request: web.Request) -> web.Response:
    """POST /console/sign-in/demo: sign in as one of the demo's made-up staff, and only there."""
    fields = await read_desk_form(request)
    parts = request.app[PARTS]
    wanted = first(fields, "who")
    chosen = next((one for one in list_demo_staff(request) if one.code == wanted), None)
    if chosen is None:
        raise web.HTTPNotFound
    begun = begin(parts.keys, chosen.find_id(parts.keys), parts.clock(), is_full=True)
    await parts.store.write(PutUnit((begun.insert,)))
    request[SET_SESSION] = begun.token
    return go(read_to(request, fields))


def list_demo_staff(request: web.Request) -> tuple[DemoStaff, ...]:
    """List whom one can sign in as: nobody outside the demo."""
    demo = request.app.get(DEMO)
    return demo.staff if demo is not None and request.app[PARTS].demo else ()


def draw_links(request: web.Request) -> list[tuple[str, list[tuple[DemoLink, str]]]]:
    """Return the demo's links under their headings, each with its QR code; nothing elsewhere."""
    demo = request.app.get(DEMO)
    return [
        (heading, [(shown, draw_qr_svg(shown.link)) for shown in under])
        for heading, under in groupby(demo.links if demo else (), lambda shown: shown.heading)
    ]

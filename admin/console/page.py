"""The console's one page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import func, select
from sqlmodel import col

from admin.alerts import describe_alert, read_alerts
from admin.measure_kinds import Definition
from admin.periods import Period
from admin.qr import draw_qr_svg
from admin.summary import summarise
from forms.london import london_day
from forms.records import Invitation, InvitationCode, Response, Review
from forms.settings_reader import is_loopback
from forms.web.assets import ASSETS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from admin.demo import Demo
    from forms.library import Library
    from forms.store import Store

TEMPLATES = Path(__file__).parent / "templates"
STYLES = Path(__file__).parent / "static" / "console.css"
STYLESHEET = "/console/console.css"
LATEST = 40
"""Rows of each table: the demo has fewer; a page for thousands needs the accounts and filters to come."""


@dataclass(frozen=True, slots=True)
class Console:
    """What the page is made from."""

    store: Store
    library: Library
    demo: Demo
    clock: Callable[[], datetime]
    pages: Environment

    async def show(self, request: web.Request) -> web.Response:
        """Show the page, to this machine alone. Raises HTTPNotFound for others."""
        if not is_from_here(request):
            raise web.HTTPNotFound
        today = london_day(self.clock())
        period = Period(self.demo.first_on, today)
        counted = await summarise(self.store, self.library, period, Definition.ELIGIBLE, today)
        text = self.pages.get_template("console.html").render(
            stylesheets=(ASSETS["say.css"].path, STYLESHEET),
            links=[
                (heading, [(shown, draw_qr_svg(shown.link)) for shown in under])
                for heading, under in groupby(self.demo.links, lambda shown: shown.heading)
            ],
            period=period,
            summary=counted,
            reviews=await self.store.read(_REVIEWS),
            invitations=await self.store.read(_INVITATIONS),
            alerts=[
                describe_alert(alert).split("\t")
                for alert in await read_alerts(self.store, include_acknowledged=False)
            ],
            titles={count.form.key: count.form.title for count in counted.forms},
        )
        return web.Response(text=text, content_type="text/html")

    async def send_styles(self, request: web.Request) -> web.Response:
        """Send the stylesheet."""
        del request
        return web.Response(text=STYLES.read_text(encoding="utf-8"), content_type="text/css")


def is_from_here(request: web.Request) -> bool:
    """Tell whether this machine itself asks: by its address, since a Host header can say anything.

    A proxy on this machine asks for somebody else, and says so.
    """
    forwarded = {"Forwarded", "X-Forwarded-For"} & {name.title() for name in request.headers}
    return is_loopback(request.remote or "") and not forwarded


def add_console(
    app: web.Application, store: Store, library: Library, demo: Demo, clock: Callable[[], datetime]
) -> None:
    """Add `/console` to the pages of the demo."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    console = Console(store, library, demo, clock, pages)
    app.router.add_get("/console", console.show, name="console")
    app.router.add_get(STYLESHEET, console.send_styles, name="console-styles")


_REVIEWS: Any = (
    select(
        col(Review.review_ref),
        col(Review.child_ref),
        col(Review.due_on),
        col(Review.held_on),
        col(Review.participation_code),
    )
    .order_by(col(Review.held_on).desc())
    .limit(LATEST)
)

_RESPONSES: Any = (
    select(
        col(Response.invitation_id),
        func.count().label("opened"),
    )
    .group_by(col(Response.invitation_id))
    .subquery()
)

_SCANS: Any = (
    select(
        col(InvitationCode.invitation_id),
        func.sum(col(InvitationCode.scans)).label("scans"),
    )
    .group_by(col(InvitationCode.invitation_id))
    .subquery()
)

_INVITATIONS: Any = (
    select(
        col(Invitation.review_ref),
        col(Invitation.form_key),
        col(Invitation.audience),
        col(Invitation.takes),
        col(Invitation.submitted),
        func.coalesce(_SCANS.c.scans, 0).label("scans"),
        func.coalesce(_RESPONSES.c.opened, 0).label("opened"),
    )
    .outerjoin(_SCANS, _SCANS.c.invitation_id == col(Invitation.id))
    .outerjoin(_RESPONSES, _RESPONSES.c.invitation_id == col(Invitation.id))
    .order_by(col(Invitation.created_at).desc())
    .limit(LATEST)
)

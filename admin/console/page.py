"""The first page: links to try, alerts, figures, invitations, reviews. No words of anybody."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from admin.alerts.listing import describe_contact, describe_named, list_parts, read_alerts
from admin.console.pages import show
from admin.demo import Demo
from admin.measure_kinds import Definition
from admin.periods import Period
from admin.qr import draw_qr_svg
from admin.summary import summarise
from forms.london import london_day
from forms.records import Invitation, InvitationCode, Response, Review
from forms.web.parts import PARTS

DEMO = web.AppKey("demo", Demo)
LATEST = 40
"""Rows of each table: the demo has fewer; a page for thousands needs the accounts and filters to come."""


async def show_first(request: web.Request) -> web.Response:
    """GET /console: what staff see of the demo."""
    parts, demo = request.app[PARTS], request.app[DEMO]
    today = london_day(parts.clock())
    period = Period(demo.first_on, today)
    counted = await summarise(parts.store, parts.library, period, Definition.ELIGIBLE, today)
    return show(
        request,
        "console.html",
        "What staff see",
        links=[
            (heading, [(shown, draw_qr_svg(shown.link)) for shown in under])
            for heading, under in groupby(demo.links, lambda shown: shown.heading)
        ],
        period=period,
        summary=counted,
        reviews=await parts.store.read(_REVIEWS),
        invitations=await parts.store.read(_INVITATIONS),
        alerts=[
            (*list_parts(alert), describe_contact(alert), describe_named(alert))
            for alert in await read_alerts(parts.store, include_acknowledged=False)
        ],
        titles={count.form.key: count.form.title for count in counted.forms},
    )


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

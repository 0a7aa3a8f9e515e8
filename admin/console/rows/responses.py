"""The responses behind a form's figures: how many came by which way, and each by its reference. No words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import func, select
from sqlmodel import col

from admin.console.pages import show
from admin.console.paging import Paging, read_page
from admin.console.signed.finding import find_today, read_days, read_query
from admin.periods import find_council_year
from admin.summary.scope import make_scope
from forms.london import london_day
from forms.records import AnonymousResponse, Invitation, Response, Review
from forms.web.given import first
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.summary.scope import Scope
    from forms.store import Store
    from forms.units import Row

RESPONSES = "/console/figures/responses"


async def show_responses(request: web.Request) -> web.Response:
    """GET /console/figures/responses: what was sent by one form, in the days that it counts in."""
    fields, parts = read_query(request), request.app[PARTS]
    key = first(fields, "form")
    if key not in parts.library.keys():  # noqa: SIM118 - a library is no dictionary
        raise web.HTTPNotFound
    form = parts.library.current(key)
    period = read_days(fields) or find_council_year(find_today(request))
    scope = make_scope(form.timing, period, find_today(request))
    rows = await _read_sent(parts.store, scope, key)
    nameless = await _count_nameless(parts.store, scope, key)
    paging = Paging(read_page(request.query.get("page", "")), len(rows))
    return show(
        request,
        "rows_responses.html",
        "Behind a form",
        form=form,
        period=period,
        channels=sorted((Counter(row["channel"] for row in rows) + nameless).items()),
        total=len(rows) + nameless.total(),
        nameless=nameless.total(),
        lines=[(row, london_day(row["submitted_at"])) for row in rows[paging.offset : paging.last]],
        paging=paging,
        address=RESPONSES,
    )


async def _read_sent(store: Store, scope: Scope, key: str) -> Sequence[Row]:
    return await store.read(
        _SENT.where(scope.submitted, col(Response.form_key) == key).order_by(
            col(Response.submitted_at), col(Response.id)
        )
    )


async def _count_nameless(store: Store, scope: Scope, key: str) -> Counter[str]:
    """Count what came without a name: by the way alone, since nothing else is known of it."""
    channel = col(AnonymousResponse.channel)
    rows = await store.read(
        select(channel, func.count().label("sent"))
        .where(scope.anonymous, col(AnonymousResponse.form_key) == key)
        .group_by(channel)
    )
    return Counter({row["channel"]: row["sent"] for row in rows})


_SENT: Any = (
    select(col(Response.id), col(Response.channel), col(Response.submitted_at), col(Invitation.review_ref))
    .select_from(Response)
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
)

"""Shout outs: the month's compliments for the team, on a page to print. Approved words alone: no names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.console.pages import show
from admin.gathering.counted import read_gathered
from admin.gathering.kinds import HOWS, Kind
from admin.periods import Period, find_month
from forms.london import london_day
from forms.records import GatheredItem
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


async def show_shout_outs(request: web.Request) -> web.Response:
    """GET /console/shout-outs: those of a month, this one at first."""
    parts = request.app[PARTS]
    this = find_month(london_day(parts.clock()))
    month = _read_month(request.query.get("month", ""), this)
    gathered = await read_gathered(parts.store, parts.keys, month)
    in_month = col(GatheredItem.first_on).between(month.first_on, month.last_on)
    [came] = await parts.store.read(_CAME.where(in_month))
    after = find_month(month.last_on + timedelta(days=1))
    return show(
        request,
        "gathered_shout_outs.html",
        "Shout outs",
        compliments=gathered.compliments,
        came=int(came["count"]),
        month=month,
        before=_write(find_month(month.first_on - timedelta(days=1))),
        after=_write(after) if after.first_on <= this.first_on else "",
        hows=HOWS,
    )


def _read_month(text: str, this: Period) -> Period:
    """Read which month is asked for: this one, where nothing sensible is said."""
    found = _MONTH.fullmatch(text)
    asked = find_month(date(int(found[1]), int(found[2]), 1)) if found else this
    return asked if asked.first_on <= this.first_on else this


def _write(month: Period) -> str:
    return f"{month.first_on:%Y-%m}"


_CAME: Any = select(func.count().label("count")).where(col(GatheredItem.kind) == Kind.COMPLIMENT)

"""Trying the whole way of an alert with one button, and saying by which number somebody is sent texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from admin.alerts.acts import TryUnit
from admin.alerts.escalation import TEST
from admin.alerts.letters import ALERTS as QUEUE
from admin.alerts.letters import Post
from admin.alerts.people import REACHES, read_names, read_people
from admin.alerts.reach import ChangeReachUnit
from admin.alerts.routing import find_everybody
from admin.alerts.watch import ALERTS, STEPS, make_clock
from admin.console.access import Route
from admin.console.alerts import wording
from admin.console.alerts.who import HOLDERS, TRIERS
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from forms.alert_steps import StepKind, place_step
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aiohttp import web

    from admin.alerts.clock import AlertClock
    from forms.units import Row

TRY = f"{QUEUE}/test"
REACH = f"{QUEUE}/reach"
MOBILE = re.compile(r"(?:\+44|0)7[0-9]{9}")
NO_MOBILE = "Write a mobile number as you would dial it, like 07700 900123. Leave it empty for no texts."


def find_clock(request: web.Request) -> AlertClock:
    """Return the clock of this council's alerts."""
    return make_clock(request.app[PARTS].settings)


async def show_test(request: web.Request) -> web.Response:
    """GET /console/alerts/test: every way there is, and what came of the latest test."""
    parts = request.app[PARTS]
    people = await read_people(parts.store, parts.clock())
    by_id, post = {person.account_id: person for person in people}, Post(parts.keys, parts.settings)
    ways = [
        (wording.say_told(to, by_id), wording.say_ways(post.list_ways(by_id.get(to.account_id))))
        for to in find_everybody(people, ())
        if to.account_id or parts.settings.smtp_url
    ]
    tests = await parts.store.read(_LATEST)
    return show(
        request,
        "alerts_test.html",
        "Try the way",
        ways=ways,
        settings=parts.settings,
        test=tests[0] if tests else None,
        results=await _read_results(request, tests[0]) if tests else [],
        say_moment=wording.say_moment,
    )


async def start_test(request: web.Request) -> web.Response:
    """POST /console/alerts/test: raise a test. It is told of by every way, like any other alert."""
    await read_desk_form(request)
    parts, staff = request.app[PARTS], request[STAFF]
    trying = TryUnit(parts.keys, staff.account_id, parts.clock())
    role = next(role for role in TRIERS.roles if role in staff.roles)
    await request.app[RECORD].write(request, Done("alert.test", role, trying.alert_id), trying)
    return go(TRY)


async def _read_results(request: web.Request, test: Row) -> list[tuple[str, str, str]]:
    """Return for each way of the test: who, how, and whether it was taken."""
    store = request.app[PARTS].store
    rows = sorted(await store.read(select(STEPS).where(STEPS.c.alert_id == test["id"])), key=place_step)
    return list(_match(rows, await read_names(store)))


def _match(steps: Sequence[Row], names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    ended = {(row["to_account"], row["way"]): row for row in steps if row["kind"] in _ENDED}
    for step in (step for step in steps if step["kind"] == StepKind.TOLD):
        who = wording.say_recipient(step, names)
        if not step["way"]:
            yield who, "no message", "no way is set up"
        for way in step["way"].split():
            yield who, wording.WAYS[way], wording.say_result(ended.get((step["to_account"], way)))


async def ask_reach(request: web.Request) -> web.Response:
    """GET /console/alerts/reach: by which number somebody is sent texts."""
    rows = await request.app[PARTS].store.read(
        select(REACHES.c.mobile).where(REACHES.c.account_id == request[STAFF].account_id)
    )
    return _show_reach(request, rows[0]["mobile"] if rows else "", ())


async def change_reach(request: web.Request) -> web.Response:
    """POST /console/alerts/reach: keep it."""
    fields = await read_desk_form(request)
    mobile = re.sub(r"[\s()-]", "", first(fields, "mobile"))
    if mobile and not MOBILE.fullmatch(mobile):
        return _show_reach(request, first(fields, "mobile")[:40], (Fault(NO_MOBILE, "mobile"),))
    account_id = request[STAFF].account_id
    change = ChangeReachUnit(account_id, mobile, request.app[PARTS].clock())
    await request.app[RECORD].write(request, Done("account.change_mobile", "self", account_id), change)
    return go(f"{REACH}?kept=yes")


def _show_reach(request: web.Request, mobile: str, faults: Sequence[Fault]) -> web.Response:
    return show(
        request,
        "alerts_reach.html",
        "How you are told of alerts",
        422 if faults else 200,
        faults,
        mobile=mobile,
        staff=request[STAFF],
        kept="kept" in request.query,
        sends_texts=bool(request.app[PARTS].settings.notify_key),
        sends_mail=bool(request.app[PARTS].settings.smtp_url),
    )


_ENDED = frozenset([StepKind.SENT, StepKind.NOT_SENT])
_LATEST = select(ALERTS).where(ALERTS.c.cause == TEST).order_by(ALERTS.c.raised_at.desc()).limit(1)
ROUTES = (
    Route("GET", TRY, show_test, TRIERS),
    Route("POST", TRY, start_test, TRIERS, audit="alert.test"),
    Route("GET", REACH, ask_reach, HOLDERS),
    Route("POST", REACH, change_reach, HOLDERS, audit="account.change_mobile"),
)

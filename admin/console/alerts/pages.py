"""The pages: the queue, one alert, and the two decisions about it that have a page of their own.

Whoever must not know of an alert gets the same answer as for one that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select

from admin.accounts.roles import NAMES, Role
from admin.alerts.acts import OUTCOMES, AcknowledgeUnit, Act, HandOnUnit, OutcomeUnit
from admin.alerts.escalation import TEST
from admin.alerts.letters import ALERTS as QUEUE
from admin.alerts.people import read_names, read_people
from admin.alerts.routing import POSTS, list_holders, list_named
from admin.alerts.watch import STEPS
from admin.console.access import About, Route
from admin.console.alerts import listing, opening, trying, wording
from admin.console.alerts.queue import find_alert, make_item, read_alerts
from admin.console.alerts.who import HOLDERS, LOOKERS, TRIERS, make_person, name_role_for
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import STAFF
from admin.console.tables.pages import route_csv
from admin.safe_way import explain_safe_way
from admin.written_days import write_day
from forms.alert_steps import place_step
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.definition import Form
    from forms.units import Row, Unit
    from forms.web.given import Fields

ALERT = r"/console/alerts/{alert:[0-9a-f]{32}}"
MAX_WORDS = 2_000
TOO_LONG = f"Keep it under {MAX_WORDS:,} letters."
NO_POST = "Choose to whom you hand it on."
NO_OUTCOME = "Choose what came of it."
NOT_TAKEN_ON = "Take it on first: then somebody is known to deal with it."
NOT_NOW = "It has changed since this page was shown. Please look at it again."


async def list_alerts(request: web.Request) -> web.Response:
    """GET /console/alerts: what waits, overdue on top; what is being dealt with. Closed ones are a list."""
    if request.query.get("show") == "closed":
        return go(f"{listing.EVERY}?show=closed")
    items = await read_alerts(request)
    now = request.app[PARTS].clock()
    return show(
        request,
        "alerts.html",
        "Alerts",
        waiting=[item for item in items if item.is_waiting],
        others=[item for item in items if not item.is_waiting],
        opens=wording.say_opens(trying.find_clock(request), now),
        causes=wording.CAUSES,
        who=wording.WHO,
        say_moment=wording.say_moment,
        may_be_told=request[STAFF].is_any(HOLDERS.roles),
        may_try=request[STAFF].is_any(TRIERS.roles),
    )


async def show_alert(request: web.Request) -> web.Response:
    """GET /console/alerts/ALERT: what is known of it. Words are opened apart, and that is written down."""
    return await _show_alert(request, await _find(request), ())


async def acknowledge(request: web.Request) -> web.Response:
    """POST /console/alerts/ALERT: take it on."""
    await read_desk_form(request)
    alert = await _find(request)
    if not await _carry_out(request, "alert.acknowledge", alert, AcknowledgeUnit(_make_act(request, alert))):
        return await _show_alert(request, await _find(request), (Fault(NOT_NOW),))
    return go(QUEUE if alert["cause"] == TEST else request.path)


async def ask_hand_on(request: web.Request) -> web.Response:
    """GET …/hand-on: to whom."""
    return await _show_hand_on(request, await _find(request), {}, ())


async def hand_on(request: web.Request) -> web.Response:
    """POST …/hand-on: it waits for them from now on."""
    fields = await read_desk_form(request)
    alert = await _find(request)
    words = first(fields, "words").strip()
    faults = [Fault(TOO_LONG, "words")] if len(words) > MAX_WORDS else []
    if first(fields, "post") not in dict(await _list_posts(request, alert)):
        faults.insert(0, Fault(NO_POST, "post-1"))
    if faults:
        return await _show_hand_on(request, alert, fields, faults)
    handing = HandOnUnit(_make_act(request, alert), first(fields, "post"), words)
    if not await _carry_out(request, "alert.hand_on", alert, handing):
        return await _show_hand_on(request, alert, fields, [Fault(NOT_NOW)])
    return go(f"{QUEUE}/{alert['id']}")


async def ask_outcome(request: web.Request) -> web.Response:
    """GET …/outcome: what came of it."""
    return await _show_outcome(request, await _find(request), {}, ())


async def keep_outcome(request: web.Request) -> web.Response:
    """POST …/outcome: write it down."""
    fields = await read_desk_form(request)
    alert = await _find(request)
    words = first(fields, "words").strip()
    faults = [Fault(TOO_LONG, "words")] if len(words) > MAX_WORDS else []
    if first(fields, "code") not in OUTCOMES:
        faults.insert(0, Fault(NO_OUTCOME, "code-1"))
    if faults:
        return await _show_outcome(request, alert, fields, faults)
    outcome = OutcomeUnit(_make_act(request, alert), first(fields, "code"), words)
    if not await _carry_out(request, "alert.close", alert, outcome):
        return await _show_outcome(request, alert, fields, [Fault(NOT_TAKEN_ON)])
    return go(f"{QUEUE}/{alert['id']}")


async def _find(request: web.Request) -> Row:
    alert = await find_alert(request, request.match_info["alert"])
    if alert is None:
        raise web.HTTPNotFound
    return alert


def _make_act(request: web.Request, alert: Row) -> Act:
    parts = request.app[PARTS]
    return Act(parts.keys, alert["id"], make_person(request[STAFF]), parts.clock())


async def _carry_out(request: web.Request, action: str, alert: Row, unit: Unit[bool]) -> bool:
    done = Done(action, name_role_for(request[STAFF]), alert["id"])
    return await request.app[RECORD].write(request, done, unit)


async def _show_alert(request: web.Request, alert: Row, faults: Sequence[Fault]) -> web.Response:
    store = request.app[PARTS].store
    steps = sorted(await store.read(select(STEPS).where(STEPS.c.alert_id == alert["id"])), key=place_step)
    names = await read_names(store)
    return show(
        request,
        "alert.html",
        "Alert",
        409 if faults else 200,
        faults,
        alert=alert,
        item=make_item(request, alert, steps, names),
        cause=wording.CAUSES[alert["cause"]],
        facts=list(_list_facts(alert, opening.find_form(request, alert))),
        named=wording.list_named_in_words(alert),
        safe_way=explain_safe_way(alert["answer_by"]),
        wishes=wording.list_wishes(alert),
        history=wording.list_history(alert, steps, names),
        has_words=bool(alert["contact_words"]) or any(step["sealed_key"] for step in steps),
        has_answer=opening.has_answer(alert),
        is_test=alert["cause"] == TEST,
        opens=wording.say_opens(trying.find_clock(request), request.app[PARTS].clock()),
    )


def _list_facts(alert: Row, form: Form | None) -> list[tuple[str, str]]:
    """Return what is known: of whom, about which meeting, at which question. Never an answer."""
    question = form.find_question(alert["question_key"]) if form and alert["question_key"] else None
    day = alert["held_on"] or alert["due_on"]
    said = (
        ("Raised", wording.say_moment(alert["raised_at"])),
        ("Who answered", " ".join(filter(None, (wording.WHO.get(alert["audience"]), alert["person"])))),
        ("Child", alert["child_ref"]),
        ("Meeting", " on ".join(filter(None, (alert["review_ref"], write_day(day) if day else "")))),
        ("Their IRO", alert["iro_name"] or alert["iro_ref"]),
        ("Form", form.title if form else ""),
        ("How", wording.CHANNELS.get(alert["channel"] or "", "")),
        ("At the question", question.label if question else ""),
    )
    return [(name, value) for name, value in said if value]


async def _show_hand_on(
    request: web.Request, alert: Row, fields: Fields, faults: Sequence[Fault]
) -> web.Response:
    return show(
        request,
        "alert_hand_on.html",
        "Hand it on",
        422 if faults else 200,
        faults,
        alert=alert,
        posts=await _list_posts(request, alert),
        given={name: first(fields, name) for name in ("post", "words")},
    )


async def _list_posts(request: web.Request, alert: Row) -> list[tuple[str, str]]:
    """Return the posts that somebody holds who may know, with how many there are."""
    parts = request.app[PARTS]
    people = await read_people(parts.store, parts.clock())
    holders = ((post, list_holders(people, list_named(alert), post)) for post in POSTS)
    return [(post, f"{NAMES[Role(post)]} ({_count(len(held))})") for post, held in holders if held]


def _count(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


async def _show_outcome(
    request: web.Request, alert: Row, fields: Fields, faults: Sequence[Fault]
) -> web.Response:
    given: dict[str, Any] = {name: first(fields, name) for name in ("code", "words")}
    return show(
        request,
        "alert_outcome.html",
        "What came of it",
        422 if faults else 200,
        faults,
        alert=alert,
        outcomes=OUTCOMES.items(),
        given=given,
    )


ROUTES = (
    Route("GET", QUEUE, list_alerts, LOOKERS),
    *trying.ROUTES,
    Route("GET", listing.EVERY, listing.list_every, LOOKERS),
    route_csv(listing.TABLE, listing.send_alerts),
    Route("GET", ALERT, show_alert, LOOKERS, About.ALERT),
    Route("POST", ALERT, acknowledge, LOOKERS, About.ALERT, audit="alert.acknowledge"),
    Route("GET", f"{ALERT}/hand-on", ask_hand_on, LOOKERS, About.ALERT),
    Route("POST", f"{ALERT}/hand-on", hand_on, LOOKERS, About.ALERT, audit="alert.hand_on"),
    Route("GET", f"{ALERT}/outcome", ask_outcome, LOOKERS, About.ALERT),
    Route("POST", f"{ALERT}/outcome", keep_outcome, LOOKERS, About.ALERT, audit="alert.close"),
    Route("POST", f"{ALERT}/words", opening.open_words, LOOKERS, About.ALERT, audit="alert.open_words"),
    Route("POST", f"{ALERT}/answer", opening.open_answer, LOOKERS, About.ALERT, audit="alert.open_answer"),
)

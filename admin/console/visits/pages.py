"""Visits: every address, who may open it, and recording one. Nobody's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.console.access import About, Route
from admin.console.meetings.addresses import LISTERS
from admin.console.meetings.doing import name_role
from admin.console.meetings.given import read_choices, read_day
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import find_iro_ref, own_children
from admin.console.staff import find_reach
from admin.console.tables.asked import MAX_TEXT
from admin.console.visits.listing import VISITS, list_visits
from admin.imports.visits import VisitEntry
from admin.recording import choices
from admin.recording.visits import RecordVisitUnit, count_like
from forms.audit import Done
from forms.london import london_day
from forms.records import Review
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from aiohttp import web

    from forms.web.given import Fields

NEW = f"{VISITS}/new"
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "outcome": choices.VISIT_OUTCOMES,
    "mode": choices.VISIT_MODES,
    "views_recorded": choices.YES_NO,
}
NO_CHILD = "There is no child with that reference, or it is not one of yours."
NO_DAY = "Write the day, such as 03/12/2026."
TO_COME = "That day is still to come."
NO_OUTCOME = "Choose what came of it."
AGAIN = "A visit like it is on record for that day. If there was another, tick the box and record it."


async def ask_visit(request: web.Request) -> web.Response:
    """GET /console/visits/new: which child, when, what came of it."""
    child_ref = await _find_child(request, request.query.get("review", ""))
    return await _show(request, {"child": [child_ref]}, ())


async def keep_visit(request: web.Request) -> web.Response:
    """POST /console/visits/new: record it. The same page sent twice is one visit."""
    fields = await read_desk_form(request)
    entry, faults = await _read_visit(request, fields)
    if entry is None:
        return await _show(request, fields, faults)
    if first(fields, "again"):
        entry = replace(entry, occurrence=await count_like(request.app[PARTS].store, entry))
    done = Done("visit.record", name_role(request), entry.id)
    if not await request.app[RECORD].write(request, done, RecordVisitUnit(entry)):
        return await _show(request, fields, (Fault(AGAIN, "again"),), asks_again=True)
    return go(f"{VISITS}?kept=1")


async def _read_visit(request: web.Request, fields: Fields) -> tuple[VisitEntry | None, list[Fault]]:
    parts, reach = request.app[PARTS], find_reach(request)
    child_ref, visited_on = read_ref(first(fields, "child")), read_day(fields, "visited_on")
    chosen = read_choices(fields, OPTIONS)
    iro_ref = await find_iro_ref(parts, About.CHILD, child_ref)
    faults = []
    if iro_ref is None or (reach is not None and iro_ref not in reach):
        faults.append(Fault(NO_CHILD, "child"))
    faults += _check_day(visited_on, london_day(parts.clock()))
    if not chosen["outcome"]:
        faults.append(Fault(NO_OUTCOME, "outcome-1"))
    if faults or visited_on is None:
        return None, faults
    views = {"yes": True, "no": False}.get(chosen["views_recorded"])
    said = (("mode", chosen["mode"]), ("views_recorded", views))
    return VisitEntry(child_ref, iro_ref or "", visited_on, chosen["outcome"], 0, said), []


def _check_day(visited_on: date | None, today: date) -> list[Fault]:
    if visited_on is None:
        return [Fault(NO_DAY, "visited_on")]
    return [Fault(TO_COME, "visited_on")] if visited_on > today else []


async def _find_child(request: web.Request, review_ref: str) -> str:
    """Find the child of a review that the person came from, if it is one of theirs."""
    reach = find_reach(request)
    which = col(Review.review_ref) == review_ref
    theirs = [] if reach is None else [col(Review.child_ref).in_(own_children(reach))]
    rows = await request.app[PARTS].store.read(select(col(Review.child_ref)).where(which, *theirs))
    return str(rows[0]["child_ref"]) if rows else ""


async def _show(
    request: web.Request, fields: Fields, faults: Sequence[Fault], *, asks_again: bool = False
) -> web.Response:
    return show(
        request,
        "visit_new.html",
        "Record a visit",
        422 if faults else 200,
        tuple(faults),
        given={name: first(fields, name) for name in ("child", "visited_on", *OPTIONS)},
        children=await _list_children(request),
        choices=choices,
        asks_again=asks_again,
    )


def read_ref(text: str) -> str:
    """Read a reference that somebody typed; one that cannot be is none."""
    text = " ".join(text.split())
    return text if len(text) <= MAX_TEXT and text.isprintable() else ""


async def _list_children(request: web.Request) -> list[str]:
    """List the children of an IRO, to choose from; for whoever sees all there are too many."""
    reach = find_reach(request)
    if reach is None:
        return []
    rows = await request.app[PARTS].store.read(own_children(reach))
    return sorted(row["child_ref"] for row in rows)


ROUTES = (
    Route("GET", VISITS, list_visits, LISTERS),
    Route("GET", NEW, ask_visit, LISTERS),
    Route("POST", NEW, keep_visit, LISTERS, audit="visit.record"),
)

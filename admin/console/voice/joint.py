"""One sheet for brothers and sisters: which meetings are held together, and then the sheets to read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.scope import own_children
from admin.console.staff import find_reach
from admin.console.voice import opening
from admin.console.voice.files import find_file
from admin.console.voice.papers import find_archive, find_meeting_papers, find_papers
from admin.voice.joint import Meeting, write_joint
from admin.voice.opened import read_sealed
from forms.web.given import first
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.voice.papers import Papers
    from forms.web.given import Fields

JOINT = "joint"
"""Why a sheet was opened: it was for several children together."""
MOST = 12
NONE_CHOSEN = "Choose the other meetings, or type their references."
TOO_MANY = f"Choose {MOST} meetings at most."


async def ask_which(request: web.Request) -> web.Response:
    """GET …/joint: which meetings are held together with this one."""
    return await _show_choice(request, await find_papers(request), {}, ())


async def open_joint(request: web.Request) -> web.Response:
    """POST …/joint: the sheets to read out, a child each. Of somebody else's meeting nothing is said."""
    fields = await read_desk_form(request)
    papers = await find_papers(request)
    refs = [ref for ref in list_references(fields) if ref != papers.review_ref]
    others = {ref: await find_meeting_papers(request, ref) for ref in refs[:MOST]}
    faults = tuple(_find_faults(refs, others))
    if faults:
        return await _show_choice(request, papers, fields, faults)
    together = [papers, *(other for other in others.values() if other is not None)]
    return await _show_sheets(request, together)


def list_references(fields: Fields) -> list[str]:
    """List the references that were ticked and typed, each once: one a line, since they may hold any sign."""
    typed = (line.strip() for line in first(fields, "typed").splitlines())
    return list(dict.fromkeys(ref for ref in (*fields.get("with", ()), *typed) if ref))


def _find_faults(refs: list[str], others: dict[str, Papers | None]) -> list[Fault]:
    if not refs:
        return [Fault(NONE_CHOSEN, "typed")]
    if len(refs) > MOST:
        return [Fault(TOO_MANY, "typed")]
    unknown = (ref for ref, found in others.items() if found is None)
    return [Fault(f"There is no meeting {ref} that you can open.", "typed") for ref in unknown]


async def _show_choice(
    request: web.Request, papers: Papers, fields: Fields, faults: tuple[Fault, ...]
) -> web.Response:
    if papers.meeting is None:
        raise web.HTTPNotFound
    reach = find_reach(request)
    children = None if reach is None else own_children(reach)
    return show(
        request,
        "voice_joint.html",
        "Meetings held together",
        422 if faults else 200,
        faults,
        papers=papers,
        same_day=await find_archive(request).list_same_day(papers.meeting, children),
        ticked=fields.get("with", ()),
        typed=first(fields, "typed"),
    )


async def _show_sheets(request: web.Request, together: list[Papers]) -> web.Response:
    parts = request.app[PARTS]
    all_done = [
        done
        for papers in together
        for done in opening.say_done(papers.gathered.own, opening.ALOUD, papers.who, JOINT)
    ]
    data_keys = await opening.unlock(request, all_done)
    meetings = [
        Meeting(
            papers.review_ref,
            papers.child_ref,
            tuple(await read_sealed(parts.store, papers.gathered.own)),
        )
        for papers in together
    ]
    return show(
        request,
        "voice_aloud.html",
        "To be read out",
        back_to=f"{together[0].address}/joint",
        sheets=write_joint(parts.keys, meetings, data_keys),
        find_file=find_file(request, together[0].who),
    )

"""The pages of the papers: their door, the brief, what may be said, the sheet, and breaking the glass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.console.booklet.whose import name_form
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.roles import name_role
from admin.console.staff import STAFF
from admin.console.voice import opening
from admin.console.voice.files import find_file
from admin.console.voice.papers import find_archive, find_papers
from admin.console.voice.reader import NO_REASON, REASONS, Who
from admin.voice.brief import write_brief
from admin.voice.changes import compare_scales
from admin.voice.joint import Sheet
from admin.voice.opened import read_sealed
from admin.voice.promises import NO_LAST_TIME, read_last_time
from admin.voice.seen import list_seen
from admin.voice.unlooked import explain_unlooked
from admin.voice.words import name_audience, name_channel
from admin.written_days import write_moment
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.what_may_be_said import To

if TYPE_CHECKING:
    from aiohttp import web

    from admin.console.voice.papers import Papers
    from admin.voice.changes import Change
    from admin.voice.opened import Opened


async def ask(request: web.Request) -> web.Response:
    """GET: what there is, and which papers can be made of it. Nothing is opened yet."""
    papers = await find_papers(request)
    parts = request.app[PARTS]
    return show(
        request,
        "voice_door.html",
        "Papers for the meeting" if papers.meeting else "Open it",
        papers=papers,
        seen=await list_seen(parts.store, request[STAFF].account_id, papers.ids),
        name_form=lambda form: name_form(parts.library, form),
        name_audience=name_audience,
        name_channel=name_channel,
        explain=explain_unlooked,
    )


async def open_brief(request: web.Request) -> web.Response:
    """POST: the private brief; for a manager who gives no reason, what others may hear too."""
    await read_desk_form(request)
    papers = await find_papers(request)
    if not papers.sent:
        return go(papers.address)
    if not papers.is_theirs:
        return _show_shared(request, papers, await _open(request, papers, opening.SHARED, To.MANAGER))
    if papers.who is Who.COVER:
        opened = await opening.open_in_place(request, papers, To.READER)
    else:
        opened = await _open(request, papers, opening.BRIEF, To.READER)
    return await _show_brief(request, papers, opened)


async def ask_reason(request: web.Request) -> web.Response:
    """GET …/everything: why a manager opens what is for the IRO alone."""
    papers = await find_papers(request)
    return go(papers.address) if papers.is_theirs else _show_glass(request, papers, ())


async def open_everything(request: web.Request) -> web.Response:
    """POST …/everything: open it, on record and with the child told in the same transaction."""
    fields = await read_desk_form(request)
    papers = await find_papers(request)
    if papers.is_theirs:
        return go(papers.address)
    reason = first(fields, "reason")
    if reason not in REASONS:
        return _show_glass(request, papers, (Fault(NO_REASON, "reason-1"),))
    return await _show_brief(request, papers, await opening.break_glass(request, papers, reason, To.READER))


async def open_say(request: web.Request) -> web.Response:
    """POST …/say: what may be said in the child's place."""
    await read_desk_form(request)
    papers = await find_papers(request)
    opened = await _open(request, papers, opening.SAY, To.SAY_FOR_ME)
    return _show_private(request, papers, "voice_say.html", "What you may say", brief=write_brief(opened))


async def open_aloud(request: web.Request) -> web.Response:
    """POST …/aloud: the sheet to read out."""
    await read_desk_form(request)
    papers = await find_papers(request)
    done = opening.say_done(papers.gathered.own, opening.ALOUD, papers.who)
    opened = await opening.open_sent(request, papers.gathered.own, To.READ_ALOUD, done)
    return show(
        request,
        "voice_aloud.html",
        "To be read out",
        back_to=papers.address,
        sheets=[Sheet(tuple(opened))],
        find_file=find_file(request, papers.who),
    )


async def _open(request: web.Request, papers: Papers, action: str, to: To) -> list[Opened]:
    done = opening.say_done(papers.sent, action, papers.who)
    return await opening.open_sent(request, papers.sent, to, done)


async def _show_brief(request: web.Request, papers: Papers, opened: list[Opened]) -> web.Response:
    parts = request.app[PARTS]
    archive, changes = find_archive(request), await _look_back(request, papers)
    last_time = await read_last_time(archive, parts.keys, papers.meeting) if papers.meeting else NO_LAST_TIME
    brief = write_brief(opened, changes, last_time)
    return _show_private(request, papers, "voice_brief.html", "Everything that was said", brief=brief)


async def _look_back(request: web.Request, papers: Papers) -> tuple[Change, ...]:
    """Compare with what the child said before. Nothing is shown before it is on record."""
    parts = request.app[PARTS]
    earlier = await find_archive(request).list_earlier(papers.child_ref, papers.gathered)
    if not earlier:
        return ()
    now = await read_sealed(parts.store, papers.gathered.own)
    changes = compare_scales(now, await read_sealed(parts.store, earlier))
    used = {change.earlier_id for change in changes}
    await opening.look_back(request, papers, [each for each in earlier if each.id in used])
    return changes


def _show_shared(request: web.Request, papers: Papers, opened: list[Opened]) -> web.Response:
    return _show_private(
        request,
        papers,
        "voice_shared.html",
        "What others may hear",
        brief=write_brief(opened),
        has_more=any(each.has_more for each in opened),
    )


def _show_private(
    request: web.Request,
    papers: Papers,
    template: str,
    title: str,
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Show a page that is for the screen alone, with the name of whoever reads it across it."""
    return show(
        request,
        template,
        title,
        papers=papers,
        mark=(request[STAFF].name, write_moment(request.app[PARTS].clock())),
        find_file=find_file(request, papers.who),
        name_audience=name_audience,
        name_channel=name_channel,
        name_role=name_role,
        explain=explain_unlooked,
        **values,
    )


def _show_glass(request: web.Request, papers: Papers, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "voice_glass.html",
        "Open what is for the IRO alone",
        422 if faults else 200,
        faults,
        papers=papers,
        reasons=REASONS.items(),
    )

"""Photos of a booklet: of what was drawn at a question, and of whole pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.booklet.saving import count_pages
from admin.console.booklet.sheet import Sheet, find_sheet
from admin.console.desk import check_desk
from admin.console.pages import show
from forms.attachments.sealed import seal_file, write_page
from forms.definition import FileKind, Question
from forms.given_files import MAX_FILES_A_QUESTION, Refusal
from forms.moves import Attach, Detach, Explain, Resume
from forms.records import Response
from forms.units import Key, Rows, Write, Writes
from forms.web.gate import GATE
from forms.web.given_files import TAKE_AWAY
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.web.places import find_numbered
from forms.web.uploaded import UPLOAD_TYPE, read_uploaded
from forms.wording import CHOOSE_FILE, explain, explain_file, name_files
from forms.worker_notes import Typed

if TYPE_CHECKING:
    from forms.attachments.made import MadeFile
    from forms.web.given import Fields
    from forms.web.posted import Posted
    from forms.web.ticket import Ticket

MAX_PAGES = 40
"""Photos of pages: the longest booklet, in large print."""
NOT_A_PICTURE = "Please choose a photo or a scan, as JPEG or PNG."
TOO_MANY_PAGES = f"There can be {MAX_PAGES} photos of pages at most."


@dataclass(frozen=True, slots=True)
class AddPagesUnit:
    """Store photos of pages beside a booklet that is being typed in. False: it is saved, or gone."""

    owner_hash: str
    writes: tuple[Write, ...]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Response, "owner", self.owner_hash),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether they were stored."""
        response = rows.get(self.reads[0])
        is_open = response is not None and not response["submitted_at"]
        return Writes(is_open, self.writes if is_open else ())


async def show_pages(request: web.Request) -> web.Response:
    """GET …/pages: how many photos of pages there are, and room for more."""
    return await _show_pages(request, await _find_open(request))


async def add_pages(request: web.Request) -> web.Response:
    """POST …/pages: photos of whole pages, made anew and sealed."""
    sheet = await _find_open(request)
    posted = await _read(request, sheet)
    made, refusal = await _remake(request, posted)
    if sheet.held is None or sheet.is_unnamed:
        return go(sheet.address)
    if await count_pages(sheet) + len(made) > MAX_PAGES:
        return await _show_pages(request, sheet, TOO_MANY_PAGES)
    if made:
        parts, response_id = sheet.parts, sheet.held.response_id
        writes = tuple(write_page(parts.keys, parts.new_id(), response_id, one) for one in made)
        await parts.store.write(AddPagesUnit(sheet.ticket.owner(parts.keys).hash, writes))
    fault = refusal or ("" if made else CHOOSE_FILE)
    return await _show_pages(request, sheet, fault) if fault else go(f"{sheet.address}/pages")


async def _show_pages(request: web.Request, sheet: Sheet, fault: str = "") -> web.Response:
    return show(
        request,
        "booklet_pages.html",
        "Photos of the pages",
        422 if fault else 200,
        (Fault(fault, "photo"),) if fault else (),
        sheet=sheet,
        pages=await count_pages(sheet),
    )


async def show_drawing(request: web.Request) -> web.Response:
    """GET …/drawing/N: what was drawn at one question."""
    sheet = await _find_open(request)
    return _show_drawing(request, sheet, _find_question(request, sheet))


async def add_drawing(request: web.Request) -> web.Response:
    """POST …/drawing/N: a photo of it, kept as the person's own answer; or taken away again."""
    sheet = await _find_open(request)
    question = _find_question(request, sheet)
    posted = await _read(request, sheet)
    if posted.act.startswith(TAKE_AWAY):
        await sheet.take(Detach(question.key, posted.act.removeprefix(TAKE_AWAY)), typed=Typed())
        return go(_address(request, sheet))
    made, refusal = await _remake(request, posted)
    fault = refusal or ("" if made else CHOOSE_FILE)
    if made and (told := await _attach(sheet, question, made)):
        fault = told
    return _show_drawing(request, sheet, question, fault) if fault else go(_address(request, sheet))


async def _attach(sheet: Sheet, question: Question, made: list[MadeFile]) -> str:
    """Add files to an answer; say why they are not taken, if they are not."""
    sealed = tuple(seal_file(sheet.parts.new_id(), one) for one in made)
    move = Attach(question.key, sheet.state.revision, tuple(file.given for file in sealed))
    taken = await sheet.take(move, Resume(), typed=Typed(), files=sealed)
    said = taken.outbound[0]
    return explain(said.code, question) if isinstance(said, Explain) and said.is_refusal else ""


def _show_drawing(request: web.Request, sheet: Sheet, question: Question, fault: str = "") -> web.Response:
    files = sheet.state.files.get(question.key, ())
    return show(
        request,
        "booklet_drawing.html",
        "What was drawn",
        422 if fault else 200,
        (Fault(fault, "photo"),) if fault else (),
        sheet=sheet,
        question=question,
        files=name_files(files),
        has_room=len(files) < MAX_FILES_A_QUESTION,
    )


async def _find_open(request: web.Request) -> Sheet:
    """Find a sheet that is begun and not saved. Raises 404."""
    sheet = await find_sheet(request)
    if sheet.held is None or sheet.receipt:
        raise web.HTTPNotFound
    return sheet


def _find_question(request: web.Request, sheet: Sheet) -> Question:
    question = find_numbered(sheet.form, int(request.match_info["number"]))
    if question is None or FileKind.PHOTO not in question.takes:
        raise web.HTTPNotFound
    return question


def _address(request: web.Request, sheet: Sheet) -> str:
    return f"{sheet.address}/drawing/{request.match_info['number']}"


async def _read(request: web.Request, sheet: Sheet) -> Posted:
    """Read the form, one at a time from each sheet. Raises aiohttp's refusals."""
    if request.content_type != UPLOAD_TYPE:
        raise web.HTTPUnsupportedMediaType

    def check(request: web.Request, fields: Fields) -> Ticket:
        check_desk(request, fields)
        return sheet.ticket

    async with request.app[GATE].admit(sheet.ticket.owner(sheet.parts.keys).hash):
        return await read_uploaded(request, check)


async def _remake(request: web.Request, posted: Posted) -> tuple[list[MadeFile], str]:
    """Make the photos anew; say why the last of those left out is not taken."""
    taken: list[MadeFile] = []
    fault = explain_file(posted.refusal) if posted.refusal else ""
    for content in posted.files:
        made = await request.app[PARTS].remaker.remake(content)
        if isinstance(made, Refusal):
            fault = explain_file(made)
        elif made.kind is not FileKind.PHOTO:
            fault = NOT_A_PICTURE
        else:
            taken.append(made)
    return taken, fault

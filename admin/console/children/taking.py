"""What leaves the service by a child's page: the file about them, a hand-over, or all of it by erasing."""

from __future__ import annotations

import asyncio
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from admin.accounts.roles import Role
from admin.console.access import About
from admin.console.children.child import find_held
from admin.console.children.finding import CHILDREN, address_of
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF
from admin.consultations import NotHandedOverError, Opener, Part
from admin.consultations_written import WHAT, Made
from admin.documents.as_json import write_json
from admin.documents.page import write_page
from admin.handed_over import HandingOver, list_files, new_id, sum_up
from admin.retention.erasing import Eraser
from admin.subject_access.file import ACTION, FileMaker
from admin.subject_access.telling import Asker, FileAsked, prepare_file
from admin.written_days import write_day
from forms.audit import Done
from forms.keys import TamperedError
from forms.london import london_day
from forms.records import Review
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.consultations import Consulted
    from admin.documents.model import Document
    from forms.units import Unit

Result = TypeVar("Result")


def _write_pdf(document: Document) -> bytes:
    from admin.documents.pdf import write_pdf  # noqa: PLC0415 - what draws a PDF is heavy, and seldom needed

    return write_pdf(document)


SHAPES = {
    "html": ("A page for a browser", write_page, "text/html"),
    "pdf": ("A PDF", _write_pdf, "application/pdf"),
    "json": ("JSON, for another program", write_json, "application/json"),
}
SAID = {
    "Response": "conversations, sent or begun",
    "ResponseAnswer": "answers, skipped ones among them",
    "Attachment": "drawings, photos and voice notes",
    "WorkerNote": "notes of workers",
    "Message": "replies",
    "Action": "things that were done about it",
    "Invitation": "invitations",
    "Review": "meetings",
    "Visit": "visits",
}
"""What goes, as people call it; the smaller things go with these."""
ASKERS = (
    (Asker.CHILD, "The child, and they are handed the file"),
    (Asker.OTHER, "Somebody else: a parent, a solicitor, a court, another service"),
)
NO_SHAPE = "Choose what kind of file."
NO_ASKER = "Choose who asked for it."
NO_PART = "Choose a meeting and a part."
NOT_THE_SAME = "That is not the reference of this child. Type it exactly as it stands above."
STILL_OPEN = (
    "A signal or a complaint about this child is open. Close it first: nobody could find the child after."
)
NOT_OPENED = "The answers cannot be opened: the key of the service is not the one they were sealed with."


@dataclass(frozen=True, slots=True)
class PageRecording:
    """Writes down what is done on a page, with whose account it was."""

    request: web.Request

    async def write(self, unit: Unit[Result], *all_done: Done) -> Result:
        """Carry a unit out and write it down. Raises StoreUnavailableError."""
        return await self.request.app[RECORD].write_each(self.request, all_done, unit)

    def say(self, action: str, about: str, reason: str) -> Done:
        """Say what is done, as the role that lets them."""
        role = "manager" if Role.MANAGER in self.request[STAFF].roles else "iro"
        return Done(action, role, about, reason)


async def ask_file(request: web.Request) -> web.Response:
    """GET …/file: what kind of file it is to be."""
    return await _show_file(request, ())


async def _show_file(
    request: web.Request, faults: tuple[Fault, ...], shape: str = "", asker: str = ""
) -> web.Response:
    await find_held(request)
    shapes = [(shape, label) for shape, (label, _, _) in SHAPES.items()]
    values = {"shapes": shapes, "askers": ASKERS, "shape": shape, "asker": asker}
    return _show(request, "child_file.html", "The file about a child", faults, **values)


async def send_file(request: web.Request) -> web.Response:
    """POST …/file: everything about the child, to be kept. It is written down before anything is opened."""
    fields = await read_desk_form(request)
    shape, asker = first(fields, "shape"), first(fields, "asked_by")
    checks = ((shape in SHAPES, NO_SHAPE, "shape-1"), (asker in set(Asker), NO_ASKER, "asked_by-1"))
    if faults := tuple(Fault(said, field) for is_good, said, field in checks if not is_good):
        return await _show_file(request, faults, shape, asker)
    try:
        document = await _make_file(request, Asker(asker))
    except TamperedError:
        return await _show_file(request, (Fault(NOT_OPENED, "shape-1"),), shape, asker)
    _, write, media_type = SHAPES[shape]
    return _send(await asyncio.to_thread(write, document), media_type, f"subject-access.{shape}")


async def _make_file(request: web.Request, asker: Asker) -> Document:
    """Make it, once it is written down and the child is told. Raises 404; TamperedError as `make` does."""
    parts, recording = request.app[PARTS], PageRecording(request)
    child_ref, now = request.match_info["child"], parts.clock()
    asked = FileAsked(child_ref, asker, request[STAFF].account_id, now)
    held, unit = await prepare_file(parts.store, parts.keys, parts.library, asked)
    if not await recording.write(unit, recording.say(ACTION, child_ref, str(asker))):
        raise web.HTTPNotFound
    maker = FileMaker(parts.store, parts.keys, parts.library)
    return await maker.make(held, child_ref, parts.settings.describe_council().name, now)


async def ask_hand_over(request: web.Request) -> web.Response:
    """GET …/hand-over: which meeting, which part."""
    return await _show_hand_over(request, ())


async def _show_hand_over(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    held = await find_held(request)
    days = ((row["review_ref"], row["held_on"] or row["due_on"]) for row in held.of(Review))
    meetings = [(ref, f"{ref}, {write_day(day)}" if day else ref) for ref, day in days]
    values = {"meetings": meetings, "parts": await list_parts(request)}
    return _show(request, "child_hand_over.html", "Hand over", faults, **values)


async def list_parts(request: web.Request) -> list[tuple[str, str]]:
    """List the parts that this person may hand over: what a child keeps for the reader is the reader's.

    Raises StoreUnavailableError.
    """
    offered = [(str(Part.RECORD), "For the case record")]
    iro_ref = await find_iro_ref(request.app[PARTS], About.CHILD, request.match_info["child"])
    if iro_ref in request[STAFF].iro_refs:
        offered.append((str(Part.RESTRICTED), "The restricted part: what the child keeps for you alone"))
    return offered


async def hand_over(request: web.Request) -> web.Response:
    """POST …/hand-over: one part of a meeting as a ZIP, with checksums; from then it waits for a receipt."""
    fields = await read_desk_form(request)
    held = await find_held(request)
    review_ref, part = first(fields, "review"), first(fields, "part")
    is_theirs = review_ref in {row["review_ref"] for row in held.of(Review)}
    if not is_theirs or part not in dict(await list_parts(request)):
        return await _show_hand_over(request, (Fault(NO_PART, "review-1"),))
    parts, recording, zipped = request.app[PARTS], PageRecording(request), io.BytesIO()
    now = parts.clock()
    made = Made(new_id(), review_ref, Part(part), london_day(now))
    handing = HandingOver(Opener(parts.store, parts.keys, parts.library), recording, recording.say)

    def write(made: Made, found: Consulted) -> tuple[int, str]:
        files = list_files(made, found, WHAT[made.part])
        with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
            for file_name, content in files.items():
                archive.writestr(file_name, content)
        return sum_up(files)

    try:
        await handing.carry_out(made, now, write, request[STAFF].account_id)
    except NotHandedOverError as error:
        return await _show_hand_over(request, (Fault(str(error), "review-1"),))
    except TamperedError:
        return await _show_hand_over(request, (Fault(NOT_OPENED, "review-1"),))
    return _send(zipped.getvalue(), "application/zip", f"hand-over-{made.id}.zip")


async def ask_erase(request: web.Request) -> web.Response:
    """GET …/erase: what goes, and the reference to be typed."""
    return await _show_erase(request, ())


async def _show_erase(request: web.Request, faults: tuple[Fault, ...]) -> web.Response:
    await find_held(request)
    found = await _make_eraser(request).look(request.match_info["child"])
    counts = [(said, found[table]) for table, said in SAID.items() if found[table]]
    return _show(request, "child_erase.html", "Erase a child", faults, counts=counts)


async def erase(request: web.Request) -> web.Response:
    """POST …/erase: erase the child, once the reference was typed."""
    fields = await read_desk_form(request)
    child_ref = request.match_info["child"]
    await find_held(request)
    if first(fields, "typed").strip() != child_ref:
        return await _show_erase(request, (Fault(NOT_THE_SAME, "typed"),))
    eraser = _make_eraser(request)
    if await eraser.is_wanted(child_ref):
        return await _show_erase(request, (Fault(STILL_OPEN, "typed"),))
    await eraser.erase_child(child_ref, request.app[PARTS].clock())
    return go(f"{CHILDREN}/-/erased")


async def show_erased(request: web.Request) -> web.Response:
    """GET /console/children/-/erased: that it is done."""
    return show(request, "child_erased.html", "Erased")


def _make_eraser(request: web.Request) -> Eraser:
    parts, recording = request.app[PARTS], PageRecording(request)
    bands = parts.settings.age_bands
    return Eraser(parts.store, parts.keys, parts.library, bands, recording, recording.say)


def _show(
    request: web.Request, template: str, title: str, faults: tuple[Fault, ...], **values: object
) -> web.Response:
    child_ref = request.match_info["child"]
    named = {"child_ref": child_ref, "address": address_of(child_ref)}
    return show(request, template, title, 422 if faults else 200, faults, **named, **values)


def _send(content: bytes, media_type: str, file_name: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Content-Type": media_type}
    return web.Response(body=content, headers=headers)

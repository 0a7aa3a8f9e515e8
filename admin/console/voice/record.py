"""The block for the case record, to be copied. Files, the restricted part and receipts: `children/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.children.finding import address_of
from admin.console.children.taking import NOT_OPENED
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.voice.papers import find_papers
from admin.consultations import NotHandedOverError, Opener, Part
from admin.consultations_written import Made
from admin.handed_over import EXPORT
from admin.voice.block import write_block
from forms.audit import Done
from forms.keys import TamperedError
from forms.london import london_day
from forms.opening import FindUnit
from forms.records import Review
from forms.units import Key
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.console.voice.papers import Papers

AS_TEXT = "record as text"
"""What of it leaves, in the record of what staff did."""


async def ask_record(request: web.Request) -> web.Response:
    """GET …/record: what can be taken out for the case record. Nothing is opened yet."""
    return _show(request, await find_papers(request), "")


async def open_record(request: web.Request) -> web.Response:
    """POST …/record: the block, each response in it on record as exported before it is shown."""
    await read_desk_form(request)
    papers = await find_papers(request)
    try:
        block = await _write(request, papers)
    except NotHandedOverError as error:
        return _show(request, papers, "", (Fault(str(error)),))
    except TamperedError:
        return _show(request, papers, "", (Fault(NOT_OPENED),))
    return _show(request, papers, block)


async def _write(request: web.Request, papers: Papers) -> str:
    parts = request.app[PARTS]
    opener = Opener(parts.store, parts.keys, parts.library)
    sent = await opener.find_responses(papers.review_ref)
    all_done = [Done(EXPORT, papers.who, row["id"], AS_TEXT) for row, _ in sent]
    is_there = FindUnit(Key(Review, "review_ref", papers.review_ref))
    await request.app[RECORD].write_each(request, all_done, is_there)
    made = Made("", papers.review_ref, Part.RECORD, london_day(parts.clock()))
    found = await opener.open_review(papers.review_ref, Part.RECORD, sent)
    return write_block(made, found, parts.library)


def _show(request: web.Request, papers: Papers, block: str, faults: tuple[Fault, ...] = ()) -> web.Response:
    return show(
        request,
        "voice_record.html",
        "For the case record",
        422 if faults else 200,
        faults,
        papers=papers,
        block=block,
        child=address_of(papers.child_ref),
        handed=[(str(Part.RECORD), "The record part"), (str(Part.RESTRICTED), "The restricted part")],
    )

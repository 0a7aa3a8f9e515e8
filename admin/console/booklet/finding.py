"""The first pages of typing a booklet in, and of filling a form in together: whose it is, and which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from admin.console.booklet import whose
from admin.console.desk import new_sheet
from admin.console.pages import show
from admin.console.posted import read_desk_form
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from forms.web.given import Fields

PAPER, TOGETHER = "/console/paper", "/console/together"
NO_CODE, NO_NAME = "no-code", "no-name"


@dataclass(frozen=True, slots=True)
class Way:
    """What the pages say that find a booklet, or the person to fill a form in with."""

    base: str
    title: str
    lead: str
    where: str
    without_code: str


WAYS = (
    Way(
        PAPER,
        "Type a booklet in",
        "For a booklet on paper that came back. You type what it says, word for word, and look at it again "
        "before it is saved.",
        "Twelve letters and digits, beside the square picture on the first page. Capitals and gaps do "
        "not matter.",
        "A booklet without a code",
    ),
    Way(
        TOGETHER,
        "Fill it in together",
        "You sit beside somebody and help. What they say is theirs. At any moment they can go on alone, and "
        "then their answers are closed to you.",
        "Twelve letters and digits, on the letter. Capitals and gaps do not matter.",
        "Without a code",
    ),
)


def _find_way(request: web.Request) -> Way:
    return next(way for way in WAYS if request.path.startswith(way.base))


async def ask_code(request: web.Request) -> web.Response:
    """GET /console/paper, /console/together: the code that is printed on the booklet or the letter."""
    return _show_code(request)


async def take_code(request: web.Request) -> web.Response:
    """POST /console/paper, /console/together: find whose it is."""
    typed = first(await read_desk_form(request), "code")
    found = await whose.find_by_code(request.app[PARTS], typed)
    if isinstance(found, str):
        return _show_code(request, found, typed)
    return go(f"{_find_way(request).base}/{found['id']}")


def _show_code(request: web.Request, fault: str = "", typed: str = "") -> web.Response:
    faults = (Fault(fault, "code"),) if fault else ()
    status = 422 if fault else 200
    way = _find_way(request)
    return show(request, "find_code.html", way.title, status, faults, typed=typed, way=way)


async def ask_review(request: web.Request) -> web.Response:
    """GET …/no-code: the review, for a blank booklet with a name written on it."""
    return _show_review(request, {}, ())


async def take_review(request: web.Request) -> web.Response:
    """POST …/no-code: find the review; whoever was not invited to it is now."""
    fields = await read_desk_form(request)
    parts = request.app[PARTS]
    kind = whose.find_kind(whose.list_kinds(parts.library), first(fields, "form"))
    review_ref = first(fields, "review").strip()
    if kind is None:
        return _show_review(request, fields, (Fault(whose.NO_FORM, "form"),))
    person = first(fields, "person").strip()
    invitation_id = await whose.invite_for(parts, review_ref, kind, person)
    if invitation_id is None:
        return _show_review(request, fields, (Fault(whose.NO_REVIEW, "review"),))
    return go(f"{_find_way(request).base}/{invitation_id}")


def _show_review(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    way = _find_way(request)
    return show(
        request,
        "find_review.html",
        way.without_code,
        422 if faults else 200,
        faults,
        kinds=whose.list_kinds(request.app[PARTS].library),
        given={name: first(fields, name) for name in ("review", "form", "person")},
        way=way,
    )


async def ask_nameless(request: web.Request) -> web.Response:
    """GET /console/paper/no-name: which form, for a booklet that came back without a name."""
    return _show_nameless(request)


async def take_nameless(request: web.Request) -> web.Response:
    """POST /console/paper/no-name: straight to the sheet, which hangs on nobody's invitation."""
    fields = await read_desk_form(request)
    parts = request.app[PARTS]
    kind = whose.find_kind(whose.list_nameless(parts.library), first(fields, "form"))
    if kind is None:
        return _show_nameless(request, (Fault(whose.NO_FORM, "form-1"),))
    return go(f"{PAPER}/{await whose.place_returned(parts, kind.form)}")


def _show_nameless(request: web.Request, faults: tuple[Fault, ...] = ()) -> web.Response:
    kinds = whose.list_nameless(request.app[PARTS].library)
    status = 422 if faults else 200
    return show(request, "booklet_nameless.html", "A booklet without a name", status, faults, kinds=kinds)


async def ask_look(request: web.Request) -> web.Response:
    """GET /console/paper/INVITATION: is it this one, and with how many words."""
    return await _show_look(request)


async def take_look(request: web.Request) -> web.Response:
    """POST /console/paper/INVITATION: a fresh sheet to type on."""
    form_key = first(await read_desk_form(request), "form")
    parts, invitation_id = request.app[PARTS], request.match_info["invitation"]
    invitation = await whose.find_invitation(parts, invitation_id)
    looks = whose.list_looks(parts.library, invitation["form_key"]) if invitation else []
    if form_key not in {form.key for form in looks}:
        return await _show_look(request, (Fault(whose.NO_FORM, "form-1"),))
    return go(f"{PAPER}/{invitation_id}/{form_key}/{new_sheet()}")


async def _show_look(request: web.Request, faults: tuple[Fault, ...] = ()) -> web.Response:
    parts = request.app[PARTS]
    invitation = await whose.find_invitation(parts, request.match_info["invitation"])
    if invitation is None:
        raise web.HTTPNotFound
    refused = whose.find_fault(invitation)
    looks = whose.list_looks(parts.library, invitation["form_key"])
    return show(
        request,
        "booklet_look.html",
        "Which booklet is it?",
        422 if faults else 200,
        faults,
        invitation=invitation,
        refused=refused,
        is_late=invitation["placement"] is None and parts.clock() >= invitation["expires_at"],
        looks=[(form, whose.name_form(parts.library, form)) for form in looks],
    )

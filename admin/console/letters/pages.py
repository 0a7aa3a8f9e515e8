"""Letters due: what is due today, for whom; one press prints it, another says that they were told."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.access import About, Route, may
from admin.console.letters.finding import LettersDue, find_lately_due, find_letters_due
from admin.console.letters.printing import MOST, PRINT, NothingDueError, print_letters
from admin.console.made.working import MAKING, Wanted
from admin.console.meetings.addresses import find_address
from admin.console.meetings.doing import name_role
from admin.console.meetings.invited import AUDIENCES
from admin.console.pages import show
from admin.console.paging import Paging, read_page
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.staff import find_reach
from admin.handing_over import say_how
from admin.letters.content import LetterTooLongError
from admin.printed.tongue import Tongue
from admin.reminders.finding import find_reminders_due
from admin.reminders.giving import make_told
from admin.reminders.stopping import StopUnit
from admin.timetable import make_terms
from forms.audit import Done
from forms.records import Invitation
from forms.reminders import find_reminded
from forms.web.given import first
from forms.web.language import OFFERED, list_languages
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.web.given import Fields

LETTERS = "/console/letters"
PRINTING = f"{LETTERS}/print"
ONE = LETTERS + "/{invitation}"
WATCHERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER, own=(Role.IRO,))
PRINTERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER)
TOLD, STOPPED, ALLOWED = "reminder.told", "reminder.stop", "reminder.allow"
SAID = {
    "told": "It is recorded that you told them.",
    "not": "No reminder is due to them any more: nothing was recorded.",
    "stop": "It is recorded. They are not reminded any more.",
    "lift": "It is recorded. They may be reminded again.",
}
WHICH = {
    "all": "All of them",
    "reminders": "Only the reminders",
    "invitations": "Only the invitations",
}
NO_CHOICE = Fault("Choose which letters.", "which-1")
SAID_OF: Mapping[type[Exception], str] = {
    NothingDueError: "Nothing is due any more: somebody else has printed it meanwhile, or it was answered.",
    LetterTooLongError: (
        "A name in one of the letters is too long for its page. Nothing was printed; all stays due."
    ),
}


async def list_due(request: web.Request) -> web.Response:
    """GET /console/letters: who is due what today."""
    reach = find_reach(request)
    due = await find_lately_due(request, is_own=reach is not None)
    paging = Paging(read_page(request.query.get("page", "")), due.count)
    return show(
        request,
        "letters.html",
        "Letters due",
        due=due,
        shown=due.cut(paging.offset, paging.last),
        paging=paging,
        audiences=AUDIENCES,
        say_how=say_how,
        titles=_list_titles(request),
        may_print=reach is None,
        said=SAID.get(request.query.get("said", "")),
        printing=PRINTING,
        letters=LETTERS,
    )


async def ask_print(request: web.Request) -> web.Response:
    """GET …/print: what will be printed, and in which language."""
    return await _show_print(request, {}, ())


async def send_letters(request: web.Request) -> web.Response:
    """POST …/print: the letters, their page and the cover list, in one file."""
    fields = await read_desk_form(request)
    if first(fields, "which") not in WHICH:
        return await _show_print(request, fields, (NO_CHOICE,))
    due = _choose(await find_letters_due(request, is_own=False), first(fields, "which"))
    offered = request.app[OFFERED]
    tongue = Tongue(offered, list_languages(request).get(first(fields, "language")))
    wanted = Wanted(name_role(request), "Letters", SAID_OF)
    try:
        return await request.app[MAKING].hand_out(
            request, wanted, partial(print_letters, request, due, tongue)
        )
    except (LetterTooLongError, NothingDueError) as error:
        return await _show_print(request, fields, (Fault(SAID_OF[type(error)]),))


def _choose(due: LettersDue, which: str) -> LettersDue:
    """Choose what is printed now: so many at most, the first meetings first."""
    invitations = [] if which == "reminders" else due.invitations[:MOST]
    reminders = [] if which == "invitations" else due.reminders[: MOST - len(invitations)]
    return replace(due, invitations=invitations, reminders=reminders)


async def _show_print(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    return show(
        request,
        "letters_print.html",
        "Print letters",
        422 if faults else 200,
        faults,
        due=await find_lately_due(request, is_own=False),
        most=MOST,
        which=WHICH,
        languages={code: language.name for code, language in list_languages(request).items()},
        given={name: first(fields, name) for name in ("which", "language")},
        printing=PRINTING,
        letters=LETTERS,
    )


async def keep_told(request: web.Request) -> web.Response:
    """POST …/INVITATION/told: somebody says that they have reminded them, without a letter."""
    fields, parts = await read_desk_form(request), request.app[PARTS]
    invitation_id, now, terms = _name(request), parts.clock(), make_terms(parts.settings)
    named = col(Invitation.id) == invitation_id
    dues = await find_reminders_due(parts.store, parts.library, terms, now, named)
    told = None
    for due in dues:
        done = Done(TOLD, name_role(request), due.meeting.review_ref)
        told = await request.app[RECORD].write(request, done, make_told(parts.keys, due, terms, now))
    return go(_lead_back(fields, "told" if told else "not"))


async def keep_stop(request: web.Request) -> web.Response:
    """POST …/INVITATION/stop: they asked not to be reminded, or may be again."""
    fields, parts = await read_desk_form(request), request.app[PARTS]
    whom = await find_reminded(parts.store, _name(request))
    if whom is None:
        raise web.HTTPNotFound
    act = "lift" if first(fields, "act") == "lift" else "stop"
    done = Done(ALLOWED if act == "lift" else STOPPED, name_role(request), whom.child_ref, whom.audience)
    unit = StopUnit(parts.keys, whom, parts.clock(), is_lifted=act == "lift")
    await request.app[RECORD].write(request, done, unit)
    return go(_lead_back(fields, act))


def _name(request: web.Request) -> str:
    return request.match_info[About.INVITATION.value]


def _lead_back(fields: Fields, said: str) -> str:
    """Lead back to the page from which it was pressed: a meeting's, or the list."""
    review_ref = first(fields, "review")
    return f"{find_address(review_ref) if review_ref else LETTERS}?said={said}"


def _list_titles(request: web.Request) -> Mapping[str, str]:
    library = request.app[PARTS].library
    return {key: library.current(key).title for key in library.keys()}  # noqa: SIM118 - a library is no dictionary


ROUTES = (
    Route("GET", LETTERS, list_due, WATCHERS),
    Route("GET", PRINTING, ask_print, PRINTERS, is_fresh=True),
    Route("POST", PRINTING, send_letters, PRINTERS, audit=PRINT, is_fresh=True),
    Route("POST", f"{ONE}/told", keep_told, WATCHERS, About.INVITATION, audit=TOLD),
    Route("POST", f"{ONE}/stop", keep_stop, WATCHERS, About.INVITATION, audit=STOPPED),
)

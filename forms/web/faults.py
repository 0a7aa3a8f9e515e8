"""Whatever goes wrong becomes a page that says so and how to go on, with the ways to help on it."""

from __future__ import annotations

import logging
import time
import traceback
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web

from forms.problems import Problem, ProblemCode, StoreUnavailableError
from forms.speaking import N_, gettext, ngettext, say
from forms.web.given import first
from forms.web.load import BusyError
from forms.web.pages import Fault, show
from forms.web.parts import PARTS
from forms.web.posted import FIELDS, TICKET, find_ticket
from forms.web.ticket import give_ticket, new_ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aiohttp.typedefs import Handler

Refuser: TypeAlias = "Callable[[web.Request, int], web.Response | None]"
REFUSERS: web.AppKey[Mapping[str, Refuser]] = web.AppKey("refusers")
"""Who says what went wrong below an address: pages that are not for those who answer."""
LOG = logging.getLogger(__name__)
RETRY_SECONDS = 10
"""When to try again after the database could not commit: it heals within that time or needs a person."""
BAD_CODE = N_("That code does not work. Please look at it again, letter by letter.")
"""Said of unknown, expired, used and revoked codes alike."""
NOT_PLACED = N_("This poster, leaflet or card is not in use. If you have a code of your own, put it in here.")

REFUSALS: dict[int, tuple[str, str]] = {
    400: (N_("We could not read that"), N_("Please go back and try again.")),
    403: (
        N_("This page is out of date"),
        (
            N_(
                "You may have used another code since, or your browser keeps no cookies. "
                "Go on with your answers, or put in your code again."
            )
        ),
    ),
    404: (N_("There is no page here"), N_("Please look at the address again, or put in your code.")),
    405: (N_("There is no page here"), N_("Please go back, or put in your code.")),
    408: (N_("That took too long to reach us"), N_("Please go back and try again.")),
    409: (
        N_("These answers cannot be sent"),
        (
            N_(
                "The code has been used for other answers, or it was taken back. "
                "If you think that is wrong, ask the person who gave you the code."
            )
        ),
    ),
    410: (
        N_("We have no answers for you in this browser"),
        N_("They are kept only in the browser where you began. Put in your code to start again."),
    ),
    413: (N_("That is more than we can take at once"), N_("Please go back and make it shorter.")),
    415: (N_("We could not read that"), N_("This page takes only what its own form sends.")),
    421: (N_("There is no page here"), N_("Please look at the address again.")),
    429: (
        N_("Please wait a moment"),
        N_("Many photos and voice notes are coming in. Go back, wait a little, then add yours again."),
    ),
    500: (N_("Something went wrong"), N_("It is our fault, not yours. Please go back and try again.")),
    503: (
        N_("This form cannot be opened just now"),
        N_("Please try again later, or ask the person who gave you the code."),
    ),
}

CHOSEN_ALREADY = (
    N_("You began in another way"),
    (
        N_(
            "These answers were begun with another choice of what is kept with them. "
            "You can go on with them. Or delete them, and then choose anew."
        )
    ),
)


class ProblemError(Exception):
    """A foreseen refusal, on its way from a handler to its page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code.code)
        self.problem = problem


@web.middleware
async def tell_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what a handler raised into a page, and write one line without addresses or content."""
    began = time.monotonic()
    answer = await _answer(request, handler)
    took = (time.monotonic() - began) * 1000
    LOG.info("%s %s %d %.0f ms", request.method, name_route(request), answer.status, took)
    return answer


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except ProblemError as refused:
        return show_problem(request, refused.problem)
    except (StoreUnavailableError, BusyError):
        return show_unsaved(request)
    except web.HTTPTooManyRequests as refused:
        return show_unsaved(request, refused.status, int(refused.headers["Retry-After"]))
    except web.HTTPException as refused:
        answer = show_refusal(request, refused.status)
        if "Allow" in refused.headers:
            answer.headers["Allow"] = refused.headers["Allow"]
        return answer
    except Exception as error:  # noqa: BLE001 - a crash: told without content, answered with help
        LOG.error("%s in %s at %s", type(error).__name__, name_route(request), _trace(error))  # noqa: TRY400 - a traceback may carry words
        return show_refusal(request, 500)


def name_route(request: web.Request) -> str:
    """Name the page that was asked for. Its address could hold a code."""
    return request.match_info.route.name or "-"


def _trace(error: Exception) -> str:
    """Say where it was raised: files and lines, never the values in them."""
    return " < ".join(
        f"{frame.name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))
    )


def _show_there(request: web.Request, status: int) -> web.Response | None:
    """Let other pages say it as they do. If what broke the page breaks that too, ours says it."""
    for place, show_there in request.app.get(REFUSERS, {}).items():
        if f"{request.path}/".startswith(f"{place}/"):
            try:
                return show_there(request, status)
            except Exception as error:  # noqa: BLE001 - likewise a crash
                LOG.error("%s where a fault was to be told, at %s", type(error).__name__, _trace(error))  # noqa: TRY400 - likewise
    return None


def show_refusal(request: web.Request, status: int) -> web.Response:
    """Say what a status means, for people; where other pages than theirs were asked for, as those say it."""
    if answer := _show_there(request, status):
        return answer
    heading, advice = say(REFUSALS.get(status, REFUSALS[400]))
    answer = show(request, "refused.html", heading, status, heading=heading, advice=advice)
    if status == ProblemCode.FORM_GONE.status:
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def show_problem(request: web.Request, problem: Problem) -> web.Response:
    """Show a foreseen refusal."""
    if problem.code is ProblemCode.CODE_UNKNOWN:
        return show_door(request, problem.code.status, gettext(BAD_CODE))
    if problem.code is ProblemCode.NOT_PLACED:
        return show_door(request, problem.code.status, gettext(NOT_PLACED))
    if problem.code is ProblemCode.CHOSEN_ALREADY:
        heading, advice = say(CHOSEN_ALREADY)
        return show(request, "refused.html", heading, problem.code.status, heading=heading, advice=advice)
    if problem.code is ProblemCode.TOO_MANY_TRIES:
        answer = show_door(request, problem.code.status, _say_wait(problem.retry_after))
        answer.headers["Retry-After"] = str(problem.retry_after)
        return answer
    answer = show_refusal(request, problem.code.status)
    if problem.retry_after:
        answer.headers["Retry-After"] = str(problem.retry_after)
    return answer


def _say_wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    too_many = gettext("That was too many codes that do not work.")
    return f"{too_many} {_say_how_long(seconds, minutes)}"


def _say_how_long(seconds: int, minutes: int) -> str:
    if seconds <= 90:  # noqa: PLR2004 - as people say it
        short = ngettext(
            "Please wait {count} second, then try again.",
            "Please wait {count} seconds, then try again.",
            seconds,
        )
        return short.format(count=seconds)
    long = ngettext(
        "Please wait {count} minute, then try again.", "Please wait {count} minutes, then try again.", minutes
    )
    return long.format(count=minutes)


def show_door(
    request: web.Request, status: int = 200, fault: str = "", *, is_heard: bool = False
) -> web.Response:
    """Show the page where a code is typed; what was typed stays, to be put right.

    With `is_heard` it leads to what children told before, and what changed.
    """
    faults = (Fault(fault, "code"),) if fault else ()
    typed = first(request.get(FIELDS, {}), "code")
    title = gettext("Put in your code")
    return show_open(request, "door.html", title, status, faults, typed=typed, is_heard=is_heard)


def show_open(
    request: web.Request,
    template: str,
    title: str,
    status: int = 200,
    faults: Sequence[Fault] = (),
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Show a page that is open to anybody and has a form on it.

    The form needs a token and so a cookie: a new browser gets one, without a code.
    """
    known = find_ticket(request)
    ticket = request[TICKET] = known or new_ticket()
    answer = show(request, template, title, status, faults, **values)
    if known is None:
        give_ticket(answer, request.app[PARTS].keys, ticket)
    return answer


def show_unsaved(request: web.Request, status: int = 503, seconds: int = RETRY_SECONDS) -> web.Response:
    """Say that nothing was kept, and give every field back, so that one press tries again."""
    fields = request.get(FIELDS)
    kept = [(name, value) for name, values in (fields or {}).items() if name != "token" for value in values]
    answer = show(
        request,
        "unsaved.html",
        gettext("Not saved"),
        status,
        kept=kept,
        was_sent=fields is not None,
        had_file=request.content_type.startswith("multipart/"),
        address=request.path,
    )
    answer.headers["Retry-After"] = str(seconds)
    return answer

"""The language of a browser: chosen by a person, kept for this browser's session and no longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from forms.languages.offered import find_wanted
from forms.speaking import ENGLISH, Language, speaking

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

COOKIE = "__Host-language"
"""A code such as `ar`, and nothing else. It names nobody, so it is not signed."""
RECORDED = "."
"""Behind the code where nobody chose it: it is the one recorded of whoever the code was for."""
OFFERED = web.AppKey("offered", dict[str, Language])
"""The languages beside English that are offered here, by code."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One language to choose, as the page shows it."""

    language: Language
    is_spoken: bool
    is_first: bool
    """The browser asks for it: shown larger."""


def list_languages(request: web.Request) -> dict[str, Language]:
    """Return English and what is offered here, by code."""
    return {ENGLISH.code: ENGLISH, **request.app[OFFERED]}


def find_chosen(request: web.Request) -> Language:
    """Return the language that was chosen in this browser; English, if none was."""
    return request.app[OFFERED].get(request.cookies.get(COOKIE, "").removesuffix(RECORDED), ENGLISH)


@web.middleware
async def speak_chosen(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Speak the language that was chosen, on every page and in every refusal."""
    with speaking(find_chosen(request)):
        return await handler(request)


def choose(request: web.Request, response: web.Response, code: str) -> None:
    """Keep the choice until the browser is closed. English is kept too: it goes before what is recorded."""
    if code in list_languages(request):
        _keep(response, code)
    else:
        _forget(response)


def begin_in(request: web.Request, response: web.Response, code: str | None, *, is_another: bool) -> None:
    """Begin in the language with this code, where a person has not chosen one in this browser.

    With `is_another` the browser was in somebody else's conversation until now: what was chosen there is
    not chosen by whoever comes now.
    """
    kept = request.cookies.get(COOKIE, "")
    if kept and not kept.endswith(RECORDED) and not is_another:
        return
    if code in request.app[OFFERED]:
        _keep(response, f"{code}{RECORDED}")
    elif kept and (code or kept.endswith(RECORDED)):
        _forget(response)


def _keep(response: web.Response, value: str) -> None:
    response.set_cookie(COOKIE, value, path="/", secure=True, httponly=True, samesite="Lax")


def _forget(response: web.Response) -> None:
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")


def list_offers(request: web.Request) -> list[Offer]:
    """Return what can be chosen: English, then what the browser asks for, then the others; or nothing."""
    offered = request.app[OFFERED]
    if not offered:
        return []
    wanted = find_wanted(request.headers.get("Accept-Language", ""), offered)
    order = sorted(offered.values(), key=lambda language: language.code != wanted)
    chosen = find_chosen(request)
    return [Offer(each, each.code == chosen.code, each.code == wanted) for each in (ENGLISH, *order)]

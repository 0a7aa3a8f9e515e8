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
OFFERED = web.AppKey("offered", dict[str, Language])
"""The languages beside English that are offered here, by code."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One language to choose, as the page shows it."""

    language: Language
    is_spoken: bool
    is_first: bool
    """The browser asks for it: shown larger."""


def find_chosen(request: web.Request) -> Language:
    """Return the language that was chosen in this browser; English, if none was."""
    return request.app[OFFERED].get(request.cookies.get(COOKIE, ""), ENGLISH)


@web.middleware
async def speak_chosen(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Speak the language that was chosen, on every page and in every refusal."""
    with speaking(find_chosen(request)):
        return await handler(request)


def choose(request: web.Request, response: web.Response, code: str) -> None:
    """Keep the choice until the browser is closed; English needs no keeping."""
    if code in request.app[OFFERED]:
        response.set_cookie(COOKIE, code, path="/", secure=True, httponly=True, samesite="Lax")
    else:
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

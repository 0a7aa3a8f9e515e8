"""Which ways to sign in there are here, beside a password."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from admin.accounts.openid.provider import Provider
from admin.accounts.passkeys import Place, find_place
from forms.web.parts import PARTS

PROVIDER = web.AppKey("provider", Provider)
"""The council's own sign-in; not there where none is set."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the page offers. A passkey only where a browser would keep one."""

    by_provider: bool
    by_passkey: bool


def list_ways(request: web.Request) -> Ways:
    """List the ways that work here."""
    return Ways(PROVIDER in request.app, find_own_place(request) is not None)


def find_own_place(request: web.Request) -> Place | None:
    """Return where passkeys of this service are good."""
    return find_place(request.app[PARTS].settings.public_url)


def add_provider(app: web.Application) -> None:
    """Let people sign in by the council's own provider, where the settings name one."""
    parts = app[PARTS]
    if parts.settings.openid:
        app[PROVIDER] = Provider(parts.settings.openid, parts.clock)

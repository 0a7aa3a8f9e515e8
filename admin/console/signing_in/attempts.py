"""The cookie of an attempt: given when it begins, taken away when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.attempts import UseUnit, read_attempt
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from admin.accounts.attempts import Attempt, Purpose


def find_attempt(request: web.Request, purpose: Purpose, bound_to: str = "") -> Attempt | None:
    """Return the attempt that this browser began, if it is not over."""
    parts = request.app[PARTS]
    return read_attempt(parts.keys, purpose, request.cookies.get(purpose.cookie), parts.clock(), bound_to)


async def use_attempt(request: web.Request, attempt: Attempt) -> bool:
    """Use it up; False if it was used before. Raises StoreUnavailableError."""
    parts = request.app[PARTS]
    return await parts.store.write(UseUnit(attempt.hash(parts.keys), parts.clock()))


def give_attempt(request: web.Request, response: web.StreamResponse, attempt: Attempt) -> None:
    """Set its cookie: as short-lived as the attempt, out of reach of scripts.

    Lax where the browser comes back from another site: Strict ones are not brought along from there.
    """
    purpose = attempt.purpose
    response.set_cookie(
        purpose.cookie,
        attempt.write(request.app[PARTS].keys),
        max_age=int(purpose.lasts.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax" if purpose.is_from_elsewhere else "Strict",
    )


def drop_attempt(response: web.StreamResponse, purpose: Purpose) -> None:
    """Take its cookie away."""
    response.del_cookie(purpose.cookie, path="/", secure=True, httponly=True)

"""Signing in for tests: an account with the roles wanted, and a session as the second factor leaves it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from yarl import URL

from admin.accounts.accounts import EMPTY, find_account_id
from admin.accounts.roles import Role, write_roles
from admin.accounts.sessions import begin
from admin.console.staff import COOKIE
from forms.records import Account
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

    from tests.web.house import Browser, House

OWN, OTHER = "IRO-1", "IRO-2"
"""Whose children the reviews of these tests are, and somebody else."""


async def add_account(house: House, *roles: Role, iro_ref: str = "", **values: Any) -> str:
    """Add an account with these roles; return its id."""
    sign_in = f"{secrets.token_hex(4)}@council.example"
    row = {
        **EMPTY,
        "id": find_account_id(house.parts.keys, sign_in),
        "sign_in": sign_in,
        "name": " and ".join(roles) if len(roles) < 3 else "Alex Morgan",
        "roles": write_roles(roles),
        "iro_ref": iro_ref,
        "created_at": house.clock.now,
        **values,
    }
    await house.parts.store.write(PutUnit((Insert(Account, row),)))
    return str(row["id"])


async def begin_session(house: House, account_id: str, *, is_full: bool = True) -> str:
    """Begin a session; return what the browser shows."""
    begun = begin(house.parts.keys, account_id, house.clock.now, is_full=is_full)
    await house.parts.store.write(PutUnit((begun.insert,)))
    return begun.token


async def sign_in(house: House, *roles: Role, iro_ref: str = OWN, browser: Browser | None = None) -> Browser:
    """Return a browser in which somebody with these roles is signed in; an IRO has OWN's children."""
    account_id = await add_account(house, *roles, iro_ref=iro_ref if Role.IRO in roles else "")
    browser = browser or house.open_browser()
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
    return browser


async def sign_in_chromium(house: House, context: BrowserContext, *roles: Role, iro_ref: str = OWN) -> str:
    """Sign somebody in in Chromium; return the account's id."""
    account_id = await add_account(house, *roles, iro_ref=iro_ref if Role.IRO in roles else "")
    token = await begin_session(house, account_id)
    address = str(house.base).replace("http://", "https://")
    cookie = {"name": COOKIE, "value": token, "url": address, "secure": True, "httpOnly": True}
    await context.add_cookies([{**cookie, "sameSite": "Strict"}])  # type: ignore[list-item]  # as playwright takes it
    return account_id

"""A council whose staff sign in by a provider of its own, and somebody who does."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyotp
from yarl import URL

from admin.accounts.accounts import EMPTY, find_account_id
from admin.accounts.roles import Role
from admin.console import add_console
from admin.console.signing_in.ways import PROVIDER
from forms.records import Account, AuditEntry, StaffSession
from forms.units import Insert, PutUnit
from forms.web import Parts, build_app, make_runner, start_site
from tests.openid.conftest import EMAIL
from tests.service.house import find_free_port
from tests.web.house import Clock, House

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.settings_openid import OpenIdSettings
    from forms.store import Store
    from tests.openid.conftest import Lax
    from tests.web.house import Browser, Page

PUBLIC = "https://say.example.gov.uk"
LEAVE, BACK = "/console/sign-in/openid", "/console/sign-in/openid/back"
SECRET = pyotp.random_base32()


@asynccontextmanager
async def open_council(
    parts: tuple[Store, Keys, Library], settings: Settings, openid: OpenIdSettings, public: str = PUBLIC
) -> AsyncIterator[House]:
    """Serve the pages and the console on a port of their own, in earnest: this is no demo."""
    clock, (store, keys, library) = Clock(), parts
    known = replace(settings, public_url=public, openid=openid)
    made = Parts(store, keys, library, known, clock)
    app = build_app(made)
    add_console(app, None)
    runner = make_runner(app)
    await start_site(runner, "127.0.0.1", URL(public).port or 0 if public != PUBLIC else 0)
    opened = House(made, clock, f"http://127.0.0.1:{runner.addresses[0][1]}", runners=[runner])
    yield opened
    await opened.close()


async def add(house: House, sign_in: str = EMAIL, *roles: Role, **values: Any) -> str:
    """Add an account as an administrator does; with a second factor if `has_code`."""
    sealed = house.parts.keys.seal_message(SECRET.encode()) if values.pop("has_code", False) else None
    row = {
        **EMPTY,
        "id": find_account_id(house.parts.keys, sign_in),
        "sign_in": sign_in,
        "name": "Ada",
        "roles": " ".join(roles or (Role.AUDITOR,)),
        "created_at": house.clock.now,
        "totp_sealed": sealed,
        **values,
    }
    await house.parts.store.write(PutUnit((Insert(Account, row),)))
    return str(row["id"])


async def leave(browser: Browser, address: str = LEAVE) -> Page:
    """Press "Sign in with your council account"."""
    return await browser.get(address, follow=False)


async def go_there(lax: Lax, left: Page) -> str:
    """Sign in at the lax provider; return where it sends the browser, on our own site."""
    async with lax.session.get(URL(left.headers["Location"], encoded=True), allow_redirects=False) as answer:
        back = answer.headers["Location"]
    assert back.startswith(f"{PUBLIC}{BACK}")
    return back.removeprefix(PUBLIC)


async def come_back(lax: Lax, browser: Browser, address: str = LEAVE, *, follow: bool = True) -> Page:
    """Go there, come back, and press the button that the script would press."""
    left = await leave(browser, address)
    if left.status != 302:
        return left
    page = await browser.get(await go_there(lax, left))
    return await browser.press(page, "Go on", follow=follow)


def name_free_place() -> str:
    """Return an address of this machine by name: browsers keep passkeys for names, not for numbers."""
    return f"http://localhost:{find_free_port()}"


def show_code(house: House) -> str:
    return pyotp.TOTP(SECRET).at(house.clock.now)


async def is_signed_in(browser: Browser) -> bool:
    page = await browser.get("/console/me", follow=False)
    return page.status == 200


def forget_provider(house: House) -> None:
    """Let the provider be asked anew for what it says of itself."""
    provider = house.part(PROVIDER)
    for kept in (provider._told, provider._keys):
        kept._failed = None
        kept.forget()
    provider._looked_at = None


async def list_done(house: House) -> list[tuple[str, str, str]]:
    """Return what is on record: action, whose, and how."""
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["by"], row["reason"]) for row in rows if row["action"] != "chain.open"]


async def count_sessions(house: House) -> int:
    return len(await house.rows(StaffSession))


def read_cookies(page: Page) -> dict[str, str]:
    """Return each cookie that a page sets, with all that stands behind its name."""
    written = page.headers.getall("Set-Cookie", ())
    return dict(one.split("=", 1) for one in written)

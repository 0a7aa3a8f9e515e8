"""A passkey in Chromium, with an authenticator of its own: added, used, and refused where it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.roles import Role
from forms.settings_openid import OpenIdSettings
from tests.console.staff import COOKIE, begin_session
from tests.openid.conftest import EMAIL
from tests.openid.signing_in import add, list_done, name_free_place, open_council
from tests.web.chromium import find_chromium, open_scripted
from tests.web.conftest import library, settings  # noqa: F401 - fixtures
from tests.web.looking import find_faults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import CDPSession, Page

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def database_url(folder: Path) -> str:
    """SQLite is enough for pages; the units are tested on both."""
    return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"


@pytest.fixture
async def council(
    store: Store,
    keys: Keys,
    library: Library,  # noqa: F811 - the fixture above
    settings: Settings,  # noqa: F811 - likewise
) -> AsyncIterator[House]:
    place = name_free_place()
    async with open_council((store, keys, library), settings, OpenIdSettings(), place) as house:
        yield house


async def give_device(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a device that holds passkeys; return how to speak with it, and its name."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    added: dict[str, Any] = await session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, added["authenticatorId"]


async def sign_in(house: House, page: Page, account_id: str) -> None:
    place = house.parts.settings.public_url.replace("http://", "https://")
    token = await begin_session(house, account_id)
    cookie = {"name": COOKIE, "value": token, "url": place, "secure": True, "httpOnly": True}
    await page.context.add_cookies([{**cookie, "sameSite": "Strict"}])  # type: ignore[list-item]  # as playwright takes it


async def add_passkey(house: House, page: Page, name: str) -> None:
    await page.goto(f"{house.parts.settings.public_url}/console/me/passkeys")
    await page.get_by_label("What do you call it?").fill(name)
    await page.get_by_role("button", name="Add a passkey").click()
    await page.locator(".passkeys strong", has_text=name).wait_for()


async def test_passkey_is_added_and_signs_in_by_itself(council: House) -> None:
    account_id = await add(council, EMAIL, Role.AUDITOR)
    place = council.parts.settings.public_url
    async with open_scripted(width=1100, height=800) as page:
        await give_device(page)
        await sign_in(council, page, account_id)
        await page.goto(f"{place}/console/me/passkeys")
        assert await find_faults(page) == []
        await add_passkey(council, page, "Work laptop")
        assert await find_faults(page) == []
        await page.get_by_role("button", name="Add a passkey").click()
        await page.get_by_text("holds a passkey of yours already").wait_for()
        await page.get_by_role("button", name="Sign out").click()
        assert await find_faults(page) == []
        sent: list[str] = []
        page.on(
            "request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None
        )
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.wait_for_url(f"{place}/console")
        assert await page.get_by_role("link", name="Ada").is_visible()
        [body] = sent
        again = await page.context.request.post(
            f"{place}/console/sign-in/passkey",
            data=body,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert again.status == 422, "the same answer opens nothing a second time"
    assert [done[0] for done in await list_done(council)] == ["passkey.add", "session.begin"]


async def test_owner_that_is_not_checked_does_not_get_in(council: House) -> None:
    account_id = await add(council, EMAIL, Role.AUDITOR)
    place = council.parts.settings.public_url
    async with open_scripted() as page:
        session, device = await give_device(page)
        await sign_in(council, page, account_id)
        await add_passkey(council, page, "Work laptop")
        await page.context.clear_cookies()
        await session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
        await page.goto(f"{place}/console/sign-in")
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.get_by_text("Nothing was sent").wait_for()
        assert page.url.endswith("/console/sign-in")


async def test_page_at_another_address_gets_nothing_from_the_device(council: House) -> None:
    account_id = await add(council, EMAIL, Role.AUDITOR)
    async with open_scripted() as page:
        await give_device(page)
        await sign_in(council, page, account_id)
        await add_passkey(council, page, "Work laptop")
        await page.context.clear_cookies()
        await page.goto(f"{council.base}/console/sign-in")
        await page.get_by_role("button", name="Sign in with a passkey").click()
        await page.get_by_text("That did not work").wait_for()


async def test_without_scripts_password_and_second_factor_remain(council: House) -> None:
    account_id = await add(council, EMAIL, Role.AUDITOR)
    place = council.parts.settings.public_url
    async with open_scripted(java_script_enabled=False) as page:
        await page.goto(f"{place}/console/sign-in")
        assert not await page.get_by_role("button", name="Sign in with a passkey").is_visible()
        assert await page.get_by_label("Password").is_visible()
        await sign_in(council, page, account_id)
        await page.goto(f"{place}/console/me/passkeys")
        assert not await page.get_by_role("button", name="Add a passkey").is_visible()
        assert await page.get_by_text("needs a browser with scripts").is_visible()

"""The council's sign-in in Chromium, its provider on another site: cookies as browsers keep them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.settings_openid import OpenIdSettings
from tests.openid.lax_provider import CLIENT_ID, CLIENT_SECRET
from tests.openid.signing_in import BACK, add, list_done, name_free_place, open_council, show_code
from tests.openid.strict import running_strict
from tests.web.chromium import find_chromium, open_scripted
from tests.web.conftest import library, settings  # noqa: F401 - fixtures
from tests.web.looking import find_faults

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Page

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


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
    """The pages at localhost, the provider at 127.0.0.1: to a browser, two sites."""
    place = name_free_place()
    with running_strict(f"{place}{BACK}") as issuer:
        openid = OpenIdSettings(issuer, CLIENT_ID, CLIENT_SECRET)
        async with open_council((store, keys, library), settings, openid, place) as house:
            house.clock.now = read_now()
            yield house


def read_now() -> datetime:
    """The strict provider has the real time, so this council has it too."""
    return datetime.now(UTC)


async def sign_in_there(page: Page, who: str) -> None:
    await page.get_by_role("link", name="Sign in with your council account").click()
    await page.get_by_label("Who are you?").fill(who)
    await page.get_by_role("button", name="Sign in there").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_council_account_signs_in_and_leads_to_the_wanted_page(
    council: House, *, scripts: bool
) -> None:
    account_id = await add(council, "grace@example.gov.uk", Role.AUDITOR)
    place = council.parts.settings.public_url
    async with open_scripted(width=1100, height=800, java_script_enabled=scripts) as page:
        await page.goto(f"{place}/console/me")
        if scripts:
            assert await find_faults(page) == []
        await sign_in_there(page, "grace")
        if not scripts:
            await page.get_by_role("button", name="Go on").click()
        await page.wait_for_url(f"{place}/console/me")
        assert await page.get_by_role("heading", name="Your account").is_visible()
        kept = {cookie["name"]: cookie for cookie in await page.context.cookies(place)}
        assert kept["__Host-say-staff"]["sameSite"] == "Strict"
        assert "__Host-say-openid" not in kept
    assert [done[:2] for done in await list_done(council)] == [
        ("account.link", account_id),
        ("session.begin", account_id),
    ]


async def test_page_in_between_is_for_everybody_and_its_button_goes_on(council: House) -> None:
    await add(council, "grace@example.gov.uk", Role.AUDITOR)
    place = council.parts.settings.public_url
    async with open_scripted() as page:
        await page.route("**/console/go_on.js", lambda route: route.abort())
        await page.goto(f"{place}/console")
        await sign_in_there(page, "grace")
        await page.get_by_role("heading", name="Signing you in").wait_for()
        assert await find_faults(page) == []
        await page.get_by_role("button", name="Go on").click()
        await page.wait_for_url(f"{place}/console")


async def test_one_factor_there_asks_for_the_code_here_and_strangers_read_why(council: House) -> None:
    await add(council, "ada@example.gov.uk", Role.AUDITOR, has_code=True)
    place = council.parts.settings.public_url
    async with open_scripted() as page:
        await page.goto(f"{place}/console")
        await sign_in_there(page, "ada")
        await page.get_by_label("The six digits that your telephone shows").fill(show_code(council))
        await page.get_by_role("button", name="Sign in").click()
        await page.wait_for_url(f"{place}/console")
    async with open_scripted() as page:
        await page.goto(f"{place}/console")
        await sign_in_there(page, "eve")
        await page.get_by_role("heading", name="We could not sign you in").wait_for()
        assert await page.get_by_text("person.unverified").is_visible()
        assert await find_faults(page) == []

"""Passkeys on the pages: added, used, removed, and refused where they should be."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from yarl import URL

from admin.accounts.accounts import ChangeAccountUnit, reset
from admin.accounts.passkey_units import list_passkeys
from admin.console.staff import COOKIE
from forms.records import Passkey
from forms.settings_openid import OpenIdSettings
from tests.console.staff import begin_session
from tests.openid.signing_in import (
    PUBLIC,
    add,
    count_sessions,
    is_signed_in,
    list_done,
    open_council,
    read_cookies,
)
from tests.passkeys.authenticator import PRESENT, VERIFIED, Authenticator
from tests.web.conftest import library, settings  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from tests.web.house import Browser, House, Page

MINE, ADD = "/console/me/passkeys", "/console/me/passkeys/challenge"
DOOR, CHALLENGE, SIGN_IN = (
    "/console/sign-in",
    "/console/sign-in/passkey/challenge",
    "/console/sign-in/passkey",
)


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
    async with open_council((store, keys, library), settings, OpenIdSettings()) as house:
        yield house


@pytest.fixture
def authenticator() -> Authenticator:
    return Authenticator(PUBLIC, "say.example.gov.uk")


async def sign_in(house: House, account_id: str) -> Browser:
    """Return a browser in which somebody is signed in, by whatever they had before."""
    browser = house.open_browser()
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
    return browser


async def add_passkey(browser: Browser, authenticator: Authenticator, name: str = "Work laptop") -> Page:
    """Do what the script does on one's own page."""
    page = await browser.get(MINE)
    asked = (await browser.get(ADD)).html
    [token] = {value for field, value in page.fields("Add a passkey") if field == "token"}
    sent = authenticator.register(asked)
    return await browser.post(MINE, [("token", token), ("name", name), ("credential", sent)])


async def show_passkey(browser: Browser, authenticator: Authenticator, to: str = "/console/me") -> Page:
    """Do what the script does where people sign in."""
    page = await browser.get(f"{DOOR}?to={to}")
    asked = (await browser.get(CHALLENGE)).html
    fields = dict(page.fields("Sign in with a passkey"))
    return await browser.post(SIGN_IN, list({**fields, "credential": authenticator.sign_in(asked)}.items()))


async def test_passkey_is_added_and_opens_the_account_by_itself(
    council: House, authenticator: Authenticator
) -> None:
    account_id = await add(council)
    page = await add_passkey(await sign_in(council, account_id), authenticator, "Blue key")
    assert "Blue key" in page.text
    browser = council.open_browser()
    page = await show_passkey(browser, authenticator)
    assert page.title.startswith("Your account"), "no code is asked: the device has checked its owner"
    assert await list_done(council) == [
        ("passkey.add", account_id, ""),
        ("session.begin", account_id, "passkey"),
    ]
    assert "last used 20 November 2026" in (await browser.get(MINE)).text


async def test_several_passkeys_are_named_and_removed_one_by_one(council: House) -> None:
    account_id = await add(council)
    browser, other = await sign_in(council, account_id), await sign_in(council, account_id)
    first, second = (Authenticator(PUBLIC, "say.example.gov.uk") for _ in range(2))
    await add_passkey(browser, first, "Laptop")
    page = await add_passkey(browser, second, "Telephone")
    assert ("Laptop" in page.text, "Telephone" in page.text) == (True, True)
    page = await browser.press(page, "Remove Laptop")
    assert ("Laptop" in page.text, "Telephone" in page.text) == (False, True)
    assert await is_signed_in(browser)
    assert not await is_signed_in(other), "what may have been begun with it is ended"
    page = await show_passkey(council.open_browser(), first)
    assert (page.status, "opens no account here" in page.text) == (422, True)
    assert (await list_done(council))[-1] == ("passkey.remove", account_id, "")


async def test_nobody_removes_or_adds_what_is_somebody_elses(
    council: House, authenticator: Authenticator
) -> None:
    ada, grace = await add(council), await add(council, "grace@example.gov.uk")
    hers = await sign_in(council, grace)
    await add_passkey(await sign_in(council, ada), authenticator)
    [row] = await list_passkeys(council.parts.store, ada)
    page = await add_passkey(hers, Authenticator(PUBLIC, "say.example.gov.uk"))
    fields = [
        ("passkey", row["id"]) if name == "passkey" else (name, value)
        for name, value in page.fields("Remove")
    ]
    assert (await hers.post(f"{MINE}/remove", fields)).status == 404
    page = await add_passkey(hers, authenticator)
    assert (page.status, "has been added already" in page.text) == (422, True)
    assert len(await council.rows(Passkey)) == 2


async def test_scripts_of_the_pages_are_there(council: House) -> None:
    browser = council.open_browser()
    for name in ("passkey", "go_on"):
        script = await browser.get(f"/console/{name}.js")
        assert (script.status, script.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (await browser.get("/console/other.js")).status == 404


async def test_same_answer_opens_nothing_a_second_time(council: House, authenticator: Authenticator) -> None:
    await add_passkey(await sign_in(council, await add(council)), authenticator)
    browser = council.open_browser()
    page = await browser.get(DOOR)
    asked = await browser.get(CHALLENGE)
    cookie = read_cookies(asked)["__Host-say-passkey"]
    assert "SameSite=Strict" in cookie
    assert "Max-Age=300" in cookie
    fields = [*page.fields("Sign in with a passkey"), ("credential", authenticator.sign_in(asked.html))]
    fields = [field for field in fields if field != ("credential", "")]
    assert (await browser.post(SIGN_IN, fields, follow=False)).status == 303
    began = await count_sessions(council)
    refused = await browser.post(SIGN_IN, fields)
    assert (refused.status, "took too long" in refused.text) == (422, True), "its cookie is gone"
    again = {"__Host-say-passkey": cookie.partition(";")[0]}
    browser.session.cookie_jar.update_cookies(again, URL(browser.base))
    refused = await browser.post(SIGN_IN, fields)
    assert (refused.status, "was used before" in refused.text) == (422, True), "nor does the cookie help"
    assert await count_sessions(council) == began


async def test_challenge_is_over_after_five_minutes(council: House, authenticator: Authenticator) -> None:
    await add_passkey(await sign_in(council, await add(council)), authenticator)
    browser = council.open_browser()
    page, asked = await browser.get(DOOR), await browser.get(CHALLENGE)
    council.clock.now += timedelta(minutes=5, seconds=1)
    fields = {**dict(page.fields("Sign in with a passkey")), "credential": authenticator.sign_in(asked.html)}
    refused = await browser.post(SIGN_IN, list(fields.items()))
    assert (refused.status, "took too long" in refused.text) == (422, True)


async def test_challenge_of_another_browser_is_not_taken(
    council: House, authenticator: Authenticator
) -> None:
    await add_passkey(await sign_in(council, await add(council)), authenticator)
    theirs = (await council.open_browser().get(CHALLENGE)).html
    browser = council.open_browser()
    page = await browser.get(DOOR)
    await browser.get(CHALLENGE)
    fields = {**dict(page.fields("Sign in with a passkey")), "credential": authenticator.sign_in(theirs)}
    refused = await browser.post(SIGN_IN, list(fields.items()))
    assert (refused.status, await is_signed_in(browser)) == (422, False)


async def test_another_origin_and_an_owner_not_checked_are_refused(
    council: House, authenticator: Authenticator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await add_passkey(await sign_in(council, await add(council)), authenticator)
    authenticator.origin = "https://say.example.gov.uk.evil.example"
    assert (await show_passkey(council.open_browser(), authenticator)).status == 422
    authenticator.origin, authenticator.flags = PUBLIC, PRESENT
    assert (await show_passkey(council.open_browser(), authenticator)).status == 422
    authenticator.flags = PRESENT | VERIFIED
    assert (await show_passkey(council.open_browser(), authenticator)).status == 200
    assert caplog.text.count("passkey.wrong") == 2
    assert "evil" not in caplog.text


async def test_count_that_goes_back_is_refused_and_on_record(
    council: House, authenticator: Authenticator
) -> None:
    account_id = await add(council)
    authenticator.count = 7
    await add_passkey(await sign_in(council, account_id), authenticator)
    authenticator.count = 3
    browser = council.open_browser()
    page = await show_passkey(browser, authenticator)
    assert (page.status, "there may be a copy of it" in page.text) == (422, True)
    assert 'href="#passkey"' in page.html, "what is wrong leads to where it can be put right"
    assert not await is_signed_in(browser)
    assert (await list_done(council))[-1] == ("passkey.refuse", account_id, "copied")


async def test_new_link_takes_the_passkeys_away(council: House, authenticator: Authenticator) -> None:
    account_id = await add(council)
    await add_passkey(await sign_in(council, account_id), authenticator)
    unit, _ = reset(council.parts.keys, account_id, council.clock.now)
    await council.parts.store.write(unit)
    assert await council.rows(Passkey) == []


async def test_ended_account_is_not_opened(council: House, authenticator: Authenticator) -> None:
    account_id = await add(council)
    await add_passkey(await sign_in(council, account_id), authenticator)
    await council.parts.store.write(ChangeAccountUnit(account_id, {"ended_at": council.clock.now}))
    assert (await show_passkey(council.open_browser(), authenticator)).status == 422


async def test_passkeys_are_shown_and_changed_only_by_who_proved_it_just_now(council: House) -> None:
    browser = await sign_in(council, await add(council))
    council.clock.now += timedelta(minutes=11)
    for address in (MINE, ADD):
        shown = await browser.get(address, follow=False)
        assert (shown.status, shown.headers["Location"].partition("?")[0]) == (303, "/console/sign-in/again")


async def test_passkey_shows_once_more_who_it_is(council: House, authenticator: Authenticator) -> None:
    account_id = await add(council)
    browser = await sign_in(council, account_id)
    await add_passkey(browser, authenticator)
    council.clock.now += timedelta(minutes=11)
    page = await browser.get(MINE)
    assert "Is it still you?" in page.text
    asked = (await browser.get(CHALLENGE)).html
    fields = {**dict(page.fields("Use a passkey")), "credential": authenticator.sign_in(asked)}
    page = await browser.post(SIGN_IN, list(fields.items()))
    assert page.title.startswith("Your passkeys")
    assert (await list_done(council))[-1] == ("session.renew", account_id, "passkey")
    assert await count_sessions(council) == 1


async def test_wrong_passkeys_without_end_are_slowed(council: House, authenticator: Authenticator) -> None:
    browser = council.open_browser()
    statuses = [(await show_passkey(browser, authenticator)).status for _ in range(28)]
    assert statuses[:25] == [422] * 25
    assert statuses[-1] == 429

"""Signing in by the council's provider, as a browser does it: who gets in, and that nobody else does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from yarl import URL

from admin.accounts.openid import fetching
from admin.accounts.openid.refusals import Refusal
from admin.accounts.roles import Role
from admin.console.desk import COOKIE as DESK
from admin.console.staff import COOKIE
from forms.records import Account, UsedAttempt
from tests.console.staff import begin_session
from tests.openid.conftest import ADA, EMAIL, SUBJECT
from tests.openid.lax_provider import CLIENT_SECRET
from tests.openid.signing_in import (
    BACK,
    LEAVE,
    add,
    come_back,
    count_sessions,
    forget_provider,
    go_there,
    is_signed_in,
    leave,
    list_done,
    open_council,
    read_cookies,
    show_code,
)
from tests.openid.test_protocol import NEEDS_USERINFO, SHORT, WRONG
from tests.web.conftest import library, settings  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store
    from tests.openid.conftest import Lax
    from tests.web.house import Browser, House

WITH_TWO = {**ADA, "amr": ["pwd", "mfa"]}


@pytest.fixture
def database_url(folder: Path) -> str:
    """SQLite is enough for pages; the units are tested on both."""
    return f"sqlite+aiosqlite:///{folder / 'haveyoursay.db'}"


@pytest.fixture
def inside(store: Store, keys: Keys, library: Library) -> tuple[Store, Keys, Library]:  # noqa: F811 - the fixture above
    """What the pages are built from."""
    return store, keys, library


@pytest.fixture
async def council(
    inside: tuple[Store, Keys, Library],
    settings: Settings,  # noqa: F811 - the fixture above
    lax: Lax,
    request: pytest.FixtureRequest,
) -> AsyncIterator[House]:
    """The council's pages; a test may name other settings of the provider."""
    openid = replace(lax.settings, **getattr(request, "param", {}))
    async with open_council(inside, settings, openid) as house:
        lax.now = house.clock.now.timestamp()
        await lax.behave(**{"as": WITH_TWO})
        yield house


def with_settings(**changed: Any) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("council", [changed], indirect=True)


MAPPED = with_settings(roles_claim="roles", roles=(("M", "manager"), ("I", "iro")))


async def find_account(house: House) -> Any:
    [account] = await house.rows(Account)
    return account


async def test_whom_an_administrator_added_gets_in_where_they_wanted_to_go(council: House, lax: Lax) -> None:
    account_id = await add(council)
    browser = council.open_browser()
    asked = await browser.get("/console/me", follow=False)
    page = await browser.get(asked.headers["Location"])
    assert "Sign in with your council account" in page.text
    came = await come_back(lax, browser, f"{LEAVE}?to=/console/me", follow=False)
    assert (came.status, came.headers["Location"]) == (303, "/console/me")
    assert await is_signed_in(browser)
    assert await list_done(council) == [
        ("account.link", account_id, "provider"),
        ("session.begin", account_id, "provider"),
    ]
    account = await find_account(council)
    assert account["open_id"]
    assert SUBJECT not in str(dict(account)), "only a keyed hash is kept of who they are there"


async def test_cookies_are_as_short_and_strict_as_they_can_be(council: House, lax: Lax) -> None:
    await add(council)
    browser = council.open_browser()
    attempt = read_cookies(await leave(browser))["__Host-say-openid"]
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/"):
        assert part in attempt
    cookies = read_cookies(await come_back(lax, browser, follow=False))
    assert "SameSite=Strict" in cookies[COOKIE]
    assert "Max-Age=0" in cookies["__Host-say-openid"]


async def test_one_factor_there_leads_to_the_second_one_here(council: House, lax: Lax) -> None:
    account_id = await add(council, has_code=True)
    await lax.behave()
    browser = council.open_browser()
    page = await come_back(lax, browser, f"{LEAVE}?to=/console/me")
    assert page.title.startswith("Your second factor")
    assert not await is_signed_in(browser)
    page = await browser.press(page, "Sign in", [("code", show_code(council))])
    assert page.title.startswith("Your account")
    assert ("session.begin", account_id, "second factor") in await list_done(council)


async def test_one_factor_without_a_second_one_here_is_not_enough(council: House, lax: Lax) -> None:
    await add(council)
    await lax.behave()
    page = await come_back(lax, council.open_browser())
    assert (page.status, "person.factor" in page.text) == (403, True)
    assert (await find_account(council))["open_id"] is None
    assert await count_sessions(council) == 0


@with_settings(is_enough=True)
async def test_council_may_say_that_its_provider_is_enough(council: House, lax: Lax) -> None:
    await add(council)
    await lax.behave()
    browser = council.open_browser()
    await come_back(lax, browser)
    assert await is_signed_in(browser)


async def test_after_the_first_time_it_is_who_they_are_that_counts(council: House, lax: Lax) -> None:
    await add(council)
    await come_back(lax, council.open_browser())
    renamed = council.open_browser()
    await lax.behave(**{"as": {**WITH_TWO, "email": "married@example.gov.uk"}})
    await come_back(lax, renamed)
    assert await is_signed_in(renamed)
    await lax.behave(**{"as": {**WITH_TWO, "sub": "somebody-new"}})
    page = await come_back(lax, council.open_browser())
    assert (page.status, "person.other" in page.text) == (403, True), "an address that was given away again"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({**WITH_TWO, "email": "stranger@example.gov.uk"}, "person.unknown"),
        ({**WITH_TWO, "email_verified": False}, "person.unverified"),
        ({"sub": SUBJECT, "amr": ["mfa"]}, "person.unverified"),
    ],
    ids=str,
)
async def test_nobody_gets_in_whom_nobody_added(council: House, lax: Lax, claims: Any, code: str) -> None:
    await add(council)
    await lax.behave(**{"as": claims})
    browser = council.open_browser()
    page = await come_back(lax, browser)
    assert (page.status, code in page.text) == (403, True)
    assert not await is_signed_in(browser)
    assert (await find_account(council))["open_id"] is None


async def test_address_may_be_written_in_capitals(council: House, lax: Lax) -> None:
    await add(council)
    await lax.behave(**{"as": {**WITH_TWO, "email": EMAIL.upper()}})
    browser = council.open_browser()
    await come_back(lax, browser)
    assert await is_signed_in(browser)


async def test_ended_account_stays_ended(council: House, lax: Lax) -> None:
    await add(council, ended_at=council.clock.now)
    page = await come_back(lax, council.open_browser())
    assert (page.status, "person.unknown" in page.text) == (403, True)


async def test_each_wrong_leads_to_one_page_and_leaves_nothing_in_the_log(
    council: House, lax: Lax, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await add(council)
    wrongs = {name: refusal for name, refusal in WRONG.items() if refusal is not Refusal.SILENT}
    wrongs |= dict.fromkeys(("discovery hang", "token hang", "keys slow"), Refusal.SILENT)
    for wrong, refusal in wrongs.items():
        time = SHORT if refusal is Refusal.SILENT else aiohttp.ClientTimeout(total=10)
        monkeypatch.setattr(fetching, "TIME", time)
        council.clock.now += timedelta(minutes=6)  # what was tried is forgotten, what was kept is not over
        lax.now = council.clock.now.timestamp()
        forget_provider(council)
        more: dict[str, Any] = NEEDS_USERINFO if wrong.startswith("userinfo") else {"as": WITH_TWO}
        if wrong == "userinfo sub":
            more = {"as": {"sub": SUBJECT}, "userinfo": {"sub": "somebody-else", "email": EMAIL}}
        await lax.behave(wrong, **more)
        browser = council.open_browser()
        page = await come_back(lax, browser)
        status = 503 if refusal.is_of_provider else 403
        assert (wrong, page.status, page.title) == (
            wrong,
            status,
            "We could not sign you in - Have Your Say, for staff",
        )
        assert refusal.code in page.text, wrong
        assert not await is_signed_in(browser)
        for secret in (CLIENT_SECRET, SUBJECT, EMAIL, "eyJ", "<b>no</b>"):
            assert secret not in page.html
            assert secret not in caplog.text
    assert await count_sessions(council) == 0
    assert await list_done(council) == []


async def test_answer_is_taken_once_in_its_own_browser_within_ten_minutes(council: House, lax: Lax) -> None:
    await add(council)
    browser, stranger = council.open_browser(), council.open_browser()
    back = await go_there(lax, await leave(browser))
    page = await browser.get(back)
    fields = page.fields("Go on")
    await leave(stranger)
    for other in (stranger, council.open_browser()):
        refused = await other.post(BACK, fields)
        assert (refused.status, "attempt.unknown" in refused.text) == (403, True)
    cookie = await show_cookie(browser)
    council.clock.now += timedelta(minutes=10, seconds=1)
    assert (await browser.post(BACK, fields)).status == 403
    council.clock.now -= timedelta(minutes=1)
    lax.now = council.clock.now.timestamp()
    await lax.behave(**{"as": WITH_TWO})
    put_cookie(browser, cookie)
    assert (await browser.post(BACK, fields, follow=False)).status == 303
    put_cookie(browser, cookie)
    refused = await browser.post(BACK, fields)
    assert (refused.status, "attempt.used" in refused.text) == (403, True)
    assert await count_sessions(council) == 1


async def show_cookie(browser: Browser) -> str:
    return browser.session.cookie_jar.filter_cookies(browser.base)["__Host-say-openid"].value


def put_cookie(browser: Browser, value: str) -> None:
    browser.session.cookie_jar.update_cookies({"__Host-say-openid": value}, URL(browser.base))


async def test_link_back_changes_nothing_by_itself(council: House, lax: Lax) -> None:
    await add(council)
    browser = council.open_browser()
    back = await go_there(lax, await leave(browser))
    page = await council.open_browser().get(back)
    assert page.status == 200
    assert DESK not in read_cookies(page), "a browser that hides its desk from other sites keeps it"
    assert COOKIE not in read_cookies(page)
    assert await count_sessions(council) == 0
    assert await council.rows(UsedAttempt) == []
    await browser.press(await browser.get(back), "Go on")
    assert await is_signed_in(browser)


async def test_another_site_cannot_press_the_button(council: House, lax: Lax) -> None:
    await add(council)
    browser = council.open_browser()
    page = await browser.get(await go_there(lax, await leave(browser)))
    fields = page.fields("Go on")
    assert (await browser.post(BACK, fields, Origin="https://evil.example")).status == 403
    assert (await browser.post(BACK, fields, **{"Sec-Fetch-Site": "cross-site"})).status == 403
    assert await count_sessions(council) == 0


@MAPPED
async def test_roles_that_the_settings_name_are_given_and_taken_by_the_provider(
    council: House, lax: Lax
) -> None:
    account_id = await add(council, EMAIL, Role.IRO, Role.DUTY, iro_ref="IRO-1")
    before = council.open_browser()
    token = await begin_session(council, account_id)
    before.session.cookie_jar.update_cookies({COOKIE: token}, URL(before.base))
    await lax.behave(**{"as": {**WITH_TWO, "roles": ["M", "unheard of"]}})
    browser = council.open_browser()
    await come_back(lax, browser)
    assert await is_signed_in(browser)
    assert (await find_account(council))["roles"] == "manager duty"
    assert not await is_signed_in(before), "whose roles change is signed out elsewhere"
    assert ("account.change_roles", account_id, "provider") in await list_done(council)
    await come_back(lax, council.open_browser())
    assert [done[0] for done in await list_done(council)].count("account.change_roles") == 1


@MAPPED
async def test_nobody_comes_in_without_a_role(council: House, lax: Lax) -> None:
    await add(council, EMAIL, Role.MANAGER)
    await lax.behave(**{"as": {**WITH_TWO, "roles": []}})
    page = await come_back(lax, council.open_browser())
    assert (page.status, "person.role" in page.text) == (403, True)
    assert (await find_account(council))["roles"] == "manager", "nothing was changed"


async def test_signing_in_again_renews_the_session_of_the_same_person(council: House, lax: Lax) -> None:
    account_id = await add(council)
    await add(council, "grace@example.gov.uk")
    browser = council.open_browser()
    await come_back(lax, browser)
    council.clock.now += timedelta(minutes=11)
    lax.now = council.clock.now.timestamp()
    asked = await browser.get("/console/me/passkeys", follow=False)
    again = await browser.get(asked.headers["Location"])
    assert "Use your council account" in again.text
    assert not again.has_button("Go on"), "there is no code to ask for, and no press is enough"
    address = f"{LEAVE}/again?to=/console/me/passkeys"
    grace = {**WITH_TWO, "sub": "grace", "email": "grace@example.gov.uk", "auth_time": lax.now}
    await lax.behave(**{"as": grace})
    page = await come_back(lax, browser, address)
    assert (page.status, "person.other" in page.text) == (403, True)
    await lax.behave(**{"as": {**WITH_TWO, "auth_time": lax.now - 3600}})
    page = await come_back(lax, browser, address)
    assert (page.status, "token.stale" in page.text) == (403, True)
    await lax.behave(**{"as": {**WITH_TWO, "auth_time": lax.now}})
    page = await come_back(lax, browser, address)
    assert page.title.startswith("Your passkeys")
    assert (await list_done(council))[-1] == ("session.renew", account_id, "provider")
    assert await count_sessions(council) == 1


async def test_trying_without_end_is_slowed_and_the_provider_left_alone(council: House, lax: Lax) -> None:
    browser = council.open_browser()
    statuses = []
    for _ in range(28):
        await leave(browser)
        state = await read_state(browser, lax)
        statuses.append(
            (await browser.post(BACK, [("code", "x"), ("state", state), ("iss", lax.base)])).status
        )
    assert statuses[:25] == [403] * 25
    assert statuses[-1] == 429
    assert (await lax.behave())["token"] <= 26


async def read_state(browser: Browser, lax: Lax) -> str:
    left = await leave(browser)
    assert left.headers["Location"].startswith(lax.base)
    return URL(left.headers["Location"], encoded=True).query["state"]


@with_settings(issuer="", client_id="", client_secret="")
async def test_without_a_provider_there_is_no_such_way(council: House) -> None:
    browser = council.open_browser()
    assert "council account" not in (await browser.get("/console/sign-in")).text
    for address in (LEAVE, BACK):
        assert (await browser.get(address)).status == 404
    assert (await browser.post(BACK, [])).status == 404


async def test_wanted_page_is_ours_and_cannot_be_changed_on_the_way(council: House, lax: Lax) -> None:
    await add(council)
    browser = council.open_browser()
    came = await come_back(lax, browser, f"{LEAVE}?to=https://evil.example", follow=False)
    assert came.headers["Location"] == "/console"
    page = await browser.get(await go_there(lax, await leave(browser, f"{LEAVE}?to=/console/me")))
    cookie = await show_cookie(browser)
    put_cookie(browser, cookie.replace("me", "links"))
    assert (await browser.press(page, "Go on")).status == 403

"""Signing in: the first time, every time, and all the ways that must not work."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pyotp
import pytest
from yarl import URL

from admin.accounts.accounts import ChangeAccountUnit, add_cover, make_setup_link
from admin.accounts.passwords import TOO_COMMON, TOO_NEAR, TOO_SHORT, find_fault
from admin.accounts.roles import Role
from admin.console.staff import COOKIE
from forms.audit import verify_audit
from forms.records import Account, AuditEntry, Child, RecoveryCode, Response, Review, SetupLink, StaffSession
from forms.units import Insert, PutUnit, Update
from tests.canary import find_words
from tests.console.staff import OTHER, OWN, add_account, begin_session, sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

PASSWORD = "heron kettle umbrella"
WRONG = "heron kettle parasol"


async def set_up(house: House, *roles: Role, iro_ref: str = "") -> tuple[str, pyotp.TOTP, list[str]]:
    """Set an account up as its owner does; return its address, its telephone, and its codes on paper."""
    account_id = await add_account(house, *roles, iro_ref=iro_ref)
    link = make_setup_link(house.parts.keys, account_id, house.clock.now)
    await house.parts.store.write(PutUnit((link.insert,)))
    browser = house.open_browser()
    page = await browser.get(f"/console/welcome/{link.token}")
    page = await browser.press(page, "Go on", [("password", PASSWORD), ("repeated", PASSWORD)])
    secret = re.search(r'<code class="kept">([A-Z2-7 ]+)</code>', page.html)
    assert secret
    telephone = pyotp.TOTP(secret[1].replace(" ", ""))
    page = await browser.press(page, "Go on", [("code", show(house, telephone))])
    codes = re.findall(r"<code>([0-9A-Z-]{14})</code>", page.html)
    assert len(codes) == 10
    house.clock.now += timedelta(seconds=30)
    [account] = [row for row in await house.rows(Account) if row["id"] == account_id]
    return account["sign_in"], telephone, codes


def show(house: House, telephone: pyotp.TOTP) -> str:
    """Return what the telephone shows now."""
    return telephone.at(house.clock.now)


async def type_password(house: House, address: str, password: str = PASSWORD) -> tuple[Browser, Page]:
    browser = house.open_browser()
    page = await browser.get("/console/sign-in")
    return browser, await browser.press(page, "Go on", [("sign_in", address), ("password", password)])


async def enter(house: House, address: str, code: str) -> tuple[Browser, Page]:
    browser, page = await type_password(house, address)
    return browser, await browser.press(page, "Sign in", [("code", code)])


def read_cookie(browser: Browser) -> str:
    return next(cookie.value for cookie in browser.session.cookie_jar if cookie.key == COOKIE)


async def test_somebody_sets_up_their_account_and_signs_in(house: House, folder: Path) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    browser, page = await type_password(house, address.upper())
    assert page.title.startswith("Your second factor")
    before = read_cookie(browser)
    page = await browser.press(page, "Sign in", [("code", show(house, telephone))])
    assert page.title.startswith("What needs you")
    assert read_cookie(browser) != before
    assert [row["is_full"] for row in await house.rows(StaffSession)] == [True]
    assert find_words(folder, PASSWORD) == []
    assert find_words(folder, telephone.secret) == []
    assert find_words(folder, read_cookie(browser)) == []
    actions = [row["action"] for row in await house.rows(AuditEntry) if row["by"]]
    assert actions == ["account.choose_password", "account.set_up", "session.begin"]
    assert (await verify_audit(house.parts.store, house.parts.keys))[1] == []


async def test_code_of_the_telephone_works_once(house: House) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    code = show(house, telephone)
    await enter(house, address, code)
    _, again = await enter(house, address, code)
    assert (again.status, "used before" in again.text) == (422, True)
    house.clock.now += timedelta(seconds=60)
    _, page = await enter(house, address, show(house, telephone))
    assert page.title.startswith("What needs you")


async def test_code_on_paper_works_once(house: House) -> None:
    address, _, codes = await set_up(house, Role.MANAGER)
    _, page = await enter(house, address, codes[0].lower().replace("-", " "))
    assert page.title.startswith("What needs you")
    _, again = await enter(house, address, codes[0])
    assert again.status == 422
    assert len(await house.rows(RecoveryCode)) == 9


async def test_code_on_paper_of_somebody_else_does_not_work(house: House) -> None:
    _, _, codes = await set_up(house, Role.MANAGER)
    address, _, _ = await set_up(house, Role.IRO, iro_ref=OWN)
    _, page = await enter(house, address, codes[0])
    assert page.status == 422


async def test_unknown_address_and_wrong_password_get_the_same_page(house: House) -> None:
    address, _, _ = await set_up(house, Role.MANAGER)
    pages = [(await type_password(house, who, WRONG))[1] for who in (address, "nobody@council.example")]
    token = re.compile(r'name="token" value="[^"]+"')
    known, unknown = (token.sub("", page.html) for page in pages)
    assert known == unknown
    assert {page.status for page in pages} == {422}


async def test_unknown_address_takes_the_work_of_a_known_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from admin.accounts import passwords  # noqa: PLC0415 - to count what it does

    hashed: list[str] = []
    real = passwords._verify

    def count(held: str, password: str) -> bool:
        hashed.append(held.split("$")[3])
        return real(held, password)

    monkeypatch.setattr(passwords, "_verify", count)
    address, _, _ = await set_up(house, Role.MANAGER)
    for who in (address, "nobody@council.example"):
        await type_password(house, who, WRONG)
    assert hashed == ["m=65536,t=4,p=2"] * 2


async def test_five_wrong_tries_make_an_account_wait_and_never_for_good(house: House) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    for _ in range(5):
        assert (await type_password(house, address, WRONG))[1].status == 422
    _, page = await type_password(house, address)
    assert (page.status, "too often" in page.text) == (429, True)
    house.clock.now += timedelta(minutes=1)
    _, page = await enter(house, address, show(house, telephone))
    assert page.title.startswith("What needs you")


async def test_waits_grow_to_a_quarter_of_an_hour(house: House) -> None:
    address, _, _ = await set_up(house, Role.MANAGER)
    waits = []
    for _ in range(16):
        _, page = await type_password(house, address, WRONG)
        if found := re.search(r"wait (\d+) seconds", page.text):
            waits.append(int(found[1]))
            house.clock.now += timedelta(seconds=int(found[1]))
    assert waits == sorted(waits)
    assert max(waits) in range(890, 902)


async def test_one_who_guesses_everybodys_password_is_slowed(house: House) -> None:
    statuses = [
        (await type_password(house, f"somebody-{number}@council.example", WRONG))[1].status
        for number in range(30)
    ]
    assert statuses[:25] == [422] * 25
    assert statuses[-1] == 429


async def test_codes_are_throttled_like_passwords(house: House) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    browser, page = await type_password(house, address)
    for _ in range(10):
        page = await browser.press(page, "Sign in", [("code", "000000")])
    assert page.status == 429
    refused = await browser.press(page, "Sign in", [("code", show(house, telephone))])
    assert refused.status == 429


async def test_fifteen_idle_minutes_end_a_session(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    for _ in range(3):
        house.clock.now += timedelta(minutes=14)
        assert (await browser.get("/console")).title.startswith("What needs you")
    house.clock.now += timedelta(minutes=16)
    assert (await browser.get("/console")).title.startswith("Sign in")


async def test_eight_hours_end_a_session_in_use(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    for _ in range(48):
        house.clock.now += timedelta(minutes=10)
        shown = await browser.get("/console")
    assert shown.title.startswith("What needs you")
    house.clock.now += timedelta(minutes=1)
    assert (await browser.get("/console")).title.startswith("Sign in")


@pytest.mark.parametrize("values", [{"roles": "analyst"}, {"password_hash": "new"}], ids=str)
async def test_change_of_roles_or_password_ends_every_session(house: House, values: dict[str, str]) -> None:
    account_id = await add_account(house, Role.MANAGER)
    browsers = []
    for _ in range(2):
        browser = house.open_browser()
        token = await begin_session(house, account_id)
        browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
        browsers.append(browser)
    await house.parts.store.write(ChangeAccountUnit(account_id, values))
    assert await house.rows(StaffSession) == []
    assert [(await browser.get("/console")).title[:7] for browser in browsers] == ["Sign in"] * 2


async def test_new_password_ends_this_session_too(house: House) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    browser, _ = await enter(house, address, show(house, telephone))
    page = await browser.get("/console/me/password")
    refused = await browser.press(
        page, "Keep it", [("held", WRONG), ("password", WRONG), ("repeated", WRONG)]
    )
    assert refused.status == 422
    new = "saucer bicycle thunder"
    page = await browser.press(page, "Keep it", [("held", PASSWORD), ("password", new), ("repeated", new)])
    assert page.title.startswith("Sign in")
    assert (await type_password(house, address))[1].status == 422
    assert (await type_password(house, address, new))[1].title.startswith("Your second factor")


async def test_ended_account_is_out_at_once_and_stays_out(house: House) -> None:
    address, telephone, _ = await set_up(house, Role.MANAGER)
    browser, _ = await enter(house, address, show(house, telephone))
    [account] = await house.rows(Account)
    ended = Update(Account, {"id": account["id"]}, {"ended_at": house.clock.now})
    await house.parts.store.write(PutUnit((ended,)))
    assert (await browser.get("/console")).title.startswith("Sign in")
    assert (await type_password(house, address))[1].status == 422


async def test_signing_out_ends_it_on_the_server(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    held = read_cookie(browser)
    page = await browser.press(await browser.get("/console"), "Sign out", [])
    assert page.title.startswith("Sign in")
    browser.session.cookie_jar.update_cookies({COOKIE: held}, URL(browser.base))
    assert (await browser.get("/console")).title.startswith("Sign in")
    assert (await browser.get("/console/sign-out", follow=False)).status in {404, 405}


async def test_cookie_is_out_of_reach(house: House) -> None:
    address, _, _ = await set_up(house, Role.MANAGER)
    browser = house.open_browser()
    page = await browser.get("/console/sign-in")
    given = [("sign_in", address), ("password", PASSWORD)]
    page = await browser.press(page, "Go on", given, follow=False)
    [written] = [line for line in page.headers.getall("Set-Cookie") if line.startswith(COOKIE)]
    assert all(part in written for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    assert "Domain" not in written
    assert COOKIE.startswith("__Host-")


async def test_setup_link_works_once_and_for_three_days(house: House) -> None:
    account_id = await add_account(house, Role.MANAGER)
    link = make_setup_link(house.parts.keys, account_id, house.clock.now)
    await house.parts.store.write(PutUnit((link.insert,)))
    browser = house.open_browser()
    assert (await browser.get(f"/console/welcome/{link.token}")).status == 200
    assert (await browser.get(f"/console/welcome/{'0' * 40}")).status == 404
    house.clock.now += timedelta(days=3, seconds=1)
    assert (await browser.get(f"/console/welcome/{link.token}")).status == 404
    await set_up(house, Role.IRO, iro_ref=OWN)
    assert [row["account_id"] for row in await house.rows(SetupLink)] == [account_id]


async def test_nobody_signs_in_with_a_password_and_no_second_factor(house: House) -> None:
    account_id = await add_account(house, Role.MANAGER)
    link = make_setup_link(house.parts.keys, account_id, house.clock.now)
    await house.parts.store.write(PutUnit((link.insert,)))
    browser = house.open_browser()
    page = await browser.get(f"/console/welcome/{link.token}")
    await browser.press(page, "Go on", [("password", PASSWORD), ("repeated", PASSWORD)])
    [account] = await house.rows(Account)
    assert account["password_hash"].startswith("$argon2id$v=19$m=65536,t=4,p=2$")
    assert (await type_password(house, account["sign_in"]))[1].status == 422


async def test_leave_cover_opens_for_its_days_alone(house: House) -> None:
    other = {"review_ref": "R-2", "child_ref": "C-2", "iro_ref": OTHER}
    await house.parts.store.write(PutUnit((Insert(Child, {"child_ref": "C-2"}), Insert(Review, other))))
    first, page = await house.begin("have_your_say_8_11", review_ref="R-2")
    await first.press(await first.skip_all(page), "Send")
    [response] = await house.rows(Response)
    account_id = await add_account(house, Role.IRO, iro_ref=OWN)
    cover = add_cover(account_id, OTHER, date(2026, 11, 21), date(2026, 11, 22))
    await house.parts.store.write(PutUnit((cover,)))
    statuses = []
    for _ in range(4):
        browser = house.open_browser()
        token = await begin_session(house, account_id)
        browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
        statuses.append((await browser.get(f"/console/read/{response['id']}")).status)
        house.clock.now += timedelta(days=1)
    assert statuses == [404, 200, 200, 404]


async def test_what_was_typed_comes_back_after_signing_in_again(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/paper")
    code = await house.invite("have_your_say_8_11", review_ref="R-1")
    house.clock.now += timedelta(minutes=16)
    kept = await browser.press(page, "Go on", [("code", code)])
    assert (kept.status, code in kept.html) == (401, True)
    await sign_in(house, Role.BUSINESS_SUPPORT, browser=browser)
    shown = await browser.press(kept, "Send what I typed")
    assert shown.has_button("Start typing")


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/console/../../x\\", "/help", "/consolex", "\r\nX: 1"],
)
async def test_signing_in_leads_nowhere_else(house: House, wanted: str) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(str(URL("/console/sign-in").with_query(to=wanted)), follow=False)
    assert (page.status, page.headers["Location"]) == (303, "/console")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short of fifteen"[:14], TOO_SHORT),
        ("aaaaaaaaaaaaaaaaaa", TOO_COMMON),
        ("abcdefghijklmnopqrst", TOO_COMMON),
        ("qwertyuiopasdfghjkl", TOO_COMMON),
        ("passwordpassword1!", TOO_COMMON),
        ("Password12345678", TOO_COMMON),
        ("Liverpool-Arsenal-2026", TOO_COMMON),
        ("sam okafor kettle", TOO_NEAR),
        (PASSWORD, ""),
        ("пять зелёных чайников", ""),
        ("correct horse battery staple is too well known", ""),
    ],
)
def test_new_password(password: str, fault: str) -> None:
    assert find_fault(password, "Sam Okafor", "sam.okafor@council.example") == fault

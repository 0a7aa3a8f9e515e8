"""Every route as every role, about one's own child and somebody else's: as the table says."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from yarl import URL

from admin.accounts.roles import Role
from admin.console.access import About, Route
from admin.console.roles_page import PAGE, write_page
from admin.console.routes import ROUTES
from admin.console.staff import COOKIE
from forms.complaints import Raised, Source, write_complaint
from forms.records import Action, Alert, Child, Response, Review
from forms.units import Insert, PutUnit
from tests.console.staff import OTHER, OWN, add_account, begin_session

if TYPE_CHECKING:
    from tests.web.house import Browser, House

Named = dict[About, str]
NINE = "have_your_say_8_11"
GUARDED = tuple(route for route in ROUTES if not route.may.is_open)
EXAMPLES = {
    "form": NINE,
    "sheet": "0" * 16,
    "number": "1",
    "file": "0" * 32,
    "who": "reader",
    "pass": "0" * 32,
    "complaint": "c" * 32,
    "step": "note",
    "anonymous": "0" * 32,
    "message": "0" * 32,
    "quote": "0" * 32,
    "page": "0" * 32,
    "theme": "listened",
    "kind": "session",
    "item": "0" * 32,
    "brought": "0" * 32,
    "made": "0" * 32,
    "signed": "2025-04-01_2026-03-31_1",
}
"""Of what an address names beside the thing it is about."""
LEADS_NOWHERE = (
    re.compile(r"/console/read/.*/file/"),
    re.compile(r"/console/paper/.*/(saved|drawing/.*)$"),
    re.compile(r"/console/(import|made)/"),
    re.compile(r"/console/feedback/anonymous/"),
    re.compile(r"/console/responses/.*/letter/"),
    re.compile(r"/console/quotes/.*"),
    re.compile(r"/console/heard/.*"),
    re.compile(r"/console/gathered/item/"),
    re.compile(r"/console/signed/\{"),
    re.compile(r"/console/(figures|export)/responses"),
    re.compile(r"/console/(me/passkeys|sign-in/openid)"),  # none at a bare number, none without a provider
)
"""Addresses of what is not there yet, or cannot be made up: who may is told 404 as well."""
COME_IN = frozenset({200, 303, 400, 415, 422})
"""What a handler says of a form without anything in it; never a refusal of the gate."""
MIN_CELLS = 200


def is_allowed(route: Route, role: Role, *, is_own: bool) -> bool:
    if role in route.may.anybody:
        return True
    return role in route.may.own and (is_own or not route.about)


def expect(route: Route, role: Role, *, is_own: bool) -> frozenset[int]:
    if role not in route.may.roles:
        return frozenset({403})
    if not is_allowed(route, role, is_own=is_own):
        return frozenset({404})
    leads_nowhere = any(address.match(route.address) for address in LEADS_NOWHERE)
    return COME_IN | {404} if leads_nowhere else COME_IN


def write_address(route: Route, named: Named) -> str:
    """Fill an address in with examples."""
    values = {**EXAMPLES, **{about.value: value for about, value in named.items()}}

    def fill(part: re.Match[str]) -> str:
        return values[part[1]]

    return re.sub(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}", fill, route.address)


async def make_things(house: House) -> tuple[Named, Named]:
    """Make one of each thing about the child of OWN, and of OTHER."""
    other = {"review_ref": "R-2", "child_ref": "C-2", "iro_ref": OTHER, "due_on": date(2026, 12, 4)}
    await house.parts.store.write(PutUnit((Insert(Child, {"child_ref": "C-2"}), Insert(Review, other))))
    account_id = await add_account(house, Role.ANALYST)
    await house.parts.store.write(PutUnit((make_complaint(house),)))
    made = []
    for review_ref, child_ref in (("R-1", "C-1"), ("R-2", "C-2")):
        known = {row["id"] for row in await house.rows(Response)}
        browser, page = await house.begin(NINE, review_ref=review_ref)
        await browser.press(await browser.skip_all(page), "Send")
        [response] = [row for row in await house.rows(Response) if row["id"] not in known]
        await house.invite(NINE, review_ref=review_ref)
        named = {
            About.REVIEW: review_ref,
            About.CHILD: child_ref,
            About.RESPONSE: response["id"],
            About.INVITATION: f"inv-{house.made}",
            About.ALERT: response["id"][::-1],
            About.ACTION: response["id"][::-1],
            About.ACCOUNT: account_id,
        }
        await house.parts.store.write(PutUnit(tuple(list_rows(house, named))))
        made.append(named)
    return made[0], made[1]


def make_complaint(house: House) -> Insert:
    raised = Raised(Source.TYPED, "child", house.clock.now, house.clock.now)
    return write_complaint(house.parts.keys, EXAMPLES["complaint"], raised)


def list_rows(house: House, named: Named) -> list[Insert]:
    alert: dict[str, Any] = {
        "id": named[About.ALERT],
        "cause": "help",
        "audience": "child",
        "raised_at": house.clock.now,
        "response_id": named[About.RESPONSE],
        "review_ref": named[About.REVIEW],
    }
    action = {
        "id": named[About.ACTION],
        "review_ref": named[About.REVIEW],
        "written_at": house.clock.now,
        "role": "iro",
        "sealed_key": b"",
        "sealed": b"",
    }
    return [Insert(Alert, alert), Insert(Action, action)]


class Asker:
    """One person at work, who begins a new session after each form sent: some end it, or all of them."""

    def __init__(self, house: House, browser: Browser, account_id: str) -> None:
        self.house, self.browser, self.account_id = house, browser, account_id
        self.token = ""
        self.is_in = False

    async def ask(self, route: Route, named: Named) -> int:
        if not self.is_in:
            await self._sign_in()
        self.is_in = route.method == "GET"
        data = None if self.is_in else {"token": self.token}
        address = self.browser.base.join(URL(write_address(route, named), encoded=True))
        async with self.browser.session.request(
            route.method, address, data=data, allow_redirects=False
        ) as answer:
            await answer.read()
            return answer.status

    async def _sign_in(self) -> None:
        token = await begin_session(self.house, self.account_id)
        self.browser.session.cookie_jar.update_cookies({COOKIE: token}, self.browser.base)
        if not self.token:
            form, _ = (await self.browser.get("/console/me")).find_form("Sign out")
            self.token = next(field.value for field in form.controls if field.name == "token")


@pytest.mark.parametrize("role", Role)
async def test_every_route_lets_in_whom_the_table_names(house: House, role: Role) -> None:
    own, other = await make_things(house)
    account_id = await add_account(house, role, iro_ref=OWN if role is Role.IRO else "")
    asker = Asker(house, house.open_browser(), account_id)
    wrong = []
    for route in GUARDED:
        for is_own, named in ((True, own), (False, other)):
            status = await asker.ask(route, named)
            if status not in expect(route, role, is_own=is_own):
                whose = "own" if is_own else "other"
                wrong.append(f"{route.method} {route.address} {whose}: {status}")
    assert not wrong, "\n".join(wrong)


def test_matrix_is_no_small_one() -> None:
    cells = [(route.method, route.address, role) for route in GUARDED for role in Role]
    assert len(cells) * 2 >= MIN_CELLS
    assert len(set(cells)) == len(cells)


async def test_nobody_gets_in_without_signing_in(house: House) -> None:
    own, _ = await make_things(house)
    browser = house.open_browser()
    for route in GUARDED:
        address = write_address(route, own)
        if route.method == "GET":
            shown = await browser.get(address, follow=False)
            assert (shown.status, shown.headers["Location"].partition("?")[0]) == (303, "/console/sign-in")
        else:
            assert (await browser.post(address, [], follow=False)).status == 401


async def test_password_alone_opens_nothing(house: House) -> None:
    own, _ = await make_things(house)
    account_id = await add_account(house, *Role, iro_ref=OWN)
    browser = house.open_browser()
    token = await begin_session(house, account_id, is_full=False)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, URL(browser.base))
    for route in GUARDED:
        address = write_address(route, own)
        if route.method == "GET":
            shown = await browser.get(address, follow=False)
            assert shown.headers["Location"].partition("?")[0] == "/console/sign-in/code"
        else:
            assert (await browser.post(address, [], follow=False)).status == 401


def test_every_route_that_is_about_something_names_it() -> None:
    for route in ROUTES:
        if route.about:
            assert f"{{{route.about}" in route.address
        else:
            named = set(re.findall(r"\{(\w+)", route.address))
            assert not named & {about.value for about in About if about}, route.address


def test_page_of_roles_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == write_page(), "run: python -m admin.console.roles_page"

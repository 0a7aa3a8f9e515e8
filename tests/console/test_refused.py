"""What goes wrong on a staff page is said on a staff page, and never to whoever should not know of any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console import refused
from admin.console.home import pages as home
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import House

FOR_STAFF = "Have Your Say, for staff"


@pytest.mark.parametrize("path", ["/console/nowhere", "/console/children/nobody", "/console/made/x"])
async def test_a_page_that_is_not_there_is_said_on_a_staff_page(house: House, path: str) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(path)
    assert (page.status, FOR_STAFF in page.text) == (404, True)
    assert "There is no page here" in page.text
    assert "Put in a code" not in page.text
    assert "To your home page" in page.text


@pytest.mark.parametrize("path", ["/nowhere", "/consolex"])
async def test_whoever_answers_is_told_on_a_page_of_theirs(house: House, path: str) -> None:
    page = await house.open_browser().get(path)
    assert page.status == 404
    assert FOR_STAFF not in page.text
    assert "Childline" in page.text


async def test_from_afar_nobody_learns_of_the_staff_pages_of_a_demo(house: House) -> None:
    browser = house.open_browser()
    address = browser.base.with_path("/console/nowhere")
    async with browser.session.get(address, headers={"X-Forwarded-For": "192.0.2.7"}) as answer:
        assert answer.status == 404
        assert FOR_STAFF not in await answer.text()


async def test_what_breaks_the_page_that_tells_of_faults_is_told_as_well(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = await sign_in(house, Role.MANAGER)
    monkeypatch.setattr(refused, "TOLD", None)
    page = await browser.get("/console/nowhere")
    assert page.status == 404
    assert "Childline" in page.text


async def test_a_crash_is_said_with_the_time_and_without_its_cause(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(_: object) -> None:
        raise RuntimeError("the heron")

    browser = await sign_in(house, Role.MANAGER)
    monkeypatch.setattr(home, "find_waiting", crash)
    page = await browser.get("/console")
    assert page.status == 500
    assert FOR_STAFF in page.text
    assert "at 16:00." in page.text
    assert "heron" not in page.text

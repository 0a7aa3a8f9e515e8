"""The top of each page: wings of rooms, for those who may enter them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console.routes import ROUTES, WINGS, make_plan
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import House

PLAN = make_plan()


def test_every_room_has_an_address_that_answers() -> None:
    addresses = {route.address for route in ROUTES if route.method == "GET"}
    rooms = [address for wing in WINGS for address, _ in wing.rooms]
    assert set(rooms) <= addresses
    assert len(rooms) == len(set(rooms))


async def test_a_wing_leads_to_the_first_room_that_one_may_enter(house: House) -> None:
    page = await (await sign_in(house, Role.ANALYST)).get("/console/figures")
    nav = page.html.partition('aria-label="Staff pages"')[2].partition("</nav>")[0]
    assert 'href="/console/figures"' in nav
    assert 'href="/console/meetings"' not in nav


async def test_the_rooms_of_the_wing_one_is_in_stand_below(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get("/console/visits")
    nav = page.html.partition('aria-label="Staff pages"')[2].partition("</nav>")[0]
    assert '<a href="/console/meetings" aria-current="true">Meetings</a>' in nav
    assert '<a href="/console/visits" aria-current=page>Visits</a>' in nav
    assert "Who did what" not in nav

"""Home: what waits for somebody, by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.records import Response
from tests.console.staff import OTHER, sign_in

if TYPE_CHECKING:
    from tests.web.house import House

NOTHING = "Nothing waits for you now"


async def test_what_a_child_sent_waits_for_their_iro_until_it_is_opened(house: House) -> None:
    iro, other = await sign_in(house, Role.IRO), await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert NOTHING in (await iro.get("/console")).text
    child, page = await house.begin("have_your_say_8_11", review_ref="R-1")
    await child.press(await child.skip_all(page), "Send")
    home = await iro.get("/console")
    assert "1 sent and not read yet" in home.text
    assert "04/12/2026" in home.text
    assert NOTHING in (await other.get("/console")).text
    [response] = await house.rows(Response)
    door = await iro.get(f"/console/read/{response['id']}")
    await iro.press(door, "Everything", [])
    assert NOTHING in (await iro.get("/console")).text


async def test_feedback_about_the_iro_does_not_wait_for_them(house: House) -> None:
    parent, page = await house.begin("feedback_parent", audience="parent", review_ref="R-1")
    page = page if page.has_button("Skip") else await parent.get("/conversation/1")
    await parent.press(await parent.skip_all(page), "Send")
    assert NOTHING in (await (await sign_in(house, Role.IRO)).get("/console")).text


@pytest.mark.parametrize("role", Role)
async def test_home_says_what_one_is_here(house: House, role: Role) -> None:
    home = await (await sign_in(house, role)).get("/console")
    assert home.status == 200
    assert "What you are here" in home.text


async def test_administrator_is_told_who_has_not_set_up(house: House) -> None:
    home = await (await sign_in(house, Role.ADMINISTRATOR)).get("/console")
    assert "1 accounts not set up yet" in home.text

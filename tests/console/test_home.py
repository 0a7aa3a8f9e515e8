"""Home: what waits for somebody, by what they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.records import InvitationCode, Response, Review
from forms.units import PutUnit, Update
from tests.console.staff import OTHER, OWN, sign_in

if TYPE_CHECKING:
    from tests.web.house import House

NOTHING = "Nothing waits for you now"


async def record_talk(house: House) -> None:
    """Record that the IRO spoke with the child, so that this waits for nobody."""
    talked = Update(Review, {"review_ref": "R-1"}, {"iro_contact": "done"})
    await house.parts.store.write(PutUnit((talked,)))


async def test_what_a_child_sent_waits_for_their_iro_until_it_is_opened(house: House) -> None:
    await record_talk(house)
    iro, other = await sign_in(house, Role.IRO), await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert NOTHING in (await iro.get("/console")).text
    child, page = await house.begin("have_your_say_8_11", review_ref="R-1")
    await child.press(await child.skip_all(page), "Send")
    home = await iro.get("/console")
    assert "1 sent and not read yet" in home.text
    assert "4 December 2026" in home.text
    assert NOTHING in (await other.get("/console")).text
    [response] = await house.rows(Response)
    door = await iro.get(f"/console/read/{response['id']}")
    await iro.press(door, "Everything", [])
    assert NOTHING in (await iro.get("/console")).text


async def test_feedback_about_the_iro_does_not_wait_for_them(house: House) -> None:
    await record_talk(house)
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
    assert "1 account is not set up yet" in home.text


async def test_review_held_without_a_code_waits_for_its_iro_and_for_support(house: House) -> None:
    await house.parts.store.write(
        PutUnit((Update(Review, {"review_ref": "R-1"}, {"held_on": date(2026, 11, 19)}),))
    )
    for role, iro_ref, waits in (
        (Role.IRO, OWN, True),
        (Role.IRO, OTHER, False),
        (Role.BUSINESS_SUPPORT, "", True),
    ):
        home = await (await sign_in(house, role, iro_ref=iro_ref)).get("/console")
        assert ("1 review was held and is not recorded yet" in home.text) is waits


async def test_child_is_to_be_spoken_with_in_the_six_weeks_before(house: House) -> None:
    iro = await sign_in(house, Role.IRO)
    assert "1 child to speak with before their meeting" in (await iro.get("/console")).text
    talked = Update(Review, {"review_ref": "R-1"}, {"iro_contact": "declined"})
    await house.parts.store.write(PutUnit((talked,)))
    assert NOTHING in (await iro.get("/console")).text
    later = Update(Review, {"review_ref": "R-1"}, {"iro_contact": "", "due_on": date(2027, 2, 1)})
    await house.parts.store.write(PutUnit((later,)))
    assert NOTHING in (await iro.get("/console")).text


async def test_booklet_is_out_until_it_came_back(house: House) -> None:
    support = await sign_in(house, Role.BUSINESS_SUPPORT)
    code = await house.invite("have_your_say_8_11", review_ref="R-1")
    await house.parts.store.write(
        PutUnit(
            (Update(InvitationCode, {"code_hash": house.parts.keys.hash_code(code)}, {"made_for": "paper"}),)
        )
    )
    assert "1 booklet is out on paper" in (await support.get("/console")).text
    child = house.open_browser()
    page = await child.press(await child.get(f"/s/{code}"), "Start")
    await child.press(await child.skip_all(page), "Send")
    assert "out on paper" not in (await support.get("/console")).text

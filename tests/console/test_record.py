"""For the case record: the block to paste, and the way to the hand-over, each of them on record."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING

from yarl import URL

from admin.accounts.roles import Role
from admin.console.staff import COOKIE
from forms.last_time import Deed
from forms.records import AuditEntry, HandOver
from tests.console.planted import OUT, Plant, add_action, plant
from tests.console.staff import OTHER, OWN, add_account, begin_session, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

BRIEF = "/console/meetings/R-1/brief"
PRIVATE, ALOUD = "the heron is mine", "the heron for everybody"
CHILD = Plant(
    {
        "worry": PRIVATE,
        "best_thing": f"{ALOUD}\n# and <b>nothing</b> else",
        "safe_feel": 7,
        "change_wish": None,
    },
    {"best_thing": OUT},
)


def read_block(page: Page) -> str:
    found = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.html, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


async def list_actions(house: House, about: str) -> list[tuple[str, str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"], row["reason"]) for row in rows if row["about"] == about]


async def make_block(browser: Browser) -> Page:
    return await browser.press(await browser.get(BRIEF), "The block for the case record")


async def test_one_press_gives_the_block_and_is_on_record(house: House) -> None:
    child = await plant(house, CHILD)
    await add_action(house, "R-1", Deed("the heron", "asked the team"))
    page = await make_block(await sign_in(house, Role.IRO))
    block = read_block(page)
    assert block.startswith("What was said before review R-1\nMade on 20/11/2026.\n")
    assert "THE CHILD, on the web page, 20/11/2026: Have your say\n" in block
    assert f"What is going well?\n    {ALOUD}\n    # and <b>nothing</b> else\n" in block
    assert "How safe do you feel?\n    7 (0 is not safe at all, 10 is very safe)\n" in block
    assert "worrying you?\n    In the restricted part.\n" in block
    assert "Skipped:\n    If you could change one thing" in block
    assert "WHAT WAS DONE ABOUT IT\n\nSaid\n    the heron\nDone\n    asked the team\n" in block
    assert PRIVATE not in page.html
    assert await list_actions(house, child) == [("response.export", "reader", "record as text")]


async def test_record_and_restricted_part_are_handed_over_apart(house: House) -> None:
    child = await plant(house, CHILD)
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{BRIEF}/record")
    for button, has_private in (("The record part", False), ("The restricted part", True)):
        form, _ = page.find_form(button)
        fields = page.fields(button)
        async with browser.session.post(browser.base.join(URL(form.action)), data=fields) as answer:
            assert answer.content_type == "application/zip"
            zipped = zipfile.ZipFile(io.BytesIO(await answer.read()))
        whole = zipped.read("all.json").decode()
        assert (PRIVATE in whole, any(name.endswith(".pdf") for name in zipped.namelist())) == (
            has_private,
            True,
        )
    assert [row["part"] for row in await house.rows(HandOver)] == ["record", "restricted"]
    reasons = {
        reason for action, _, reason in await list_actions(house, child) if action == "response.export"
    }
    assert reasons == {"record", "restricted"}


async def test_whoever_takes_it_out_shows_again_who_they_are(house: House) -> None:
    child = await plant(house, CHILD)
    account_id = await add_account(house, Role.IRO, iro_ref=OWN)
    browser = house.open_browser()
    token = await begin_session(house, account_id)
    browser.session.cookie_jar.update_cookies({COOKIE: token}, browser.base)
    door = await browser.get(BRIEF)
    house.clock.now += timedelta(minutes=12)
    page = await browser.press(door, "The block for the case record")
    assert page.address.path == "/console/sign-in/again"
    assert page.address.query["to"] == f"{BRIEF}/record"
    assert await list_actions(house, child) == []


async def test_manager_hands_over_and_pastes_nothing(house: House) -> None:
    await plant(house, CHILD)
    browser = await sign_in(house, Role.MANAGER)
    assert not (await browser.get(BRIEF)).has_button("The block for the case record")
    assert (await browser.get(f"{BRIEF}/record")).status == 403


async def test_iro_who_is_a_manager_too_hands_over_no_other_childs_restricted_part(house: House) -> None:
    await plant(house, CHILD)
    browser = await sign_in(house, Role.IRO, Role.MANAGER, iro_ref=OTHER)
    page = await browser.get("/console/children/C-1/hand-over")
    assert "restricted" not in page.text.lower().partition("for the case record")[2].partition("make")[0]
    refused = await browser.press(page, "Make the hand-over", [("review", "R-1"), ("part", "restricted")])
    assert (refused.status, await house.rows(HandOver)) == (422, [])

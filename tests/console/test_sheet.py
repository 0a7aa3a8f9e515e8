"""The sheet to read out, and joint ones: what is not on them has left no trace, for whoever looks."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.records import AuditEntry
from tests.console.planted import MAY_SAY, OUT, Plant, add_review, plant
from tests.console.staff import OTHER, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

BRIEF = "/console/meetings/R-1/brief"
SAID = {"best_thing": "the heron for everybody", "how_join": "part"}
HEARD = {"best_thing": OUT, "how_join": OUT}
KEPT = {"worry": "the heron is mine", "change_wish": "the heron may be named", "home_feel": 3, "where": None}
FILE = re.compile(r'/console/read/[^"]+')


def find_sheets(page: Page) -> list[str]:
    return re.findall(r'<article class="sheet">.*?</article>', page.html, re.DOTALL)


def leave_out_warnings(page: Page) -> str:
    """Return the page without what is folded away, and without what differs from one visit to the next."""
    unfolded = re.sub(r"(</summary>).*?(</details>)", r"\1\2", page.html, flags=re.DOTALL)
    return re.sub(r'value="[0-9a-f]{32}"', "", unfolded)


async def print_sheet(browser: Browser, address: str = BRIEF) -> Page:
    return await browser.press(await browser.get(address), "The sheet")


async def join(browser: Browser, *refs: str, ticked: tuple[str, ...] = ()) -> Page:
    page = await browser.get(f"{BRIEF}/joint")
    return await browser.press(
        page, "Make the sheets", [("typed", "\n".join(refs)), *(("with", ref) for ref in ticked)]
    )


async def test_whole_page_is_that_of_a_child_who_never_said_the_rest(house: House) -> None:
    await add_review(house, "R-2", child_ref="C-2")
    much = {**SAID, **KEPT, "not_front_of": ("mum", "siblings"), "who_not_come": ("dad",)}
    await plant(house, Plant(much, {**HEARD, "change_wish": MAY_SAY}))
    await plant(house, Plant({"worry": "an owl"}, form_key="carer_before", audience="carer"))
    await plant(house, Plant(SAID, HEARD, review_ref="R-2"))
    browser = await sign_in(house, Role.IRO)
    one = await print_sheet(browser)
    other = await print_sheet(browser, "/console/meetings/R-2/brief")
    assert SAID["best_thing"] in one.text
    assert leave_out_warnings(one) == leave_out_warnings(other).replace("R-2", "R-1")


async def test_nothing_to_read_out_looks_like_nothing_said(house: House) -> None:
    await add_review(house, "R-2", child_ref="C-2")
    await plant(house, Plant(KEPT))
    await plant(house, Plant({"worry": None}, review_ref="R-2"))
    browser = await sign_in(house, Role.IRO)
    [one] = find_sheets(await print_sheet(browser))
    [other] = find_sheets(await print_sheet(browser, "/console/meetings/R-2/brief"))
    assert one == other
    assert "What I want to say" in one


async def test_each_child_of_a_joint_meeting_has_a_sheet_and_its_own_restrictions(house: House) -> None:
    for number in (2, 3, 4):
        await add_review(house, f"R-{number}", child_ref=f"C-{number}")
    await plant(house, Plant({**SAID, **KEPT}, HEARD))
    await plant(
        house,
        Plant(
            {"best_thing": "a wren for everybody", "not_front_of": ("siblings",)},
            {"best_thing": OUT},
            review_ref="R-2",
        ),
    )
    await plant(house, Plant({"worry": "an owl"}, {"worry": MAY_SAY}, review_ref="R-3"))
    page = await join(await sign_in(house, Role.IRO), "R-3", "R-4", ticked=("R-2",))
    own, held_back, nothing, silent = find_sheets(page)
    assert (SAID["best_thing"] in own, KEPT["worry"] in page.html) == (True, False)
    assert "wren" not in page.html
    assert "an owl" not in page.html
    same = {re.sub(r"R-\d", "", sheet) for sheet in (held_back, nothing, silent)}
    assert len(same) == 1
    assert "may be brothers or sisters" in page.text


async def test_joint_sheets_are_on_record_for_each_child(house: House) -> None:
    await add_review(house, "R-2", child_ref="C-2")
    ids = {await plant(house, Plant(SAID, HEARD)), await plant(house, Plant(SAID, HEARD, review_ref="R-2"))}
    await join(await sign_in(house, Role.IRO), "R-2")
    rows = [row for row in await house.rows(AuditEntry) if row["about"] in ids]
    assert {row["about"] for row in rows} == ids
    assert {(row["action"], row["reason"]) for row in rows} == {("response.open_aloud", "joint")}


async def test_meetings_of_that_day_are_offered_and_only_ones_own(house: House) -> None:
    await add_review(house, "R-2", child_ref="C-2")
    await add_review(house, "R-3", child_ref="C-3", due_on=date(2026, 12, 5))
    await add_review(house, "R-4", child_ref="C-4", iro_ref=OTHER)
    await plant(house, Plant(SAID, HEARD, review_ref="R-4"))
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"{BRIEF}/joint")
    assert re.findall(r'name="with" value="([^"]+)"', page.html) == ["R-2"]
    for ref in ("R-4", "R-99"):
        refused = await join(browser, ref)
        assert (refused.status, SAID["best_thing"] in refused.html) == (422, False)
        assert f"There is no meeting {ref} that you can open." in refused.text
    assert (await join(browser)).status == 422
    managers = await (await sign_in(house, Role.MANAGER)).get(f"{BRIEF}/joint")
    assert re.findall(r'name="with" value="([^"]+)"', managers.html) == ["R-2", "R-4"]

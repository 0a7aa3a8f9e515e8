"""What the child said last time and what was done comes first: only what was written to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.records import Action, Child, Review
from forms.units import Insert, PutUnit
from tests.canary import find_words
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
SAID, TOLD = "the heron stood quite still", "Now you see the heron every second Saturday."
DEED = [
    ("review", "R-1"),
    ("said", SAID),
    ("done", "spoke with the team"),
    ("outcome", ""),
    ("tell", "yes"),
    ("told_said", "You wanted to see the heron."),
    ("told_done", TOLD),
    ("role", "iro"),
]


async def keep_deed(house: House, **changed: str) -> Page:
    browser = await sign_in(house, Role.IRO)
    page = await browser.get("/console/done/new")
    given = [(name, changed.get(name, value)) for name, value in DEED]
    return await browser.press(page, "Keep it", given)


async def add_reviews(house: House) -> None:
    """Add the next review of the same child, and one of another child."""
    await house.parts.store.write(
        PutUnit(
            (
                Insert(Child, {"child_ref": "C-2"}),
                Insert(Review, {"review_ref": "R-2", "child_ref": "C-1"}),
                Insert(Review, {"review_ref": "R-3", "child_ref": "C-2"}),
            )
        )
    )


async def start(house: House, **invited: str) -> tuple[Browser, Page, Page]:
    browser = house.open_browser()
    before = await browser.get(f"/s/{await house.invite(NINE, **invited)}")
    return browser, before, await browser.press(before, "Start")


async def test_child_reads_what_happened_right_after_start(house: House, folder: Path) -> None:
    await add_reviews(house)
    await keep_deed(house)
    browser, before, after = await start(house, review_ref="R-2")
    assert TOLD not in before.html
    assert TOLD in after.text
    assert SAID not in after.html
    on = next(href for href, text in after.read.links if text == "Go on")
    page = await browser.get(on)
    assert page.has_button("Next")
    await browser.press(await browser.skip_all(page), "Send")
    assert TOLD not in (await browser.get("/conversation/last-time")).text
    assert find_words(folder, SAID) == []
    assert find_words(folder, TOLD) == []


async def test_nobody_else_is_told(house: House) -> None:
    await add_reviews(house)
    await keep_deed(house)
    for invited in ({"review_ref": "R-3"}, {"review_ref": "R-1"}, {"review_ref": "R-2", "audience": "carer"}):
        browser, _, after = await start(house, **invited)
        assert TOLD not in after.html
        assert TOLD not in (await browser.get("/conversation/last-time")).html


async def test_nothing_is_told_before_start(house: House) -> None:
    await add_reviews(house)
    await keep_deed(house)
    browser = house.open_browser()
    await browser.get(f"/s/{await house.invite(NINE, review_ref='R-2')}")
    assert TOLD not in (await browser.get("/conversation/last-time")).html


async def test_what_is_not_to_be_told_is_not(house: House) -> None:
    await add_reviews(house)
    await keep_deed(house, tell="no")
    _, _, after = await start(house, review_ref="R-2")
    assert after.has_button("Next")
    [row] = await house.rows(Action)
    assert not row["tells_child"]


async def test_only_the_last_review_is_told_of(house: House) -> None:
    await add_reviews(house)
    await keep_deed(house)
    await house.parts.store.write(PutUnit((Insert(Review, {"review_ref": "R-4", "child_ref": "C-1"}),)))
    house.clock.now = house.clock.now.replace(day=24)
    await keep_deed(house, review="R-4", told_done="You chose the time.")
    _, _, after = await start(house, review_ref="R-2")
    assert "You chose the time." in after.text
    assert TOLD not in after.text


async def test_words_for_the_child_are_asked_for(house: House) -> None:
    refused = await keep_deed(house, told_done="", review="R-9")
    assert refused.status == 422
    assert await house.rows(Action) == []
    assert "code can read this" in refused.text

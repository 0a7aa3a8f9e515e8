"""Whoever stops for now may say that they want no reminders: for themselves, and for whom there are any."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from forms.records import Child, NoReminder, Review
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
BUTTON = "Do not remind me again"


async def stop(
    house: House, form_key: str = NINE, audience: str = "child", review_ref: str | None = "R-1"
) -> tuple[Browser, Page]:
    for ref in ("R-1", "R-2"):
        review = {"review_ref": ref, "child_ref": "C-1", "due_on": date(2026, 12, 4)}
        child = Insert(Child, {"child_ref": "C-1"}, unless_there=True)
        await house.parts.store.write(PutUnit((child, Insert(Review, review, unless_there=True))))
    browser, page = await house.begin(form_key, audience=audience, review_ref=review_ref)
    return browser, await browser.press(page, "Stop for now", [])


async def test_child_who_stops_is_not_reminded_of_this_meeting_or_the_next(house: House) -> None:
    browser, page = await stop(house)
    assert "we will not remind you again, of this meeting or of later ones" in page.text
    page = await browser.press(page, BUTTON)
    [row] = await house.rows(NoReminder)
    assert (row["child_ref"], row["audience"], row["said_in"]) == ("C-1", "child", "web")
    assert "We will not remind you again." in page.text
    assert "The person who runs the meeting can undo it, if you ask." in page.text
    assert not page.has_button(BUTTON)
    assert page.has_button("Lock my answers away")
    _, later = await stop(house, review_ref="R-2")
    assert "We will not remind you again." in later.text


async def test_pressing_it_on_two_pages_writes_it_once(house: House) -> None:
    browser, page = await stop(house)
    for _ in range(2):
        assert (await browser.press(page, BUTTON)).status == 200
    assert len(await house.rows(NoReminder)) == 1


@pytest.mark.parametrize(
    ("form_key", "audience", "review_ref"),
    [
        (NINE, "child", None),
        ("check_in", "child", "R-1"),
        ("feedback_professional", "professional", "R-1"),
    ],
    ids=["about no meeting", "between two meetings", "many share the code"],
)
async def test_nobody_is_asked_who_cannot_be_reminded_or_speaks_for_others(
    house: House, form_key: str, audience: str, review_ref: str | None
) -> None:
    browser, page = await stop(house, form_key, audience, review_ref)
    assert not page.has_button(BUTTON)
    await browser.post(
        "/conversation/stopped", [*page.fields("Lock my answers away"), ("act", "no-reminders")]
    )
    assert await house.rows(NoReminder) == []

"""What is worked out once and kept: what drops it, and what does not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.kept import CHANGES_MEETINGS, LATELY, Lately
from admin.console.meetings.addresses import find_address
from admin.console.routes import ROUTES
from tests.console.meetings import add_meeting
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from admin.console.kept import Shelf
    from tests.web.house import House

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
ABOUT_MEETINGS = {
    *("meeting.move", "meeting.record", "meeting.record_talk", "import.carry_out", "answers.import"),
    *("letters.print", "reminder.told", "reminder.stop", "child.erase", "child.language"),
}
"""What is done to meetings, to who is asked, to when they are reminded."""
POSTED = {
    route.audit: re.sub(r"\{\w+(:[^{}]*(\{[^{}]*\}[^{}]*)*)?\}", "x", route.address)
    for route in ROUTES
    if route.method == "POST"
}


async def find(shelf: Shelf[int], thing: int) -> int:
    async def make() -> int:
        return thing

    return (await shelf.find("key", NOW, make)).thing


@pytest.mark.parametrize(
    "address", ["/console/themes/code", "/console/meetings/R-1/brief", "/console/lettersx"]
)
async def test_what_is_done_elsewhere_leaves_what_was_worked_out_of_meetings(address: str) -> None:
    lately = Lately()
    assert (await find(lately.of_all, 1), await find(lately.of_meetings, 1)) == (1, 1)
    lately.drop_after(address)
    assert (await find(lately.of_all, 2), await find(lately.of_meetings, 2)) == (2, 1)


@pytest.mark.parametrize("action", sorted(ABOUT_MEETINGS))
async def test_what_is_done_to_meetings_drops_it(action: str) -> None:
    lately = Lately()
    await find(lately.of_meetings, 1)
    lately.drop_after(POSTED[action])
    assert await find(lately.of_meetings, 2) == 2


def test_a_booklet_that_is_typed_in_drops_it() -> None:
    typed = [
        route.address
        for route in ROUTES
        if route.method == "POST" and route.address.startswith("/console/paper/")
    ]
    assert typed
    assert all(CHANGES_MEETINGS.match(address) for address in typed)


async def test_a_meeting_whose_reference_has_a_slash_is_a_meeting(house: House) -> None:
    await add_meeting(house, "R/1")
    iro = await sign_in(house, Role.IRO)
    lately = house.part(LATELY)
    await find(lately.of_meetings, 1)
    await iro.press(await iro.get(find_address("R/1", "move")), "Stand it down", [])
    assert await find(lately.of_meetings, 2) == 2

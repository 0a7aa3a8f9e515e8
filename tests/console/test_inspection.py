"""The inspection pack in the console: made by the manager who has just signed in, and on record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.records import AuditEntry
from tests.console.staff import sign_in
from tests.console.test_figures import add_reviews

if TYPE_CHECKING:
    from tests.web.house import House

INSPECTION = "/console/inspection"
DAYS = [("from", "01/07/2026"), ("to", "30/09/2026")]


@pytest.mark.parametrize(
    ("shape", "holds"), [("md", "Participation"), ("csv", "not_reached,review,F-44,yes,yes")]
)
async def test_the_pack_is_made_and_that_is_on_record(house: House, shape: str, holds: str) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)

    page = await manager.press(await manager.get(INSPECTION), "Make the pack", [*DAYS, ("shape", shape)])

    assert page.status == 200
    assert holds in page.html
    [entry] = [row for row in await house.rows(AuditEntry) if row["action"] == "inspection.export"]
    assert entry["about"] == f"inspection-2026-07-01-to-2026-09-30.{shape}"


async def test_without_days_or_a_kind_nothing_is_made(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(INSPECTION)

    for given in ([("from", "soon")], DAYS, [*DAYS, ("shape", "exe")]):
        assert (await manager.press(page, "Make the pack", given)).status == 422

    assert [row for row in await house.rows(AuditEntry) if row["action"] == "inspection.export"] == []


async def test_it_asks_who_it_is_once_more(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    house.clock.now += timedelta(minutes=11)

    assert (await manager.get(INSPECTION)).address.path == "/console/sign-in/again"

"""Meetings and visits taken out as CSV: what was chosen, after signing in again, and on record."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.staff import COOKIE
from forms.records import AuditEntry
from tests.console.meetings import add_several, add_visit
from tests.console.staff import OTHER, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House

EXPORT = "/console/export"


async def take_out(browser: Browser, path: str) -> list[dict[str, str]]:
    page = await browser.get(f"{EXPORT}/{path}")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert page.headers["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(io.StringIO(page.html.removeprefix("\ufeff"))))


async def test_the_list_that_was_chosen_goes_out(house: House) -> None:
    await add_several(house)
    iro, manager = await sign_in(house, Role.IRO), await sign_in(house, Role.MANAGER)
    refs = {row["review_ref"] for row in await take_out(iro, "meetings?state=all")}
    assert refs == {"overdue", "held", "no code", "off", "conference", "R-1"}
    assert [row["review_ref"] for row in await take_out(manager, "meetings?team=South")] == ["theirs"]
    rows = await house.rows(AuditEntry)
    done = [(row["action"], row["role"], row["reason"]) for row in rows if row["action"] != "chain.open"]
    assert done == [("meeting.export", "iro", "6 rows"), ("meeting.export", "manager", "1 rows")]


async def test_visits_go_out(house: House) -> None:
    await add_several(house)
    await add_visit(house, "a", "C-1", mode="phone", views_recorded=True)
    await add_visit(house, "b", "C-theirs", iro_ref=OTHER, outcome="failed")
    iro, manager = await sign_in(house, Role.IRO), await sign_in(house, Role.MANAGER)
    expected = {"child_ref": "C-1", "iro_ref": "IRO-1", "visited_on": "2026-11-20", "mode": "phone"}
    assert await take_out(iro, "visits") == [{**expected, "outcome": "done", "views_recorded": "yes"}]
    assert [row["child_ref"] for row in await take_out(manager, "visits?outcome=failed")] == ["C-theirs"]


@pytest.mark.parametrize("path", ["meetings?team=South", "visits"])
async def test_who_signed_in_long_ago_signs_in_again_first(house: House, path: str) -> None:
    browser = await sign_in(house, Role.MANAGER)
    house.clock.now += timedelta(minutes=14)
    page = await browser.get(f"{EXPORT}/{path}", follow=False)
    assert page.status == 303
    assert page.headers["Location"].startswith("/console/sign-in/again?to=%2Fconsole%2Fexport%2F")
    assert COOKIE not in page.html
    assert [row for row in await house.rows(AuditEntry) if row["action"].endswith(".export")] == []

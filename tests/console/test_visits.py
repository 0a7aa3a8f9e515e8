"""Visits as staff see and record them, from outside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import true

from admin.accounts.roles import Role
from admin.exports import export_visits
from admin.imports.preview import preview
from admin.imports.table import Upload, open_table
from admin.imports.visits import VisitReader
from forms.records import AuditEntry, Visit
from tests.console.meetings import TODAY, add_meeting, add_visit
from tests.console.staff import OTHER, OWN, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

VISITS = "/console/visits"
GIVEN = {"child": "C-1", "visited_on": "18/11/2026", "outcome": "declined", "mode": "", "views_recorded": ""}


async def record(browser: Browser, **given: str) -> Page:
    page = await browser.get(f"{VISITS}/new")
    return await browser.press(page, "Record it", [*(GIVEN | given).items()])


async def test_an_iro_records_a_visit_to_a_child_of_theirs(house: House) -> None:
    browser = await sign_in(house, Role.IRO)
    page = await record(browser, mode="in_person")
    assert "The visit is recorded." in page.text
    assert "18 Nov 2026 C-1 declined In person not recorded" in page.text
    (row,) = await house.rows(Visit)
    assert (row["child_ref"], row["iro_ref"], row["visited_on"]) == ("C-1", OWN, date(2026, 11, 18))
    assert [entry["action"] for entry in await house.rows(AuditEntry)][-1] == "visit.record"


async def test_the_same_visit_twice_is_one_unless_somebody_says_that_there_were_two(house: House) -> None:
    browser = await sign_in(house, Role.IRO)
    await record(browser)
    page = await record(browser)
    assert page.status == 422
    assert "A visit like it is on record for that day." in page.text
    assert len(await house.rows(Visit)) == 1
    fields = [*page.fields("Record it"), ("again", "yes")]
    assert (await browser.post(f"{VISITS}/new", fields)).status == 200
    assert len(await house.rows(Visit)) == 2


async def test_what_was_recorded_is_what_a_file_would_bring(house: House) -> None:
    browser = await sign_in(house, Role.IRO)
    await record(browser, outcome="failed")
    page = await record(browser, outcome="failed")
    await browser.post(f"{VISITS}/new", [*page.fields("Record it"), ("again", "yes")])
    content = await export_visits(house.parts.store, true())
    table = open_table(Upload("f.csv", content.encode()), VisitReader(TODAY).required)
    told = await preview(house.parts.store, VisitReader(TODAY), table)
    assert told.counts["unchanged"] == 2
    assert {change.kind for change in told.changes} == {"IRO"}


async def test_what_is_missing_is_said(house: House) -> None:
    await add_meeting(house, "theirs", iro=OTHER)
    browser = await sign_in(house, Role.IRO)
    for given, said in (
        ({"child": "C-theirs"}, "or it is not one of yours"),
        ({"child": "nobody"}, "or it is not one of yours"),
        ({"visited_on": ""}, "Write the day"),
        ({"visited_on": f"{TODAY + timedelta(days=1):%d/%m/%Y}"}, "still to come"),
        ({"outcome": "nonsense"}, "Choose what came of it"),
    ):
        page = await record(browser, **given)
        assert (page.status, said in page.text) == (422, True), said
    assert await house.rows(Visit) == []
    support = await sign_in(house, Role.BUSINESS_SUPPORT)
    assert (await record(support, child="C-theirs")).status == 200


async def test_from_a_meeting_the_child_is_there_already(house: House) -> None:
    await add_meeting(house, "theirs", iro=OTHER)
    browser = await sign_in(house, Role.IRO)
    mine = await browser.get(f"{VISITS}/new?review=R-1")
    assert ("child", "C-1") in mine.fields("Record it")
    other = await browser.get(f"{VISITS}/new?review=theirs")
    assert ("child", "") in other.fields("Record it")
    assert "C-theirs" not in other.html


async def test_each_sees_the_visits_that_are_theirs_and_chooses(house: House) -> None:
    await add_meeting(house, "theirs", iro=OTHER)
    await add_visit(house, "a", "C-1")
    await add_visit(house, "b", "C-1", outcome="failed", visited_on=date(2026, 1, 5))
    await add_visit(house, "c", "C-theirs", iro_ref=OTHER)
    iro, manager = await sign_in(house, Role.IRO), await sign_in(house, Role.MANAGER)
    assert "2 visits" in (await iro.get(VISITS)).text
    assert "C-theirs" not in (await iro.get(VISITS)).text
    assert "3 visits" in (await manager.get(VISITS)).text
    for query in ("?outcome=failed", "?find=C-theirs", f"?iro={OTHER}", "?to=01/02/2026"):
        assert "1 visit" in (await manager.get(VISITS + query)).text
    assert "No visit fits" in (await manager.get(f"{VISITS}?from=01/01/2027")).text


async def test_an_empty_list_says_what_comes_there(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    assert "No visit is on record" in (await browser.get(VISITS)).text

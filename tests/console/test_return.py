"""The statutory return in the console: checked first, with the meetings to put right, then taken."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.records import AuditEntry
from tests.console.meetings import TODAY, add_meeting, add_several
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from tests.web.house import House


async def test_the_table_is_checked_and_each_finding_leads_to_its_meeting(house: House) -> None:
    await add_several(house)
    page = await (await sign_in(house, Role.BUSINESS_SUPPORT)).get("/console/return?year=2026")
    assert "<p>2 reviews." in page.html
    assert "Data entry for participation is invalid or blank." in page.html
    assert '<a href="/console/meetings/no%20code">no code</a>' in page.html
    assert "held</a>" not in page.html


async def test_a_year_without_reviews_offers_no_table(house: House) -> None:
    page = await (await sign_in(house, Role.MANAGER)).get("/console/return")
    assert "No review was held in these days." in page.html
    assert "April 2025 to March 2026" in page.html
    assert "Take the table" not in page.html


async def test_many_findings_stand_page_by_page(house: House) -> None:
    for number in range(60):
        await add_meeting(house, f"M-{number:02}", held_on=TODAY - timedelta(days=1))
    browser = await sign_in(house, Role.MANAGER)
    first, second = [await browser.get(f"/console/return?year=2026&page={page}") for page in (1, 2)]
    assert ("1 to 50 of 60" in first.html, "51 to 60 of 60" in second.html) == (True, True)
    assert ("M-49" in first.html, "M-50" in first.html, "M-59" in second.html) == (True, False, True)


async def test_taking_it_is_on_record(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.MANAGER)
    table = await browser.get("/console/export/return?year=2026")
    found = await browser.get("/console/export/return-findings?year=2026")
    rows = list(csv.reader(io.StringIO(table.html)))
    assert rows[0] == ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
    assert rows[1:] == [
        ["C-held", "01/03/2012", "11/11/2026", "PN1"],
        ["C-no code", "01/03/2012", "18/11/2026", ""],
    ]
    assert table.headers["Content-Disposition"] == ('attachment; filename="ssda903-reviews-2026-2027.csv"')
    assert "R-1" not in found.html
    entries = [row for row in await house.rows(AuditEntry) if row["action"] == "return.export"]
    assert [(row["about"], row["reason"]) for row in entries] == [
        ("reviews 2026-04-01 2027-03-31", "2 rows"),
        ("reviews-findings 2026-04-01 2027-03-31", "1 rows"),
    ]

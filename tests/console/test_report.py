"""The page of the report: the chapter of a period for whoever may read it, and as files, each on record."""

from __future__ import annotations

import asyncio
import io
import re
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.roles import Role
from admin.console import kept
from admin.console.report import pages
from admin.report.formats import FORMATS
from admin.report.word.stamp import read_stamp
from admin.shown.asked import count_true
from forms.records import AuditEntry
from tests.console.staff import sign_in
from tests.console.test_figures import add_reviews
from tests.report.read_back import read_page_tables

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

REPORT = "/console/report"
QUARTER = "?period=q2026-07-01"


def find_row(page: Page, name: str) -> list[str]:
    """Return the first row of that name, without its name."""
    rows = (row for table in read_page_tables(page.html) for row in table.rows)
    return next(row[1:] for row in rows if row[0] == name)


async def take(browser: Browser, query: str, shape: str) -> tuple[int, str, bytes]:
    """Choose what kind of file; return the status, its name and its bytes."""
    page = await browser.get(f"{REPORT}/file{query}")
    fields = [*page.fields("Make the file"), ("shape", shape)]
    address = browser.base.join(page.address.with_query(None))
    async with browser.session.post(address, data=dict(fields)) as answer:
        name = re.findall('filename="(.*)"', answer.headers.get("Content-Disposition", ""))
        return answer.status, "".join(name), await answer.read()


async def test_nothing_is_counted_before_it_is_asked_for(house: House) -> None:
    page = await (await sign_in(house, Role.MANAGER)).get(REPORT)
    assert page.status == 200
    assert "Write it" in page.html
    assert "Take it away" not in page.text


async def test_manager_reads_the_chapter_true_or_published(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    true = await manager.get(REPORT + QUARTER)
    assert find_row(true, "Participation")[:3] == ["42", "45", "93.3 %"]
    assert "True counts, small ones too" in true.text
    published = await manager.get(f"{REPORT}{QUARTER}&for=published")
    assert find_row(published, "Participation")[:3] == ["c", "c", "c"]
    assert "For everybody: counts from 1 to 5 are hidden" in published.text
    assert "42" not in {
        cell for table in read_page_tables(published.html) for row in table.rows for cell in row
    }


async def test_manager_compares_with_another_period(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{REPORT}{QUARTER}&compare=before")
    titles = {title for table in read_page_tables(page.html) for title in table.titles}
    assert "Quarter before" in titles


async def test_analyst_gets_what_is_published_of_quarters_that_are_over(house: House) -> None:
    await add_reviews(house)
    analyst = await sign_in(house, Role.ANALYST)
    page = await analyst.get(f"{REPORT}{QUARTER}&for=true")
    assert find_row(page, "Participation")[:3] == ["c", "c", "c"]
    assert 'name="from"' not in page.html
    days = await analyst.get(f"{REPORT}?from=2026-08-01&to=2026-08-31&for=true")
    assert "July to September 2026" in days.text
    assert find_row(days, "Participation")[:3] == ["c", "c", "c"]


@pytest.mark.parametrize(
    "query",
    [
        "?from=5&to=4",
        "?from=2026-08-01&to=2026-08-31&for=published",
        "?period=y2026-04-01&for=published",
    ],
)
async def test_days_that_cannot_be_are_refused(house: House, query: str) -> None:
    manager = await sign_in(house, Role.MANAGER)
    for address in (REPORT, f"{REPORT}/file"):
        assert (await manager.get(address + query)).status == 422


@pytest.mark.parametrize("shape", FORMATS)
async def test_a_file_is_taken_on_record_and_without_a_figure_in_the_record(house: House, shape: str) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    status, name, content = await take(manager, QUARTER, shape)
    assert (status, name) == (200, f"participation-2026-07-01-to-2026-09-30-for-staff.{shape}")
    assert content
    assert FORMATS[shape].is_text or content.startswith(b"PK")
    [entry] = [row for row in await house.rows(AuditEntry) if row["action"] == "report.export"]
    assert (entry["role"], entry["about"]) == ("manager", name)


async def test_the_analyst_takes_away_what_is_published(house: House) -> None:
    await add_reviews(house)
    analyst = await sign_in(house, Role.ANALYST)
    _, name, content = await take(analyst, f"{QUARTER}&for=true", "docx")
    assert name.endswith("-published.docx")
    stamp = read_stamp(io.BytesIO(content).getvalue())
    assert stamp is not None
    assert stamp.hidden_below == 6


async def test_the_file_holds_what_the_page_showed(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(REPORT + QUARTER)
    _, _, content = await take(manager, QUARTER, "html")
    assert read_page_tables(content.decode()) == read_page_tables(page.html)


async def test_a_file_of_no_kind_is_refused(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{REPORT}/file{QUARTER}")
    assert (await manager.press(page, "Make the file", [("shape", "exe")])).status == 422


async def test_taking_it_away_asks_who_it_is_again(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    house.clock.now = house.clock.now.replace(minute=house.clock.now.minute + 12)
    assert (await manager.get(REPORT)).status == 200
    page = await manager.get(f"{REPORT}/file{QUARTER}")
    assert "sign-in/again" in str(page.address)
    assert "period%3Dq2026-07-01" in str(page.address)


async def test_manager_takes_the_pack_of_a_month(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    page = await manager.get(f"{REPORT}{QUARTER}&what=pack")
    assert "What to look at" in page.text
    assert find_row(page, "Reviews in time")[:2] != ["", ""]
    assert "What people told us" not in page.text
    status, name, content = await take(manager, f"{QUARTER}&what=pack", "md")
    assert (status, name) == (200, "pack-2026-07-01-to-2026-09-30-for-staff.md")
    assert "# Quarterly pack" in content.decode()


async def test_the_pack_is_for_staff_alone(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    refused = await manager.get(f"{REPORT}{QUARTER}&what=pack&for=published")
    assert refused.status == 422
    assert "The pack is for staff" in refused.text
    analyst = await sign_in(house, Role.ANALYST)
    page = await analyst.get(f"{REPORT}{QUARTER}&what=pack")
    assert "What to look at" not in page.text
    assert "How to read this" in page.text


async def test_report_that_takes_long_can_be_left_and_is_there_when_one_comes_back(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_reviews(house)
    go_on, begun = asyncio.Event(), 0

    async def count_slowly(*asked: Any) -> Any:
        nonlocal begun
        begun += 1
        await go_on.wait()
        return await count_true(*asked)

    monkeypatch.setattr(pages, "count_true", count_slowly)
    manager = await sign_in(house, Role.MANAGER)
    with monkeypatch.context() as short:
        short.setattr(kept, "LOOK_SECONDS", 0.0)
        for query in (f"{QUARTER}&count=anew", QUARTER):
            page = await manager.get(REPORT + query)
            assert "It is being counted and written." in page.text
            assert page.headers["Refresh"].startswith("2; url=/console/report?period=q2026-07-01")
            assert "anew" not in page.headers["Refresh"]
    go_on.set()
    page = await manager.get(REPORT + QUARTER)
    assert find_row(page, "Participation")[:3] == ["42", "45", "93.3 %"]
    assert ("Refresh" in page.headers, begun) == (False, 1)


async def test_what_went_wrong_while_nobody_waited_is_told_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_reviews(house)
    with monkeypatch.context() as wrong:
        wrong.setattr(kept, "LOOK_SECONDS", 0.0)
        wrong.setattr(pages, "count_true", fail)
        manager = await sign_in(house, Role.MANAGER)
        await manager.get(REPORT + QUARTER)
        await asyncio.sleep(0)
        assert (await manager.get(REPORT + QUARTER)).status == 500
    assert find_row(await manager.get(REPORT + QUARTER), "Participation")[:3] == ["42", "45", "93.3 %"]


async def fail(*_: Any) -> None:
    raise LookupError

"""What holds for every table: order both ways, filters, pages, undoing, from outside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.accounts.roles import Role
from admin.console.meetings.listing import STATES, TABLE
from admin.console.tables.asked import Asked, read_asked, write_query
from admin.console.tables.declared import Cell, Column
from admin.console.tables.written import write_csv
from forms.records import AuditEntry
from tests.console.listed import (
    find_csv,
    press_heading,
    read_column,
    read_headings,
    read_lines,
    read_sorts,
    split,
)
from tests.console.meetings import TODAY, add_meeting, add_several, add_visit
from tests.console.staff import OTHER, sign_in
from tests.console.test_taking_out import take_out as take_out_named

if TYPE_CHECKING:
    from tests.web.house import House

MEETINGS, VISITS = "/console/meetings", "/console/visits"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "state": st.sampled_from([*STATES, "x"]),
            "kind": st.sampled_from(["icpc", "x"]),
            "team": st.text(max_size=5),
            "from": st.sampled_from(["2026-01-01", "1 Jan 2026", "01/01/2026", ""]),
            "order": st.sampled_from(["day", "-child", "x", "meeting"]),
        },
    )
)
def test_what_was_chosen_goes_through_an_address_and_back(query: dict[str, str]) -> None:
    asked = read_asked(TABLE, query)
    assert read_asked(TABLE, dict(parse_qsl(write_query(TABLE, asked)))) == asked
    assert write_query(TABLE, read_asked(TABLE, {})) == ""


async def test_a_heading_sorts_up_then_down_and_says_so(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"{MEETINGS}?state=all")
    assert read_sorts(page)["Day"][0] == "ascending"
    assert read_sorts(page)["Child"][0] == "none"
    up = await press_heading(browser, page, "Child")
    assert read_sorts(up)["Child"][0] == "ascending"
    assert read_column(up, "Child") == sorted(read_column(page, "Child"))
    down = await press_heading(browser, up, "Child")
    assert read_sorts(down)["Child"][0] == "descending"
    assert read_column(down, "Child") == read_column(up, "Child")[::-1]
    assert len(read_lines(down)) == len(read_lines(page)), "what was chosen stays"


async def test_pages_keep_the_order_and_what_was_chosen(house: House) -> None:
    for number in range(60):
        await add_meeting(house, f"M{number:02}", team="North", due_on=TODAY + timedelta(days=number))
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"{MEETINGS}?team=North&order=-day")
    assert "Showing 1\N{EN DASH}50 of 60 meetings" in page.text
    [further] = [href for href, name in page.read.links if name == "Next page"]
    assert split(further) == (MEETINGS, "team=North&order=-day&page=2")
    second = await browser.get(further)
    assert read_column(second, "Child") == [f"C-M{number:02}" for number in range(9, -1, -1)]
    assert split(read_sorts(second)["Day"][1]) == (MEETINGS, "team=North"), "the usual order is not said"


async def test_a_day_is_read_as_people_write_it(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.MANAGER)
    for typed in ("21 November 2026", "21.11.26", "21st Nov 2026"):
        page = await browser.get(f"{MEETINGS}?from={typed.replace(' ', '+')}&to=24/11/2026")
        assert read_column(page, "Meeting") == ["conference"]
        assert ("from", "21 Nov 2026") in page.fields("Show")
    assert read_column(page, "Day") == ["24 Nov 2026"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from=never", "Write a day such as"),
        ("from=2/12/2026&to=1/12/2026", "The first day is after the last"),
    ],
)
async def test_a_day_that_is_none_is_said_and_no_file_goes_out_for_it(
    house: House, query: str, said: str
) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"{MEETINGS}?{query}")
    assert (page.status, said in page.text) == (422, True)
    assert page.title.startswith("Error: ")
    assert ("from", dict(parse_qsl(query))["from"]) in page.fields("Show") or "after" in said
    sent = await browser.get(f"/console/export/meetings?{query}", follow=False)
    assert (sent.status, sent.headers["Location"]) == (303, f"{MEETINGS}?{query}")
    assert [row for row in await house.rows(AuditEntry) if row["action"] == "meeting.export"] == []


async def test_an_empty_list_says_why_and_how_to_undo_it(house: House) -> None:
    await add_several(house)
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"{MEETINGS}?state=overdue&iro={OTHER}")
    assert "No meeting fits what you chose: Which: Overdue. Leave this out" in page.text
    assert "IRO: Jo Ali." in page.text
    undo = [href for href, name in page.read.links if name.startswith("Leave this out")]
    assert [split(href) for href in undo] == [(MEETINGS, f"iro={OTHER}"), (MEETINGS, "state=overdue")]
    assert (MEETINGS, "Show what is usual") in page.read.links
    assert read_column(await browser.get(undo[0]), "Meeting") == ["theirs"]


async def test_the_file_holds_what_the_filter_shows(house: House) -> None:
    await add_several(house)
    await add_visit(house, "a", "C-1")
    await add_visit(house, "b", "C-1", outcome="failed", visited_on=date(2026, 1, 5))
    await add_visit(house, "c", "C-theirs", iro_ref=OTHER, outcome="failed")
    manager, iro = await sign_in(house, Role.MANAGER), await sign_in(house, Role.IRO)
    for browser, children in ((manager, {"C-1", "C-theirs"}), (iro, {"C-1"})):
        page = await browser.get(f"{VISITS}?outcome=failed&order=child")
        shown = read_column(page, "Child")
        assert set(shown) == children
        rows = await take_out_named(browser, find_csv(page).removeprefix("/console/export/"))
        assert sorted(row["child_ref"] for row in rows) == sorted(shown)
    assert "IRO" not in read_headings(await iro.get(VISITS)), "all are theirs: no column says so"


async def test_one_column_up_and_down_is_what_the_other_way_round_says(house: House) -> None:
    await add_visit(house, "a", "C-1", views_recorded=True)
    await add_visit(house, "b", "C-1", outcome="failed", visited_on=date(2026, 1, 5), mode="phone")
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(VISITS)
    for heading in ("Day", "What came of it", "How"):
        up = await press_heading(browser, page, heading)
        if read_sorts(up)[heading][0] == "descending":
            up = await press_heading(browser, up, heading)
        down = await press_heading(browser, up, heading)
        filled = [text for text in read_column(up, heading) if text]
        assert [text for text in read_column(down, heading) if text] == filled[::-1]


def test_a_file_runs_nothing_and_says_days_as_spreadsheets_know_them() -> None:
    columns = (
        Column("a", "A", lambda line: line[0]),
        Column("b", "B", lambda line: Cell(line[1], "/x", "unseen", "below")),
    )
    written = write_csv(columns, [("=1+1", date(2026, 12, 3)), ("a,b", None), ("ok", True)])
    assert written.decode("utf-8-sig").splitlines() == ["A,B", "'=1+1,2026-12-03", '"a,b",', "ok,yes"]


def test_no_day_lies_in_days_that_were_asked_for() -> None:
    asked = Asked({"from": "2026-12-03"})
    assert [asked.is_within(day) for day in (None, date(2026, 12, 2), date(2026, 12, 3))] == [
        False,
        False,
        True,
    ]
    assert Asked().is_within(None)

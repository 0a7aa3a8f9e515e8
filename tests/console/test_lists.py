"""Each list of the console, from outside: sorted both ways, filtered, taken out as it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.routes import ROUTES
from admin.console.tables.declared import EXPORT
from admin.typed_days import read_typed_day
from forms.records import AuditEntry
from tests.console.listed import (
    find_csv,
    press_heading,
    read_headings,
    read_lines,
    read_sorts,
    take_out_whole,
)
from tests.console.lists import seed
from tests.console.staff import OTHER, sign_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

FORM = "form=feedback_parent&from=2026-04-01&to=2027-03-31"
FIGURE = "measure=reviews_held&from=2026-04-01&to=2027-03-31"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: where, for whom, how many lines `seed` leaves on it, and how many each filter leaves."""

    path: str
    role: Role
    lines: int
    filters: dict[str, int] = field(default_factory=dict)
    audit: str = ""
    """What is written down; empty: it goes out as it comes in (test_taking_out)."""


LISTS = (
    Listed(
        "children",
        Role.MANAGER,
        7,
        {
            "q=C-th": 1,
            f"iro={OTHER}": 1,
            "team=North": 1,
            "next=overdue": 1,
            "next=none": 3,
            "from=1/12/2026": 1,
        },
        "child.export_list",
    ),
    Listed(
        "done",
        Role.MANAGER,
        3,
        {
            "outcome=none": 1,
            "outcome=done": 1,
            "told=not": 1,
            f"iro={OTHER}": 1,
            "to=16+Nov+2026": 1,
            "find=held": 1,
        },
        "action.export_list",
    ),
    Listed(
        "done/promised",
        Role.MANAGER,
        3,
        {"state=late": 1, "state=to_come": 2, "what=reply": 0, "find=R-1": 1, "from=21/11/26": 1},
        "promise.export_list",
    ),
    Listed(
        "quotes",
        Role.MANAGER,
        3,
        {"state=approved": 1, "state=waits": 2, "what=quote": 1, "audience=carer": 1, "from=20/11/2026": 1},
        "quote.export_list",
    ),
    Listed(
        "complaints",
        Role.COMPLAINTS,
        3,
        {"state=answered": 0, "state=all": 3, "audience=child": 1, "find=held": 1, "to=14+November+2026": 1},
        "complaint.export_list",
    ),
    Listed(
        "alerts/all",
        Role.DUTY,
        3,
        {
            "show=closed": 1,
            "show=waiting": 1,
            "show=taken": 1,
            "cause=help": 1,
            "find=C-1": 1,
            "to=15/11/2026": 1,
        },
        "alert.export_list",
    ),
    Listed(
        "feedback",
        Role.MANAGER,
        3,
        {"form=feedback_child": 0, "audience=parent": 3, "read=yes": 0, "read=no": 3, "from=20/11/2026": 1},
        "feedback.export_list",
    ),
    Listed(
        "read?when=all",
        Role.MANAGER,
        3,
        {"seen=new": 3, "seen=read": 0, "audience=parent": 0, "find=held": 1, "from=18/11/2026": 1},
        "response.export_list",
    ),
    Listed(
        "accounts",
        Role.ADMINISTRATOR,
        3,
        {"role=analyst": 1, "state=ended": 0, "iro=nobody": 0},
        "account.export_list",
    ),
    Listed(
        "gathered/compliment",
        Role.BUSINESS_SUPPORT,
        3,
        {"source=email": 1, "role=child": 0, "report=approved": 1, "from=16/11/2026": 1},
        "gathered.export_list",
    ),
    Listed("gathered/session", Role.BUSINESS_SUPPORT, 3, {"report=waits": 2}, "gathered.export_list"),
    Listed("gathered/pledge", Role.MANAGER, 3, {"outcome=done": 1, "late=late": 1}, "gathered.export_list"),
    Listed("gathered/elsewhere", Role.MANAGER, 3, {"to=12/11/2026": 1}, "gathered.export_list"),
    Listed(
        "import/answers/brought",
        Role.BUSINESS_SUPPORT,
        3,
        {"form=feedback_child": 1, "state=out": 0, "from=18/11/2026": 1},
        "answers.export_list",
    ),
    Listed(
        "signed",
        Role.MANAGER,
        3,
        {"counted=all_reviews": 1, "edition=newest": 3, "from=1/4/2025": 1},
        "period.export_list",
    ),
    Listed(f"figures/responses?{FORM}", Role.MANAGER, 3, {"channel=web": 1}, "figure.export_responses"),
    Listed("visits", Role.MANAGER, 3, {"outcome=failed": 1, f"iro={OTHER}": 1, "find=C-1": 1}, ""),
    Listed("meetings?state=all", Role.MANAGER, 7, {"team=South": 1, "kind=icpc": 1}, ""),
)


def name(listed: Listed) -> str:
    return listed.path.partition("?")[0]


by_list = pytest.mark.parametrize("listed", LISTS, ids=name)


def make_address(listed: Listed, more: str = "") -> str:
    path, _, query = listed.path.partition("?")
    whole = "&".join(filter(None, (query, more)))
    return f"/console/{path}?{whole}" if whole else f"/console/{path}"


def normalise(text: str) -> str:
    """Write a day or a number of a page as a file does."""
    day = read_typed_day(text) if text[:1].isdigit() else None
    if isinstance(day, date):
        return day.isoformat()
    return text.replace(",", "") if text.replace(",", "").isdigit() else text


def read_by_heading(page: Page) -> list[dict[str, str]]:
    headings = read_headings(page)
    return [dict(zip(headings, map(normalise, line), strict=True)) for line in read_lines(page)]


@by_list
async def test_every_heading_sorts_up_and_down(house: House, listed: Listed) -> None:
    await seed(house)
    browser = await sign_in(house, listed.role)
    page = await browser.get(make_address(listed))
    assert len(read_lines(page)) == listed.lines
    assert read_sorts(page), "something can be put in order"
    for heading in read_sorts(page):
        column = read_headings(page).index(heading)
        first = await press_heading(browser, page, heading)
        second = await press_heading(browser, first, heading)
        assert {read_sorts(one)[heading][0] for one in (first, second)} == {"ascending", "descending"}
        told = [[line[column] for line in read_lines(one)] for one in (first, second)]
        assert len(told[0]) == listed.lines
        assert sorted(told[0]) == sorted(told[1])
        if len(set(told[0])) == listed.lines and "" not in told[0]:
            assert told[0] == told[1][::-1], heading


@by_list
async def test_every_filter_leaves_what_fits_and_an_empty_one_says_why(house: House, listed: Listed) -> None:
    await seed(house)
    browser = await sign_in(house, listed.role)
    for query, lines in listed.filters.items():
        page = await browser.get(make_address(listed, query))
        assert (page.status, len(read_lines(page))) == (200, lines), query
        name = query.partition("=")[0]
        assert dict(page.fields("Search" if listed.path == "children" else "Show"))[name], query
        if not lines:
            assert "fits what you chose" in page.text
            assert [name for _, name in page.read.links if name.startswith("Leave this out")]


@pytest.mark.parametrize("listed", [one for one in LISTS if one.audit], ids=name)
async def test_the_file_is_what_the_page_shows_after_signing_in_again_and_on_record(
    house: House, listed: Listed
) -> None:
    await seed(house)
    browser = await sign_in(house, listed.role)
    page = await browser.get(make_address(listed))
    heading = next(iter(read_sorts(page)))
    page = await press_heading(browser, await press_heading(browser, page, heading), heading)
    shown = read_by_heading(page)
    head, *lines = await take_out_whole(browser, page)
    taken = [dict(zip(head, line, strict=True)) for line in lines]
    assert len(taken) == listed.lines
    both = [
        name for name in read_headings(page) if name in head and name not in {"State", "Raised", "Closed"}
    ]
    assert len(both) > 1
    assert [[line[name] for name in both] for line in taken] == [
        [line[name] for name in both] for line in shown
    ]
    done = [row for row in await house.rows(AuditEntry) if row["action"] == listed.audit]
    assert [(row["role"], row["reason"]) for row in done] == [(listed.role, f"{listed.lines} rows")]
    house.clock.now += timedelta(minutes=14)
    again = await browser.get(find_csv(page), follow=False)
    assert (again.status, again.headers["Location"].partition("?")[0]) == (303, "/console/sign-in/again")


@pytest.mark.parametrize("path", ["children", "done", "done/promised", "alerts/all", "read?when=all"])
async def test_an_iro_sees_and_takes_out_what_is_theirs_alone(house: House, path: str) -> None:
    await seed(house)
    browser = await sign_in(house, Role.IRO)
    page = await browser.get(f"/console/{path}")
    shown = read_lines(page)
    assert shown
    assert "theirs" not in str(shown)
    _, *lines = await take_out_whole(browser, page)
    assert len(lines) == len(shown)
    assert "theirs" not in str(lines)


async def test_quotations_of_others_are_not_an_iros(house: House) -> None:
    await seed(house)
    browser = await sign_in(house, Role.IRO)
    assert "Nothing is proposed yet." in (await browser.get("/console/quotes")).text


async def test_rows_behind_a_figure_are_sorted_and_go_out_in_that_order(house: House) -> None:
    await seed(house)
    browser: Browser = await sign_in(house, Role.MANAGER)
    page = await browser.get(f"/console/figures/rows?{FIGURE}")
    up = await press_heading(browser, page, "Reference")
    down = await press_heading(browser, up, "Reference")
    refs = [line[0] for line in read_lines(down)]
    assert refs == sorted(refs, reverse=True)
    assert refs
    _, *lines = await take_out_whole(browser, down)
    assert [line[2] for line in lines] == refs


async def test_entries_of_the_record_are_sorted_and_found_by_whose_they_are(house: House) -> None:
    await seed(house)
    manager = await sign_in(house, Role.MANAGER)
    for path in ("children", "done"):
        await manager.get(find_csv(await manager.get(f"/console/{path}")))
    auditor = await sign_in(house, Role.AUDITOR)
    page = await auditor.get("/console/audit")
    assert [line[1] for line in read_lines(page)] == ["action.export_list", "child.export_list"]
    up = await press_heading(auditor, page, "What")
    down = await press_heading(auditor, up, "What")
    assert [line[1] for line in read_lines(down)] == ["child.export_list", "action.export_list"]
    assert len(read_lines(await auditor.get("/console/audit?action=child&by=manager"))) == 1
    _, *lines = await take_out_whole(auditor, down)
    assert [line[1] for line in lines] == [line[1] for line in read_lines(down)]


def test_every_list_that_goes_out_is_on_record_and_asked_for_anew() -> None:
    routes = [route for route in ROUTES if route.address.startswith(f"{EXPORT}/")]
    assert len(routes) > len(LISTS) - 4
    assert all(route.audit and route.is_fresh for route in routes)

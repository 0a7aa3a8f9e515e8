"""The statutory return's table REVIEWS: what is found in it, with the meetings to put right, and the file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from aiohttp import web

from admin.console.kept import find_lately
from admin.console.meetings.doing import name_role
from admin.console.pages import show
from admin.console.paging import Paging, read_page
from admin.console.record import RECORD
from admin.periods import Period, find_council_year
from admin.returns.reviews_table import Returned, make_reviews_table, write_findings
from admin.written_days import write_day
from forms.audit import Done
from forms.london import london_day
from forms.opening import LookUnit
from forms.participation import Rule
from forms.web.given import read_number
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.imports.findings import Finding

RETURN = "/console/return"
RETURN_OUT = "return.export"
YEARS = 4
"""Offered: the year that runs, which nobody returns yet, and those that may still be corrected."""
RULES = {rule.number: rule.message for rule in Rule}


async def show_return(request: web.Request) -> web.Response:
    """GET /console/return: the table of a year, checked."""
    offered, period = _list_years(request), _read_year(request)
    returned = await find_lately(
        request, ("return", period), partial(_make, request, period), of_meetings=True
    )
    counts = Counter(finding.check for finding in returned.findings)
    paging = Paging(read_page(request.query.get("page", "")), len(returned.findings))
    found = returned.findings[paging.offset : paging.last]
    return show(
        request,
        "return.html",
        "SSDA903 return",
        offered=offered,
        period=period,
        rows=len(returned.reviews),
        counts=[(check, RULES.get(check, ""), count) for check, count in sorted(counts.items())],
        lines=list(_list_lines(returned, found)),
        paging=paging,
    )


def _list_lines(returned: Returned, found: tuple[Finding, ...]) -> Iterator[dict[str, Any]]:
    for finding in found:
        review = returned.find_review(finding)
        said = RULES.get(finding.check) or finding.text[:1].upper() + finding.text[1:]
        yield {
            "row": finding.row,
            "ref": review["review_ref"],
            "said": f"{finding.check}. {said}",
            "held": write_day(review["held_on"]),
        }


async def send_return(request: web.Request) -> web.Response:
    """GET /console/export/return: the table itself."""
    period = _read_year(request)
    returned = await _make(request, period)
    return await _send(request, period, "reviews", returned.content.encode(), len(returned.reviews))


async def send_findings(request: web.Request) -> web.Response:
    """GET /console/export/return-findings: what was found in it, for who puts it right."""
    period = _read_year(request)
    returned = await _make(request, period)
    content = write_findings(returned).encode("utf-8-sig")
    return await _send(request, period, "reviews-findings", content, len(returned.findings))


async def _send(request: web.Request, period: Period, name: str, content: bytes, rows: int) -> web.Response:
    """Hand a file out and write down that it was taken; not one without the other."""
    done = Done(RETURN_OUT, name_role(request), f"{name} {period.first_on} {period.last_on}", f"{rows} rows")
    await request.app[RECORD].write(request, done, LookUnit())
    file = f"ssda903-{name}-{period.first_on.year}-{period.last_on.year}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Content-Type": "text/csv; charset=utf-8",
    }
    return web.Response(body=content, headers=headers)


async def _make(request: web.Request, period: Period) -> Returned:
    parts = request.app[PARTS]
    return await make_reviews_table(parts.store, period, london_day(parts.clock()))


def _list_years(request: web.Request) -> list[Period]:
    """List the council's years, the one that is over last first: that is the one to return."""
    this = find_council_year(london_day(request.app[PARTS].clock()))
    years = [find_council_year(date(this.first_on.year - back, 4, 1)) for back in range(YEARS)]
    return [*years[1:], years[0]]


def _read_year(request: web.Request) -> Period:
    offered = _list_years(request)
    year = read_number(request.query.get("year", ""))
    return next((period for period in offered if period.first_on.year == year), offered[0])

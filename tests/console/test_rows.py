"""From a figure to its rows: as many as the figure says, each leading to its meeting, and as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.records import AuditEntry, Review
from forms.units import PutUnit, Update
from tests.console.listed import read_lines
from tests.console.staff import sign_in
from tests.console.test_figures import add_reviews
from tests.web.answered import send

if TYPE_CHECKING:
    from tests.web.house import House, Page

ROWS, RESPONSES = "/console/figures/rows", "/console/figures/responses"
DAYS = "from=2026-07-01&to=2026-09-30"
ASKED = f"{ROWS}?{DAYS}&measure=participation"
FORM = "have_your_say_12_17"


def read_rows(page: Page) -> list[tuple[str, ...]]:
    return [tuple(line) for line in read_lines(page)]


async def test_behind_a_figure_there_are_as_many_rows_as_it_says(house: House) -> None:
    await add_reviews(house)
    uncoded = Update(Review, {"review_ref": "F-44"}, {"participation_code": ""})
    await house.parts.store.write(PutUnit((uncoded,)))
    manager = await sign_in(house, Role.MANAGER)
    figures = await manager.get(f"/console/figures?{DAYS}")
    [address] = [href for href, text in figures.read.links if text == "Participation"]

    page = await manager.get(address)

    found = {said: int(number) for said, number in re.findall(r">([^<]+)</a>: (\d+)</li>", page.html)}
    assert found == {"Those that count": 42, "In the base, and do not count": 2, "Not in the base": 1}
    assert "45 rows" in page.text
    assert read_rows(page)[0] == ("F-0", "held 3 Aug 2026, due 3 Aug 2026, PN1", "Yes")
    missed = await manager.get(f"{ASKED}&shown=not")
    assert [row[0] for row in read_rows(missed)] == ["F-42", "F-43"]
    outside = await manager.get(f"{ASKED}&shown=outside")
    assert read_rows(outside) == [("F-44", "held 3 Aug 2026, due 3 Aug 2026, no code", "Not in the base")]
    meeting = await manager.get(next(href for href, text in outside.read.links if text == "F-44"))
    assert meeting.status == 200
    over_all = await manager.get(f"{ASKED}&definition=all_reviews&shown=not")
    assert [row[0] for row in read_rows(over_all)] == ["F-42", "F-43", "F-44"]


async def test_each_measure_has_a_page_of_rows(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    which = await manager.get(f"{ROWS}?{DAYS}")
    links = [href for href, _ in which.read.links if "measure=" in href]

    pages = [await manager.get(href) for href in links]

    assert len(links) > 40
    assert {page.status for page in pages} == {200}
    assert (await manager.get(f"{ROWS}?measure=nonsense")).status == 404


async def test_references_are_taken_out_and_that_is_on_record(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)

    taken = await manager.get(f"{ROWS}/csv?{DAYS}&measure=not_reached")

    lines = list(csv.reader(io.StringIO(taken.html.removeprefix("\ufeff"))))
    assert lines[0] == ["measure", "unit", "ref", "in_base", "counts"]
    assert len(lines) == 46
    assert [line[2] for line in lines if line[4] == "yes"] == ["F-42", "F-43", "F-44"]
    [entry] = [row for row in await house.rows(AuditEntry) if row["action"] == "figure.export_rows"]
    assert (entry["about"], entry["reason"]) == ("not_reached 2026-07-01 2026-09-30", "45 rows")


async def test_behind_a_form_there_is_each_response_without_its_words(house: House) -> None:
    await send(house, {"best_thing": "the heron stood still"}, FORM, review_ref="R-1")
    held = Update(Review, {"review_ref": "R-1"}, {"held_on": date(2026, 11, 20)})
    await house.parts.store.write(PutUnit((held,)))
    manager = await sign_in(house, Role.MANAGER)

    page = await manager.get(f"{RESPONSES}?form={FORM}&from=2026-11-01&to=2026-11-30")

    assert "1 sent this form" in page.text
    assert "<dt>Web</dt><dd>1</dd>" in page.html
    assert "heron" not in page.html
    assert (await manager.get(next(href for href, text in page.read.links if text.startswith("R-1")))).status
    none = await manager.get(f"{RESPONSES}?form={FORM}&from=2026-01-01&to=2026-01-31")
    assert "No response with a name is on record for these days." in none.text
    assert (await manager.get(RESPONSES)).status == 404

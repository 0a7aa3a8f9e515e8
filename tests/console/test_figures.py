"""The page of figures: true ones for the manager, hidden small numbers and fixed quarters for the analyst."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.records import Child, Review
from forms.units import Insert, PutUnit
from tests.console.about_meetings import add_feedback, many
from tests.console.staff import OWN, sign_in

if TYPE_CHECKING:
    from tests.web.house import House, Page

FIGURES = "/console/figures"
LAST_QUARTER = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)
CODES = ("PN1",) * 30 + ("PN6",) * 12 + ("PN7",) * 3


async def add_reviews(house: House) -> None:
    """Add the reviews of a quarter: 45 with a code, three of whom nobody reached."""
    writes: list[Insert] = []
    for number, code in enumerate(CODES):
        ref = f"F-{number}"
        review = {"review_ref": ref, "child_ref": ref, "iro_ref": OWN, "participation_code": code}
        held = {"due_on": date(2026, 8, 3), "held_on": date(2026, 8, 3), "mode": "in_person"}
        writes += [Insert(Child, {"child_ref": ref}), Insert(Review, {**review, **held})]
    await house.parts.store.write(PutUnit(tuple(writes)))


def find_line(page: Page, name: str) -> list[str]:
    for row in re.findall(r"<tr><th.*?</tr>", page.html, re.DOTALL):
        plain = re.sub(r'<span class="what-it-is">.*?</span>', "", row)
        cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.split(r"</t[hd]>", plain)]
        if cells[0] == name:
            return cells[1:4]
    raise AssertionError(name)


async def test_manager_sees_true_counts_of_any_days(house: House) -> None:
    await add_reviews(house)
    manager = await sign_in(house, Role.MANAGER)
    for path in ("?period=q2026-07-01", "?from=01/08/2026&to=31/08/2026", "?period=y2026-04-01", ""):
        page = await manager.get(FIGURES + path)
        assert find_line(page, "Not reached") == ["3", "45", "6.7 %"]
        assert find_line(page, "Participation") == ["42", "45", "93.3 %"]
    none = await manager.get(f"{FIGURES}?from=2026-08-04&to=2026-08-05")
    assert find_line(none, "Participation") == ["0", "0", ""]
    assert (await manager.get(f"{FIGURES}?from=5&to=4")).status == 422


async def test_analyst_sees_no_small_number_and_nothing_that_gives_it_back(house: House) -> None:
    await add_reviews(house)
    await add_feedback(
        house, OWN, {"fair": many(yes=14, no=8), "could_say": many(yes=21, no=1)}, LAST_QUARTER
    )
    page = await (await sign_in(house, Role.ANALYST)).get(f"{FIGURES}?period=q2026-07-01")
    assert find_line(page, "Not reached") == ["c", "c", ""]
    assert find_line(page, "Participation") == ["c", "c", ""]
    assert find_line(page, "Attendance") == ["30", "45", "67 %"]
    assert find_line(page, "Reviews held") == ["45", "", ""]
    codes = page.text.partition("Participation codes")[2].partition("Forms")[0].split()
    assert codes[10:] == ["0", "30", "0", "0", "0", "0", "c", "c", "0"]
    assert re.search(r"Were you treated fairly\? 22 people answered.*?Yes 14 64 %", page.text)
    assert re.search(r"Were you able to say .*? 22 people answered\. Yes c Partly 0 .*? No c ", page.text)


async def test_analyst_chooses_among_quarters_that_are_over_alone(house: House) -> None:
    await add_reviews(house)
    analyst = await sign_in(house, Role.ANALYST)
    page = await analyst.get(FIGURES)
    assert "July to September 2026" in page.html
    assert "October to December 2026" not in page.html
    assert "April 2026 to March 2027" not in page.html
    shown = find_line(page, "Attendance")
    for path in (
        "?from=01/08/2026&to=31/08/2026",
        "?period=y2026-04-01",
        "?period=q2026-10-01",
        "?period=m2026-08-01",
    ):
        assert find_line(await analyst.get(FIGURES + path), "Attendance") == shown


async def test_nobody_else_sees_figures(house: House) -> None:
    for role in set(Role) - {Role.ANALYST, Role.MANAGER}:
        assert (await (await sign_in(house, role)).get(FIGURES)).status == 403


async def test_figures_are_kept_for_ten_minutes_and_counted_again_on_asking(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    asked = f"{FIGURES}?period=q2026-07-01"
    assert find_line(await manager.get(asked), "Reviews held")[0] == "0"
    await add_reviews(house)
    assert find_line(await manager.get(asked), "Reviews held")[0] == "0"
    again = next(href for href, text in (await manager.get(asked)).read.links if text == "Count again")
    assert find_line(await manager.get(again), "Reviews held")[0] == "45"
    other = await sign_in(house, Role.ANALYST)
    assert find_line(await other.get(asked), "Reviews held")[0] == "45"


async def test_figures_kept_too_long_are_counted_anew(house: House) -> None:
    manager = await sign_in(house, Role.MANAGER)
    asked = f"{FIGURES}?period=q2026-07-01"
    await manager.get(asked)
    await add_reviews(house)
    house.clock.now += timedelta(minutes=11)
    assert find_line(await manager.get(asked), "Reviews held")[0] == "45"

"""axe-core finds nothing on any page of meetings, visits and imports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from admin.console.kept import LATELY
from admin.console.made.files import Asked, Made, Progress, seal_made, write_asked
from forms.records import MadeFile, StaffSession
from forms.units import PutUnit, Update
from tests.admin.exported import FORM, MICROSOFT, microsoft_row, write_workbook
from tests.console.meetings import add_several, add_visit
from tests.console.staff import sign_in_chromium
from tests.console.test_importing import HEADINGS, ROWS
from tests.console.walked import look_at_all
from tests.web.chromium import find_chromium, open_chromium
from tests.web.looking import open_phone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).first.click()


async def walk_meetings(house: House, page: Page) -> AsyncIterator[str]:
    await add_several(house)
    await add_visit(house, "v", "C-1")
    for path in ("", "?find=nobody", "/R-1", "/R-1/move", "/R-1/talk", "/R-1/after"):
        await page.goto(f"{house.base}/console/meetings{path}")
        yield f"meetings {path}"
    await page.locator("#held_on").fill("19/11/2026")
    await page.locator("#joined-1").check()
    await page.locator("#participation_code-8").check()
    await press(page, "Record it")
    yield "is this right"


async def walk_letters(house: House, page: Page) -> AsyncIterator[str]:
    await page.goto(f"{house.base}/console/letters")
    yield "letters due"
    await page.get_by_role("link", name="Print").click()
    yield "print letters"
    now = house.clock.now
    house.clock.now = now - timedelta(days=21)
    await house.invite("have_your_say_8_11", review_ref="R-1")
    house.clock.now = now
    house.part(LATELY).drop()  # as whatever is done in the console does
    await page.goto(f"{house.base}/console/letters")
    yield "a reminder due"
    await press(page, "They want no reminders (The child, R-1)")
    yield "no reminders"
    await page.goto(f"{house.base}/console/meetings/R-1")
    yield "reminders of a meeting"


async def walk_made(house: House, page: Page) -> AsyncIterator[str]:
    """A file that takes long: none, one under way, one that is there, one that could not be made."""
    await page.goto(f"{house.base}/console/made")
    yield "no file"
    [account_id] = {row["account_id"] for row in await house.rows(StaffSession)}
    file_id = "f" * 32
    asked = Asked(file_id, account_id, Role.MANAGER, "Letters", house.clock.now)
    await house.parts.store.write(PutUnit((write_asked(asked, Progress(120, 200)),)))
    sealed = seal_made(house.parts.keys, file_id, Made("letters.zip", "application/zip", b"letters"))
    failed = {"said": "A name in one of the letters is too long for its page.", "sealed": None}
    for name, values in (("under way", {}), ("there", sealed), ("could not be made", failed)):
        if values:
            await house.parts.store.write(PutUnit((Update(MadeFile, {"id": file_id}, values),)))
        await page.goto(f"{house.base}/console/made/{file_id}")
        yield f"a file, {name}"
        await page.goto(f"{house.base}/console/made")
        yield f"the files, one {name}"


async def walk_visits(house: House, page: Page) -> AsyncIterator[str]:
    for path in ("", "?find=nobody", "/new"):
        await page.goto(f"{house.base}/console/visits{path}")
        yield f"visits {path}"
    await press(page, "Record it")
    yield "visit refused"


async def walk_imports(house: House, page: Page) -> AsyncIterator[str]:
    await page.goto(f"{house.base}/console/import")
    yield "import"
    await press(page, "Look at it")
    yield "import refused"
    await page.locator("#kind-1").check()
    content = HEADINGS + ROWS + "".join(f"C{number},,M{number},2026-12-01,,\n" for number in range(60))
    file = {"name": "x.csv", "mimeType": "text/csv", "buffer": content.encode()}
    await page.locator("#file").set_input_files([file])  # type: ignore[list-item]  # as playwright takes it
    await press(page, "Look at it")
    await page.get_by_role("heading", name="What this file will do").wait_for()
    yield "preview"
    await page.get_by_role("link", name="See all").click()
    yield "one part of it"
    await page.get_by_role("link", name="What this file will do").click()
    await press(page, "Import 62 rows")
    await page.get_by_role("heading", name="It is imported").wait_for()
    yield "imported"
    async for name in walk_answers(house, page):
        yield name
    for year in ("2024", "2026"):
        await page.goto(f"{house.base}/console/return?year={year}")
        yield f"return of {year}"


async def walk_answers(house: House, page: Page) -> AsyncIterator[str]:
    """Bring in what another system gathered, with a value that nobody knows and a row that is refused."""
    await page.goto(f"{house.base}/console/import/answers")
    yield "answers"
    await press(page, "Go on to its columns")
    yield "answers refused"
    rows = [microsoft_row(1), microsoft_row(2, fair="Sort of"), microsoft_row(3, score=9, well="help me")]
    content = write_workbook(MICROSOFT, [*rows, microsoft_row(4, well="he hits me")])
    await page.locator("#form").select_option(FORM)
    file = {"name": "x.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    await page.locator("#file").set_input_files([file])  # type: ignore[list-item]  # likewise
    await press(page, "Go on to its columns")
    yield "columns"
    await page.locator("#on").fill("soon")
    await press(page, "Go on")
    yield "columns refused"
    await page.locator("#on").fill("")
    await press(page, "Go on")
    yield "values"
    await page.get_by_label("Sort of").select_option("partly")
    await press(page, "Look at what will happen")
    yield "what will happen"
    await press(page, "Bring in 3 answers")
    yield "answers brought in"
    await page.goto(f"{house.base}/console/import/answers/brought")
    yield "what was brought in"
    await page.get_by_role("link", name="Take it out").click()
    yield "take it out"
    await press(page, "Delete 3 answers")
    yield "taken out"


WALKS = (walk_meetings, walk_letters, walk_made, walk_visits, walk_imports)
"""One after the other, on one page."""


async def test_axe_finds_nothing_on_any_page_of_meetings(house: House) -> None:
    async with open_chromium() as chromium:
        page = await open_phone(chromium)
        await sign_in_chromium(house, page.context, *Role)
        await look_at_all(house, page, WALKS)

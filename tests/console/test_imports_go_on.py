"""An import that is killed half-way goes on by itself, from the sealed file; nothing comes in twice."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from admin.console import add_console
from admin.console.importing.files import State, StepUnit, begin
from admin.console.importing.working import IMPORTS
from forms.records import AnonymousResponse, AnswerImport, ImportFile, Review
from forms.units import PutUnit, Update
from forms.web import build_app, make_runner, start_site
from tests.admin.exported import microsoft_row
from tests.console.staff import sign_in
from tests.console.test_answers_in import export
from tests.console.test_answers_in import send as send_answers
from tests.console.test_importing import HEADINGS, send, settle
from tests.console.test_themes_coding import open_as

if TYPE_CHECKING:
    from pathlib import Path

    from admin.console.importing.working import Imports
    from forms.units import Row
    from tests.web.house import Browser, House, Page

ROWS = 1_500
CONTENT_OF_LIST = HEADINGS + "".join(f"K-{n},2015-01-01,KR-{n},2026-12-20,,\n" for n in range(ROWS))
WORK = """
import asyncio, sys, time
from datetime import datetime
from pathlib import Path

from admin.console.importing import working
from admin.console.importing.files import find_file
from forms.keys import Keys
from forms.library import Library
from forms.settings import Settings
from forms.store import Store
from forms.web import Parts

folder, url, now, file_id, account_id = sys.argv[1:]
working.BEAT_SECONDS = 0.01


async def work():
    keys = Keys.load_or_make(Path(folder) / "keys" / "service.key")
    store = await Store.open(url)
    settings = Settings.from_env({"SAY_DATA_DIR": folder})
    at = datetime.fromisoformat(now)
    imports = working.Imports(Parts(store, keys, Library.shipped(), settings, lambda: at))
    imports.bring_in(file_id, account_id)
    while not 300 <= (await find_file(store, file_id, account_id))["rows_read"]:
        await asyncio.sleep(0.001)
    print("half-way", flush=True)
    time.sleep(600)  # nothing of this process moves any more until it is killed


asyncio.run(work())
"""


async def kill_half_way(house: House, folder: Path, database_url: str, row: Row) -> None:
    """Import it in a process of its own, and kill that with SIGKILL once it has read some hundred rows."""
    words = [str(folder), database_url, house.clock.now.isoformat(), row["id"], row["account_id"]]
    worker = await asyncio.to_thread(
        subprocess.Popen, [sys.executable, "-c", WORK, *words], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    said = await asyncio.to_thread(worker.stdout.readline)
    worker.send_signal(signal.SIGKILL)
    await asyncio.to_thread(worker.wait)
    worker.stdout.close()
    assert said == "half-way\n"


async def start_again(house: House) -> None:
    """Start the pages anew beside the old ones: what the next `serve` does first."""
    app = build_app(house.parts)
    add_console(app, None)
    runner = make_runner(app)
    house.runners.append(runner)
    await start_site(runner, "127.0.0.1", 0)


async def order(house: House, browser: Browser) -> tuple[Page, Row]:
    """Order the import as the button does, with nobody to carry it out."""
    page = await settle(browser, await send(browser, CONTENT_OF_LIST), "What this file will do")
    [row] = await house.rows(ImportFile)
    assert await house.parts.store.write(StepUnit(row["id"], State.WAITING, begin(house.clock.now)))
    [row] = await house.rows(ImportFile)
    return page, row


async def count_brought(house: House) -> int:
    return sum(row["review_ref"].startswith("KR-") for row in await house.rows(Review))


async def test_import_that_is_killed_says_so_and_is_done_by_the_next_start(
    house: House, folder: Path, database_url: str
) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page, row = await order(house, browser)
    await kill_half_way(house, folder, database_url, row)
    stored = await count_brought(house)
    assert 0 < stored < ROWS
    house.clock.now += timedelta(seconds=30)
    told = await browser.get(page.address.raw_path)
    assert "It was stopped at" in told.text
    assert "of 1,500 rows, and goes on by itself" in told.text
    await start_again(house)
    done = await settle_for(browser, page, "It is imported")
    assert "The service stopped when it had read" in done.text
    assert f"As they were {stored:,}" in done.text
    assert f"New {ROWS - stored:,}" in done.text
    assert await count_brought(house) == ROWS
    [kept] = await house.rows(ImportFile)
    assert (kept["state"], kept["sealed"], kept["sealed_preview"]) == ("done", None, None)


async def settle_for(browser: Browser, page: Page, heading: str) -> Page:
    for _ in range(120):
        found = await browser.get(page.address.raw_path)
        if heading in found.text:
            return found
        await asyncio.sleep(0.5)
    raise AssertionError(found.text)


async def test_import_goes_on_while_nobody_looks(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await settle(browser, await send(browser, CONTENT_OF_LIST), "What this file will do")
    page = await browser.press(page, "Import 1,500 rows")
    await browser.session.close()
    for _ in range(240):
        if [row["state"] for row in await house.rows(ImportFile)] == ["done"]:
            break
        await asyncio.sleep(0.25)
    assert await count_brought(house) == ROWS
    other = await sign_in(house, Role.BUSINESS_SUPPORT)
    assert (await other.get(page.address.raw_path)).status == 404, "nobody else sees it"


async def test_nobody_takes_up_what_somebody_works_on(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    _, row = await order(house, browser)
    imports = find_imports(house)
    await imports.take_up()
    assert not imports.is_at_work(row["id"])
    house.clock.now += timedelta(seconds=30)
    await asyncio.gather(imports.take_up(), imports.take_up())
    assert imports.is_at_work(row["id"])


def find_imports(house: House) -> Imports:
    imports: Imports = house.runners[0].app[IMPORTS]
    return imports


async def test_file_that_is_found_too_late_says_how_far_it_came(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page, row = await order(house, browser)
    came = Update(ImportFile, {"id": row["id"]}, {"rows_read": 400, "rows_all": ROWS})
    await house.parts.store.write(PutUnit((came,)))
    house.clock.now += timedelta(hours=2)
    await start_again(house)
    again = await open_as(house, row["account_id"])
    told = await settle_for(again, page, "It was not imported")
    assert "The service stopped at 400 of 1,500 rows" in told.text
    [kept] = await house.rows(ImportFile)
    assert kept["sealed"] is None


async def test_answers_that_were_left_half_way_come_in_once(house: House) -> None:
    typist = await sign_in(house, Role.BUSINESS_SUPPORT)
    look = await typist.press(await send_answers(typist, export(microsoft_row(1), microsoft_row(2))), "Go on")
    assert look.has_button("Bring in")
    [row] = await house.rows(ImportFile)
    for _ in range(2):
        begun = {**begin(house.clock.now), "sealed": row["sealed"], "sealed_key": row["sealed_key"]}
        begun["sealed_preview"] = row["sealed_preview"]
        await house.parts.store.write(PutUnit((Update(ImportFile, {"id": row["id"]}, begun),)))
        house.clock.now += timedelta(seconds=30)
        await find_imports(house).take_up()
        done = await settle_for(typist, look, "It is brought in")
    assert "New answers 0" in done.text
    assert (len(await house.rows(AnonymousResponse)), len(await house.rows(AnswerImport))) == (2, 1)

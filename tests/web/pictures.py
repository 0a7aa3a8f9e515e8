"""Make the pictures in docs/pictures/: every page on a phone, light and dark.

.venv/bin/python -m tests.web.pictures [FOLDER]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from forms.keys import Keys
from forms.library import Library
from forms.migrations import migrate
from forms.settings import Settings
from forms.store import Store
from forms.web import Parts
from tests.web.chromium import open_chromium
from tests.web.house import Clock, House, open_house

if TYPE_CHECKING:
    from playwright.async_api import Page

DOCS = Path(__file__).parents[2] / "docs" / "pictures"
PHONE = {"width": 360, "height": 740}
WORDS = "Football on Saturdays, and my new room. I like that I can see the trees from my bed."


async def answer(page: Page, given: str | None = None) -> None:
    """Answer the question shown: the choice with that label, or whatever stands first."""
    if await page.locator("textarea").count():
        await page.locator("textarea").fill(given or WORDS)
    elif given:
        await page.get_by_label(given, exact=True).check()
    elif await page.locator("input[type=radio], input[type=checkbox]").count():
        await page.locator("input[type=radio], input[type=checkbox]").nth(-2).check()


async def go_to(page: Page, kind: str) -> None:
    """Answer until a question of that look is shown."""
    while not await page.locator(kind).count():
        await answer(page)
        await page.get_by_role("button", name="Next").click()


async def go_to_check(page: Page) -> None:
    """Answer half of it and leave the other half out."""
    for number in range(100):
        if await page.get_by_role("heading", name="Check your answers").count():
            return
        await answer(page)
        await page.get_by_role("button", name="Next" if number % 3 else "Leave this out").click()


async def take_pictures(house: House, folder: Path, scheme: str) -> None:
    """Go from the door to the thanks and take a picture of each page."""
    async with open_chromium() as chromium:
        context = await chromium.new_context(
            viewport=PHONE,
            device_scale_factor=1.5,
            java_script_enabled=False,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        page = await context.new_page()

        async def shoot(name: str, *, full: bool = True) -> None:
            path = folder / f"{name}-{scheme}.png"
            await page.screenshot(path=path, full_page=full)

        await page.goto(house.base)
        await shoot("door")
        await page.get_by_label("Your code").fill("AAAA-BBBB-CCCC")
        await page.get_by_role("button", name="Go on").click()
        await shoot("door-error")
        await page.goto(f"{house.base}/s/{await house.invite('have_your_say_12_17')}")
        await shoot("introduction")
        await page.get_by_role("button", name="Start").click()
        await page.get_by_label("8", exact=True).check()
        await shoot("scale")
        await go_to(page, "textarea")
        await page.get_by_role("button", name="Next").click()
        await shoot("words-error")
        await answer(page)
        await shoot("words")
        await go_to(page, "fieldset.one")
        await answer(page)
        await shoot("choices")
        await go_to(page, "fieldset.several")
        await answer(page)
        await shoot("several")
        await go_to_check(page)
        await shoot("check")
        await page.get_by_role("button", name="Stop for now").click()
        await shoot("stopped")
        await page.goto(f"{house.base}/help")
        await shoot("help")
        await page.get_by_role("button", name="Ask someone").click()
        await shoot("help-asked")
        await page.goto(f"{house.base}/conversation/check")
        await page.get_by_role("button", name="Send").click()
        await shoot("sent")
        await page.goto(f"{house.base}/privacy")
        await shoot("privacy")
        await page.goto(f"{house.base}/nowhere")
        await shoot("not-found")
        await page.goto(f"{house.base}/s/{await house.invite('feedback_carer', 'carer')}")
        await shoot("introduction-carer")
        await page.get_by_role("link", name="All questions").click()
        await shoot("whole")
        await page.goto(f"{house.base}/s/{await house.invite('every_kind')}")
        await page.get_by_role("button", name="Start").click()
        await answer(page)
        await page.get_by_role("button", name="Next").click()
        await answer(page, "Yes")
        await page.get_by_role("button", name="Next").click()
        for label in ("My mum", "My dad"):
            await page.get_by_label(label).check()
        await page.get_by_role("button", name="Next").click()
        await shoot("ranking")
        for name in ("number", "date"):
            await page.get_by_role("button", name="Leave this out").click()
            await shoot(name)
        await page.get_by_role("button", name="Next").click()
        await page.get_by_role("button", name="Leave this out").click()
        await page.get_by_role("button", name="Leave this out").click()
        await page.get_by_label("good", exact=True).check()
        await shoot("faces")
        await page.get_by_role("button", name="Next").click()
        await shoot("file")


async def main(folder: Path) -> None:
    """Serve the pages from a folder of their own, and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        settings = Settings.from_env(
            {
                "SAY_DATA_DIR": data,
                "SAY_COUNCIL": "Demoshire",
                "SAY_OUT_OF_HOURS": "01632 960001",
                "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
            }
        )
        await migrate(settings.database_url)
        store = await Store.open(settings.database_url)
        library = Library.shipped()
        every_kind = Library.from_folder(Path(__file__).parents[1] / "forms")
        library._current.update(every_kind._current)
        library._versions.update(every_kind._versions)
        clock = Clock()
        parts = Parts(store, Keys.load_or_make(settings.key_file), library, settings, clock)
        house, runner = await open_house(parts, clock)
        for scheme in ("light", "dark"):
            await take_pictures(house, folder, scheme)
        await runner.cleanup()
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS))

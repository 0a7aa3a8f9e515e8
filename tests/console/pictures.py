"""Make the pictures of the staff pages in docs/pictures/: each as the one who needs it meets it, in the demo.

make pictures                                       # the ones that are kept in the repository
.venv/bin/python -m tests.console.pictures FOLDER   # the same, and on a phone, to look at after a change
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.service.house import House
from tests.service.test_story import answer_on_the_phone
from tests.web.camera import save_picture
from tests.web.chromium import open_chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

DOCS = Path(__file__).parents[2] / "docs" / "pictures"
DESK, PHONE = {"width": 1100, "height": 800}, {"width": 380, "height": 780}
COLOURS, TALLEST = 128, 1_700
Click = str
"""A button or a link to press on the way, by how its text begins."""
TABLES = "main tbody a, main .queue a, main .card a"
"""The first link of a list."""
SHOTS: tuple[tuple[str, str, str, tuple[Click, ...]], ...] = (
    ("", "/console/sign-in", "sign-in", ()),
    ("iro", "/console", "home", ()),
    ("iro", "/console/meetings", "meetings", ()),
    ("iro", "/console/meetings/{review}", "meeting", ()),
    ("iro", "/console/meetings/{review}/after", "after-the-meeting", ()),
    ("iro", "/console/meetings/{review}/brief", "papers", ()),
    ("iro", "/console/meetings/{review}/brief", "brief", ("Everything, for my eyes only",)),
    ("iro", "/console/meetings/{review}/brief", "read-aloud", ("The sheet to read out",)),
    ("iro", "/console/read", "read", ()),
    ("iro", "/console/done", "what-was-done", ()),
    ("iro", "/console/done/new", "write-what-was-done", ()),
    ("iro", "/console/visits", "visits", ()),
    ("iro", "/console/feedback/mine", "feedback-about-my-meetings", ()),
    ("iro", "/console/me", "my-account", ()),
    ("manager", "/console", "home-manager", ()),
    ("manager", "/console/meetings/{review}/brief", "papers-manager", ()),
    ("manager", "/console/feedback", "feedback", ()),
    ("manager", "/console/figures", "figures", ()),
    ("manager", "/console/report", "report", ("Write it",)),
    ("manager", "/console/report/file?compare=both", "report-file", ()),
    ("manager", "/console/children", "children", ()),
    ("manager", "/console/children/{child}", "child", ()),
    ("manager", "/console/quotes", "words-for-the-report", ()),
    ("analyst", "/console/figures", "figures-analyst", ()),
    ("duty", "/console/alerts", "alerts", ()),
    ("duty", "/console/alerts", "alert", ("#first",)),
    ("duty", "/console/alerts/test", "alerts-test", ()),
    ("support", "/console/paper", "type-in", ()),
    ("support", "/console/import", "bring-in", ()),
    ("complaints", "/console/complaints", "complaints", ()),
    ("administrator", "/console/accounts", "accounts", ()),
    ("administrator", "/console/accounts", "account", ("#first",)),
    ("auditor", "/console/audit", "audit", ()),
)
"""As whom, where, the picture's name, and what is pressed before it is taken."""


@dataclass(frozen=True)
class Camera:
    """A browser at a desk, or on a phone."""

    base: str
    page: Page
    folder: Path
    ending: str

    async def shoot(self, name: str) -> None:
        file = self.folder / f"staff-{name}{self.ending}.png"
        await save_picture(self.page, file, colours=COLOURS, tallest=TALLEST)

    async def sign_in(self, who: str) -> None:
        await self.page.context.clear_cookies()
        await self.page.goto(f"{self.base}/console/sign-in")
        if who:
            await self.page.locator(f'button[name="who"][value="{who}"]').click()

    async def press(self, click: Click) -> None:
        if click == "#first":
            await self.page.locator(TABLES).first.click()
        else:
            await self.page.get_by_role("button", name=click).first.click()


async def take_pictures(chromium: Browser, house: House, named: dict[str, str], folder: Path) -> None:
    """Take each picture at a desk; into another folder than the repository's, on a phone as well."""
    shapes = [("", DESK)] if folder == DOCS else [("", DESK), ("-phone", PHONE)]
    for ending, viewport in shapes:
        context = await chromium.new_context(viewport=viewport, reduced_motion="reduce")  # type: ignore[arg-type]  # as playwright takes it
        camera = Camera(house.base, await context.new_page(), folder, ending)
        signed_in_as = None
        for who, address, name, clicks in SHOTS:
            if who != signed_in_as:
                await camera.sign_in(who)
                signed_in_as = who
            await camera.page.goto(house.base + address.format(**named))
            for click in clicks:
                await camera.press(click)
            await camera.shoot(name)


async def main(folder: Path) -> None:
    """Start a demo, let a child answer, and go round."""
    with tempfile.TemporaryDirectory() as temporary:
        house, log = House(Path(temporary) / "data", from_nothing=True), Path(temporary) / "printed.txt"
        with house.serving("--demo", log=log):
            link = re.findall(r"http://\S+/s/\S+", log.read_text())[0]
            async with open_chromium() as chromium:
                phone = await (await chromium.new_context(viewport=PHONE)).new_page()  # type: ignore[arg-type]  # likewise
                await answer_on_the_phone(phone, link)
                desk = Camera(house.base, await (await chromium.new_context()).new_page(), folder, "")
                await desk.sign_in("iro")
                await desk.page.goto(f"{house.base}/console/read")
                found = await desk.page.content()
                review = re.findall(r"DEMO-\d{8}-\d+", found)[0]
                await take_pictures(chromium, house, {"review": review, "child": f"{review}-CHILD"}, folder)


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(wanted))

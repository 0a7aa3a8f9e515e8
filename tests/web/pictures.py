"""Make the pictures in docs/pictures/: the pages as a cheap phone shows them, light and dark.

make pictures                                   # the few that are kept in the repository
.venv/bin/python -m tests.web.pictures FOLDER   # all of them, to look at after a change
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from admin.demo import POSTER_FORMS
from admin.placements import choose_forms, place
from forms.keys import Keys
from forms.languages.known import list_shipped
from forms.migrations import migrate
from forms.settings import Settings
from forms.store import Store
from forms.web import Parts
from tests.attachments.samples import make_photo
from tests.web.camera import save_picture
from tests.web.chromium import START, open_chromium
from tests.web.every_page import START as EVERY_START
from tests.web.house import Clock, House, open_house, read_library

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page, ViewportSize

    Scheme: TypeAlias = Literal["light", "dark"]

DOCS = Path(__file__).parents[2] / "docs" / "pictures"
KEPT = {
    *("door", "introduction", "introduction-4-7", "introduction-carer", "without-name", "poster"),
    *(
        "question",
        "question-ar",
        "introduction-ar",
        "question-4-7",
        "question-8-11",
        "question-8-11-dark",
        "simple",
    ),
    *("who-may-hear", "check-minute"),
    *("several", "words-dark", "pictures-4-7", "file-added", "chat", "whole"),
    *("check", "stopped", "help", "sent-dark", "sent-4-7"),
}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PHONE: ViewportSize = {"width": 360, "height": 740}
COLOURS = 256
"""Of a picture: enough for flat pages, and small in the repository."""
TALLEST = 1_800
"""Pixels of a picture; the rest of a long page is more of the same."""
WORDS = "Football on Saturdays, and my new room. I can see the trees from my bed."
COUNCIL = {
    "SAY_COUNCIL": "Demoshire",
    "SAY_OUT_OF_HOURS": "01632 960001",
    "SAY_WORKING_HOURS": "Mon-Fri 09:00-17:00",
    "SAY_LANGUAGES": " ".join(list_shipped()),
    "SAY_LANGUAGES_SAFETY": " ".join(list_shipped()),
}


@dataclass(frozen=True)
class Camera:
    """A phone, and where its pictures go."""

    house: House
    page: Page
    folder: Path
    scheme: str

    async def shoot(self, name: str) -> None:
        called = f"{name}-dark" if self.scheme == "dark" else name
        if self.folder == DOCS and called not in KEPT:
            return
        await save_picture(self.page, self.folder / f"{called}.png", colours=COLOURS, tallest=TALLEST)

    async def open(self, path: str, name: str) -> None:
        await self.page.goto(self.house.base + path)
        await self.shoot(name)

    async def open_code(self, form_key: str, audience: str, name: str) -> None:
        await self.open(f"/s/{await self.house.invite(form_key, audience)}", name)

    async def press(self, button: str) -> None:
        await self.page.get_by_role("button", name=START if button == "Start" else button).click()

    async def choose(self, *labels: str) -> None:
        for label in labels:
            await self.page.get_by_label(label, exact=True).check()

    async def answer(self) -> None:
        """Give the question shown some answer."""
        choices = self.page.locator("input[name=answer]:is([type=radio], [type=checkbox])")
        if await self.page.locator("textarea").count():
            await self.page.locator("textarea").fill(WORDS)
        elif count := await choices.count():
            await choices.nth(count * 3 // 4).check()

    async def go_to(self, selector: str) -> None:
        """Answer until a page has such a part."""
        while not await self.page.locator(selector).count():
            await self.answer()
            await self.press("Next")


async def show_the_way_in(camera: Camera) -> None:
    await camera.open("/", "door")
    await camera.page.get_by_label("Your code").fill("K7WM-2H9P-4TXD")
    await camera.press("Go on")
    await camera.shoot("door-error")
    await camera.open("/privacy", "privacy")
    await camera.open("/nowhere", "not-found")


async def show_a_young_person(camera: Camera) -> None:
    await camera.open_code("have_your_say_12_17", "child", "introduction")
    await camera.press("Start")
    await camera.choose("8")
    await camera.shoot("question")
    await camera.go_to("textarea")
    await camera.press("Next")
    await camera.shoot("words-error")
    await camera.page.goto(camera.page.url)
    await camera.answer()
    await camera.page.locator("h1").click()
    await camera.shoot("words")
    await camera.go_to("form > fieldset.one")
    await camera.answer()
    await camera.shoot("choices")
    await camera.go_to("form > fieldset.several")
    await camera.choose("Family time", "School, college or work", "Friends and free time")
    await camera.shoot("several")
    await camera.go_to(".answers")
    await camera.shoot("check")
    await camera.press("Stop for now")
    await camera.shoot("stopped")
    await camera.open("/help", "help")
    await camera.press("Ask someone")
    await camera.shoot("help-asked")
    await camera.page.goto(f"{camera.house.base}/conversation/check")
    await camera.press("Send")
    await camera.shoot("sent")


async def show_a_child_of_four_to_seven(camera: Camera) -> None:
    await camera.open_code("have_your_say_4_7", "child", "introduction-4-7")
    await camera.press("Start")
    await camera.choose("good")
    await camera.shoot("question-4-7")
    await camera.go_to("input[type=file]")
    drawing = {"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    await camera.page.get_by_label("Add a photo or a drawing").set_input_files(drawing)
    await camera.press("Add it")
    await camera.shoot("file-added")
    await camera.press("Next")
    await camera.shoot("words-4-7")
    await camera.go_to("form > fieldset.several")
    await camera.choose("My carer", "A friend")
    await camera.shoot("pictures-4-7")
    await camera.go_to(".answers")
    await camera.press("Send")
    await camera.shoot("sent-4-7")


async def show_a_child_of_eight_to_eleven(camera: Camera) -> None:
    await camera.open_code("have_your_say_8_11", "child", "introduction-8-11")
    await camera.press("Start")
    await camera.choose("good")
    await camera.shoot("question-8-11")
    await camera.go_to("form > fieldset.one")
    await camera.answer()
    await camera.shoot("choices-8-11")


async def show_a_minute(camera: Camera) -> None:
    """One minute, and who may hear what is said in it."""
    await camera.open_code("have_your_say_8_11", "child", "introduction-8-11")
    await camera.press("I have one minute")
    await camera.answer()
    await camera.page.locator("summary").click()
    await camera.choose("My IRO may say it for me")
    await camera.shoot("who-may-hear")
    await camera.press("Next")
    await camera.answer()
    await camera.press("Next")
    await camera.answer()
    await camera.press("Next")
    await camera.page.locator(".heard summary").first.click()
    await camera.shoot("check-minute")


async def show_few_words(camera: Camera) -> None:
    await camera.open_code("have_your_say_12_17", "child", "introduction-again")
    await camera.page.get_by_role("button", name="fewer words").click()
    await camera.choose("I like it")
    await camera.shoot("simple")
    await camera.go_to("form > fieldset.several")
    await camera.choose("My carer")
    await camera.shoot("simple-several")
    await camera.go_to(".answers")
    await camera.shoot("simple-check")


async def show_a_chat(camera: Camera) -> None:
    await camera.open_code("check_in", "child", "introduction-chat")
    await camera.page.get_by_role("button", name="as a chat").click()
    await camera.page.locator("#now .reply").nth(6).click()
    await camera.page.locator("#talk li").wait_for()
    await camera.shoot("chat")


async def show_arabic(camera: Camera) -> None:
    await camera.open("/", "door-to-arabic")
    if not await camera.page.locator("button[name=language][value=ar]").count():
        return  # a language whose words are not complete is not offered
    await camera.page.locator("button[name=language][value=ar]").click()
    await camera.shoot("door-ar")
    await camera.open_code("have_your_say_12_17", "child", "introduction-ar")
    await camera.page.locator(EVERY_START).click()
    await camera.page.locator("input[name=answer][value='8']").check()
    await camera.shoot("question-ar")
    await camera.page.locator("button[value=next]").click()
    await camera.open("/help", "help-ar")
    await camera.open("/privacy", "privacy-ar")
    await camera.open_code("have_your_say_12_17_simple", "child", "introduction-simple-ar")
    await camera.page.locator(EVERY_START).click()
    await camera.page.locator("input[name=answer][value='3']").check()
    await camera.shoot("simple-ar")
    await camera.page.context.clear_cookies()


async def show_answers_without_a_name(camera: Camera) -> None:
    await camera.open_code("feedback_parent", "parent", "without-name")
    name = f"front-desk-{camera.scheme}"
    forms = choose_forms(camera.house.parts.library, POSTER_FORMS)
    await place(camera.house.parts, name, forms, "", camera.house.clock.now)
    await camera.open(f"/p/{name}", "poster")


async def show_a_carer(camera: Camera) -> None:
    await camera.open_code("feedback_carer", "carer", "introduction-carer")
    await camera.page.get_by_role("button", name="All questions").first.click()
    await camera.shoot("whole")


async def show_every_kind(camera: Camera) -> None:
    await camera.open_code("every_kind", "child", "introduction-every-kind")
    await camera.press("Start")
    await camera.go_to("form > fieldset.one")
    await camera.choose("Yes")
    await camera.press("Next")
    await camera.choose("My mum", "My dad")
    await camera.press("Next")
    await camera.shoot("ranking")
    for name in ("number", "date"):
        await camera.press("Skip")
        await camera.shoot(name)
    await camera.press("Skip")
    await camera.press("Skip")
    await camera.choose("good")
    await camera.shoot("faces")
    await camera.press("Next")
    await camera.shoot("file")


SHOWN = (
    show_the_way_in,
    show_a_young_person,
    show_a_child_of_four_to_seven,
    show_a_child_of_eight_to_eleven,
    show_a_minute,
    show_few_words,
    show_arabic,
    show_answers_without_a_name,
    show_a_carer,
    show_every_kind,
    show_a_chat,
)


async def open_pictured_phone(chromium: Browser, scheme: Scheme = "light", sharpness: float = 1) -> Page:
    """Open a page on a telephone that was bought in England: it writes days as people here do."""
    context = await chromium.new_context(
        viewport=PHONE,
        device_scale_factor=sharpness,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    return await context.new_page()


async def take_pictures(house: House, chromium: Browser, folder: Path, scheme: Scheme) -> None:
    """Walk through every page in one scheme of colours."""
    camera = Camera(house, await open_pictured_phone(chromium, scheme, 1.5), folder, scheme)
    for show in SHOWN:
        await show(camera)


@asynccontextmanager
async def open_pictured() -> AsyncIterator[House]:
    """Serve the pages from a folder of their own, in a council that offers every language."""
    with tempfile.TemporaryDirectory() as data:
        settings = Settings.from_env({"SAY_DATA_DIR": data, **COUNCIL})
        keys = Keys.load_or_make(settings.key_file)
        await migrate(settings.database_url)
        store = await Store.open(settings.database_url)
        clock = Clock()
        house = await open_house(Parts(store, keys, read_library(), settings, clock), clock)
        yield house
        await house.close()
        await store.close()


async def main(folder: Path) -> None:
    """Take the pictures."""
    async with open_pictured() as house, open_chromium() as chromium:
        for scheme in SCHEMES:
            await take_pictures(house, chromium, folder, scheme)


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(wanted))

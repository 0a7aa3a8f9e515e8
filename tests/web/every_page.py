"""Every kind of page once, in any language: for whoever looks at all of them.

Things are found by what they are, never by their words. Whoever adds a page adds it to a walk below, or a
walk to `WALKS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.web import places
from tests.attachments.samples import make_photo
from tests.web.test_heard import put_up

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import TypeAlias

    from playwright.async_api import Page

    from tests.web.house import House

WORDS = "the heron stood quite still"
START = "button[data-way=one]:not([value=minute]) >> nth=0"
DATE = {"day": "20", "month": "11", "year": "2026"}


@dataclass(frozen=True)
class Visit:
    """A browser at the pages of a house."""

    house: House
    page: Page

    async def open(self, path: str) -> None:
        await self.page.goto(self.house.base + path)

    async def open_form(self, form_key: str, audience: str = "child") -> None:
        await self.open(f"/s/{await self.house.invite(form_key, audience)}")

    async def choose_language(self, codes: tuple[str, ...]) -> None:
        """Choose a language that is not English on the door, as a person would."""
        await self.open(places.DOOR)
        for code in codes:
            await self.page.locator(f"button[name=language][value={code}]").click()

    async def press(self, act: str) -> None:
        await self.page.locator(f"button[name=act][value={act}]").first.click()

    async def has(self, selector: str) -> bool:
        return await self.page.locator(selector).count() > 0

    async def answer(self) -> None:
        """Give the question shown some answer, and go on."""
        self.house.forgive()
        choices = self.page.locator("#now input[name=answer]:is([type=radio], [type=checkbox])")
        if await self.has("textarea"):
            await self.page.locator("textarea").fill(WORDS)
        elif await choices.count():
            await choices.first.check()
        elif await self.has("#now .rank button"):
            await self.page.locator("#now .rank button").first.click()
        elif await self.has("#now select"):
            await self.page.locator("#now select").first.select_option("1")
        elif await self.has("input[name=day]"):
            for name, value in DATE.items():
                await self.page.locator(f"input[name={name}]").fill(value)
        elif await self.has("#now input[inputmode=numeric]"):
            await self.page.locator("#now input[inputmode=numeric]").fill("3")
        is_file = await self.has("input[type=file]") and not await self.has("textarea")
        await self.press("skip" if is_file else "next")


Walk: TypeAlias = "Callable[[Visit], AsyncIterator[str]]"
"""Shows one page after the other, and names each."""


async def walk_what_is_nobodys(visit: Visit) -> AsyncIterator[str]:
    for path in (places.DOOR, "/s/AAAABBBBCCCC", places.PRIVACY, places.HELP, "/nowhere", places.DELETE):
        await visit.open(path)
        yield path
    for band in ("4-7", "8-11", "12-17"):
        await put_up(visit.house, band)
        await visit.open(f"{places.HEARD}/{band}")
        yield f"heard by {band}"
    await visit.open(places.HEARD)
    yield "heard, which age"


def walk(form_key: str, audience: str = "child") -> Walk:
    """Return the walk through one form, from the link to the thanks."""

    async def walk_form(visit: Visit) -> AsyncIterator[str]:
        await visit.open_form(form_key, audience)
        yield f"{form_key}: introduction"
        await visit.open(places.WHOLE)
        yield f"{form_key}: all on one page"
        await visit.open(places.CONVERSATION)
        await visit.page.locator(START).click()
        async for name in _walk_questions(visit):
            yield f"{form_key}: {name}"
        yield f"{form_key}: check"
        await visit.press("send")
        yield f"{form_key}: thanks"

    return walk_form


async def _walk_questions(visit: Visit) -> AsyncIterator[str]:
    while not await visit.has("button[value=send]"):
        here = visit.page.url
        yield here.rpartition("/")[2]
        if not await visit.has("#now input[name=answer][type=radio]") and await visit.has(
            "#now :is(textarea, input[type=text])"
        ):
            await visit.press("next")
            yield f"{here.rpartition('/')[2]} refused"
            await visit.page.goto(here)
        await visit.answer()


async def walk_the_ways_out(visit: Visit) -> AsyncIterator[str]:
    """Stop, come back, throw away, ask for help."""
    await visit.open_form("have_your_say_8_11")
    await visit.page.locator(START).click()
    await visit.answer()
    await visit.press("stop")
    yield "stopped"
    for path in (places.DELETE, places.WHOSE, places.HELP):
        await visit.open(path)
        yield path
    await visit.page.locator("summary").click()
    yield "how and when, with the call"
    await visit.page.locator("main form button").last.click()
    yield "help asked for"
    await visit.page.locator("summary").click()
    yield "how and when, after the call"


async def walk_the_ways_to_be_kept(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("feedback_parent", "parent")
    yield "with a name or without"
    await visit.page.locator("button[value=unnamed-whole]").first.click()
    yield "all on one page, without a name"


async def walk_in_a_minute(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("have_your_say_8_11")
    await visit.page.locator("button[value=minute]").click()
    async for name in _walk_questions(visit):
        yield f"in a minute: {name}"
    yield "in a minute: check"


async def walk_with_a_file(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("have_your_say_4_7")
    await visit.page.locator(START).click()
    while not await visit.has("input[type=file]"):
        await visit.answer()
    drawing = {"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
    await visit.page.locator("input[name=photo][accept]").last.set_input_files(drawing)
    yield "a file is chosen"
    await visit.press("add")
    yield "a file was added"
    if await visit.has(".draw"):
        yield "paper to draw on"


async def walk_as_a_chat(visit: Visit) -> AsyncIterator[str]:
    await visit.open_form("check_in")
    await visit.page.locator("button[data-way=chat]").click()
    await visit.page.locator("#talk").wait_for(state="attached")
    yield "chat: the first question"
    await visit.page.locator("#now .reply").first.click()
    await visit.page.locator("#talk li").wait_for()
    yield "chat: one answer above"


async def walk_without_network(visit: Visit) -> AsyncIterator[str]:
    """A phone that is one person's own: what it is told, and what it shows by itself."""
    await visit.open_form("check_in")
    await visit.page.locator(START).click()
    await visit.open(places.MINE)
    yield "is this phone yours"
    await visit.press("mine")
    await visit.page.locator("#ready:not([data-waits])").wait_for()
    yield "this phone is yours"
    await visit.page.locator("main .acts a").click()
    await visit.page.context.set_offline(offline=True)
    await visit.answer()
    yield "no network: a question"
    while not await visit.has(".answers"):
        await visit.press("skip")
    yield "no network: check"
    await visit.press("send")
    yield "no network: kept, not sent yet"
    await visit.open(places.HELP)
    yield "no network: help"
    await visit.page.context.set_offline(offline=False)
    await visit.open(places.CONVERSATION)


WALKS: dict[str, Walk] = {
    "nobody": walk_what_is_nobodys,
    "little": walk("have_your_say_4_7"),
    "middle": walk("have_your_say_8_11"),
    "older": walk("have_your_say_12_17"),
    "simple": walk("have_your_say_8_11_simple"),
    "simple-little": walk("have_your_say_4_7_simple"),
    "carer": walk("carer_before", "carer"),
    "ways-to-be-kept": walk_the_ways_to_be_kept,
    "every-kind": walk("every_kind"),
    "ways-out": walk_the_ways_out,
    "minute": walk_in_a_minute,
    "file": walk_with_a_file,
    "chat": walk_as_a_chat,
    "without-network": walk_without_network,
}

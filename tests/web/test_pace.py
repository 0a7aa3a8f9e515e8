"""From the scan to the thanks on a phone, at a person's pace: how long a grown-up is busy.

Chromium shows the real pages at 360 x 740 without JavaScript, and every tap is a real one. What only a person
needs time for is added up instead of waited for, from what has been measured elsewhere:

* reading 238 words a minute, silently (Brysbaert 2019); each line once, since pages repeat themselves, and
  one that is another only by its number too;
* 1.35 s to make up one's mind (Card, Moran and Newell 1983), for each answer given;
* 1.1 s to find and touch something (the same), 1 s to push the page on by a screen;
* 36 words a minute typed on a phone (Palin and others 2019);
* 5 s to point the camera at the letter and touch the link, 0.4 s for each page to come over the air.

How long the pages took to come here is measured apart: it is this machine's. `make bench-pace` prints it all,
with what is assumed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from forms.without_name import UNNAMED
from tests.web.chromium import find_chromium
from tests.web.test_browser import open_page

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

    from tests.web.house import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
READING, TYPING = 238 / 60, 36 / 60
"""Words a second."""
MIND, TAP, PUSH, SCAN, NETWORK = 1.35, 1.1, 1.0, 5.0, 0.4
LOADED = "performance.getEntriesByType('navigation')[0].duration"
"""Milliseconds from the tap to the page."""
SCREEN = 740
ASSUMED = (
    f"reading {READING * 60:.0f} words a minute, each line once; typing {TYPING * 60:.0f} words a minute; "
    f"{MIND} s to make up one's mind, {TAP} s a tap, {PUSH} s a push by a screen of {SCREEN} pixels, "
    f"{SCAN} s to scan, {NETWORK} s a page"
)
ESSENTIALS = {
    "feedback_parent": ("meeting_score", "could_say", "fair", "understood"),
    "feedback_carer": ("meeting_score", "could_say", "fair", "understood"),
    "feedback_professional": ("role", "meeting_score", "child_central", "decisions_owner_date"),
}
REMARK = "change_one"
WORDS = "Tell us sooner what was agreed."
AT_MOST = 90
"""Seconds for the essentials, each a tap."""
WITH_A_REMARK = 100
"""Seconds for the essentials and a remark of six words, one question a page; typing them takes ten."""
JOB = 13
"""Seconds more for whoever is asked for their job: ten to choose from, and what that may show of them."""
MOST_FOR_ALL = 240
"""Seconds for every question and two remarks: no promise, but nobody is kept longer."""

each_bound = pytest.mark.parametrize(("remark", "at_most"), [(False, AT_MOST), (True, WITH_A_REMARK)])
each_amount = pytest.mark.parametrize("remark", [False, True])
each_form = pytest.mark.parametrize("form_key", ESSENTIALS)


@dataclass
class Walker:
    """A person with a phone: what they did, and how long they were busy."""

    page: Page
    seconds: float = SCAN
    taps: int = 0
    pages: int = 0
    loading: float = 0
    """Seconds that the pages took to come here."""
    read: set[str] = field(default_factory=set)

    async def look_at(self, part: Locator) -> None:
        """Read what was not read before."""
        shown = (await part.inner_text()).splitlines()
        lines = {re.sub("[0-9]+", "n", line.strip()) for line in shown} - self.read
        self.seconds += sum(len(line.split()) for line in lines) / READING
        self.read |= lines

    async def tap(self, what: Locator) -> None:
        """Push the page until it is in sight, and touch it."""
        box = await what.bounding_box()
        assert box
        below = box["y"] + box["height"] - SCREEN
        self.seconds += PUSH * max(0, -(-below // SCREEN)) + TAP
        self.taps += 1
        await what.scroll_into_view_if_needed()
        await what.click()

    async def follow(self, what: Locator) -> None:
        """Tap what leads to another page."""
        await self.tap(what)
        await self.turn_page()

    async def press(self, button: str) -> None:
        await self.follow(self.page.get_by_role("button", name=button).first)

    async def turn_page(self) -> None:
        self.pages += 1
        self.seconds += NETWORK
        self.loading += float(await self.page.evaluate(LOADED)) / 1000

    async def answer(self, question: Locator) -> None:
        """Read a question, make up one's mind, and answer it: the second of the choices, or a remark."""
        await self.look_at(question)
        self.seconds += MIND
        words = question.locator("textarea")
        if await words.count():
            await self.tap(words)
            await words.fill(WORDS)
            self.seconds += len(WORDS.split()) / TYPING
        else:
            await self.tap(question.locator("label").nth(1))

    async def look_at_all(self, parts: str) -> None:
        for part in await self.page.locator(parts).all():
            await self.look_at(part)

    async def check_and_send(self) -> None:
        """Read what the last page says; the answers on it are what one has just given."""
        await self.look_at_all("main :is(h1, p:not(.where, :has(button)), summary)")
        await self.send()

    async def send(self) -> None:
        await self.press("Send")
        assert await self.page.get_by_role("heading", level=1).inner_text() == "Thank you"

    def finish(self, name: str) -> float:
        """Say what it came to."""
        pages = f"{self.pages} pages, which took {self.loading:.1f} s to come here"
        print(f"\n{name}: {self.seconds:.1f} s, {self.taps} taps, {pages}; {ASSUMED}")  # noqa: T201 - a measurement
        return self.seconds


async def open_letter(house: House, page: Page, form_key: str) -> Walker:
    """Scan the code and read the introduction, down to the first way to be kept and the other's title."""
    code = await house.invite(form_key, form_key.removeprefix("feedback_"))
    walker = Walker(page)
    await page.goto(f"{house.base}/s/{code}")
    await walker.turn_page()
    for part in await page.locator("main > :not(svg)").all():
        ways = part.locator("h3")
        is_second = await ways.count() and await ways.first.inner_text() == UNNAMED.title
        await walker.look_at(ways.first if is_second else part)
    return walker


@each_bound
@each_form
async def test_essentials_one_question_a_page(
    house: House, form_key: str, *, remark: bool, at_most: int
) -> None:
    async with open_page() as page:
        walker = await open_letter(house, page, form_key)
        await walker.press("Start")
        for _ in ESSENTIALS[form_key]:
            await walker.answer(page.locator("#now"))
            await walker.press("Next")
        if remark:
            await walker.answer(page.locator("#now"))
        await walker.press("That is all")
        await walker.check_and_send()
        job = JOB * ("role" in ESSENTIALS[form_key])
        assert walker.finish(f"{form_key}, one question a page{' and a remark' * remark}") <= at_most + job


@each_amount
@each_form
async def test_essentials_on_the_whole_page(house: House, form_key: str, *, remark: bool) -> None:
    """What is offered to grown-ups first: all are in time, parents and carers with a remark too."""
    form = house.parts.library.current(form_key)
    async with open_page() as page:
        walker = await open_letter(house, page, form_key)
        await walker.press("All questions on one page")
        await walker.look_at_all("main > :is(h1, p:not(.where))")
        await walker.look_at_all("form > :is(.part, .note):not(.acts ~ *)")
        for key in (*ESSENTIALS[form_key], *[REMARK] * remark):
            question = form.find_question(key)
            assert question
            await walker.answer(page.locator(".item", has_text=question.label))
        await walker.send()
        job = JOB * (remark and "role" in ESSENTIALS[form_key])
        assert walker.finish(f"{form_key}, whole page{' and a remark' * remark}") <= AT_MOST + job


@each_form
async def test_every_question_answered_one_a_page(house: House, form_key: str) -> None:
    async with open_page() as page:
        walker = await open_letter(house, page, form_key)
        await walker.press("Start")
        while not await page.get_by_role("button", name="Send").count():
            await walker.answer(page.locator("#now"))
            await walker.press("Next")
        await walker.check_and_send()
        assert walker.finish(f"{form_key}, everything, one question a page") <= MOST_FOR_ALL

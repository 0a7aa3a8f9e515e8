"""All there is to see in one look, from the link to the thanks: with every kind of question, and in words.

The form is one of `page_types.dress`, so that no look is spared a kind of question that councils may ask.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forms.web import places
from forms.web.talk import may_be_chat
from tests.attachments.samples import make_photo
from tests.web.every_page import START, WORDS, Visit
from tests.web.page_types import LOOKS, dress

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from forms.definition import Form


def find_form(visit: Visit, look: str) -> Form:
    """Return the form that has everything in this look."""
    return dress(visit.house.parts.library.current(LOOKS[look]))


async def walk_look(visit: Visit, look: str) -> AsyncIterator[str]:
    """Show every page of one look once, and name each."""
    form = find_form(visit, look)
    await visit.open_form(form.key, str(form.audience))
    yield "introduction"
    await visit.page.locator(START).click()
    async for name in walk_questions(visit, aside=True):
        yield name
    yield "check"
    if await visit.has("details.hear"):
        await visit.page.locator("details.hear summary").first.click()
        yield "check, who may hear it"
    await visit.press("send")
    yield "thanks"
    if may_be_chat(form):
        async for name in walk_chat(visit, form):
            yield name


async def walk_aside(visit: Visit) -> AsyncIterator[str]:
    """Show what can be gone to from any question."""
    await visit.open(places.WHOLE)
    yield "all on one page"
    for path in (places.STOPPED, places.WHOSE, places.MINE, places.DELETE):
        await visit.open(path)
        yield path
    await visit.open(places.HELP)
    await visit.page.locator("summary").click()
    await visit.page.locator("main form button").last.click()
    yield "help asked for"
    await visit.page.locator("summary").click()
    yield "help asked for: how and when"


async def walk_questions(visit: Visit, *, aside: bool) -> AsyncIterator[str]:
    """Show each question: as it is, refused, with what is drawn, recorded, chosen. Look aside once."""
    while not await visit.has("button[value=send]"):
        visit.house.forgive()
        here = visit.page.url.rpartition("/")[2]
        if await visit.has("#now .hear summary"):
            await visit.page.locator("#now .hear summary").click()
        yield here
        await visit.press("next")
        yield f"{here} refused"
        async for name in walk_tools(visit):
            yield f"{here} {name}"
        await visit.answer()
        if aside:
            aside = False
            async for name in walk_aside(visit):
                yield name
            await visit.open(places.CONVERSATION)


async def walk_tools(visit: Visit) -> AsyncIterator[str]:
    """Show what scripts add to a question that takes files, and a file that was added."""
    page = visit.page
    if await visit.has("#now .draw"):
        if not await page.locator("#now .board").is_visible():
            await page.locator("#now [data-do=open]").click()
        await page.locator("#now canvas").focus()
        await page.keyboard.press(" ")
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press(" ")
        yield "drawing"
        await page.locator("#now [data-do=done]").click()
        yield "drawn"
        await page.locator("#now .draw [data-do=away]").click()
    if await visit.has("#now .record") and not await visit.has("#now textarea"):
        await page.locator("#now .record .open").click()
        await page.locator("#now .record .live").wait_for()
        yield "recording"
        await page.locator("#now .time", has_text=re.compile("0:0[1-9]")).wait_for()
        await page.locator("#now [data-do=stop]").click()
        await page.locator("#now .record .heard").wait_for()
        yield "recorded"
        await page.locator("#now .record [data-do=away]").click()
    if await visit.has("#now input[name=photo][accept]") and not await visit.has("#now textarea"):
        photo = {"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": make_photo()}
        await page.locator("#now input[name=photo][accept]").last.set_input_files(photo)
        yield "a file is chosen"
        await visit.press("add")
        yield "a file was added"


async def walk_chat(visit: Visit, form: Form) -> AsyncIterator[str]:
    """Show every question as a chat does, with what was said above it."""
    await visit.open_form(form.key, str(form.audience))
    await visit.page.locator("button[data-way=chat]").first.click()
    await visit.page.locator("#talk").wait_for(state="attached")
    while await visit.has("#now"):
        visit.house.forgive()
        said = await visit.page.locator("#talk li").count()
        yield f"chat, {said} said"
        if await visit.has("#now .reply"):
            await visit.page.locator("#now .reply").first.click()
        elif await visit.has("#now textarea"):
            await visit.page.locator("textarea").fill(WORDS)
            await visit.press("next")
        else:
            await visit.press("skip")
        await visit.page.locator(f"#talk li:nth-child({said + 1}), .answers").first.wait_for()
    yield "check, after a chat"

"""The keyboard alone, with JavaScript: from the link to the thanks in every look, and as a chat.

Every key is really pressed. Wherever the focus comes it can be seen: a ring of two pixels at the least, in
sight and behind nothing (WCAG 2.4.7 and 2.4.11). Nothing keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from forms.web import places
from forms.web.talk import may_be_chat
from tests.must_be_said import FORMS
from tests.web.chromium import find_chromium
from tests.web.every_look import find_form
from tests.web.page_types import CONTROL, LOOKS, name_look
from tests.web.visited import in_each, library, settings, visit

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.web.every_page import Visit

__all__ = ["library", "settings", "visit"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]
WORDS = "heron"
MOST_TABS = 60
"""From one end of the longest page to the other."""
CHATTY = sorted({name_look(form) for form in FORMS if may_be_chat(form)})
SIMPLE = [look for look in LOOKS if "simple" in look]
SEEN = """() => {
    // A third of it at least: of a large box the browser shows the line with the caret [WCAG 2.4.11].
    const at = document.activeElement;
    if (!at || at === document.body || at.tabIndex < 0) return '';
    const label = at.labels?.[0];
    const bears = [at, label, label?.querySelector('span'), at.parentElement?.querySelector(':scope > span')];
    const rings = bears.filter(Boolean).map(one => getComputedStyle(one))
        .filter(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    const what = at.outerHTML.slice(0, 120);
    if (!rings.length && !at.matches('input[type=date], audio')) return `no ring: ${what}`;
    const shown = at.classList.contains('unseen') ? label : at;
    const box = shown.getBoundingClientRect();
    const parts = [.1, .5, .9];
    const points = parts.flatMap(x => parts.map(y => [box.x + box.width * x, box.y + box.height * y]));
    const hit = points.filter(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (shown.contains(top) || top.contains(shown) || label?.contains(top));
    });
    return hit.length * 3 < points.length ? `out of sight: ${what} ${JSON.stringify(box)}` : '';
}"""


@dataclass
class Keys:
    """A keyboard at a page."""

    page: Page
    next: str = "Tab"

    async def go_to(self, selector: str) -> None:
        """Press Tab until something that fits has the focus; look at it wherever it comes."""
        for _ in range(MOST_TABS):
            if await self.page.evaluate(IS_AT, selector):
                return
            await self.page.keyboard.press(self.next)
            await self.page.evaluate(DRAWN)
            assert await self.page.evaluate(SEEN) == ""
        raise AssertionError(f"Tab never reached {selector} on {self.page.url}")

    async def press(self, selector: str, key: str = "Enter") -> None:
        """Go to what leads to another page, and press it."""
        await self.go_to(selector)
        async with self.page.expect_navigation():
            await self.page.keyboard.press(key)

    async def type_in(self, selector: str, words: str) -> None:
        await self.go_to(selector)
        await self.page.keyboard.type(words)


DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""The browser scrolls to what has the focus when it draws the page next."""
IS_AT = "selector => document.activeElement.matches(selector)"
IS_ASKED = "document.activeElement.matches('#now h1, #now .note, #now .notice')"
IS_REFUSED = "document.activeElement.matches('main > .faults')"
FORWARD = {"ltr": "ArrowRight", "rtl": "ArrowLeft"}
RADIOS = "#now .steps input, #now .one input, #now .choice input[type=radio]"
CHOSEN = "document.querySelector('#now input[name=answer]:checked')?.id || ''"


async def answer(keys: Keys, control: str) -> str:
    """Answer the question asked by keys; return what leads on."""
    page = keys.page
    if control in {"scale", "faces", "one"}:
        await keys.go_to("#now input[type=radio][name=answer]")
        await page.keyboard.press("Space")
        first = await page.evaluate(CHOSEN)
        direction: str = await page.evaluate("getComputedStyle(document.body).direction")
        await page.keyboard.press(FORWARD[direction])
        assert [first, await page.evaluate(CHOSEN)] == ["answer-1", "answer-2"], f"{control}, {direction}"
        assert await page.evaluate(SEEN) == ""
    elif control == "several":
        await keys.go_to("#now input[type=checkbox]")
        await page.keyboard.press("Space")
    elif control == "ranking":
        await keys.go_to("#now .rank button")
        await page.keyboard.press("Enter")
        assert await page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    elif control == "date":
        for name, value in (("day", "20"), ("month", "11"), ("year", "2026")):
            await keys.type_in(f"#now input[name={name}]", value)
    elif control == "words":
        await keys.type_in("#now textarea", WORDS)
    elif control == "number":
        await keys.type_in("#now input[name=answer]", "3")
    return "skip" if control == "file" else "next"


@in_each(LOOKS)
async def test_link_to_thanks_by_keys(visit: Visit, look: str) -> None:
    page, keys, form = visit.page, Keys(visit.page), find_form(visit, look)
    await visit.open_form(form.key, str(form.audience))
    await keys.press("button[data-way=one]:not([value=minute])")
    while not page.url.endswith(places.CHECK):
        visit.house.forgive()
        assert await page.evaluate(IS_ASKED), page.url
        await keys.press("#now button[value=next]")
        assert await page.evaluate(IS_REFUSED), page.url
        await keys.press(f"#now button[value={await answer(keys, await page.evaluate(CONTROL))}]")
    await keys.press("button[value=send]")
    assert page.url.endswith(places.SENT)


@in_each(CHATTY)
async def test_link_to_the_last_page_by_keys_as_a_chat(visit: Visit, look: str) -> None:
    page, keys, form = visit.page, Keys(visit.page), find_form(visit, look)
    await visit.open_form(form.key, str(form.audience))
    await keys.press("button[data-way=chat]")
    await page.locator("#talk").wait_for(state="attached")
    while await page.locator("#now").count():
        visit.house.forgive()
        said = await page.locator("#talk li").count()
        if await page.locator("#now .reply").count():
            await keys.go_to("#now .reply:nth-of-type(1), #now .reply")
        else:
            act = await answer(keys, await page.evaluate(CONTROL))
            await keys.go_to(f"#now button[value={act}]")
        await page.keyboard.press("Enter")
        await page.locator(f"#talk li:nth-child({said + 1}), .answers").first.wait_for()
        if await page.locator("#now").count():
            assert await page.evaluate("document.activeElement.matches('#now h1')")
    await keys.press("button[value=send]")
    assert page.url.endswith(places.SENT)


@pytest.mark.parametrize("look", SIMPLE)
async def test_two_keys_are_enough_where_there_are_few_words(visit: Visit, look: str) -> None:
    """As one who scans with a switch has them: the one goes on, the other takes."""
    page, keys, form = visit.page, Keys(visit.page), find_form(visit, look)
    await visit.open_form(form.key, str(form.audience))
    await keys.press("button[data-way=one]", "Space")
    chosen: list[str] = []
    while not page.url.endswith(places.CHECK):
        visit.house.forgive()
        control, act = await page.evaluate(CONTROL), "skip"
        if control in {"scale", "faces", "one"}:
            await keys.go_to("#answer-2")
            await page.keyboard.press("Space")
            chosen.append(await page.evaluate(CHOSEN))
            act = "next"
        await keys.press(f"#now button[value={act}]", "Space")
    await keys.press("button[value=send]", "Space")
    assert page.url.endswith(places.SENT)
    assert chosen == ["answer-2"] * 3


@pytest.mark.parametrize("look", ["look-older", "look-little"])
async def test_drawing_and_recording_let_the_focus_go(visit: Visit, look: str) -> None:
    page, keys, form = visit.page, Keys(visit.page), find_form(visit, look)
    await visit.open_form(form.key)
    await keys.press("button[data-way=one]:not([value=minute])")
    while await page.evaluate(CONTROL) != "file":
        visit.house.forgive()
        await keys.press("#now button[value=skip]")
    for back in ("Tab", "Shift+Tab"):
        if not await page.locator("#now .board").is_visible():
            await keys.go_to("#now [data-do=open]")
            await page.keyboard.press("Enter")
        await Keys(page, back).go_to("canvas")
        for key in ("Space", "ArrowDown", "Space"):
            await page.keyboard.press(key)
        await Keys(page, back).go_to("#now [data-do=done]" if back == "Tab" else "#now .back")
    await keys.press("#now button[value=skip]")
    await keys.go_to("#now .record .open")
    await page.keyboard.press("Enter")
    await page.locator("#now .live").wait_for()
    assert await page.evaluate(IS_AT, "[data-do=stop]")
    await page.locator(
        "#now .time", has_text=re.compile("0:0[1-9]")
    ).wait_for()  # sooner nothing may have been heard yet
    await page.keyboard.press("Space")
    await page.locator("#now .heard").wait_for()
    await keys.go_to("#now .record [data-do=away]")
    await page.keyboard.press("Space")
    assert await page.evaluate(IS_AT, "#now .record .open")
    await keys.go_to("#now button[value=skip]")

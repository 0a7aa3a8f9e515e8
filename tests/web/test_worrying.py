"""Worrying words in another language call a person, and whoever wrote them sees nothing of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.records import Alert, Response

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
CALM = "كل شيء بخير هنا"
WORRYING = (
    "أبي يضربنى كل يوم",
    "می ترسم به خانه بروم",
    "Toi so lam, ho danh toi",
    "ኣቦይ ይሃርመኒ",
    "\u0432\u0456\u043d \u0431\u2019\u0454 \u043c\u0435\u043d\u0435",
)
CHANGES = re.compile(r'name="(?:token|key)" value="[^"]*"|nonce="[^"]*"')


async def answer(house: House, words: str) -> tuple[Browser, Page]:
    """Answer a question in words; return the page after it."""
    browser, page = await house.begin(NINE)
    questions = house.parts.library.current(NINE).questions
    while questions[int(page.address.name) - 1].key != "worry":
        page = await browser.press(page, "Skip", [])
    return browser, await browser.press(page, "Next", [("answer", words)])


async def show_after(house: House, words: str) -> str:
    """Return the page after an answer, without what is another one on every page."""
    _, page = await answer(house, words)
    return CHANGES.sub("", page.html)


@pytest.mark.parametrize("words", WORRYING)
async def test_page_after_it_is_the_same_to_the_byte_and_a_person_is_called(house: House, words: str) -> None:
    calm = await show_after(house, CALM)
    assert await house.rows(Alert) == []
    assert await show_after(house, words) == calm
    [alert] = await house.rows(Alert)
    assert alert["cause"] == "words"


async def test_sent_answer_keeps_in_what_it_was_written(house: House) -> None:
    for words in (CALM, "all is well"):
        browser, page = await answer(house, words)
        await browser.press(await browser.skip_all(page), "Send")
    sent = await house.rows(Response)
    assert sorted(row["written_in"] for row in sent) == ["", "arabic"]

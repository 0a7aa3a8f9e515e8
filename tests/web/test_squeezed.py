"""Pages that hold nothing anybody said are sent compressed; every other page as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.web.house import House, Page

WORDS = "the heron stood quite still"


def is_squeezed(page: Page) -> bool:
    return page.headers.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize("path", ["/privacy", "/conversation", "/conversation/1"])
async def test_page_that_holds_nothing_said_is_squeezed(house: House, path: str) -> None:
    browser, _ = await house.begin()
    page = await browser.get(path)
    assert is_squeezed(page)
    assert page.html.startswith("<!doctype html>")


async def test_page_is_sent_as_it_is_to_a_browser_that_takes_no_gzip(house: House) -> None:
    browser, _ = await house.begin()
    page = await browser.get("/conversation/1", **{"Accept-Encoding": "identity"})
    assert not is_squeezed(page)
    assert page.headers["Vary"] == "Accept-Encoding"


async def test_page_that_gives_words_back_is_never_squeezed(house: House) -> None:
    browser, page = await house.begin()
    first = page.address.path
    await browser.press(page, "Next", [("answer", WORDS)])
    held = await browser.get(first)
    assert WORDS in held.html
    whole = await browser.get("/conversation/whole")
    assert WORDS in whole.html
    check = await browser.skip_all(await browser.get("/conversation"))
    assert WORDS in check.html
    refused = await browser.press(held, "Next", [("answer", WORDS * 400)])
    assert WORDS in refused.html
    wrong = await browser.press(await browser.get("/"), "Go on", [("code", WORDS)])
    assert WORDS in wrong.html
    assert [is_squeezed(page) for page in (held, refused, whole, check, wrong)] == [False] * 5


async def test_chat_that_shows_what_was_said_is_not_squeezed(house: House) -> None:
    browser, page = await house.begin("carer_before", audience="carer")
    page = await browser.press(page, "Skip")
    page = await browser.press(page, "Next", [("answer", WORDS)])
    talk = await browser.get(page.address.path, **{"Say-Chat": "0"})
    assert WORDS in talk.html
    assert not is_squeezed(talk)

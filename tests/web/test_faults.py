"""When the database cannot commit, or we are wrong: people are told, nothing is lost, nothing leaks."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from forms.problems import StoreUnavailableError
from forms.records import Response
from tests.canary import find_words
from tests.web.house import House, open_house

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from forms.store import Store

CANARY = "a yellow canary sang of nothing much"


class FailingStore:
    """The real store, until told to fail."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.writes: Exception | None = None
        self.reads: Exception | None = None

    async def write(self, unit: Any) -> Any:
        if self.writes:
            raise self.writes
        return await self.store.write(unit)

    async def read(self, statement: Any, parameters: Any = None) -> Any:
        if self.reads:
            raise self.reads
        return await self.store.read(statement, parameters)

    async def ping(self) -> None:
        if self.writes:
            raise self.writes
        await self.store.ping()


@pytest.fixture
async def failing(house: House) -> AsyncIterator[tuple[House, FailingStore]]:
    """The pages on a store that can be made to fail."""
    store = FailingStore(house.parts.store)
    opened = await open_house(replace(house.parts, store=store), house.clock)  # type: ignore[arg-type]
    yield opened, store
    await opened.close()


async def test_answer_that_could_not_be_saved_stays_in_the_page(failing: tuple[House, FailingStore]) -> None:
    house, store = failing
    browser, page = await house.begin()
    store.writes = StoreUnavailableError("disk full")
    page = await browser.press(page, "Next", [("answer", CANARY)])
    assert page.status == 503
    assert int(page.headers["Retry-After"]) > 0
    assert "We could not save that. Please try again." in page.text
    assert ("answer", CANARY) in page.fields("Try again")
    store.writes = None
    page = await browser.press(page, "Try again")
    assert "Will you come?" in page.text
    assert dict((await browser.get("/conversation/2")).fields("Next"))["answer"] == CANARY


async def test_nothing_is_thanked_for_that_is_not_saved(failing: tuple[House, FailingStore]) -> None:
    house, store = failing
    browser, page = await house.begin("feedback_carer")
    page = await browser.skip_all(page)
    store.writes = StoreUnavailableError("locked")
    page = await browser.press(page, "Send")
    assert (page.status, "Thank you" in page.text) == (503, False)
    store.writes = None
    assert "Thank you" in (await browser.press(page, "Try again")).text


async def test_page_that_cannot_be_read_says_try_again(failing: tuple[House, FailingStore]) -> None:
    house, store = failing
    browser, _ = await house.begin()
    store.reads = StoreUnavailableError("gone")
    page = await browser.get("/conversation/2")
    assert page.status == 503
    assert "We cannot open this just now. Please try again." in page.text


async def test_readiness_is_red_while_nothing_can_be_committed(failing: tuple[House, FailingStore]) -> None:
    house, store = failing
    browser = house.open_browser()
    assert (await browser.get("/readyz")).status == 200
    store.writes = StoreUnavailableError("locked")
    page = await browser.get("/readyz")
    assert (page.status, page.headers["Retry-After"]) == (503, "10")
    assert (await browser.get("/healthz")).status == 200


async def test_crash_is_a_page_with_help_and_a_line_without_content(
    failing: tuple[House, FailingStore], caplog: pytest.LogCaptureFixture
) -> None:
    house, store = failing
    browser, page = await house.begin()
    store.writes = RuntimeError(CANARY)
    with caplog.at_level(logging.DEBUG):
        page = await browser.press(page, "Next", [("answer", CANARY)])
    assert page.status == 500
    assert "It is our fault, not yours." in page.text
    assert "0800 1111" in page.text
    assert "RuntimeError in question" in caplog.text
    assert CANARY not in caplog.text


async def test_words_and_codes_are_in_no_file_and_no_log(
    house: House, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    code = await house.invite()
    browser = house.open_browser()
    with caplog.at_level(logging.DEBUG):
        page = await browser.press(await browser.get(f"/s/{code}"), "Start")
        page = await browser.press(page, "Next", [("answer", CANARY)])
        draft_files = find_words(folder, CANARY)
        page = await browser.skip_all(page)
        assert CANARY in page.text
        page = await browser.press(page, "Send")
    assert "Thank you" in page.text
    assert draft_files + find_words(folder, CANARY) + find_words(folder, code) == []
    for secret in (CANARY, code, code.lower()):
        assert secret not in caplog.text
    lines = [record.message for record in caplog.records if record.name == "forms.web.faults"]
    assert lines[0].startswith("GET link 303 ")


async def test_draft_of_a_form_that_is_gone_is_told_to_wait(house: House) -> None:
    browser, _ = await house.begin()
    house.parts.library._versions.clear()
    page = await browser.get("/conversation/2")
    assert page.status == 503
    assert page.headers["Retry-After"]
    assert "This form cannot be opened just now" in page.text


async def test_draft_in_the_database_is_of_no_use_without_the_browser(house: House) -> None:
    browser, page = await house.begin()
    await browser.press(page, "Next", [("answer", CANARY)])
    row = (await house.rows(Response))[0]
    assert CANARY.encode() not in row["draft"]
    other, page = await house.begin()
    assert CANARY not in (await other.get("/conversation/2")).html

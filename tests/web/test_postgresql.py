"""The same pages on PostgreSQL: one conversation, and one receipt however often it is sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from forms.records import Invitation, Response

if TYPE_CHECKING:
    from tests.postgresql import PostgresServer
    from tests.web.house import House


@pytest.fixture
def database_url(postgresql: PostgresServer) -> str:
    return postgresql.create_database()


async def test_conversation_on_postgresql(house: House) -> None:
    browser, page = await house.begin("have_your_say_12_17")
    page = await browser.press(await browser.answer_all(page, "said on the other database"), "Send")
    assert page.address.path == "/conversation/sent"


async def test_sending_many_times_at_once_is_one_response(house: House) -> None:
    browser, page = await house.begin("feedback_carer")
    check = await browser.skip_all(page)
    pages = await asyncio.gather(*(browser.press(check, "Send") for _ in range(8)))
    assert len({page.html for page in pages}) == 1
    assert len([row for row in await house.rows(Response) if row["receipt"]]) == 1
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]

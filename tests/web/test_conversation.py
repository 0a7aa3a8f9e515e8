"""Whole conversations over HTTP, by somebody who reads nothing but the HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.records import Response, ResponseAnswer
from forms.responses import read_answer

if TYPE_CHECKING:
    from tests.web.house import House

SHIPPED = ("have_your_say_12_17", "feedback_carer", "feedback_professional", "every_kind")
WORDS = "the heron stood quite still"


@pytest.mark.parametrize("form_key", SHIPPED)
async def test_conversation_answered_from_link_to_thanks(house: House, form_key: str) -> None:
    browser, page = await house.begin(form_key)
    page = await browser.press(await browser.answer_all(page, WORDS), "Send")
    assert (page.status, page.address.path) == (200, "/conversation/sent")
    response = (await house.rows(Response))[0]
    assert response["receipt"] in page.text
    key = house.parts.keys.open_data_key(response["sealed_key"])
    said = {row["question_key"]: read_answer(key, row) for row in await house.rows(ResponseAnswer)}
    assert WORDS in said.values()


@pytest.mark.parametrize("form_key", SHIPPED)
async def test_conversation_all_left_out(house: House, form_key: str) -> None:
    browser, page = await house.begin(form_key)
    page = await browser.press(await browser.skip_all(page), "Send")
    assert "Thank you" in page.text
    answers = await house.rows(ResponseAnswer)
    assert answers
    assert {(row["value"], row["sealed"]) for row in answers} == {(None, None)}

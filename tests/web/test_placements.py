"""A poster that anybody may scan: what is counted, what is asked, and that nobody is slowed or known."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.placements import choose_forms, end_placement, place
from forms import without_name
from forms.records import Alert, AnonymousResponse, PlacementCount, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.web.house import Browser, House, Page

MANY = 60
"""Three times as many wrong codes as a client may give."""
DAY = date(2026, 11, 20)
FORMS = ("feedback_parent", "feedback_carer", "feedback_professional")


async def hang(house: House, name: str = "civic-desk", forms: Sequence[str] = FORMS) -> None:
    await place(house.parts, name, choose_forms(house.parts.library, forms), "", house.clock.now)


async def press_place(browser: Browser, page: Page, form_key: str) -> Page:
    token = next(c.value for form in page.read.forms for c in form.controls if c.name == "token")
    return await browser.post("/conversation", [("token", token), ("place", form_key)])


async def count(house: House) -> list[tuple[Any, ...]]:
    rows = await house.rows(PlacementCount)
    return [(row["day"], row["scans"], row["starts"], row["completions"]) for row in rows]


async def test_from_the_scan_to_the_thanks(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await browser.get("/p/civic-desk")
    assert page.address.path == "/conversation"
    assert "Who are you?" in page.text
    assert all(sentence in page.text for sentence in without_name.NO_NAME_HERE.sentences)
    question = await press_place(browser, page, "feedback_carer")
    assert await count(house) == [(DAY, 1, 1, 0)]
    thanks = await browser.press(await browser.answer_all(question, "well"), "Send")
    assert thanks.address.path == "/conversation/sent"
    assert await count(house) == [(DAY, 1, 1, 1)]
    assert [row["form_key"] for row in await house.rows(AnonymousResponse)] == ["feedback_carer"]
    assert await house.rows(Response) == []


async def test_people_say_who_they_are_in_plain_words(house: House) -> None:
    await hang(house, forms=(*FORMS, "feedback_child"))
    page = await house.open_browser().get("/p/civic-desk")
    buttons = {c.text for form in page.read.forms for c in form.buttons()}
    assert buttons == {
        "I am a child or a young person",
        "I am a parent",
        "I am a carer",
        "I am there for my work",
    }


@pytest.mark.parametrize("typed", ["/P/CIVIC-DESK", "/p/Civic-Desk", "/P/civic-desk/"])
async def test_case_is_ignored(house: House, typed: str) -> None:
    await hang(house)
    assert (await house.open_browser().get(typed)).address.path == "/conversation"
    assert await count(house) == [(DAY, 1, 0, 0)]


async def test_one_form_asks_nobody_who_they_are(house: House) -> None:
    await hang(house, forms=("feedback_parent",))
    browser = house.open_browser()
    page = await browser.get("/p/civic-desk")
    assert "Who are you?" not in page.text
    page = await browser.press(page, "All questions")
    assert (await browser.press(page, "Send", [])).status == 200
    assert (await count(house))[0][1:3] == (1, 1)


async def test_previewer_only_counts_a_scan(house: House) -> None:
    await hang(house)
    for _ in range(3):
        await house.open_browser().get("/p/civic-desk", follow=False)
    assert await count(house) == [(DAY, 3, 0, 0)]
    assert await house.rows(Response) == []


async def test_pressing_start_twice_and_changing_ones_mind_is_one_start(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await browser.get("/p/civic-desk")
    await press_place(browser, page, "feedback_parent")
    page = await browser.get("/conversation")
    await press_place(browser, page, "feedback_parent")
    page = await browser.get("/conversation")
    await press_place(browser, page, "feedback_carer")
    assert await count(house) == [(DAY, 1, 1, 0)]
    assert [row["form_key"] for row in await house.rows(Response)] == ["feedback_carer"]


async def test_two_people_on_one_tablet_count_as_two(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    for _ in range(2):
        page = await press_place(browser, await browser.get("/p/civic-desk"), "feedback_professional")
        await browser.press(await browser.skip_all(page), "Send")
    assert await count(house) == [(DAY, 2, 2, 2)]
    assert len(await house.rows(AnonymousResponse)) == 2


async def test_each_day_in_london_is_counted_apart(house: House) -> None:
    await hang(house)
    house.clock.now = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
    await house.open_browser().get("/p/civic-desk")
    assert await count(house) == [(date(2027, 7, 1), 1, 0, 0)]


async def test_unknown_name_says_so_and_slows_nobody(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    unknown = await browser.get("/s/AAAABBBBCCCC")
    for _ in range(MANY):
        page = await browser.get("/p/no-such-place")
        assert (page.status, page.title) == (unknown.status, unknown.title)
        assert "letter by letter" not in page.text, "nobody typed a code"
        assert "This poster, leaflet or card is not in use." in page.text
    assert (await browser.get("/p/civic-desk")).status == 200


async def test_ended_placement_opens_nothing_and_what_was_begun_can_be_sent(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await press_place(browser, await browser.get("/p/civic-desk"), "feedback_professional")
    house.clock.now += timedelta(minutes=1)
    await end_placement(house.parts.store, "civic-desk", house.clock.now)
    assert (await house.open_browser().get("/p/civic-desk")).status == 404
    sent = await browser.press(await browser.skip_all(page), "Send")
    assert sent.address.path == "/conversation/sent"
    assert await count(house) == [(DAY, 1, 1, 1)]


async def test_help_at_a_poster_shows_the_ways_and_calls_nobody(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    await browser.get("/p/civic-desk")
    page = await browser.get("/help")
    assert not page.has_button("Ask someone")
    assert all(sentence in page.text for sentence in without_name.HELP)
    assert await house.rows(Alert) == await house.rows(Response) == []


async def test_form_that_is_not_there_cannot_be_begun(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await browser.get("/p/civic-desk")
    assert (await press_place(browser, page, "have_your_say_12_17")).status == 404
    assert await house.rows(Response) == []


async def test_whoever_comes_to_a_half_filled_form_is_asked_whose_it_is(house: House) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await press_place(browser, await browser.get("/p/civic-desk"), "feedback_professional")
    await browser.press(page, "Skip", [])
    assert (await browser.get("/p/civic-desk")).address.path == "/conversation/whose"


async def test_stopping_and_deleting_at_a_poster_speak_of_no_code_alone_and_promise_no_note(
    house: House,
) -> None:
    await hang(house)
    browser = house.open_browser()
    page = await press_place(browser, await browser.get("/p/civic-desk"), "feedback_professional")
    page = await browser.press(page, "Stop for now", [])
    assert "only your own code or link opens them here" in page.text
    page = await browser.get("/conversation/delete")
    assert page.has_button("Delete")
    assert "we keep a note" not in page.text, "nothing here calls anybody"

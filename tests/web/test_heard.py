"""You said, we did, as anybody reads it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forms.heard import About, ApproveHeardUnit, Heard, Point, WriteHeardUnit, list_up, name_writing
from forms.records import HeardPage
from tests.web.test_languages import choose, look, speak

if TYPE_CHECKING:
    from tests.web.house import House

HEARD = Heard(
    ("83 of 100 had a say.",), (Point("Wanted <Mum> there", "Mum is asked"),), (), ("A letter for all",)
)
LINK = "See what children told us"


async def put_up(house: House, band: str = "8-11", language: str = "en", heard: Heard = HEARD) -> str:
    page_id, now = house.parts.new_id(), house.clock.now
    about = About(band, language, date(2025, 4, 1), date(2026, 3, 31))
    await house.parts.store.write(WriteHeardUnit(house.parts.keys, page_id, about, heard, "writer", now))
    [row] = [row for row in await house.rows(HeardPage) if row["id"] == page_id]
    assert await house.parts.store.write(ApproveHeardUnit(page_id, name_writing(row), "second", now))
    return page_id


async def test_nothing_is_up_and_nothing_leads_there(house: House) -> None:
    browser = house.open_browser()
    assert LINK not in (await browser.get("/")).text
    assert [(await browser.get(path)).status for path in ("/heard", "/heard/8-11")] == [404, 404]


async def test_one_page_is_shown_at_once(house: House) -> None:
    await put_up(house)
    browser = house.open_browser()
    assert LINK in (await browser.get("/")).text
    page = await browser.get("/heard")
    assert (page.address.path, page.status) == ("/heard/8-11", 200)
    for words in (
        "You said, we did",
        "Wanted <Mum> there",
        "Mum is asked",
        "A letter for all",
        "For ages 8 to 11",
        "April 2025 \N{EN DASH} March 2026",
    ):
        assert words in page.text
    assert "Wanted &lt;Mum&gt; there" in page.html
    assert "What we could not do" not in page.text
    assert 'class="look-middle"' in page.html


async def test_several_ages_are_chosen_from(house: House) -> None:
    for band in ("12-17", "4-7"):
        await put_up(house, band)
    page = await house.open_browser().get("/heard")
    assert page.html.index("/heard/4-7") < page.html.index("/heard/12-17")
    assert len(await list_up(house.parts.store)) == 2


async def test_a_language_is_spoken_on_all_of_the_page_or_on_none(house: House) -> None:
    speak(house)
    theirs = Heard(("Marked words of the council",))
    await put_up(house)
    await put_up(house, language="ar", heard=theirs)
    await put_up(house, "4-7")
    browser = house.open_browser()
    page = await browser.get("/heard")
    page = await choose(browser, page)
    assert page.address.path == "/heard"
    unmarked: dict[str, list[str]] = {}
    there = look(await browser.get("/heard/8-11"), unmarked)
    assert "Marked words of the council" in there.text
    assert unmarked == {"/heard/8-11": ["words", "of", "the", "council"]}
    english = await browser.get("/heard/4-7")
    assert 'lang="en-GB"' in english.html
    assert "What changed" in english.text

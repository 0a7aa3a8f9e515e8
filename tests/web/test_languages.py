"""The pages in another language: every word of a conversation is said in it, and none is mixed in."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from forms.records import Child, Iro, Response, Review
from forms.units import Insert, PutUnit
from forms.web.language import COOKIE, OFFERED
from tests.pseudo import find_unmarked, make_pseudo

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

NAMES = ("Have Your Say", "Demoshire", "Marked", "English", "Tariq", "ico.org.uk/make-a-complaint")
FORMS = ("have_your_say_12_17", "check_in_simple", "feedback_child")
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
HURT = '<span lang="en" dir="ltr">If someone may be hurt, we must tell a person who can help.</span>'


def speak(house: House, *, checks_safety: bool = True) -> None:
    house.part(OFFERED)["ar"] = make_pseudo(checks_safety=checks_safety)


async def choose(browser: Browser, page: Page) -> Page:
    return await browser.press(page, "Marked")


def look(page: Page, unmarked: dict[str, list[str]]) -> Page:
    """Note every word that is not marked, in the text and in what screen readers and scripts are given."""
    said = re.sub(r"<(style|script)\b.*?</\1>|<head>.*?<title>|<!--.*?-->", " ", page.html, flags=re.DOTALL)
    given = re.findall(r'(?:aria-label|alt|placeholder|title|data-[a-z-]+)="([^"]*)"', said)
    spoken = [text for text in given if " " in text or text[:1].isupper()]
    words = unescape(" ".join((re.sub(r"<[^>]*>", " ", said), *spoken)))
    found = find_unmarked(RECEIPT.sub(" ", words), NAMES)
    if found:
        unmarked[page.address.path] = found
    return page


async def make_review(house: House) -> str:
    iro = Insert(Iro, {"iro_ref": "I1", "name": "Tariq"})
    child = Insert(Child, {"child_ref": "C1"})
    review = Insert(Review, {"review_ref": "R1", "child_ref": "C1", "iro_ref": "I1"})
    await house.parts.store.write(PutUnit((iro, child, review)))
    return "R1"


@pytest.mark.parametrize("form_key", FORMS)
async def test_no_word_of_a_conversation_is_left_in_english(house: House, form_key: str) -> None:
    speak(house)
    unmarked: dict[str, list[str]] = {}
    review_ref = await make_review(house)
    browser = house.open_browser()
    page = await browser.get("/")
    page = look(await choose(browser, page), unmarked)
    look(await browser.press(page, "Go on", [("code", "NOT-A-CODE")]), unmarked)
    page = look(await browser.get(f"/s/{await house.invite(form_key, review_ref=review_ref)}"), unmarked)
    look(await browser.get("/conversation/whole"), unmarked)
    page = look(await browser.press(page, "Start"), unmarked)
    while page.has_button("Skip"):
        refused = await browser.press(page, "Next", [("answer", "؟؟")])
        look(refused, unmarked)
        house.forgive()
        if refused.address == page.address:
            page = await browser.press(page, "Skip", [])
        else:
            page = refused
        look(page, unmarked)
    for address in ("/help", "/privacy", "/conversation/delete", "/conversation/whole", "/nowhere"):
        look(await browser.get(address), unmarked)
    look(await browser.press(await browser.get("/conversation/check"), "Stop"), unmarked)
    asked = await browser.press(await browser.get("/help"), "Ask someone to contact me", [])
    look(asked, unmarked)
    look(await browser.press(await browser.get("/conversation/check"), "Send"), unmarked)
    assert unmarked == {}
    [kept] = await house.rows(Response)
    assert kept["language"] == "ar"


async def test_page_says_its_language_and_its_direction(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    page = await browser.get("/")
    assert '<html lang="en-GB"' in page.html
    assert "dir=" not in page.html.partition("<head>")[0]
    page = await choose(browser, page)
    assert '<html lang="ar" dir="rtl"' in page.html
    assert '<html lang="en-GB"' in (await browser.press(page, "English")).html


async def test_words_about_safety_stay_english_until_they_are_checked_and_say_so(house: House) -> None:
    speak(house, checks_safety=False)
    browser = house.open_browser()
    await choose(browser, await browser.get("/"))
    page = await browser.get(f"/s/{await house.invite('have_your_say_12_17')}")
    assert (
        '<span lang="en" dir="ltr">If someone may be hurt, we must tell a person who can help.</span>'
        in page.html
    )
    page = await browser.get("/help")
    assert '<span lang="en" dir="ltr">Childline</span>' in page.html
    assert '<ul class="routes" lang="en" dir="ltr">' in page.html
    assert "They read these Monday to Friday, 9am to 5pm." in page.html


async def test_form_that_is_in_no_other_language_is_wholly_english_and_the_page_says_so(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    await choose(browser, await browser.get("/"))
    page = await browser.get(f"/s/{await house.invite('parent_before', 'parent')}")
    assert '<html lang="en-GB"' in page.html
    assert '<p class="notice" lang="ar" dir="rtl">⟦These questions are not in this language yet.' in page.html
    page = await browser.press(page, "Start")
    assert "⟦" not in page.html
    await browser.press(await browser.skip_all(page), "Send")
    [kept] = await house.rows(Response)
    assert kept["language"] == "en"


async def test_same_answers_are_shown_again_in_another_language(house: House) -> None:
    speak(house)
    browser, page = await house.begin("check_in")
    page = await browser.press(page, "Next", [("answer", "7")])
    await choose(browser, await browser.get("/"))
    page = await browser.get("/conversation/1")
    assert '<html lang="ar"' in page.html
    assert re.search(r'value="7" checked|checked value="7"', page.html)


async def test_choice_is_kept_for_the_session_alone(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    page = await browser.get("/")
    answer = await browser.press(page, "Marked", follow=False)
    [cookie] = [line for line in answer.headers.getall("Set-Cookie") if line.startswith(COOKIE)]
    assert cookie.startswith(f"{COOKIE}=ar;")
    assert "expires" not in cookie.casefold()
    assert "max-age" not in cookie.casefold()


async def test_what_the_browser_asks_for_is_offered_first_and_not_chosen(house: House) -> None:
    speak(house)
    page = await house.open_browser().get("/", **{"Accept-Language": "ar-SY,en;q=0.5"})
    assert '<html lang="en-GB"' in page.html
    assert re.search(r'value="ar"[^>]*dir="rtl">', page.html)
    page = await house.open_browser().get("/", **{"Accept-Language": "en-GB,ar;q=0.5"})
    assert re.search(r'value="ar"[^>]*class=quiet', page.html)


async def test_nothing_is_offered_where_nobody_has_checked_anything(house: House) -> None:
    assert house.part(OFFERED) == {}
    page = await house.open_browser().get("/")
    assert 'action="/language"' not in page.html


async def test_language_that_is_not_offered_changes_nothing(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get("/")
    token = re.search(r'name="token" value="(\w+)"', page.html)
    assert token is not None
    page = await browser.post(
        "/language", [("token", token[1]), ("language", "xx"), ("back", "//evil.example")]
    )
    assert page.status == 200
    assert page.address.path == "/"
    assert '<html lang="en-GB"' in page.html

"""A conversation begins in the language recorded of whoever the code is for; what a person chooses wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.records import Child, Response, Review
from forms.units import Insert, PutUnit
from forms.web.language import OFFERED
from tests.pseudo import make_pseudo

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

FORM = "have_your_say_12_17"
SPOKEN, ENGLISH = '<html lang="ar" dir="rtl"', '<html lang="en-GB"'


async def add_child(house: House, ref: str, language: str | None, parent_language: str | None = None) -> str:
    """Add a child with a meeting; return the meeting's reference."""
    child = {"child_ref": ref, "language": language, "parent_language": parent_language}
    review = {"review_ref": f"R-{ref}", "child_ref": ref}
    await house.parts.store.write(PutUnit((Insert(Child, child), Insert(Review, review))))
    return f"R-{ref}"


def speak(house: House) -> None:
    house.part(OFFERED)["ar"] = make_pseudo()


async def open_code(house: House, browser: Browser, language: str | None, **of_parents: str) -> Page:
    ref = await add_child(house, f"C{house.made}", language, **of_parents)
    audience = "parent" if of_parents else "child"
    return await browser.get(f"/s/{await house.invite(FORM, audience, review_ref=ref)}")


async def test_conversation_begins_in_the_language_of_the_child(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    page = await open_code(house, browser, "ar")
    assert SPOKEN in page.html
    assert page.has_button("English"), "there is a choice"
    page = await browser.press(page, "Start")
    assert SPOKEN in page.html
    [begun] = await house.rows(Response)
    assert begun["language"] == "ar"


async def test_conversation_begins_in_the_language_of_a_parent_and_not_of_the_child(house: House) -> None:
    speak(house)
    assert ENGLISH in (await open_code(house, house.open_browser(), "ar", parent_language="vi")).html
    assert SPOKEN in (await open_code(house, house.open_browser(), "vi", parent_language="ar")).html


async def test_what_nobody_recorded_or_offers_begins_in_english(house: House) -> None:
    speak(house)
    for language in (None, "en", "so"):
        assert ENGLISH in (await open_code(house, house.open_browser(), language)).html


async def test_what_somebody_chose_goes_before_what_is_recorded(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    await browser.press(await browser.get("/"), "Marked")
    assert SPOKEN in (await open_code(house, browser, "en")).html
    other = house.open_browser()
    code = await house.invite(FORM, review_ref=await add_child(house, "C-9", "ar"))
    page = await other.press(await other.get(f"/s/{code}"), "English")
    assert ENGLISH in page.html
    assert ENGLISH in (await other.get(f"/s/{code}")).html, "opened once more"


async def test_next_child_at_the_same_tablet_begins_in_their_own(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    assert SPOKEN in (await open_code(house, browser, "ar")).html
    assert ENGLISH in (await open_code(house, browser, None)).html
    page = await open_code(house, browser, "ar")
    await browser.press(page, "English")
    assert SPOKEN in (await open_code(house, browser, "ar")).html, "English was chosen by the one before"


async def test_what_was_begun_goes_on_in_the_language_it_was_asked_in(house: House) -> None:
    speak(house)
    browser = house.open_browser()
    code = await house.invite(FORM, review_ref=await add_child(house, "C-1", "ar"))
    page = await browser.press(await browser.get(f"/s/{code}"), "English")
    page = await browser.press(page, "Start")
    await browser.press(page, "Skip", [])
    browser.session.cookie_jar.clear(lambda cookie: cookie.key == "__Host-language")
    assert ENGLISH in (await browser.get(f"/s/{code}")).html

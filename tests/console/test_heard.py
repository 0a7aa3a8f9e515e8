"""A page for children in the console: drafted, written, put up by a second person, printed, taken down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from admin.accounts.roles import Role
from forms.languages.spoken import load_language
from forms.records import AuditEntry, HeardPage, PublishedFigures
from forms.web.language import OFFERED
from tests.console.staff import sign_in
from tests.console.test_figures import add_reviews

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

BEGIN = [("year", "2025"), ("band", "8-11"), ("language", "en")]
WORDS = [
    ("told-1", "  83 of every 100 meetings heard a child. "),
    ("changed-1-said", "Wanted Mum"),
    ("changed-1-answer", "Mum is asked"),
]


async def begin(browser: Browser) -> Page:
    page = await browser.get("/console/heard")
    return await browser.press(page, "Draft it", BEGIN)


async def test_it_is_written_by_one_and_put_up_by_another(house: House) -> None:
    writer, second = await sign_in(house, Role.BUSINESS_SUPPORT), await sign_in(house, Role.MANAGER)
    page = await writer.press(await begin(writer), "Keep it", WORDS)
    assert "83, 100: not from the published figures" in page.text
    assert not page.has_button("Put it up")
    page = await second.get(page.address.path)
    page = await second.press(page, "Put it up")
    assert "look at it" in page.text
    seen = await house.open_browser().get("/heard")
    assert "83 of every 100 meetings heard a child." in seen.text
    page = await second.press(page, "Take it down")
    assert (await house.open_browser().get("/heard")).status == 404
    actions = [row["action"] for row in await house.rows(AuditEntry) if row["action"].startswith("heard.")]
    assert actions == ["heard.write", "heard.write", "heard.put_up", "heard.take_down"]


async def test_what_a_draft_tells_is_in_the_ledger_once_and_nothing_else_of_the_year(house: House) -> None:
    await add_reviews(house)
    browser = await sign_in(house, Role.MANAGER)
    for _ in range(2):
        await browser.press(await browser.get("/console/heard"), "Draft it", [("year", "2026"), *BEGIN[1:]])
    [row] = await house.rows(PublishedFigures)
    [told] = json.loads(row["known"])
    assert (told["from"], told["to"]) == ("2026-04-01", "2027-03-31")
    assert "codes" in told["tables"]
    assert set(told["tables"]) <= {"codes", "children_heard"}
    actions = [row["action"] for row in await house.rows(AuditEntry)]
    assert actions.count("figures.publish") == 2


async def test_in_another_language_nothing_is_drafted_and_nothing_told(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get("/console/heard")
    await browser.press(page, "Draft it", [*BEGIN[:2], ("language", "uk")])
    assert await house.rows(PublishedFigures) == []


async def test_a_manager_who_wrote_it_cannot_put_it_up(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.press(await begin(browser), "Keep it", WORDS)
    assert not page.has_button("Put it up")
    [row] = await house.rows(HeardPage)
    fields = [*page.fields("Put it away")[:1], ("seen_at", "x"), ("act", "up")]
    refused = await browser.post(page.address.path, fields)
    assert (refused.status, row["approved_at"]) == (422, None)


async def test_half_a_pair_a_long_line_and_an_empty_page_are_refused(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    form = await begin(browser)
    for given, field in (
        ([("changed-2-said", "Only said")], "changed-2-answer"),
        ([("next-1", "long " * 60)], "next-1"),
        ([("told-1", " ")], "told-1"),
    ):
        refused = await browser.press(form, "Keep it", given)
        assert (refused.status, f'href="#{field}"' in refused.html) == (422, True)
        assert all(value.strip() in refused.html for _, value in given)


async def test_two_pages_and_a_poster_are_printed(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.press(await begin(browser), "Keep it", WORDS)
    for name in ("pages", "poster"):
        answer = await browser.session.get(browser.base.with_path(f"{page.address.path}/{name}.pdf"))
        assert (answer.content_type, (await answer.read())[:5]) == ("application/pdf", b"%PDF-")
        assert f"you-said-we-did-8-11-en-{name}.pdf" in answer.headers["Content-Disposition"]


async def test_a_year_an_age_or_a_language_that_is_not_offered_is_refused(house: House) -> None:
    browser = await sign_in(house, Role.MANAGER)
    page = await browser.get("/console/heard")
    for wrong in ([("year", "1999"), *BEGIN[1:]], [*BEGIN[:2], ("language", "xx")]):
        assert (await browser.press(page, "Draft it", wrong)).status == 422
    assert await house.rows(HeardPage) == []


async def test_a_page_in_arabic_is_drafted_in_arabic_and_says_what_is_left_to_its_writer(
    house: House,
) -> None:
    house.part(OFFERED)["ar"] = load_language("ar")
    writer = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await writer.get("/console/heard")
    page = await writer.press(page, "Draft it", [*BEGIN[:2], ("language", "ar")])
    assert "All of this page is in العربية" in page.text
    typed = [("told-1", "قلتم لنا 83 شيئا")]
    assert "83" in (await writer.press(page, "Keep it", typed)).text

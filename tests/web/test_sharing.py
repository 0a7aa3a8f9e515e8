"""Who may hear each answer, chosen and seen on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.records import Response, ResponseAnswer

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page

IRO, SAY, READ = "Only my IRO", "My IRO may say it for me", "It may be read out at my meeting"
FORM = "have_your_say_8_11"


async def stored(house: House) -> dict[str, str | None]:
    return {row["question_key"]: row["sharing"] for row in await house.rows(ResponseAnswer)}


def find_wish(page: Page) -> str:
    """Return the number of the answer about one change, as its button on the check page says it."""
    _, pressed = page.find_form(f"{SAY}: If you could change one thing")
    return pressed.value.partition(".")[0]


async def go_to(browser: Browser, page: Page, label: str) -> Page:
    while label not in page.text:
        page = await browser.press(page, "Skip", [])
    return page


async def answer_wish(house: House, sharing: str | None) -> tuple[Browser, Page]:
    browser, page = await house.begin(FORM)
    page = await go_to(browser, page, "If you could change one thing")
    chosen = [] if sharing is None else [("sharing", sharing)]
    page = await browser.press(page, "Next", [("answer", "a dog"), *chosen])
    return browser, await browser.skip_all(page)


async def test_nothing_chosen_is_private(house: House) -> None:
    browser, check = await answer_wish(house, None)
    assert f"{IRO} . Change who may hear your answer to: If you could change one thing" in check.text
    await browser.press(check, "Send")
    assert set((await stored(house)).values()) == {"only_iro"}


async def test_choice_beside_the_question_is_kept_with_its_answer_alone(house: House) -> None:
    browser, check = await answer_wish(house, "read_out")
    assert f"{READ} . Change who may hear your answer to: If you could change one thing" in check.text
    await browser.press(check, "Send")
    said = await stored(house)
    assert said.pop("change_wish") == "read_out"
    assert set(said.values()) == {"only_iro"}


async def test_question_shows_the_choice_quietly_and_says_what_holds(house: House) -> None:
    _, page = await house.begin(FORM)
    assert f"Who may hear this? {IRO}" in page.text
    assert '<details class="hear">' in page.html
    assert {control.value for control in page.find_form("Next")[0].controls if control.name == "sharing"} == {
        "only_iro",
        "iro_may_say",
        "read_out",
    }


async def test_choice_is_changed_on_the_check_page(house: House) -> None:
    browser, check = await answer_wish(house, None)
    pressed = await browser.press(check, f"{SAY}: If you could change one thing", [], follow=False)
    assert pressed.headers["Location"].startswith("/conversation/check#answer-")
    check = await browser.get("/conversation/check")
    assert f"{SAY} . Change who may hear your answer to: If you could" in check.text
    await browser.press(check, "Send")
    assert (await stored(house))["change_wish"] == "iro_may_say"


async def test_one_choice_for_all_answers(house: House) -> None:
    browser, check = await answer_wish(house, None)
    check = await browser.press(check, f"{READ}: all my answers", [])
    assert f"Choose who may hear all my answers {READ}" in check.text
    await browser.press(check, "Send")
    said = await stored(house)
    assert said["change_wish"] == "read_out"
    assert {said[key] for key in ("not_front_of", "could_see", "safe_way", "helper")} == {"only_iro"}


async def test_old_page_never_widens_and_sending_needs_what_it_showed(house: House) -> None:
    browser, old = await answer_wish(house, None)
    number = find_wish(old)
    wide = await browser.press(old, f"{READ}: If you could change one thing", [])
    back = await browser.press(wide, f"{IRO}: If you could change one thing", [])
    refused = await browser.press(old, "Send")
    assert refused.status == 409
    assert await house.rows(ResponseAnswer) == []
    form, _ = wide.find_form("Send")
    token = [(c.name, c.value) for c in form.controls if c.name == "token"]
    told = await browser.post("/conversation/check", [*token, ("hear", f"{number}.iro_may_say.read_out")])
    assert "We have not let more people hear it." in told.text
    await browser.press(await browser.get("/conversation/check"), "Send")
    assert (await stored(house))["change_wish"] == "only_iro"
    assert back.status == 200


async def test_refused_answer_keeps_the_choice_beside_it(house: House) -> None:
    browser, page = await house.begin(FORM)
    refused = await browser.press(page, "Next", [("sharing", "iro_may_say")])
    assert refused.status == 422
    assert f"Who may hear this? {SAY}" in refused.text


async def test_little_ones_choose_once_at_the_end(house: House) -> None:
    browser, page = await house.begin("have_your_say_4_7")
    assert "Who may hear this?" not in page.text
    check = await browser.skip_all(page)
    assert check.text.count("Who may hear this?") == 1
    assert not check.has_button(READ)
    await browser.press(check, "Send", [("sharing", "read_out")])
    said = await stored(house)
    assert (said["change_wish"], said["could_see"]) == ("read_out", "only_iro")


@pytest.mark.parametrize(("form_key", "audience"), [("feedback_child", "child"), ("carer_before", "carer")])
async def test_forms_without_the_choice_show_and_store_none(
    house: House, form_key: str, audience: str
) -> None:
    browser, page = await house.begin(form_key, audience=audience)
    assert "Who may hear" not in page.text
    check = await browser.skip_all(page)
    assert "Who may hear" not in check.text
    await browser.press(check, "Send", [("sharing", "read_out"), ("seen", "only_iro")])
    assert set((await stored(house)).values()) == {None}


async def test_page_of_all_questions_has_each_choice(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite(FORM)}")
    page = await browser.get("/conversation/whole")
    form, _ = page.find_form("Send")
    names = [c.name for c in form.controls if c.name.endswith("sharing") and c.on]
    place = next(row.name for row in form.controls if row.kind == "textarea").removesuffix("answer")
    given = [(name, "read_out" if name == f"{place}sharing" else "only_iro") for name in names]
    page = await browser.press(page, "Send", [*given, (f"{place}answer", "football")])
    assert page.address.path == "/conversation/sent"
    said = await stored(house)
    assert [key for key, sharing in said.items() if sharing == "read_out"] == ["fun"]


async def test_stopping_keeps_the_choice_with_the_draft(house: House) -> None:
    browser, page = await house.begin(FORM)
    await browser.press(page, "Stop for now", [("sharing", "read_out")])
    page = await browser.get("/conversation")
    assert f"Who may hear this? {READ}" in (await browser.press(page, "Start")).text
    assert len(await house.rows(Response)) == 1

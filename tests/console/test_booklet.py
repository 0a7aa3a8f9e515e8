"""A booklet that came back is typed in: saved once, as it was written, and never more than was there."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.attachments.sealed import PAGE, open_file, open_page
from forms.keys import TamperedError
from forms.records import (
    Alert,
    AnonymousAnswer,
    AnonymousResponse,
    Attachment,
    Invitation,
    OutboxMessage,
    PlacementCount,
    Response,
    ResponseAnswer,
    WorkerNote,
)
from forms.responses import list_files, read_answer
from forms.worker_notes import read_note
from tests.attachments import samples
from tests.canary import find_words
from tests.console.staff import sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

NINE = "have_your_say_8_11"
WORDS = "i lik the heron it stud qite stil"
SAVE = [("role", "business_support"), ("beside", "")]
PHOTO = (f"{samples.CANARY}.jpg", "image/jpeg", samples.make_photo())


def name_field(house: House, key: str, part: str = "answer", form_key: str = NINE) -> str:
    """Name a field of the page: questions are numbered as paper asks them."""
    rows = house.parts.library.current(form_key).on_paper.questions
    number = next(n for n, row in enumerate(rows, 1) if row.key == key)
    return f"q{number}-{part}"


async def open_sheet(house: House, code: str, browser: Browser | None = None) -> tuple[Browser, Page]:
    browser = browser or await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/paper")
    page = await browser.press(page, "Go on", [("code", code.lower())])
    return browser, await browser.press(page, "Start typing")


async def type_in(house: House, code: str, **answers: str) -> tuple[Browser, Page]:
    """Type in some answers, up to the page that shows them again."""
    browser, page = await open_sheet(house, code)
    given = [(name_field(house, key), value) for key, value in answers.items()]
    return browser, await browser.press(page, "Look at it again", given)


async def read_answers(house: House) -> dict[str, str | None]:
    [response] = await house.rows(Response)
    key = house.parts.keys.open_data_key(response["sealed_key"])
    return {row["question_key"]: read_answer(key, row) for row in await house.rows(ResponseAnswer)}


async def test_booklet_is_saved_as_it_was_written(house: House, folder: Path) -> None:
    code = await house.invite(NINE, review_ref="R-1")
    browser, page = await type_in(house, code, home_feel="2", fun=WORDS)
    assert WORDS in page.text
    page = await browser.press(page, "Save", SAVE)
    [response] = await house.rows(Response)
    assert (response["channel"], response["submitted_at"] is not None) == ("paper", True)
    assert response["receipt"] in page.text
    answers = await read_answers(house)
    assert (answers["home_feel"], answers["fun"], answers["worry"]) == ("2", WORDS, None)
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]
    assert find_words(folder, WORDS) == []


async def test_saving_twice_leaves_one_response(house: House) -> None:
    browser, page = await type_in(house, await house.invite(NINE), fun=WORDS)
    first, second = await asyncio.gather(*(browser.press(page, "Save", SAVE) for _ in range(2)))
    again = await browser.press(page, "Save", SAVE)
    [response] = await house.rows(Response)
    assert all(response["receipt"] in shown.text for shown in (first, second, again))
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]


async def test_what_is_typed_in_is_there_again_after_the_service_was_away(house: House) -> None:
    browser, page = await type_in(house, await house.invite(NINE), fun=WORDS)
    sheet = str(page.address.path).removesuffix("/check")
    assert WORDS in (await browser.get(sheet)).html
    stranger = await sign_in(house, Role.BUSINESS_SUPPORT)
    await stranger.get("/console")
    assert WORDS not in (await stranger.get(sheet)).html


async def test_what_could_not_be_read_is_neither_answer_nor_skip(house: House) -> None:
    browser, page = await open_sheet(house, await house.invite(NINE))
    given = [
        (name_field(house, "worry", "unread"), "yes"),
        (name_field(house, "fun"), WORDS),
        (name_field(house, "fun", "unread"), "yes"),
    ]
    page = await browser.press(page, "Look at it again", given)
    assert "Could not be read" in page.text
    await browser.press(page, "Save", [("role", "iro"), ("beside", "a heart on the cover")])
    answers = await read_answers(house)
    assert "worry" not in answers
    assert (answers["fun"], answers["best_thing"]) == (WORDS, None)
    [row] = await house.rows(WorkerNote)
    note = read_note(house.parts.keys, row)
    assert (note.role, note.words, note.unread) == ("iro", "a heart on the cover", ("fun", "worry"))


async def test_words_where_nobody_was_asked_are_kept_beside_the_answers(house: House) -> None:
    code = await house.invite(NINE)
    browser, page = await type_in(house, code, first_meeting="no", wish_known=WORDS)
    assert "nobody asked for" in page.text
    await browser.press(page, "Save", SAVE)
    assert "wish_known" not in await read_answers(house)
    [row] = await house.rows(WorkerNote)
    assert WORDS in read_note(house.parts.keys, row).words


async def test_who_may_hear_it_is_typed_in_as_it_is_ticked(house: House) -> None:
    browser, page = await open_sheet(house, await house.invite(NINE))
    given = [
        (name_field(house, "fun"), WORDS),
        (name_field(house, "fun", "sharing"), "read_out"),
        (name_field(house, "worry"), WORDS),
        (name_field(house, "home_feel"), "2"),
        ("rest-sharing", "iro_may_say"),
    ]
    for _ in range(2):
        check = await browser.press(page, "Look at it again", given)
    assert "It may be read out at my meeting" in check.text
    await browser.press(check, "Save", SAVE)
    heard = {row["question_key"]: row["sharing"] for row in await house.rows(ResponseAnswer)}
    assert [heard[key] for key in ("fun", "worry", "home_feel")] == ["read_out", "only_iro", "iro_may_say"]
    assert heard["not_front_of"] == "only_iro"


async def test_one_tick_at_the_end_is_for_all_answers(house: House) -> None:
    form_key = "have_your_say_4_7"
    browser, page = await open_sheet(house, await house.invite(form_key))
    given = [(name_field(house, "home_feel", form_key=form_key), "2"), ("rest-sharing", "read_out")]
    check = await browser.press(page, "Look at it again", given)
    await browser.press(check, "Save", SAVE)
    heard = {row["question_key"]: row["sharing"] for row in await house.rows(ResponseAnswer)}
    assert heard["home_feel"] == "read_out"


async def test_paper_insists_on_nothing(house: House) -> None:
    browser, page = await type_in(house, await house.invite("every_kind"))
    assert page.title.startswith("Check what you typed")
    await browser.press(page, "Save", SAVE)
    [response] = await house.rows(Response)
    assert response["submitted_at"] is not None


async def test_worker_is_asked_who_typed(house: House) -> None:
    browser, page = await type_in(house, await house.invite(NINE), fun=WORDS)
    page = await browser.press(page, "Save", [("beside", "a heart")])
    assert (page.status, "a heart" in page.html) == (422, True)
    [response] = await house.rows(Response)
    assert response["submitted_at"] is None


async def test_worry_calls_a_person_at_once_and_once(house: House) -> None:
    browser, page = await open_sheet(house, await house.invite(NINE))
    given = [(name_field(house, "fun"), WORDS), (name_field(house, "safe_feel"), "1")]
    page = await browser.press(page, "This worries me", given)
    assert (page.status, WORDS in page.text, "An alert is raised" in page.text) == (200, True, True)
    await browser.press(page, "This worries me", [])
    alerts = sorted((row["cause"], row["question_key"] or "") for row in await house.rows(Alert))
    assert alerts == [("choice", "safe_feel"), ("worker", "")]
    assert len(await house.rows(OutboxMessage)) == 2


async def test_worry_does_not_wait_for_an_answer_to_be_put_right(house: House) -> None:
    browser, page = await open_sheet(house, await house.invite("every_kind"))
    day = name_field(house, "when", "day", "every_kind")
    page = await browser.press(page, "This worries me", [(day, "77")])
    assert page.status == 422
    assert [row["cause"] for row in await house.rows(Alert)] == ["worker"]


async def test_code_that_is_used_up_is_not_used_again(house: House) -> None:
    code = await house.invite(NINE)
    first, page = await type_in(house, code, fun=WORDS)
    child = house.open_browser()
    web = await child.press(await child.get(f"/s/{code}"), "Start")
    await child.press(await child.skip_all(web), "Send")
    refused = await first.press(page, "Save", SAVE)
    assert "Answers were sent with that code already" in refused.text
    assert [row["submitted"] for row in await house.rows(Invitation)] == [1]
    typed = await first.press(await first.get("/console/paper"), "Go on", [("code", code)])
    assert not typed.has_button("Start typing")


async def test_booklet_posted_in_time_is_typed_in_late(house: House) -> None:
    code = await house.invite(NINE)
    house.clock.now += timedelta(days=40)
    browser, page = await type_in(house, code, fun=WORDS)
    await browser.press(page, "Save", SAVE)
    assert (await read_answers(house))["fun"] == WORDS
    child = house.open_browser()
    assert (await child.get(f"/s/{await house.invite(NINE, expires_at=house.clock.now)}")).status == 404


async def test_one_code_of_a_meeting_takes_several_booklets(house: House) -> None:
    code = await house.invite("feedback_professional", "professional", takes=12, review_ref="R-1")
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    for _ in range(2):
        _, page = await open_sheet(house, code, browser)
        page = await browser.press(page, "Look at it again", [])
        await browser.press(page, "Save", SAVE)
    assert [row["submitted"] for row in await house.rows(Invitation)] == [2]


async def test_blank_booklet_is_typed_in_for_its_review(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/paper/no-code")
    refused = await browser.press(page, "Go on", [("review", "R-9"), ("form", f"{NINE}:child")])
    assert (refused.status, "no review with that reference" in refused.text) == (422, True)
    for _ in range(2):
        shown = await browser.press(page, "Go on", [("review", "R-1"), ("form", f"{NINE}:child")])
    page = await browser.press(shown, "Start typing", [("form", f"{NINE}_simple")])
    await browser.press(await browser.press(page, "Look at it again", []), "Save", SAVE)
    [invitation] = await house.rows(Invitation)
    assert (invitation["review_ref"], invitation["form_key"], invitation["submitted"]) == ("R-1", NINE, 1)
    [response] = await house.rows(Response)
    assert response["form_key"] == f"{NINE}_simple"


async def test_booklet_without_a_name_is_tied_to_nothing(house: House) -> None:
    browser = await sign_in(house, Role.BUSINESS_SUPPORT)
    page = await browser.get("/console/paper/no-name")
    page = await browser.press(page, "Go on", [("form", "feedback_carer:carer")])
    page = await browser.press(page, "Start typing")
    page = await browser.press(page, "This worries me", [])
    sent = await browser.press(page, "Save", SAVE)
    again = await browser.press(page, "Save", SAVE)
    assert [shown.title.partition(" -")[0] for shown in (sent, again)] == ["Saved", "Saved"]
    [kept] = await house.rows(AnonymousResponse)
    assert (kept["channel"], kept["form_key"]) == ("paper", "feedback_carer")
    assert await house.rows(AnonymousAnswer)
    assert [await house.rows(table) for table in (Response, WorkerNote, Attachment)] == [[], [], []]
    [alert] = await house.rows(Alert)
    assert (alert["response_id"], alert["invitation_id"], alert["review_ref"]) == (None, None, None)
    [count] = await house.rows(PlacementCount)
    assert (count["name"], count["completions"]) == ("returned-booklets", 1)
    assert (await browser.get("/p/returned-booklets")).status == 404


async def test_photos_are_made_anew_and_sealed(house: House, folder: Path) -> None:
    browser, page = await type_in(house, await house.invite(NINE), fun=WORDS)
    check = str(page.address.path)
    sheet = check.removesuffix("/check")
    drawing = next(href for href, _ in page.read.links if "/drawing/" in href)
    await browser.send_files(await browser.get(drawing), "Add", {"photo": PHOTO}, words="")
    pages = await browser.send_files(await browser.get(f"{sheet}/pages"), "Add", {"photo": PHOTO}, words="")
    assert "There is 1 photo" in pages.text
    await browser.press(await browser.get(check), "Save", SAVE)
    [response] = await house.rows(Response)
    rows = {row["question_key"]: row for row in await house.rows(Attachment)}
    of_page, of_question = rows[PAGE], rows["fun"]
    for content in (open_page(house.parts.keys, of_page), open_file(house.parts.keys, of_question)):
        assert content.startswith(b"\xff\xd8")
        assert samples.CANARY.encode() not in content
    with pytest.raises(TamperedError):
        open_page(house.parts.keys, {**of_page, "response_id": "another"})
    key = house.parts.keys.open_data_key(response["sealed_key"])
    answers = {row["question_key"]: row for row in await house.rows(ResponseAnswer)}
    assert list_files(key, answers["fun"]) == (of_question["id"],)
    assert find_words(folder, samples.CANARY) == []


async def test_page_that_is_no_photo_is_refused(house: House) -> None:
    browser, page = await type_in(house, await house.invite(NINE))
    address = str(page.address.path).replace("/check", "/pages")
    refused = await browser.send_files(await browser.get(address), "Add", {"photo": b"%PDF-1.7"}, words="")
    assert (refused.status, await house.rows(Attachment)) == (422, [])


async def test_form_of_another_desk_is_refused(house: House) -> None:
    browser, page = await type_in(house, await house.invite(NINE))
    fields = page.fields("Save")
    stranger = await sign_in(house, Role.BUSINESS_SUPPORT)
    await stranger.get("/console")
    assert (await stranger.post(str(page.address.path), fields)).status == 403
    without = [(name, value) for name, value in fields if name != "token"]
    assert (await browser.post(str(page.address.path), without)).status == 403

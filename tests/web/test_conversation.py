"""Whole conversations over HTTP, by somebody who reads nothing but the HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from forms.answers import MAX_TEXT
from forms.records import InvitationCode, Response, ResponseAnswer
from forms.responses import read_answer

if TYPE_CHECKING:
    from tests.web.house import House

SHIPPED = (
    *("have_your_say_4_7", "have_your_say_8_11_simple", "have_your_say_12_17", "feedback_carer"),
    *("feedback_professional", "every_kind"),
)
WORDS = "the heron stood quite still"
MAX_QUESTION, MAX_LONG = 12_000, 120_000
"""Bytes, of a page for a phone without much left on its contract; the pages with every question are long."""
HOSTILE = "</textarea><script>alert(1)</script>&amp;\"'{{ 7*7 }}"


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


async def test_code_typed_leads_to_the_introduction_and_counts_no_scan(house: House) -> None:
    code = await house.invite()
    browser = house.open_browser()
    page = await browser.press(
        await browser.get("/"), "Go on", [("code", f" {code[:4]}-{code[4:].lower()} ")]
    )
    assert page.address.path == "/conversation"
    assert [row["scans"] for row in await house.rows(InvitationCode)] == [0]


@pytest.mark.parametrize("letter", ["s", "S"])
async def test_link_counts_a_scan_and_begins_nothing(house: House, letter: str) -> None:
    code = await house.invite()
    link = f"/{letter}/{code.lower() if letter == 's' else code}"
    page = await house.open_browser().get(link, follow=False)
    assert (page.status, page.headers["Location"]) == (303, "/conversation")
    assert [row["scans"] for row in await house.rows(InvitationCode)] == [1]
    assert await house.rows(Response) == []


async def test_link_is_not_opened_by_head(house: House) -> None:
    browser = house.open_browser()
    async with browser.session.head(f"{house.base}/s/{await house.invite()}") as answer:
        assert answer.status == 405
    assert [row["scans"] for row in await house.rows(InvitationCode)] == [0]


async def test_introduction_says_who_reads_before_question_one(house: House) -> None:
    page = await house.open_browser().get(f"/s/{await house.invite('have_your_say_12_17')}")
    assert "Your IRO runs your meeting and reads what you say." in page.text
    assert page.title == "Before you start - Have Your Say"


async def test_page_says_where_we_are_in_words_and_not_what_is_asked_in_its_title(house: House) -> None:
    _, page = await house.begin()
    assert page.title == "Question 1 of 8 - Have Your Say"
    assert "Question 1 of 8" in page.text


async def test_empty_answer_is_refused_with_a_link_to_its_field(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Next", [("answer", "  ")])
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert 'href="#answer"' in page.html
    assert 'id="answer"' in page.html


async def test_refused_answer_is_kept_in_the_page(house: House) -> None:
    browser, page = await house.begin()
    while "How many visits" not in page.text:
        page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "Next", [("answer", "seven-ish")])
    assert page.status == 422
    assert ("answer", "seven-ish") in page.fields("Next")
    assert "Please give a number, like 7." in page.text
    page = await browser.press(page, "Next", [("answer", "51")])
    assert "Please give a number from 0 to 50." in page.text
    page = await browser.press(page, "Next", [("answer", "7")])
    assert "When is good?" in page.text


async def test_refused_date_keeps_its_parts(house: House) -> None:
    browser, page = await house.begin()
    while "When is good" not in page.text:
        page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "Next", [("day", "31"), ("month", "2"), ("year", "2027")])
    assert page.status == 422
    assert {("day", "31"), ("month", "2"), ("year", "2027")} <= set(page.fields("Next"))


async def test_answer_of_someone_hostile_is_shown_as_they_wrote_it(house: House) -> None:
    browser, page = await house.begin()
    await browser.press(page, "Next", [("answer", HOSTILE)])
    page = await browser.get("/conversation/2")
    assert dict(page.fields("Next"))["answer"] == HOSTILE
    assert "<script>" not in page.html


@pytest.mark.parametrize(
    "given", ["%FF%FE", "a%00b", "%ED%A0%80", "%F0%9F%A6%86" * 10], ids=["bad", "nul", "half", "duck"]
)
async def test_answer_in_odd_bytes_is_taken_and_shown_again(house: House, given: str) -> None:
    browser, page = await house.begin()
    token = dict(page.fields("Next"))["token"]
    body = f"token={token}&revision=0&act=next&answer=x{given}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with browser.session.post(f"{house.base}/conversation/2", data=body, headers=headers) as answer:
        assert answer.status == 200
    assert (
        dict((await browser.get("/conversation/2")).fields("Next"))["answer"].startswith("x")
        or given == "a%00b"
    )


async def test_words_from_right_to_left_stand_so_on_the_check_page(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Next", [("answer", "\u0645\u0631\u062d\u0628\u0627 abc")])
    assert '<dd dir="auto">\u0645\u0631\u062d\u0628\u0627 abc</dd>' in (await browser.skip_all(page)).html


async def test_change_from_the_check_page_returns_there(house: House) -> None:
    browser, page = await house.begin("feedback_professional")
    page = await browser.skip_all(page)
    change = next(href for href, text in page.read.links if text.startswith("Change"))
    page = await browser.get(change)
    form, _ = page.find_form("Next")
    chosen = next(control for control in form.controls if control.kind == "radio")
    page = await browser.press(page, "Next", [(chosen.name, chosen.value)])
    assert page.address.path == "/conversation/check"


async def test_back_shows_the_answer_given_and_changes_nothing(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Next", [("answer", WORDS)])
    before = (await house.rows(Response))[0]["draft"]
    back = next(href for href, text in page.read.links if text == "Back")
    page = await browser.get(back)
    assert dict(page.fields("Next"))["answer"] == WORDS
    assert (await house.rows(Response))[0]["draft"] == before


async def test_same_question_in_two_tabs_loses_no_words(house: House) -> None:
    browser, page = await house.begin()
    await browser.press(page, "Next", [("answer", "first tab")])
    second = await browser.press(page, "Next", [("answer", "second tab")])
    assert second.status == 200
    assert "We have added that to what you wrote before." in second.text
    held = dict((await browser.get("/conversation/2")).fields("Next"))["answer"]
    assert held == "first tab\n\nsecond tab"


async def test_check_page_gone_stale_is_shown_anew_before_sending(house: House) -> None:
    browser, page = await house.begin()
    stale = await browser.skip_all(page)
    await browser.press(await browser.get("/conversation/2"), "Next", [("answer", WORDS)])
    page = await browser.press(stale, "Send")
    assert page.status == 409
    assert "Your answers have changed since this page was shown." in page.text
    assert WORDS in page.text
    assert (await browser.press(page, "Send")).address.path == "/conversation/sent"


async def test_send_twice_is_one_response_and_the_same_receipt(house: House) -> None:
    browser, page = await house.begin("feedback_carer")
    check = await browser.skip_all(page)
    first = await browser.press(check, "Send")
    second = await browser.press(check, "Send")
    assert first.html == second.html
    assert len(await house.rows(Response)) == 1


async def test_question_off_the_route_leads_back_to_where_we_are(house: House) -> None:
    browser, _ = await house.begin()
    for number in (4, 1, 99, 0):
        page = await browser.get(f"/conversation/{number}", follow=False)
        assert (page.status, page.headers["Location"]) == (303, "/conversation")


async def test_stop_keeps_what_was_typed_and_the_code_leads_back(house: House) -> None:
    code = await house.invite()
    browser = house.open_browser()
    page = await browser.press(await browser.get(f"/s/{code}"), "Start")
    page = await browser.press(page, "Stop for now", [("answer", WORDS)])
    assert page.address.path == "/conversation/stopped"
    await browser.get(f"/s/{code}")
    assert dict((await browser.get("/conversation/2")).fields("Next"))["answer"] == WORDS


@pytest.mark.parametrize("letter", ["w", "\u0628", "\u1230"], ids=["latin", "arabic", "ethiopic"])
async def test_longest_answer_is_taken_in_every_alphabet_and_a_longer_one_kept_in_the_page(
    house: House, letter: str
) -> None:
    browser, page = await house.begin("every_kind")
    refused = await browser.press(page, "Next", [("answer", letter * (MAX_TEXT + 1))])
    assert refused.status == 422
    assert letter * (MAX_TEXT + 1) in refused.html
    taken = await browser.press(refused, "Next", [("answer", letter * MAX_TEXT)])
    assert taken.status == 200


async def test_stop_does_not_throw_away_words_that_cannot_be_taken(house: House) -> None:
    browser, page = await house.begin("every_kind")
    page = await browser.press(page, "Stop for now", [("answer", "w" * (MAX_TEXT + 1))])
    assert page.status == 422
    assert "w" * (MAX_TEXT + 1) in page.html


async def test_draft_is_deleted_when_its_person_says_so(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Stop for now", [("answer", WORDS)])
    assert ("/conversation/delete", "Delete my answers") in page.read.links
    page = await browser.press(await browser.get("/conversation/delete"), "Delete")
    assert "There are no answers of yours here" in page.text
    assert await house.rows(Response) == []


async def test_sent_answers_are_not_deleted_by_whoever_holds_the_phone(house: House) -> None:
    browser, page = await house.begin("feedback_carer")
    page = await browser.skip_all(page)
    deletion = await browser.get("/conversation/delete")
    await browser.press(page, "Send")
    page = await browser.press(deletion, "Delete")
    assert page.address.path == "/conversation/sent"
    assert len(await house.rows(Response)) == 1


async def test_note_stands_before_its_question_and_the_last_on_the_check_page(house: House) -> None:
    browser, page = await house.begin()
    assert "Hello." in page.text
    page = await browser.skip_all(page)
    assert "That is all." in page.text


async def test_hints_and_faults_are_tied_to_their_fields(house: House) -> None:
    browser, page = await house.begin("have_your_say_12_17")
    while not ("textarea" in page.html and 'class="hint"' in page.html):
        page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "Next", [("answer", "")])
    assert 'aria-describedby="answer-hint answer-fault" aria-invalid=true>' in page.html
    assert {'id="answer-hint"', 'id="answer-fault"'} <= set(re.findall(r'id="[^"]+"', page.html))


@pytest.mark.parametrize("form_key", SHIPPED)
async def test_every_page_is_written_cleanly(house: House, form_key: str) -> None:
    browser, page = await house.begin(form_key)
    pages = [page, await browser.get("/conversation/whole"), await browser.get("/help")]
    while page.has_button("Skip"):
        page = await browser.press(page, "Skip", [])
        pages.append(page)
    for shown in pages:
        ids = re.findall(r' id="([^"]+)"', shown.html)
        assert len(ids) == len(set(ids)), shown.title
        assert set(re.findall(r' (?:for="|href="#)([^"]+)"', shown.html)) <= set(ids), shown.title
        assert re.search(r'="[^"]*"[a-z]', shown.html) is None, shown.title
        assert (
            re.search(r""" style=| on[a-z]+=|<script(?! type="module" src="/static/)|<style""", shown.html)
            is None
        ), shown.title
        assert len(shown.html) < (MAX_QUESTION if "Question" in shown.title else MAX_LONG), shown.title


async def test_that_is_all_keeps_what_was_given_and_goes_to_the_check_page(house: House) -> None:
    browser, page = await house.begin("feedback_parent", audience="parent")
    assert not page.has_button("That is all")
    page = await browser.press(page, "Next", [("answer", "4")])
    page = await browser.press(page, "That is all", [("answer", "partly")])
    assert page.address.path == "/conversation/check"
    page = await browser.press(page, "Send")
    assert page.address.path == "/conversation/sent"
    sent = {row["question_key"]: row["value"] for row in await house.rows(ResponseAnswer) if row["value"]}
    assert sent == {"meeting_score": "4", "could_say": "partly"}


async def test_that_is_all_with_an_answer_that_cannot_be_taken_stays_there(house: House) -> None:
    browser, page = await house.begin("every_kind")
    page = await browser.press(page, "Skip", [])
    page = await browser.press(page, "That is all", [("answer", "no such option")])
    assert page.status == 422
    assert page.has_button("That is all")


async def test_that_is_all_is_not_offered_on_the_last_question_or_while_changing(house: House) -> None:
    browser, page = await house.begin("feedback_parent", audience="parent")
    offered = []
    while page.has_button("Skip"):
        offered.append(page.has_button("That is all"))
        page = await browser.press(page, "Skip", [])
    assert offered == [False, *[True] * (len(offered) - 2), False]
    page = await browser.get("/conversation/3")
    assert (page.status, page.has_button("That is all")) == (200, False)

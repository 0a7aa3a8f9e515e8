"""All questions on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.library import parse_markdown
from forms.moves import Skip
from forms.records import Response, ResponseAnswer
from forms.web.posted import Posted
from forms.web.ticket import new_ticket
from forms.web.whole import read_moves
from tests.service.person import fill_in

if TYPE_CHECKING:
    from tests.web.house import Browser, House, Page


async def open_whole(house: House, form_key: str = "every_kind", **changed: object) -> tuple[Browser, Page]:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite(form_key, **changed)}")
    if page.has_button("All questions"):
        return browser, await browser.press(page, "All questions")
    return browser, await browser.get("/conversation/whole")


async def test_whole_form_is_offered_on_the_introduction_of_adults(house: House) -> None:
    browser = house.open_browser()
    page = await browser.get(f"/s/{await house.invite('carer_before', 'carer')}")
    assert ("/conversation/whole", "All questions on one page") in page.read.links
    page = await browser.get(f"/s/{await house.invite('feedback_carer', 'carer')}")
    assert page.has_button("All questions on one page")


async def test_more_questions_are_foretold_only_where_there_may_be_some(house: House) -> None:
    foretold = {}
    for form_key, audience in (("feedback_carer", "carer"), ("feedback_conference", "professional")):
        _, page = await open_whole(house, form_key, audience=audience)
        foretold[form_key] = "Some answers bring one more question" in page.text
    assert foretold == {"feedback_carer": False, "feedback_conference": True}


async def test_whole_form_sent_at_once(house: House) -> None:
    browser, page = await open_whole(house, "feedback_professional", takes=12)
    form, _ = page.find_form("Send")
    page = await browser.press(page, "Send", fill_in(form, "on the whole"))
    assert page.address.path == "/conversation/sent"
    answered = [row for row in await house.rows(ResponseAnswer) if row["value"] or row["sealed"]]
    assert len(answered) >= 12


async def test_whole_form_sent_empty_leaves_everything_out(house: House) -> None:
    browser, page = await open_whole(house, "feedback_professional")
    page = await browser.press(page, "Send")
    assert page.address.path == "/conversation/sent"
    rows = await house.rows(ResponseAnswer)
    assert {(row["value"], row["sealed"]) for row in rows} == {(None, None)}


async def test_whole_form_sent_twice_is_one_response(house: House) -> None:
    browser, page = await open_whole(house, "feedback_professional")
    first = await browser.press(page, "Send")
    assert (await browser.press(page, "Send")).html == first.html
    assert len(await house.rows(Response)) == 1


async def test_every_fault_is_named_at_once_and_everything_is_kept(house: House) -> None:
    browser, page = await open_whole(house)
    given = [("q2-answer", "some words"), ("q7-answer", "seven"), ("q8-day", "31"), ("q8-month", "2")]
    page = await browser.press(page, "Send", [*given, ("q8-year", "2027")])
    assert page.status == 422
    assert page.title == "Error: All questions - Have Your Say"
    assert "Please give a number, like 7." in page.text
    assert "Please give a date, like 20/11/2026." in page.text
    assert {*given, ("q8-year", "2027")} <= set(page.fields("Send"))
    assert 'href="#q7-answer"' in page.html
    assert 'href="#q8-day"' in page.html
    assert await house.rows(Response) == []


async def test_question_that_an_answer_brings_up_is_asked_next(house: House) -> None:
    browser, page = await open_whole(house)
    assert "Why not?" not in page.text
    page = await browser.press(page, "Send", [("q3-answer", "no")])
    assert page.address.path == "/conversation/4"
    assert "Why not?" in page.text
    page = await browser.press(page, "Skip", [])
    assert page.address.path == "/conversation/check"


async def test_whole_form_shows_and_changes_what_was_said_before(house: House) -> None:
    browser, page = await house.begin()
    page = await browser.press(page, "Next", [("answer", "first words")])
    await browser.press(page, "Next", [("answer", "no")])
    page = await browser.get("/conversation/whole")
    fields = dict(page.fields("Send"))
    assert (fields["q2-answer"], fields["q3-answer"]) == ("first words", "no")
    page = await browser.press(page, "Send", [("q2-answer", "other words"), ("q4-answer", "because")])
    assert page.address.path == "/conversation/sent"
    rows = {row["question_key"]: row for row in await house.rows(ResponseAnswer)}
    assert rows["going"]["value"] is None
    assert "why_not" not in rows


async def test_whole_form_gone_stale_loses_no_words(house: House) -> None:
    browser, page = await house.begin()
    await browser.press(page, "Next", [("answer", "first words")])
    stale = await browser.get("/conversation/whole")
    await browser.press(await browser.get("/conversation/2"), "Next", [("answer", "meanwhile")])
    page = await browser.press(stale, "Send", [("q2-answer", "first words"), ("q3-answer", "no")])
    assert "Why not?" in page.text
    held = dict((await browser.get("/conversation/2")).fields("Next"))["answer"]
    assert held == "meanwhile\n\nfirst words"


def test_whole_form_that_names_a_question_often_makes_one_move(house: House) -> None:
    form = house.parts.library.current("every_kind")
    posted = Posted(new_ticket(), {"shown": ["2 02 002 3 2 999"]})
    moves = [move.question for move in read_moves(form, posted) if isinstance(move, Skip)]
    assert moves == [form.questions[1].key, form.questions[2].key]


async def test_form_edited_while_its_page_was_open_is_answered_as_it_was_shown(house: House) -> None:
    browser, page = await open_whole(house, "feedback_professional")
    library = house.parts.library
    shown = library.current("feedback_professional")
    edited = library.source(shown.key, shown.version).replace(" went_well ", " good_part ")
    library.adopt(shown.key, parse_markdown(edited).version, edited)
    form, _ = page.find_form("Send")
    page = await browser.press(page, "Send", fill_in(form, "the biscuits"))
    library.release(shown.key)
    assert page.address.path == "/conversation/sent"
    assert [row["form_version"] for row in await house.rows(Response)] == [shown.version]
    sent = {row["question_key"]: row["sealed"] for row in await house.rows(ResponseAnswer)}
    assert sent["went_well"] is not None


async def test_many_questions_left_out_are_folded_away_and_what_was_said_is_not(house: House) -> None:
    browser, page = await house.begin("feedback_carer", audience="carer")
    page = await browser.press(page, "Next", [("answer", "4")])
    page = await browser.press(page, "That is all")
    before, folded, behind = page.html.partition("<summary>Questions you skipped: 17</summary>")
    assert folded
    assert ['id="answer-1"' in part for part in (before, behind)] == [True, False]
    assert [part.count("You skipped this") for part in (before, behind)] == [0, 17]

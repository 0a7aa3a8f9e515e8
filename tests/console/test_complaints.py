"""Complaints: raised by a choice or by staff, read by the complaints manager alone, answered in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from admin.accounts.roles import Role
from forms.library import Library
from forms.records import AuditEntry, Complaint, ComplaintStep, Response, Review
from forms.units import Insert, PutUnit
from tests.canary import find_words
from tests.console.staff import OTHER, sign_in
from tests.console.test_reading import send_answers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

QUEUE = "/console/complaints"
HERON, ANSWER, WHY = "nobody asked about the heron", "the heron came home", "two people are away"
NEW = [("audience", "child"), ("words", HERON), ("came_on", "19/11/2026"), ("review", "R-1")]


async def send_feedback(house: House, answer: str) -> tuple[str, Page]:
    """Send a parent's feedback, with an answer to whether it is a complaint."""
    known = {row["id"] for row in await house.rows(Response)}
    browser, page = await house.begin("feedback_parent", audience="parent", review_ref="R-1")
    page = page if page.has_button("Skip") else await browser.get("/conversation/1")
    while page.has_button("Skip"):
        given = [("answer", answer)] if "make a complaint" in page.text else []
        page = await browser.press(page, "Next" if given else "Skip", given)
    thanks = await browser.press(page, "Send")
    [response] = [row for row in await house.rows(Response) if row["id"] not in known]
    return response["id"], thanks


async def write_down(house: House, role: Role, **changed: str) -> Page:
    browser = await sign_in(house, role)
    page = await browser.get(f"{QUEUE}/new")
    return await browser.press(page, "Give it", [(name, changed.get(name, value)) for name, value in NEW])


async def open_one(house: House) -> tuple[Browser, Page]:
    [row] = await house.rows(Complaint)
    browser = await sign_in(house, Role.COMPLAINTS)
    return browser, await browser.get(f"{QUEUE}/{row['id']}")


async def list_actions(house: House) -> list[tuple[str, str]]:
    return [(row["action"], row["role"]) for row in await house.rows(AuditEntry) if row["by"]]


async def test_choice_in_a_form_raises_one_and_the_person_sees_nothing_of_it(house: House) -> None:
    _, plain = await send_feedback(house, "no")
    assert await house.rows(Complaint) == []
    response_id, thanks = await send_feedback(house, "yes")
    [row] = await house.rows(Complaint)
    assert (row["response_id"], row["source"], row["audience"]) == (response_id, "choice", "parent")
    assert (row["review_ref"], row["sealed"]) == ("R-1", None)
    assert (thanks.title, len(thanks.text)) == (plain.title, len(plain.text))


TOLD_TOO = "the complaints manager is told too."
LEARNS = "They learn how to answer you safely, and nothing else that you said."


async def ask_for_help(house: House, form_key: str, wanted: list[str]) -> str:
    """Send a child's form with these kinds of help; return the page that asked for them."""
    browser, page = await house.begin(form_key, review_ref="R-1")
    house.forgive()
    form, asked = house.parts.library.current(form_key), ""
    while page.has_button("Skip"):
        key = form.questions[int(page.address.path.rpartition("/")[2]) - 1].key
        asked = page.text if key == "want_help" else asked
        given = {"want_help": wanted, "worry": [HERON]}.get(key, [])
        page = await browser.press(page, "Next" if given else "Skip", [("answer", each) for each in given])
    await browser.press(page, "Send")
    return asked


@pytest.mark.parametrize("form_key", ["have_your_say_8_11", "have_your_say_12_17_simple"])
async def test_child_who_asks_for_help_to_complain_does_not_depend_on_the_iro(
    house: House, form_key: str
) -> None:
    """Before the choice the page says who is told; the clock begins, and no word of the rest goes along."""
    asked = await ask_for_help(house, form_key, ["advocate"])
    assert TOLD_TOO in asked
    assert await house.rows(Complaint) == []
    await ask_for_help(house, form_key, ["advocate", "complaint"])
    [row] = await house.rows(Complaint)
    assert (row["source"], row["audience"], row["review_ref"]) == ("choice", "child", "R-1")
    browser, page = await open_one(house)
    assert "They asked in a form for help to make a complaint." in page.text
    assert HERON not in page.html
    assert "10 working days left" in (await browser.get(QUEUE)).text
    assert (await (await sign_in(house, Role.IRO)).get(QUEUE)).status == 403


def test_every_form_that_raises_a_complaint_says_who_is_told() -> None:
    library = Library.shipped()
    forms = [library.current(key) for key in library.keys()]  # noqa: SIM118 - no dictionary
    hints = {
        form.key: question.hint
        for form in forms
        for question in form.questions
        if question.key == "want_help" and "complaint" in {option.value for option in question.options}
    }
    assert len(hints) == 5
    assert [key for key, hint in hints.items() if TOLD_TOO not in hint] == []
    assert [key for key, hint in hints.items() if LEARNS not in hint and not key.endswith("_simple")] == []


async def test_queue_has_the_clock_and_no_words(house: House) -> None:
    kept = await write_down(house, Role.BUSINESS_SUPPORT)
    assert "complaints manager" in kept.title
    for role in (Role.COMPLAINTS, Role.MANAGER):
        queue = await (await sign_in(house, role)).get(QUEUE)
        assert "3 Dec 2026" in queue.text
        assert "9 working days left" in queue.text
        assert HERON not in queue.html
    house.clock.now += timedelta(days=21)
    assert "Late by 6 working days" in (await (await sign_in(house, Role.MANAGER)).get(QUEUE)).text


async def test_words_are_read_by_the_complaints_manager_alone_and_that_is_written_down(
    house: House, folder: Path
) -> None:
    await write_down(house, Role.IRO)
    browser, page = await open_one(house)
    assert HERON not in page.html
    opened = await browser.press(page, "Open the words")
    assert HERON in opened.text
    assert await list_actions(house) == [("complaint.raise", "iro"), ("complaint.open", "complaints_manager")]
    assert find_words(folder, HERON) == []
    [row] = await house.rows(Complaint)
    for role in set(Role) - {Role.COMPLAINTS}:
        assert (await (await sign_in(house, role)).get(f"{QUEUE}/{row['id']}")).status == 403


async def test_it_is_acknowledged_extended_and_answered_once(house: House) -> None:
    await write_down(house, Role.MANAGER)
    browser, page = await open_one(house)
    page = await browser.press(page, "They were told")
    assert "Thursday 3 December 2026" in page.text
    assert not page.has_button("They were told")
    for step, button, words in (("extend", "Take more time", WHY), ("answer", "Keep the answer", ANSWER)):
        asked = await browser.get(f"{page.address.path}/{step}")
        refused = await browser.press(asked, button, [("words", "")])
        assert refused.status == 422
        page = await browser.press(refused, button, [("words", words), ("outcome", "partly_upheld")])
        assert words not in page.html
    assert "Thursday 17 December 2026. Answered in time" in page.text
    assert "Upheld in part" in page.text
    assert "Friday 18 December 2026" in page.text
    opened = await browser.press(page, "Open the words")
    assert all(words in opened.text for words in (HERON, WHY, ANSWER))
    again = await browser.get(f"{page.address.path}/answer")
    assert again.address.path == page.address.path
    assert len(await house.rows(ComplaintStep)) == 3
    assert [action for action, _ in await list_actions(house)] == [
        "complaint.raise",
        "complaint.acknowledge",
        "complaint.extend",
        "complaint.answer",
        "complaint.open",
    ]


async def test_reader_says_that_it_is_one_and_adds_to_one_that_is_there(house: House) -> None:
    response_id = await send_answers(house)
    iro = await sign_in(house, Role.IRO)
    brief = await iro.press(await iro.get(f"/console/read/{response_id}"), "Everything", [])
    assert f"{QUEUE}/from/{response_id}" in brief.html
    asked = await iro.get(f"{QUEUE}/from/{response_id}")
    assert "Friday 4 December 2026" in asked.text
    await iro.press(asked, "Tell the complaints manager", [("words", HERON)])
    await iro.press(await iro.get(f"{QUEUE}/from/{response_id}"), "Tell", [("words", WHY)])
    [row] = await house.rows(Complaint)
    assert (row["source"], row["review_ref"], row["response_id"]) == ("read", "R-1", response_id)
    browser, page = await open_one(house)
    opened = await browser.press(page, "Open the words")
    assert HERON in opened.text
    assert WHY in opened.text
    assert "face to face" in opened.text
    assert "Must not know" in opened.text


async def test_nobody_names_what_is_not_theirs(house: House) -> None:
    other = {"review_ref": "R-2", "child_ref": "C-1", "iro_ref": OTHER}
    await house.parts.store.write(PutUnit((Insert(Review, {**other, "due_on": None}),)))
    response_id, _ = await send_feedback(house, "no")
    iro = await sign_in(house, Role.IRO, iro_ref=OTHER)
    assert (await iro.get(f"{QUEUE}/from/{response_id}")).status == 404
    refused = await write_down(house, Role.IRO, review="R-9")
    assert refused.status == 422
    assert HERON in refused.text
    for wrong in ({"came_on": "31/12/2026"}, {"audience": ""}, {"words": " "}, {"came_on": "soon"}):
        assert (await write_down(house, Role.IRO, **wrong)).status == 422
    assert await house.rows(Complaint) == []

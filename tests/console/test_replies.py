"""Answering somebody: seen first as they will see it, by the one safe way, noted once they know."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from admin.accounts.roles import Role
from forms.audit import verify_audit
from forms.messages import Words, read_words
from forms.records import AuditEntry, Message, Response
from tests.canary import find_words
from tests.console.staff import OTHER, sign_in
from tests.web.answered import SAFE_HERE, send

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.house import Browser, House, Page

FORM = "have_your_say_12_17_simple"
WORDS = "The grey heron will be there on Saturday."
NOTICE = "There is a message for you."
WANTS = {"tell_back": "yes"}
LETTER = {"safe_way": "letter", "could_see": "no"}


async def find_response(house: House) -> str:
    [row] = [row for row in await house.rows(Response) if row["submitted_at"]]
    return str(row["id"])


async def send_about(house: House, answers: dict[str, str]) -> tuple[Browser, str]:
    form_key = "have_your_say_12_17" if "tell_back" in answers else FORM
    browser = await send(house, answers, form_key, review_ref="R-1")
    return browser, f"/console/responses/{await find_response(house)}"


async def preview(staff: Browser, base: str, words: str = WORDS, promised_on: str = "") -> Page:
    page = await staff.get(f"{base}/reply")
    given = [("words", words), ("promised_on", promised_on)]
    return await staff.press(page, "See it as they will see it", given)


async def read_row(house: House) -> Any:
    [row] = await house.rows(Message)
    return row


async def list_audit(house: House) -> list[tuple[str, str]]:
    rows = await house.rows(AuditEntry)
    return [(row["action"], row["role"]) for row in rows if row["action"] != "chain.open"]


async def test_reply_is_seen_first_then_sent_then_read(house: House, folder: Path) -> None:
    child, base = await send_about(house, {**SAFE_HERE, **WANTS})
    iro = await sign_in(house, Role.IRO)
    page = await preview(iro, base, promised_on="12/12/2026")
    assert page.text.index(NOTICE) < page.text.index(WORDS)
    assert "You will hear more by 12 December 2026." in page.text
    assert await house.rows(Message) == []
    said = await iro.press(page, "Send it", page_fields(page))
    assert said.address.path == f"{base}/said"
    assert "they have not opened it yet" in said.text
    assert WORDS not in said.html
    seen = await child.press(await child.get("/conversation/sent"), "Read it")
    assert WORDS in seen.text
    assert "iro wrote this on 20 November 2026." in seen.text
    assert "They opened it on 20 November 2026" in (await iro.get(f"{base}/said")).text
    assert await list_audit(house) == [("response.reply", "iro")]
    assert await verify_audit(house.parts.store, house.parts.keys) == (2, [])
    assert find_words(folder, WORDS) == []


def page_fields(page: Page) -> list[tuple[str, str]]:
    """Nothing is typed on the preview: its hidden fields say it all."""
    assert page.has_button("Change it")
    return []


async def test_the_same_page_sent_twice_is_one_reply(house: House) -> None:
    _, base = await send_about(house, SAFE_HERE)
    iro = await sign_in(house, Role.IRO)
    page = await preview(iro, base)
    for _ in range(2):
        await iro.press(page, "Send it", [])
    assert read_words(house.parts.keys, await read_row(house)) == Words(WORDS)


async def test_changing_it_keeps_what_was_typed(house: House) -> None:
    _, base = await send_about(house, SAFE_HERE)
    iro = await sign_in(house, Role.IRO)
    page = await iro.press(await preview(iro, base), "Change it", [])
    assert page.status == 200
    assert WORDS in page.html
    assert await house.rows(Message) == []


@pytest.mark.parametrize(
    ("words", "promised_on", "said"),
    [
        ("", "", "Write what you want to say."),
        ("a" * 2_001, "", "Keep it under 2,000 letters."),
        (WORDS, "19/11/2026", "Write the day as 01/12/2026, not before today"),
        (WORDS, "soon", "Write the day as 01/12/2026, not before today"),
    ],
)
async def test_what_is_wrong_is_said(house: House, words: str, promised_on: str, said: str) -> None:
    _, base = await send_about(house, SAFE_HERE)
    page = await preview(await sign_in(house, Role.IRO), base, words, promised_on)
    assert (page.status, said in page.text) == (422, True)


async def test_letter_is_printed_posted_and_that_is_noted(house: House) -> None:
    child, base = await send_about(house, LETTER)
    iro = await sign_in(house, Role.IRO)
    page = await preview(iro, base)
    assert "What the letter will say" in page.text
    assert NOTICE not in page.text
    said = await iro.press(page, "Keep it, to be told", [])
    assert "Print the letter and have it posted." in said.text
    href = next(href for href, text in said.read.links if text.startswith("Print the letter"))
    letter = await iro.get(href)
    assert WORDS in letter.text
    house.clock.now += timedelta(minutes=5)
    told = await iro.press(await iro.get(f"{base}/said"), "The letter is posted", None)
    assert "They were told on 20 November 2026" in told.text
    row = await read_row(house)
    assert (row["done_at"], bool(row["done_by"])) == (house.clock.now, True)
    assert NOTICE not in (await child.get("/conversation/sent")).text
    assert [action for action, _ in await list_audit(house)] == [
        "response.reply",
        "message.print",
        "message.tell",
    ]


async def test_letter_that_others_may_see_holds_a_bare_notice(house: House) -> None:
    _, base = await send_about(house, {**LETTER, "could_see": "some"})
    iro = await sign_in(house, Role.IRO)
    page = await preview(iro, base)
    assert page.text.index(NOTICE) < page.text.index("face to face, when nobody is near")
    said = await iro.press(page, "Keep it, to be told", [])
    href = next(href for href, text in said.read.links if text.startswith("Print the letter"))
    letter = await iro.get(href)
    assert NOTICE in letter.text
    assert WORDS not in letter.html


@pytest.mark.parametrize(
    ("answers", "to_do"),
    [
        ({}, "Say it to them face to face, when nobody is near."),
        ({"safe_way": "phone", "could_see": "no"}, "Ring them and say it."),
        ({"safe_way": "phone"}, "Ring them and say only that there is a message."),
        ({**SAFE_HERE, "could_see": "yes"}, "They see only that there is a message. Say it to them"),
        ({"safe_way": "through_someone", "could_see": "no"}, "Give it to the person the child trusts"),
    ],
)
async def test_console_says_what_to_do_where_nothing_can_be_sent(
    house: House, answers: dict[str, str], to_do: str
) -> None:
    _, base = await send_about(house, answers)
    iro = await sign_in(house, Role.IRO)
    page = await preview(iro, base)
    said = await iro.press(page, "Send it" if page.has_button("Send it") else "Keep it, to be told", [])
    assert to_do in said.text
    assert not any(text.startswith("Print") for _, text in said.read.links)
    assert "I have told them" in said.html


async def test_who_asked_to_hear_back_is_told_that_it_was_read(house: House) -> None:
    child, base = await send_about(house, {**SAFE_HERE, **WANTS})
    iro = await sign_in(house, Role.IRO)
    page = await iro.get(f"{base}/read")
    assert "iro has read what you sent." in page.text
    await iro.press(page, "Mark as read")
    assert not (await iro.get(f"{base}/read")).has_button("Mark as read")
    seen = await child.press(await child.get("/conversation/sent"), "Read it")
    assert "iro has read what you sent." in seen.text
    assert await list_audit(house) == [("response.mark_read", "iro")]


@pytest.mark.parametrize(
    "answers", [SAFE_HERE, {**WANTS, "safe_way": "phone"}, {**SAFE_HERE, "could_see": "yes", **WANTS}]
)
async def test_nobody_else_is_told_that_it_was_read(house: House, answers: dict[str, str]) -> None:
    child, base = await send_about(house, answers)
    iro = await sign_in(house, Role.IRO)
    said = await iro.press(await iro.get(f"{base}/read"), "Mark as read")
    assert "Noted for staff alone" in said.text
    assert NOTICE not in (await child.get("/conversation/sent")).text


async def test_manager_answers_and_another_iro_finds_nothing(house: House) -> None:
    _, base = await send_about(house, SAFE_HERE)
    other = await sign_in(house, Role.IRO, iro_ref=OTHER)
    for room in ("read", "reply", "said", f"letter/{'0' * 32}"):
        assert (await other.get(f"{base}/{room}")).status == 404
    manager = await sign_in(house, Role.MANAGER)
    await manager.press(await preview(manager, base), "Send it", [])
    assert await list_audit(house) == [("response.reply", "manager")]


async def test_a_message_of_another_response_is_not_found_here(house: House) -> None:
    _, base = await send_about(house, LETTER)
    iro = await sign_in(house, Role.IRO)
    await iro.press(await preview(iro, base), "Keep it, to be told", [])
    row = await read_row(house)
    known = await find_response(house)
    await send(house, LETTER, FORM, review_ref="R-1")
    [other] = [row["id"] for row in await house.rows(Response) if row["id"] != known]
    assert (await iro.get(f"/console/responses/{other}/letter/{row['id']}")).status == 404
    page = await iro.get(f"/console/responses/{other}/said")
    token = page.html.partition('name="token" value="')[2].partition('"')[0]
    posted = await iro.post(str(page.address.path), [("token", token), ("message", row["id"])])
    assert posted.status == 400

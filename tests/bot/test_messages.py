"""In a chat that asked for it: first a bare notice, and the words once the button under it is pressed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.outbox import BlockedUnit
from forms.answering import MessageKind
from forms.messages import Saying, Words, find_chat_of, may_be_written_to, prepare_saying
from forms.records import Chat, Child, Invitation, Response, Review
from forms.units import Insert, PutUnit, Update
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.talk import Talk

FORM = "have_your_say_12_17_simple"
WORDS = "The grey heron will be there on Saturday."
REPLY = Saying(MessageKind.REPLY, "acc-1", Words(WORDS))
HERE, NOBODY_SAW = "Here, on my own phone", "No"
COULD_SEE = "Could anyone see what you chose?"
THERE_IS_ONE = "There is a message for you."


async def send(talk: Talk, way: str = HERE, seen: str = NOBODY_SAW) -> None:
    """Choose a way to be answered and whether anybody could see, skip all else, and send."""
    await talk.begin(await talk.invite(FORM))
    for _ in range(100):
        if "Send" in talk.labels():
            break
        text = talk.sent[-1]["parameters"]["text"]
        chosen = seen if COULD_SEE in text else way if way in talk.labels() else "Skip"
        await talk.press(chosen)
    await talk.press("Send")


async def find_response(talk: Talk) -> Any:
    [row] = await talk.parts.store.read(Response.__table__.select())  # type: ignore[attr-defined]
    return row


async def read_chats(talk: Talk) -> list[Any]:
    return list(await talk.parts.store.read(Chat.__table__.select()))  # type: ignore[attr-defined]


async def say_back(talk: Talk, saying: Saying = REPLY, mark: str = "page") -> list[str]:
    parts = talk.parts
    response = await find_response(talk)
    unit = await prepare_saying(parts.store, parts.keys, response, saying, now=parts.clock(), mark=mark)
    assert await parts.store.write(unit)
    return await talk.deliver()


async def test_a_notice_comes_and_its_button_shows_the_words(talk: Talk, folder: Path) -> None:
    talk.chat = 4_711_000_815  # long enough to stand nowhere by chance
    await send(talk)
    assert await say_back(talk) == [THERE_IS_ONE]
    assert talk.labels() == ["Read it", "I need help now"]
    [said] = await talk.press("Read it")
    assert said == f"{WORDS}\n\nYour IRO wrote this on 20 November 2026."
    [row] = await talk.read("SELECT * FROM message")
    assert row["seen_at"] is not None
    assert find_words(folder, WORDS) == []
    assert find_words(folder, str(talk.chat)) == []


async def test_an_old_button_shows_it_again_and_what_is_new_first(talk: Talk) -> None:
    await send(talk)
    await say_back(talk)
    await talk.press("Read it")
    assert WORDS in (await talk.press("Read it"))[0]
    await say_back(talk, Saying(MessageKind.READ, "acc-1"), "read")
    assert await talk.press("Read it") == ["Your IRO has read what you sent."]
    assert len(await talk.press("Read it")) == 2


async def test_another_chat_reads_nothing(talk: Talk) -> None:
    await send(talk)
    await say_back(talk)
    button = talk.sent[-1]
    talk.chat += 1
    data = button["parameters"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert await talk.press_data(data) == ["There is no message for you now."]


@pytest.mark.parametrize(("way", "seen"), [("A letter", "No"), ("Skip", "Skip"), ("Face to face", "No")])
async def test_a_chat_that_chose_another_way_is_not_written_to(talk: Talk, way: str, seen: str) -> None:
    await send(talk, way, seen)
    assert [chat["sealed_id"] for chat in await read_chats(talk)] == [None]
    assert await say_back(talk) == []
    await talk.type("/start")
    assert "Messages for you" not in talk.labels()
    assert await talk.press_data("x..0.0.0") == ["There is no message for you now."]


async def test_where_somebody_could_see_the_notice_is_all_there_is(talk: Talk) -> None:
    await send(talk, seen="Some of it")
    assert await say_back(talk) == [THERE_IS_ONE]
    assert talk.labels() == ["I need help now"]
    await talk.type("/start")
    assert await talk.press("Messages for you") == ["There is no message for you now."]


async def test_after_stop_nobody_writes_until_they_write(talk: Talk) -> None:
    await send(talk)
    assert "You asked to be answered here." in (await talk.type("/mydata"))[0]
    [stopped] = await talk.type("/stop")
    assert stopped == "OK. We will not write to you, unless you write to us."
    assert "You asked to be answered here." not in (await talk.type("/mydata"))[0]
    assert await say_back(talk) == []
    await talk.type("/start")
    assert talk.labels()[0] == "Messages for you"
    assert WORDS in (await talk.press("Messages for you"))[0]
    assert await say_back(talk, mark="another") == [THERE_IS_ONE]


async def test_after_stop_nobody_is_reminded_by_letter_either(talk: Talk) -> None:
    """Only where an invitation is about a meeting: reminders are."""
    child = Insert(Child, {"child_ref": "C", "date_of_birth": date(2009, 1, 1)})
    review = Insert(Review, {"review_ref": "R", "child_ref": "C"})
    await talk.parts.store.write(PutUnit((child, review)))
    await send(talk)
    assert await talk.type("/stop")
    assert await talk.count("noreminder") == 0
    await talk.parts.store.write(PutUnit((await put_about(talk, "R"),)))
    for _ in range(2):
        assert await talk.type("/stop") == ["OK. We will not write to you, unless you write to us."]
    [row] = await talk.read("SELECT child_ref, audience, person, said_in FROM noreminder")
    assert row == {"child_ref": "C", "audience": "child", "person": "", "said_in": "telegram"}


async def put_about(talk: Talk, review_ref: str) -> Update:
    """Put the chat's invitation to a meeting."""
    [chat] = await read_chats(talk)
    return Update(Invitation, {"id": chat["invitation_id"]}, {"review_ref": review_ref})


async def test_a_chat_that_blocked_us_is_flagged_and_not_written_to(talk: Talk) -> None:
    await send(talk)
    [chat] = await read_chats(talk)
    await talk.parts.store.write(BlockedUnit(chat["chat_hash"], talk.clock()))
    assert await say_back(talk) == []
    found = await find_chat_of(talk.parts.store, talk.parts.keys, await find_response(talk))
    assert found is not None
    assert not may_be_written_to(found)


async def test_with_the_chat_goes_how_to_write_to_it_and_what_was_said(talk: Talk) -> None:
    await send(talk)
    await say_back(talk)
    await talk.type("/delete")
    await talk.press("Yes, delete it")
    assert await read_chats(talk) == []
    assert await talk.count("message") == 0


async def test_a_new_conversation_does_not_lose_how_to_write_to_the_chat(talk: Talk) -> None:
    await send(talk)
    await talk.begin(await talk.invite(FORM))
    [row] = [
        row
        for row in await talk.parts.store.read(Response.__table__.select())  # type: ignore[attr-defined]
        if row["submitted_at"]
    ]
    assert await find_chat_of(talk.parts.store, talk.parts.keys, row) is not None

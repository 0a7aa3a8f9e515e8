"""'Clear this chat', without a network: which numbers are noted, how long, and what Telegram is asked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot import wording
from bot.clearing import AT_ONCE, CLEARABLE, write_clearing
from bot.forget import forget_old
from bot.outbox import BlockedUnit, SplitUnit, list_next, open_call
from forms.records import OutboxMessage
from forms.units import Delete, Insert, PutUnit

if TYPE_CHECKING:
    from tests.bot.talk import Talk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def send_all(talk: Talk) -> None:
    """From the code to the thanks."""
    await talk.begin(await talk.invite("check_in"))
    while wording.SKIP in talk.labels():
        await talk.press(wording.SKIP)
    await talk.press(wording.SEND)


def list_deleted(talk: Talk) -> list[int]:
    calls = [call["parameters"] for call in talk.sent if call["method"] == "deleteMessages"]
    return sorted(number for call in calls for number in call["message_ids"])


def list_all_numbers(talk: Talk) -> list[int]:
    """Every message of the talk, of both sides, but for the last of ours."""
    ours = [call["message_id"] for call in talk.sent if call["method"] == "sendMessage"]
    return sorted([*talk.written, *ours[:-1]])


async def test_every_message_of_the_conversation_is_deleted_from_the_code_on(talk: Talk) -> None:
    await send_all(talk)
    (said,) = await talk.press(wording.CLEAR)
    assert said.startswith(wording.CLEARED)
    assert wording.CLEARED_HELD in said
    assert list_deleted(talk) == list_all_numbers(talk)


async def test_what_was_sent_stays_with_us(talk: Talk) -> None:
    await send_all(talk)
    answers = await talk.count("answer")
    await talk.press(wording.CLEAR)
    assert await talk.count("answer") == answers


async def test_a_second_press_has_only_the_last_message_to_clear(talk: Talk) -> None:
    await send_all(talk)
    await talk.press(wording.CLEAR)
    already = list_deleted(talk)
    await talk.press(wording.CLEAR)
    assert len(list_deleted(talk)) == len(already) + 1


async def test_nothing_is_noted_before_somebody_says_ok(talk: Talk) -> None:
    await talk.type(f"/start {await talk.invite()}")
    await talk.press("Continue here")
    assert await talk.count("chatmessage") == 0
    await talk.press("No thanks")
    assert await talk.count("chatmessage") == 0


async def test_numbers_are_destroyed_before_two_days_are_over(talk: Talk) -> None:
    await send_all(talk)
    assert await talk.count("chatmessage") > 0
    talk.clock.now += CLEARABLE + timedelta(minutes=1)
    (said,) = await talk.press(wording.CLEAR)
    assert said.startswith(wording.NOTHING_TO_CLEAR)
    await forget_old(talk.parts)
    assert await talk.count("chatmessage") <= 1


async def test_what_a_chat_holds_is_told_with_the_number_of_messages(talk: Talk) -> None:
    await send_all(talk)
    held = await talk.count("chatmessage")
    (said,) = await talk.type("/mydata")
    assert f"the numbers of {held} messages" in said


async def test_deleting_forgets_the_numbers_and_leaves_the_chat(talk: Talk) -> None:
    await send_all(talk)
    await talk.type("/delete")
    await talk.press(wording.DELETE)
    assert await talk.count("chatmessage") == 0
    assert list_deleted(talk) == []


async def test_deleting_can_clear_the_chat_as_well(talk: Talk) -> None:
    await send_all(talk)
    await talk.type("/delete")
    (said,) = await talk.press(wording.DELETE_AND_CLEAR)
    assert wording.DELETED[0] in said
    assert wording.CLEARED_STAYS in said
    assert list_deleted(talk) == list_all_numbers(talk)
    assert [await talk.count(table) for table in ("chatmessage", "chat", "answer")] == [0, 0, 0]


async def test_clearing_in_the_middle_of_another_conversation_shows_the_way_on(talk: Talk) -> None:
    await send_all(talk)
    clear = next(call for call in reversed(talk.sent) if wording.THANKS in call["parameters"].get("text", ""))
    await talk.begin(await talk.invite())
    data = clear["parameters"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await talk.press_data(data, clear["message_id"])
    assert wording.GO_ON in talk.labels()
    (question,) = await talk.press(wording.GO_ON)
    assert "Question 1 of" in question


async def test_a_stopped_bot_holds_no_numbers(talk: Talk) -> None:
    await send_all(talk)
    await talk.parts.store.write(BlockedUnit(talk.parts.hash_chat(talk.chat), talk.clock()))
    assert await talk.count("chatmessage") == 0


async def test_a_press_that_comes_twice_clears_once(talk: Talk) -> None:
    await send_all(talk)
    update = talk.make_press("p..0.0.0", talk.sent[-1]["message_id"])
    await talk.give(update)
    cleared = list_deleted(talk)
    await talk.give(update)
    assert list_deleted(talk) == cleared


async def test_messages_that_cannot_go_together_go_one_by_one_in_the_same_place(talk: Talk) -> None:
    call = write_clearing(talk.chat, [7, 8])[0]
    keys = talk.parts.keys
    after = {"method": "sendMessage", "parameters": {"text": "after"}, "shown": None}
    rows = (make_row(talk, place, waiting) for place, waiting in enumerate((call, after)))
    await talk.parts.store.write(PutUnit(tuple(Insert(OutboxMessage, row) for row in rows)))
    await talk.parts.store.write(SplitUnit(keys, "row-0", call))
    methods = []
    while waiting := await list_next(talk.parts.store):
        methods.append([open_call(keys, row) for row in waiting])
        gone = tuple(Delete(OutboxMessage, {"id": row["id"]}) for row in waiting)
        await talk.parts.store.write(PutUnit(gone))
    assert [[call["method"] for call in calls] for calls in methods] == [
        ["deleteMessage", "deleteMessage"],
        ["sendMessage"],
    ]
    assert {call["parameters"]["message_id"] for call in methods[0]} == {7, 8}


def make_row(talk: Talk, place: int, call: Any) -> dict[str, Any]:
    return {
        "id": f"row-{place}",
        "channel": "telegram",
        "recipient_hash": talk.parts.hash_chat(talk.chat),
        "position": place,
        "sealed": talk.parts.keys.seal_message(json.dumps(call).encode()),
        "created_at": talk.clock(),
        "due_at": talk.clock(),
        "attempts": 0,
        "failed_at": None,
    }


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_no_call_deletes_more_than_telegram_takes(database_url: str, count: int) -> None:
    del database_url
    calls = write_clearing(1, range(count))
    assert all(1 <= len(call["parameters"]["message_ids"]) <= AT_ONCE for call in calls)
    assert sum(len(call["parameters"]["message_ids"]) for call in calls) == count


async def test_words_after_a_stop_are_no_answer_and_that_is_said(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.type("/stop")
    for _ in range(2):
        (said,) = await talk.type("7")
        assert said.startswith(wording.STOPPED_NOT_TAKEN)
    (question,) = await talk.press(wording.GO_ON)
    assert "Question 1 of" in question
    assert "Your answer so far" not in question
    (question,) = await talk.type("7")
    assert "Question 2 of" in question


async def test_a_photo_after_a_stop_is_not_taken_either(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.type("/stop")
    (said,) = await talk.send_file(b"not opened", "photo")
    assert said.startswith(wording.STOPPED_NOT_TAKEN)


async def test_words_that_crossed_with_the_stop_are_the_answer_they_were_meant_as(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    early = talk.write("7")
    await talk.type("/stop")
    (said, *_) = await talk.give(early)
    assert "Question 2 of" in said

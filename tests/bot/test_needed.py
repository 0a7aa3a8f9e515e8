from __future__ import annotations

import json
from typing import Any

import pytest
from telegram import Update

from bot.needed import find_chat_id, find_id, identify, keep_needed
from tests.bot.telegram_double import person

CHAT = {"id": 7, "type": "private", "first_name": "FirstCanary", "username": "usercanary"}
MESSAGE = {"message_id": 5, "date": 1, "chat": CHAT, "from": person(7)}


def keep(**update: Any) -> dict[str, Any]:
    return keep_needed({"update_id": 1, **update})


@pytest.mark.parametrize(
    "update",
    [
        {"message": {**MESSAGE, "text": "hello"}},
        {"message": {**MESSAGE, "contact": {"phone_number": "PhoneCanary", "first_name": "LastCanary"}}},
        {"message": {**MESSAGE, "location": {"latitude": "PlaceCanary", "longitude": 2}}},
        {"message": {**MESSAGE, "text": "x", "forward_origin": {"sender_user_name": "LastCanary"}}},
        {
            "message": {
                **MESSAGE,
                "text": "x",
                "entities": [{"type": "text_mention", "offset": 0, "length": 1, "user": person(8)}],
            }
        },
        {"message": {**MESSAGE, "text": "x", "reply_to_message": {**MESSAGE, "text": "OldCanary"}}},
        {"edited_message": {**MESSAGE, "text": "hello", "edit_date": 2}},
        {
            "callback_query": {
                "id": "1",
                "from": person(7),
                "message": MESSAGE,
                "chat_instance": "c",
                "data": "d",
            }
        },
        {"message": {**MESSAGE, "from": ["LastCanary"]}},
        {"message": "LastCanary"},
        {"poll_answer": {"user": person(7)}},
    ],
)
def test_names_numbers_and_places_are_dropped(update: dict[str, Any]) -> None:
    kept = json.dumps(keep(**update))
    assert "anary" not in kept


def test_kept_message_is_still_a_message() -> None:
    kept = keep(message={**MESSAGE, "text": "hello"})
    update = Update.de_json(kept)
    assert update.message is not None
    assert (update.message.text, update.message.chat.id) == ("hello", 7)


def test_photo_is_remembered_by_what_telegram_calls_its_largest_size_and_its_words() -> None:
    sizes = [{"file_id": "x", "file_size": 10}, {"file_id": "y", "file_size": 99, "file_unique_id": "z"}]
    kept = keep(message={**MESSAGE, "photo": sizes, "caption": "my house"})
    assert kept["message"]["given_file"] == {"file_id": "y", "size": 99}
    assert kept["message"]["caption"] == "my house"
    assert "photo" not in kept["message"]


@pytest.mark.parametrize("name", ["video", "location", "sticker", "video_note", "contact"])
def test_film_or_place_is_remembered_only_as_something_wordless(name: str) -> None:
    kept = keep(message={**MESSAGE, name: {"file_id": "x", "latitude": 51.5}})
    assert kept["message"]["wordless"] is True
    assert name not in kept["message"]


def test_sound_keeps_neither_its_name_nor_its_singer() -> None:
    audio = {"file_id": "x", "file_size": 5, "performer": "NameCanary", "file_name": "NameCanary.mp3"}
    assert "NameCanary" not in str(keep(message={**MESSAGE, "audio": audio}))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"update_id": 5}, 5),
        ({"update_id": "5"}, None),
        ({}, None),
        ([5], None),
        ({"update_id": 2**80}, None),
        ({"update_id": True}, None),
    ],
)
def test_id_of_an_update(raw: Any, expected: int | None) -> None:
    assert find_id(raw) == expected


def test_presses_under_one_message_are_different_events() -> None:
    first, second = (keep(callback_query={"id": number, "message": MESSAGE}) for number in ("1", "2"))
    assert identify(first) != identify(second)


def test_same_message_under_another_update_id_is_the_same_event() -> None:
    first = keep_needed({"update_id": 1, "message": MESSAGE})
    second = keep_needed({"update_id": 2, "message": MESSAGE})
    assert identify(first) == identify(second) != identify(keep(edited_message={**MESSAGE, "edit_date": 3}))


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_only_private_chats_are_answered(kind: str) -> None:
    assert find_chat_id(keep(message={**MESSAGE, "chat": {"id": 7, "type": kind}})) is None
    assert find_chat_id(keep(message=MESSAGE)) == 7

"""What we keep of a Telegram update: only what the conversation needs, named field by field.

Names, usernames, telephone numbers, pictures and places are gone before anything is stored.
"""

from __future__ import annotations

from typing import Any, Final

_KEEP: Final = object()
"""Taken as it is."""

_CHAT = {"id": _KEEP, "type": _KEEP}
_USER = {"id": _KEEP}
_SHOWN_MESSAGE = {"message_id": _KEEP, "date": _KEEP, "chat": _CHAT}
_MESSAGE = {
    **_SHOWN_MESSAGE,
    "from": _USER,
    "edit_date": _KEEP,
    "text": _KEEP,
    "caption": _KEEP,
    "entities": [{"type": _KEEP, "offset": _KEEP, "length": _KEEP}],
}
_MEMBER = {"status": _KEEP, "user": _USER, "until_date": _KEEP}
_UPDATE = {
    "update_id": _KEEP,
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "callback_query": {
        "id": _KEEP,
        "from": _USER,
        "message": _SHOWN_MESSAGE,
        "chat_instance": _KEEP,
        "data": _KEEP,
    },
    "my_chat_member": {
        "chat": _CHAT,
        "from": _USER,
        "date": _KEEP,
        "old_chat_member": _MEMBER,
        "new_chat_member": _MEMBER,
    },
}

ALLOWED = [name for name in _UPDATE if name != "update_id"]
"""The kinds of update that Telegram is asked for, by webhook and otherwise."""

WORDLESS = "wordless"
"""Set on a message that brought a picture, a voice or the like, which we left out."""

GIVEN_FILE = "given_file"
"""Set instead where it is a photo or a sound, or may be one: what Telegram calls it, and its size."""
_FILES = ("voice", "audio", "document", "photo")

_BROUGHT = frozenset(
    [
        "animation",
        "audio",
        "contact",
        "dice",
        "document",
        "location",
        "photo",
        "poll",
        "sticker",
        "story",
        "venue",
        "video",
        "video_note",
        "voice",
    ]
)

LARGEST_ID = 2**63 - 1


def keep_needed(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the update with nothing but what is needed, in the shape it came in, however odd."""
    kept: dict[str, Any] = _pick(raw, _UPDATE)
    for name in ("message", "edited_message"):
        came = raw.get(name)
        if isinstance(came, dict) and not _BROUGHT.isdisjoint(came):
            given = _find_file(came) if name == "message" else None
            kept[name][GIVEN_FILE if given else WORDLESS] = given or True
    return kept


def _find_file(message: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is needed to fetch the one file of a message; None for a film, a place and the like."""
    brought = _BROUGHT & message.keys()
    if len(brought) != 1 or not brought <= set(_FILES):
        return None
    [name] = brought
    found = message[name]
    largest = found[-1] if isinstance(found, list) and found else found
    if not isinstance(largest, dict) or not isinstance(largest.get("file_id"), str):
        return None
    size = largest.get("file_size")
    return {"file_id": largest["file_id"], "size": size if isinstance(size, int) else 0}


def _pick(raw: Any, needed: Any) -> Any:  # noqa: ANN401 - JSON, and its template
    if needed is _KEEP:
        return raw
    if isinstance(needed, list):
        return [_pick(item, needed[0]) for item in raw] if isinstance(raw, list) else _name_kind(raw)
    if not isinstance(raw, dict):
        return _name_kind(raw)
    kept = {name: _pick(raw[name], below) for name, below in needed.items() if name in raw}
    # python-telegram-bot wants a name and a kind for every user; it gets neither a true name nor a guess.
    return {**kept, "first_name": "", "is_bot": False} if needed is _USER else kept


def _name_kind(raw: Any) -> str:  # noqa: ANN401 - JSON
    """Stand in for a value of the wrong kind: enough to see what was wrong, nothing of what it said."""
    return f"({type(raw).__name__})"


def find_id(raw: Any) -> int | None:  # noqa: ANN401 - JSON
    """Return the id of an update; None if it has none that could be one."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(found, int) or isinstance(found, bool):
        return None
    return found if abs(found) <= LARGEST_ID else None


def find_chat_id(kept: dict[str, Any]) -> int | None:
    """Return the private chat that a kept update came from, as far as it can be seen."""
    query = kept.get("callback_query")
    shown = query.get("message") if isinstance(query, dict) else None
    for place in (kept.get("message"), kept.get("edited_message"), shown, kept.get("my_chat_member")):
        chat = place.get("chat") if isinstance(place, dict) else None
        if isinstance(chat, dict) and chat.get("type") == "private" and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return None


def find_message_id(kept: dict[str, Any]) -> int | None:
    """Return the number of the message that came."""
    for message in (kept.get("message"), kept.get("edited_message")):
        number = message.get("message_id") if isinstance(message, dict) else None
        if isinstance(number, int) and 0 < number <= LARGEST_ID:
            return number
    return None


def identify(kept: dict[str, Any]) -> tuple[str, ...] | None:
    """Return what makes the event behind an update unique, whatever update id it comes under.

    Presses are told apart by their own id: several share the message they stand under.
    """
    query = kept.get("callback_query")
    if isinstance(query, dict):
        return ("press", str(query.get("id")))
    for name in ("message", "edited_message"):
        message = kept.get(name)
        if isinstance(message, dict) and isinstance(message.get("chat"), dict):
            place = (str(message["chat"].get("id")), str(message.get("message_id")))
            return (name, *place, str(message.get("edit_date", "")))
    return None

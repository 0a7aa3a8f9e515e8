"""What staff say to the person behind a response: sealed, by the one safe way, noted once it has come."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answering import NO_WORDS, NOTICE, MessageKind, SafeWay, Way, find_way_back, read_safe_way
from forms.keys import TamperedError
from forms.last_time import Deed, Kept, write_action
from forms.messages import (
    Saying,
    Words,
    find_chat_of,
    find_message_way,
    is_for_here,
    list_messages,
    list_shown_here,
    may_be_opened,
    prepare_saying,
    prepare_told,
    read_words,
    seal_chat,
    write_message,
)
from forms.messages_told import SeenUnit, ToldUnit
from forms.owners import hash_chat_owner
from forms.records import Action, Chat, Child, Invitation, Message, OutboxMessage, Response, Review
from forms.responses import delete_response
from forms.units import Insert, PutUnit, Update
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
WORDS = "the grey heron will be there on Saturday"
REPLY = Saying(MessageKind.REPLY, "acc-1", Words(WORDS), promised_on=date(2026, 12, 1))
CODES = st.sampled_from(["", "pigeon", *Way, *(f"{way} {NO_WORDS}" for way in Way)])
CHANNELS = st.sampled_from(["web", "telegram", "paper", "assisted", "phone"])
INVITATION = {
    "id": "inv-1",
    "form_key": "have_your_say_12_17",
    "audience": "child",
    "review_ref": "R-1",
    "takes": 1,
    "submitted": 1,
    "created_at": NOW,
    "expires_at": NOW + timedelta(days=28),
}
CHAT = 4_711_000_815


@dataclass
class Room:
    """A sent response to say something to, and a chat that may be its own."""

    store: Store
    keys: Keys
    chat_hash: str

    async def find(self) -> Any:
        rows = await self.store.read(Response.__table__.select())  # type: ignore[attr-defined]
        return rows[0]

    async def change(self, table: Any, key: dict[str, str], **values: Any) -> None:
        await self.store.write(PutUnit((Update(table, key, values),)))

    async def change_response(self, **values: Any) -> Any:
        await self.change(Response, {"id": "r1"}, **values)
        return await self.find()

    async def say(self, saying: Saying = REPLY, mark: str = "page", now: datetime = NOW) -> bool:
        unit = await prepare_saying(self.store, self.keys, await self.find(), saying, now=now, mark=mark)
        return await self.store.write(unit)

    async def list(self) -> list[Any]:
        return list(await list_messages(self.store, "r1"))

    async def waiting(self) -> list[Any]:
        return list(await self.store.read(OutboxMessage.__table__.select()))  # type: ignore[attr-defined]


@pytest.fixture
async def room(store: Store, keys: Keys) -> Room:
    chat_hash = keys.mac("chat", str(CHAT))
    response = {
        "id": "r1",
        "owner": hash_chat_owner(keys, chat_hash, "inv-1"),
        "invitation_id": "inv-1",
        "form_key": "have_your_say_12_17",
        "form_version": "v",
        "audience": "child",
        "channel": "telegram",
        "opened_at": NOW,
        "changed_at": NOW,
        "submitted_at": NOW,
        "sealed_key": keys.new_data_key().sealed,
        "answer_by": "web",
    }
    chat = {"chat_hash": chat_hash, "sealed_id": seal_chat(keys, CHAT), "language": "en"}
    await store.write(
        PutUnit(
            (
                Insert(Child, {"child_ref": "C-1"}),
                Insert(Review, {"review_ref": "R-1", "child_ref": "C-1"}),
                Insert(Invitation, INVITATION),
                Insert(Response, response),
                Insert(Chat, chat),
                Insert(Chat, {"chat_hash": "another", "sealed_id": seal_chat(keys, 1)}),
            )
        )
    )
    return Room(store, keys, chat_hash)


@given(CODES, CHANNELS)
def test_an_answer_goes_the_way_that_was_chosen_or_face_to_face(codes: str, channel: str) -> None:
    chosen, safe = read_safe_way(codes), find_way_back(codes, channel)
    assert safe in {chosen, SafeWay()}
    assert not safe.is_here or channel in {"web", "telegram"}
    assert safe == chosen or chosen.is_here


@given(CODES, CHANNELS, st.sampled_from(Way))
def test_no_words_by_another_way_and_none_where_others_may_see(codes: str, channel: str, way: Way) -> None:
    said = find_way_back(codes, channel).say_by(way, WORDS)
    assert said in {None, WORDS, NOTICE}
    if way is not Way.IN_PERSON:
        assert said is None or way == codes.split(maxsplit=1)[0]
        assert said != WORDS or NO_WORDS not in codes


@given(st.sampled_from(Way), st.booleans())
def test_codes_are_read_as_they_were_written(way: Way, carries: bool) -> None:  # noqa: FBT001 - from hypothesis
    assert read_safe_way(SafeWay(way, carries).codes) == SafeWay(way, carries)


@given(CODES, CHANNELS)
def test_only_words_that_may_be_read_there_can_be_opened(codes: str, channel: str) -> None:
    row = {"way": find_way_back(codes, channel).codes}
    assert may_be_opened(row) == (codes == Way.WEB and channel in {"web", "telegram"})
    assert is_for_here(row) or not may_be_opened(row)


async def test_words_are_sealed_and_open_beside_their_response_alone(room: Room, folder: Path) -> None:
    assert await room.say()
    [row] = await room.list()
    assert read_words(room.keys, row) == Words(WORDS)
    assert (row["kind"], row["way"], row["by"]) == ("reply", "web", "acc-1")
    assert row["promised_on"] == date(2026, 12, 1)
    with pytest.raises(TamperedError):
        read_words(room.keys, {**row, "response_id": "r2"})
    assert find_words(folder, WORDS) == []


async def test_the_same_page_says_it_once(room: Room) -> None:
    assert await room.say()
    assert await room.say()
    assert await room.say(mark="another page")
    assert len(await room.list()) == len(await room.waiting()) == 2


async def test_a_chat_learns_that_there_is_a_message_and_nothing_of_it(room: Room, folder: Path) -> None:
    await room.say()
    [row] = await room.waiting()
    assert (row["channel"], row["recipient_hash"]) == ("telegram", room.chat_hash)
    notice = json.loads(room.keys.open_message(row["sealed"]))
    assert notice == {"notice": True, "chat_id": CHAT, "language": "en"}
    assert find_words(folder, str(CHAT)) == []


@pytest.mark.parametrize(
    "chat",
    [{"blocked_at": NOW}, {"sealed_id": None}],
    ids=["blocked", "not asked, or stopped"],
)
async def test_a_chat_that_is_not_to_be_written_to_is_not(room: Room, chat: dict[str, Any]) -> None:
    await room.change(Chat, {"chat_hash": room.chat_hash}, **chat)
    assert await room.say()
    assert await room.waiting() == []
    assert len(await room.list()) == 1


@pytest.mark.parametrize(
    ("changed", "way"),
    [
        ({"answer_by": "letter no_words"}, SafeWay(Way.LETTER, carries_words=False)),
        ({"answer_by": ""}, SafeWay()),
        ({"channel": "assisted"}, SafeWay()),
        ({"channel": "paper", "answer_by": "phone"}, SafeWay(Way.PHONE)),
    ],
)
async def test_another_way_leaves_the_chat_alone(room: Room, changed: dict[str, str], way: SafeWay) -> None:
    await room.change_response(**changed)
    await room.say()
    assert await room.waiting() == []
    [row] = await room.list()
    assert find_message_way(row) == way
    assert await list_shown_here(room.store, "r1") == []


async def test_only_its_own_chat_belongs_to_a_response(room: Room) -> None:
    response = await room.find()
    found = await find_chat_of(room.store, room.keys, response)
    assert found is not None
    assert found["chat_hash"] == room.chat_hash
    for changed in ({"channel": "web"}, {"owner": None}, {"invitation_id": "inv-2"}):
        assert await find_chat_of(room.store, room.keys, {**response, **changed}) is None


async def test_a_mark_for_staff_alone_tells_nobody(room: Room) -> None:
    await room.say(Saying(MessageKind.READ, "acc-1", is_told=False))
    [row] = await room.list()
    assert find_message_way(row) is None
    assert await list_shown_here(room.store, "r1") == []
    assert await room.waiting() == []


async def test_nothing_is_said_to_a_response_that_is_gone(room: Room) -> None:
    unit = await prepare_saying(room.store, room.keys, await room.find(), REPLY, now=NOW)
    await room.change_response(sealed_key=None)
    assert not await room.store.write(unit)
    assert await room.list() == []


async def test_openings_of_one_day_for_one_reason_are_told_once(room: Room) -> None:
    for reason, hours in (("safety", 0), ("safety", 1), ("reader_away", 1), ("safety", 24)):
        unit = await prepare_told(
            room.store,
            room.keys,
            await room.find(),
            reason=reason,
            by="acc-2",
            now=NOW + timedelta(hours=hours),
        )
        assert await room.store.write(unit)
    assert [row["reason"] for row in await room.list()] == ["safety", "reader_away", "safety"]


async def keep_action(room: Room) -> None:
    kept = Kept("R-1", "iro", NOW, "acc-1", "r1", promised_on=date(2026, 11, 27))
    await room.store.write(
        PutUnit((write_action(room.keys, "a1", kept, Deed("said", "done", "", "S", "D")),))
    )


async def read_action_row(room: Room) -> Any:
    [row] = await room.store.read(Action.__table__.select())  # type: ignore[attr-defined]
    return row


async def test_what_the_person_opened_they_know_and_the_action_is_told(room: Room) -> None:
    await keep_action(room)
    await room.say(Saying(MessageKind.HAPPENED, "acc-1", Words("D", "S"), action_id="a1"))
    later = NOW + timedelta(hours=1)
    for moment in (later, later + timedelta(hours=1)):
        await room.store.write(SeenUnit(tuple(await room.list()), moment))
    [row] = await room.list()
    assert row["seen_at"] == later
    action = await read_action_row(room)
    assert (action["told_at"], action["told_by"]) == (later, "")


async def test_a_bare_notice_is_not_opened_so_somebody_has_to_tell_them(room: Room) -> None:
    await room.change_response(answer_by="web no_words")
    await keep_action(room)
    await room.say(Saying(MessageKind.HAPPENED, "acc-1", Words("D", "S"), action_id="a1"))
    await room.store.write(SeenUnit(tuple(await room.list()), NOW))
    assert [row["seen_at"] for row in await room.list()] == [None]
    [row] = await room.list()
    assert await room.store.write(ToldUnit(row, "acc-1", NOW))
    assert await room.store.write(ToldUnit(row, "acc-9", NOW + timedelta(days=1)))
    [row] = await room.list()
    assert (row["done_at"], row["done_by"]) == (NOW, "acc-1")
    assert (await read_action_row(room))["told_by"] == "acc-1"


async def test_with_what_was_said_goes_what_was_said_back(room: Room) -> None:
    await room.say()
    await room.store.write(PutUnit(delete_response(await room.find())))
    assert await room.list() == []


def test_who_wrote_it_does_not_change_what_is_sealed(keys: Keys) -> None:
    response = {"id": "r1", "answer_by": "letter", "channel": "web"}
    row = write_message(keys, "m1", response, replace(REPLY, by="acc-2"), NOW)
    assert (row.table, read_words(keys, row.values)) == (Message, Words(WORDS))

"""Intake on real databases: what a turn stores, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from forms.intake import Outcome, Taken, TurnUnit
from forms.library import Library
from forms.moves import (
    Ask,
    CheckAnswers,
    Choose,
    Inbound,
    NeedHelp,
    Reply,
    Resume,
    Signpost,
    Skip,
    Submit,
    Thank,
)
from forms.owners import BrowserOwner, ChatOwner, Owner
from forms.problems import Problem, ProblemCode
from forms.records import Alert, Invitation, OutboxMessage, Response, ResponseAnswer
from forms.responses import DeleteUnit, read_answer
from forms.units import Insert, PutUnit, Update
from tests.forms.every_kind import SOURCE, read_every_kind

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
WORDS = "a yellow canary sang of nothing much"


@dataclass
class Desk:
    """One open invitation to the form that has every kind of question."""

    store: Store
    keys: Keys
    library: Library
    made: int = field(default=0)

    def browser(self, secret: bytes = b"a" * 32) -> BrowserOwner:
        return BrowserOwner(self.keys, secret, "inv-1")

    async def take(
        self, *moves: Inbound, owner: Owner | None = None, begin: bool = False, now: datetime = NOW
    ) -> Outcome:
        self.made += 1
        new_id = f"resp-{self.made}"
        unit = TurnUnit(self.library, self.keys, owner or self.browser(), "inv-1", moves, now, new_id, begin)
        return await self.store.write(unit)

    async def rows(self, table: Any) -> list[Any]:
        return list(await self.store.read(table.__table__.select()))

    async def invitation(self, **changed: Any) -> Any:
        if changed:
            await self.store.write(PutUnit((Update(Invitation, {"id": "inv-1"}, changed),)))
        return (await self.rows(Invitation))[0]


@pytest.fixture
async def desk(store: Store, keys: Keys) -> Desk:
    library = read_every_kind()
    invitation = {
        "id": "inv-1",
        "form_key": "every_kind",
        "audience": "child",
        "review_ref": None,
        "takes": 1,
        "submitted": 0,
        "created_at": NOW,
        "expires_at": NOW + timedelta(days=28),
        "revoked_at": None,
    }
    await store.write(PutUnit((Insert(Invitation, invitation),)))
    return Desk(store, keys, library)


def all_skipped(library: Library) -> tuple[Inbound, ...]:
    return tuple(Skip(question.key, 0) for question in library.current("every_kind").questions)


def say(words: str) -> Reply:
    return Reply("words", 0, words)


async def test_turn_begins_with_the_first_post_and_keeps_the_draft(desk: Desk) -> None:
    begun = await desk.take(Resume(), begin=True)
    assert isinstance(begun, Taken)
    assert isinstance(begun.outbound[-1], Ask)
    taken = await desk.take(say(WORDS))
    assert isinstance(taken, Taken)
    assert taken.state.answers == {"words": WORDS}
    again = await desk.take(Resume())
    assert isinstance(again, Taken)
    assert again.state == taken.state
    assert [row["id"] for row in await desk.rows(Response)] == ["resp-1"]


async def test_turn_without_a_beginning_is_refused(desk: Desk) -> None:
    assert await desk.take(say(WORDS)) == Problem(ProblemCode.NO_CONVERSATION)
    assert await desk.rows(Response) == []


@pytest.mark.parametrize(
    "closed",
    [{"revoked_at": NOW}, {"expires_at": NOW}, {"submitted": 1}],
    ids=["revoked", "expired", "used up"],
)
async def test_begin_on_a_closed_invitation_is_refused_alike(desk: Desk, closed: dict[str, Any]) -> None:
    await desk.invitation(**closed)
    assert await desk.take(Resume(), begin=True) == Problem(ProblemCode.CODE_UNKNOWN)
    assert await desk.rows(Response) == []


async def test_submit_stores_every_answer_on_the_route_once(desk: Desk) -> None:
    moves = (say(WORDS), Choose("safe", 0, ("8",)), *all_skipped(desk.library), Submit(None))
    sent = await desk.take(*moves, begin=True)
    assert isinstance(sent, Taken)
    assert isinstance(sent.outbound[-1], Thank)
    [response] = await desk.rows(Response)
    key = desk.keys.open_data_key(response["sealed_key"])
    stored = {row["question_key"]: read_answer(key, row) for row in await desk.rows(ResponseAnswer)}
    assert stored == {
        **dict.fromkeys(("going", "visits", "when", "meeting", "picture", "voice")),
        "words": WORDS,
        "safe": "8",
    }
    assert (response["draft"], response["receipt"]) == (None, sent.receipt)
    assert (await desk.invitation())["submitted"] == 1


async def test_submit_twice_gives_the_same_receipt_and_one_response(desk: Desk) -> None:
    first = await desk.take(*all_skipped(desk.library), Submit(None), begin=True)
    second = await desk.take(*all_skipped(desk.library), Submit(None), begin=True)
    assert isinstance(first, Taken)
    assert isinstance(second, Taken)
    assert first.receipt == second.receipt is not None
    assert len(await desk.rows(Response)) == 1
    assert (await desk.invitation())["submitted"] == 1


async def test_submit_by_a_second_browser_on_a_used_code_is_refused_and_its_draft_stays(desk: Desk) -> None:
    other = desk.browser(b"b" * 32)
    await desk.take(*all_skipped(desk.library), owner=other, begin=True)
    await desk.take(*all_skipped(desk.library), Submit(None), begin=True)
    refused = await desk.take(Submit(None), owner=other)
    assert refused == Problem(ProblemCode.ALREADY_SENT)
    drafts = [row for row in await desk.rows(Response) if row["draft"] is not None]
    assert len(drafts) == 1


async def test_submit_of_a_draft_begun_in_time_is_taken_late(desk: Desk) -> None:
    await desk.take(*all_skipped(desk.library), begin=True)
    sent = await desk.take(Submit(None), now=NOW + timedelta(days=60))
    assert isinstance(sent, Taken)
    assert sent.receipt


async def test_second_browser_begins_anew_and_never_reads(desk: Desk) -> None:
    await desk.take(say(WORDS), begin=True)
    other = await desk.take(Resume(), owner=desk.browser(b"b" * 32), begin=True)
    assert isinstance(other, Taken)
    assert other.state.answers == {}


async def test_chat_draft_of_yesterday_goes_on_today(desk: Desk) -> None:
    chat = "chat-hash"
    yesterday = ChatOwner(desk.keys, chat, "inv-1", date(2026, 11, 19))
    today = ChatOwner(desk.keys, chat, "inv-1", date(2026, 11, 20))
    await desk.take(say(WORDS), owner=yesterday, begin=True)
    taken = await desk.take(Resume(), owner=today)
    assert isinstance(taken, Taken)
    assert taken.state.answers == {"words": WORDS}


async def test_draft_under_a_destroyed_key_is_gone(desk: Desk) -> None:
    owner = ChatOwner(desk.keys, "chat-hash", "inv-1", date(2026, 10, 1))
    await desk.take(say(WORDS), owner=owner, begin=True)
    desk.keys.destroy_draft_keys(date(2026, 11, 1))
    later = ChatOwner(desk.keys, "chat-hash", "inv-1", date(2026, 11, 20))
    assert await desk.take(Resume(), owner=later) == Problem(ProblemCode.NO_CONVERSATION)


async def test_unsafe_answer_raises_one_alert_with_one_mail_and_says_nothing(desk: Desk) -> None:
    safe = await desk.take(Choose("safe", 0, ("8",)), owner=desk.browser(b"b" * 32), begin=True)
    unsafe = await desk.take(Choose("safe", 0, ("2",)), begin=True)
    again = await desk.take(Choose("safe", 1, ("1",)))
    assert isinstance(safe, Taken)
    assert isinstance(unsafe, Taken)
    assert isinstance(again, Taken)
    assert unsafe.outbound == safe.outbound, "silence"
    assert [(row["cause"], row["question_key"]) for row in await desk.rows(Alert)] == [("choice", "safe")]
    [mail] = await desk.rows(OutboxMessage)
    assert "safe" not in desk.keys.open_message(mail["sealed"]).decode()


async def test_worrying_words_raise_an_alert_that_does_not_carry_them(desk: Desk) -> None:
    await desk.take(say("he hits me"), begin=True)
    [alert] = await desk.rows(Alert)
    assert (alert["cause"], alert["question_key"], alert["audience"]) == ("words", "words", "child")
    [mail] = await desk.rows(OutboxMessage)
    assert "hits" not in desk.keys.open_message(mail["sealed"]).decode()


async def test_need_help_raises_an_alert_each_time_and_shows_the_routes(desk: Desk) -> None:
    first = await desk.take(NeedHelp(), begin=True)
    await desk.take(NeedHelp(), now=NOW + timedelta(minutes=5))
    assert isinstance(first, Taken)
    assert first.outbound[0] == Signpost(contact=True)
    assert [row["cause"] for row in await desk.rows(Alert)] == ["help", "help"]


async def test_delete_removes_a_draft_and_leaves_only_the_count_of_what_was_sent(desk: Desk) -> None:
    assert await desk.store.write(DeleteUnit(desk.browser())) is False
    await desk.take(say(WORDS), begin=True)
    assert await desk.store.write(DeleteUnit(desk.browser())) is True
    assert await desk.rows(Response) == []
    await desk.take(say(WORDS), *all_skipped(desk.library)[1:], Submit(None), begin=True)
    assert await desk.store.write(DeleteUnit(desk.browser())) is True
    [left] = await desk.rows(Response)
    assert (left["owner"], left["sealed_key"], left["receipt"]) == (None, None, None)
    assert left["submitted_at"] is not None
    assert await desk.rows(ResponseAnswer) == []


async def test_draft_goes_on_with_the_version_it_began_with(desk: Desk, tmp_path: Path) -> None:
    await desk.take(say(WORDS), begin=True)
    edited = tmp_path / "every_kind.md"
    text = SOURCE.read_text(encoding="utf-8")
    edited.write_text(text.replace("Will you come?", "Are you coming?"), encoding="utf-8")
    newer = Library.from_folder(tmp_path)
    desk.library = newer
    assert await desk.take(Resume()) == Problem(ProblemCode.FORM_GONE)
    newer.add_version(text)
    taken = await desk.take(Resume())
    assert isinstance(taken, Taken)
    shown = taken.outbound[-1]
    assert isinstance(shown, Ask)
    assert shown.question.label == "Will you come?"


async def test_check_page_of_another_tab_is_not_sent_unseen(desk: Desk) -> None:
    taken = await desk.take(*all_skipped(desk.library), begin=True)
    assert isinstance(taken, Taken)
    check = taken.outbound[-1]
    assert isinstance(check, CheckAnswers)
    await desk.take(say(WORDS))
    refused = await desk.take(Submit(check.revision))
    assert isinstance(refused, Taken)
    assert refused.receipt is None
    assert isinstance(refused.outbound[-1], CheckAnswers)

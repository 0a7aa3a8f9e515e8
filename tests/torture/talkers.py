"""Young people in the middle of a conversation with the bot, each in a chat of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forms.folder import open_folder
from forms.london import LONDON
from forms.owners import ChatOwner
from forms.records import Chat, Response
from forms.responses import open_draft

if TYPE_CHECKING:
    from forms.moves import State
    from tests.bot.telegram_client import TelegramClient
    from tests.service.house import House

FORM = "have_your_say_12_17"
QUESTIONS = ("home_feel", "carers_feel")
"""The first two: both are answered by a number."""


@dataclass
class Talkers:
    """They answer all together, one question after another."""

    house: House
    telegram: TelegramClient
    chats: tuple[int, ...] = ()
    pressed: int = 0
    _messages: dict[int, int] = field(default_factory=dict)

    async def invite(self, count: int) -> list[str]:
        """Make their invitations, before the service runs."""
        self.chats = tuple(range(1, count + 1))
        return await self.house.invite(count, FORM, datetime.now(UTC), audience="child")

    def begin(self, codes: list[str]) -> None:
        """From the codes to the first question."""
        for chat, code in zip(self.chats, codes, strict=True):
            self.telegram.type(chat, f"/start {code}")
        for awaited, label in (("here, or on the web?", "Continue here"), ("/privacy", "OK, start")):
            for chat in self.chats:
                self.telegram.wait_for(chat, awaited)
                self.telegram.press(chat, label)
        for chat in self.chats:
            self.telegram.wait_for(chat, "Question 1 of")

    def answer(self) -> None:
        """Press 7 under the question that each was asked last, and do not wait."""
        self.pressed += 1
        for chat in self.chats:
            self._messages[chat] = len(self.telegram.messages(chat))
            self.telegram.press(chat, "7", self.telegram.last_message_id(chat))

    def wait_until_answered(self) -> None:
        """Wait until each got the next question. One repeat of it is allowed: a crash may cause it."""
        if not self.pressed:
            return
        for chat in self.chats:
            self.telegram.wait_for(chat, f"Question {self.pressed + 1} of")
        self.telegram.wait_until_confirmed()

    def expect_one_repeat_at_most(self) -> None:
        """Expect one new message in each chat since the answer, or two of the same."""
        for chat in self.chats:
            new = self.telegram.texts(chat)[self._messages[chat] :]
            assert len(new) <= 2
            assert len(set(new)) == 1

    async def expect_answers_kept(self) -> None:
        """Expect each answer in each draft, taken once."""
        expected = dict.fromkeys(QUESTIONS[: self.pressed], 7)
        states = await self._read_states()
        found = [(state.answers, state.revision) for state in states]
        assert found == [(expected, self.pressed)] * len(self.chats)

    async def _read_states(self) -> list[State]:
        keys, store = await open_folder(self.house.settings)
        chats = await store.read(Chat.__table__.select())  # type: ignore[attr-defined]
        rows: dict[str, Any] = {
            row["id"]: row
            for row in await store.read(Response.__table__.select())  # type: ignore[attr-defined]
        }
        await store.close()
        today = datetime.now(LONDON).date()
        states = []
        for chat in chats:
            response = rows[chat["response_id"]]
            owner = ChatOwner(keys, chat["chat_hash"], response["invitation_id"], today)
            states.append(open_draft(owner, response).state)
        return states

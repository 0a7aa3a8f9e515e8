"""What is held of one chat: found by its keyed hash, without any list of who is in which chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from bot import wording
from bot.clearing import write_clearing
from bot.handled import CHANNEL, Reaction
from bot.inbound import find_shown
from bot.messages import Message, join_blocks
from forms.definition import SEALED_KINDS
from forms.keys import TamperedError
from forms.languages.forms_said import translate_form
from forms.owners import ChatOwner
from forms.records import Attachment, Chat, ChatMessage, OutboxMessage, Response, ResponseAnswer
from forms.responses import DeleteUnit, open_draft
from forms.speaking import gettext, ngettext, spoken, write_day
from forms.units import Delete, Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from bot.parts import BotParts
    from forms.definition import Form, Question
    from forms.units import Row, Rows

_RESPONSES: Select[Any] = select(Response.__table__).where(  # type: ignore[attr-defined]  # SQLModel sets it on every table
    col(Response.channel) == CHANNEL, col(Response.owner).is_not(None)
)


def make_owner(parts: BotParts, chat_hash: str, invitation_id: str) -> ChatOwner:
    """Name the chat as the owner of what it says on one invitation."""
    return ChatOwner(parts.keys, chat_hash, invitation_id, parts.today)


async def find_chat(parts: BotParts, chat_hash: str) -> Row | None:
    """Find the chat's row: it is there once somebody said OK."""
    table = Chat.__table__  # type: ignore[attr-defined]  # SQLModel sets it on every table
    rows = await parts.store.read(select(table).where(col(Chat.chat_hash) == chat_hash))
    return rows[0] if rows else None


async def find_question(parts: BotParts, chat: Row, message_id: int) -> Question | None:
    """Find the question that a message answers, in a conversation that is not sent yet."""
    key, _ = find_shown(chat, message_id)
    rows = await parts.store.read(_RESPONSES.where(col(Response.id) == chat["response_id"]))
    if not rows or rows[0]["submitted_at"] is not None or key is None:
        return None
    form = parts.library.find(rows[0]["form_key"], rows[0]["form_version"])
    return form.find_question(key) if form else None


async def list_responses(parts: BotParts, chat_hash: str) -> list[Row]:
    """Find every draft and every sent response of the chat, also of earlier conversations."""
    rows = await parts.store.read(_RESPONSES.order_by(col(Response.opened_at)))
    return [row for row in rows if row["owner"] == make_owner(parts, chat_hash, row["invitation_id"]).hash]


async def has_response(parts: BotParts, owner: ChatOwner) -> bool:
    """Tell whether this very chat has a draft or a receipt on the owner's invitation."""
    return bool(await parts.store.read(select(col(Response.id)).where(col(Response.owner) == owner.hash)))


async def list_outbox(parts: BotParts, chat_hash: str) -> list[str]:
    """List the messages that still wait for this chat."""
    waiting = select(col(OutboxMessage.id)).where(
        col(OutboxMessage.channel) == CHANNEL, col(OutboxMessage.recipient_hash) == chat_hash
    )
    return [row["id"] for row in await parts.store.read(waiting)]


@dataclass(frozen=True, slots=True)
class ForgetAct:
    """Delete everything of a chat: responses, its row, what waits to be sent to it."""

    owners: tuple[ChatOwner, ...]
    chat_hash: str
    waiting: tuple[str, ...]
    chat_id: int = 0
    numbers: tuple[int, ...] = ()
    """Of messages to clear as well."""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(key for owner in self.owners for key in DeleteUnit(owner).reads)

    def decide(self, rows: Rows, chat: Row | None) -> Reaction:
        """Delete it all, and say so."""
        del chat
        responses = (write for owner in self.owners for write in DeleteUnit(owner).decide(rows).writes)
        waiting = (Delete(OutboxMessage, {"id": message_id}) for message_id in self.waiting)
        link = Delete(Chat, {"chat_hash": self.chat_hash})
        numbers = Delete(ChatMessage, {"chat_hash": self.chat_hash})
        calls = write_clearing(self.chat_id, self.numbers)
        stays = (gettext(wording.CLEARED_STAYS),) if calls else ()
        message = Message(join_blocks(wording.say_deleted(), stays))
        return Reaction((message,), (*responses, link, numbers, *waiting), calls=calls)


async def describe_response(parts: BotParts, chat_hash: str, response: Row) -> str:
    """Say what is held of one response, in kinds and numbers."""
    form = parts.library.find(response["form_key"], response["form_version"])
    title = translate_form(form, spoken()).title if form else gettext("A form")
    files = write_files(await _count_files(parts, response["id"]))
    if response["submitted_at"] is None:
        unsent = gettext("{form}: not sent yet.").format(form=title)
        return f"{unsent} {_count_draft(parts, chat_hash, form, response)}{files}"
    sent = gettext("{form}: sent on {day}.").format(form=title, day=write_day(response["submitted_at"]))
    return f"{sent} {write_counts(*await _count_answers(parts, response['id']))}{files}"


def write_files(count: int) -> str:
    """Write out how many files there are; nothing where there are none."""
    things = ngettext("{count} photo or voice note.", "{count} photos or voice notes.", count)
    return f" {things.format(count=count)}" if count else ""


async def _count_files(parts: BotParts, response_id: str) -> int:
    files = select(col(Attachment.id)).where(col(Attachment.response_id) == response_id)
    return len(await parts.store.read(files))


def write_counts(answers: int, words: int, left_out: int) -> str:
    """Write three numbers out."""
    things = ngettext(
        "{count} answer, {words} in your own words.", "{count} answers, {words} in your own words.", answers
    )
    skipped = gettext("{count} skipped.").format(count=left_out)
    return f"{things.format(count=answers, words=words)} {skipped}"


def _count_draft(parts: BotParts, chat_hash: str, form: Form | None, response: Row) -> str:
    owner = make_owner(parts, chat_hash, response["invitation_id"])
    try:
        answers = open_draft(owner, response).state.answers
    except TamperedError:
        return gettext("Nobody can open it any more.")
    given = [key for key, answer in answers.items() if answer is not None]
    questions = [form.find_question(key) for key in given] if form else []
    words = sum(question is not None and question.kind in SEALED_KINDS for question in questions)
    return write_counts(len(given), words, len(answers) - len(given))


async def _count_answers(parts: BotParts, response_id: str) -> tuple[int, int, int]:
    found: Sequence[Row] = await parts.store.read(
        select(col(ResponseAnswer.value), col(ResponseAnswer.sealed)).where(
            col(ResponseAnswer.response_id) == response_id
        )
    )
    words = sum(row["sealed"] is not None for row in found)
    values = sum(row["value"] is not None for row in found)
    return words + values, words, len(found) - words - values

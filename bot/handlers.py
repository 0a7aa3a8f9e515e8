"""What each kind of update leads to. Every path ends in one unit that is handed to the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bot import wording
from bot.callbacks import Action, Press, read_press
from bot.clearing import describe_numbers, list_numbers
from bot.handled import Say
from bot.held import (
    describe_response,
    list_outbox,
    list_responses,
)
from bot.messages import Button, Message, join_blocks
from bot.needed import GIVEN_FILE
from bot.noticing import describe_address
from bot.turn import Moved, Sent, Typed
from forms.codes import normalise_code
from forms.moves import Resume
from forms.records import OutboxMessage
from forms.speaking import gettext, say
from forms.units import Delete

if TYPE_CHECKING:
    from telegram import CallbackQuery, Update
    from telegram import Message as TelegramMessage
    from telegram.ext import CallbackContext

    from bot.desk import Desk

    Context: TypeAlias = CallbackContext[Any, Any, Any, Any]


class Handlers:
    """Called by the Application, one update at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # --- commands --------------------------------------------------------------------------------

    async def on_start(self, update: Update, context: Context) -> None:
        """`/start CODE` offers the channels; without a code we go on where we are, or say how to begin."""
        del update
        if context.args:
            await self._desk.take_code("".join(context.args))
        else:
            await self._desk.go_on(Moved((Resume(),)), self._ask_for_code())

    async def on_help(self, update: Update, context: Context) -> None:
        """Give the routes, now; within a conversation also the button that calls a person."""
        del update, context
        chat = await self._desk.find_chat()
        keyboard = ((Button(gettext(wording.ASK_CONTACT), Press(Action.HELP)),),)
        inside = chat is not None and chat["response_id"] is not None
        help_now = join_blocks(wording.describe_help(self._desk.parts.council))
        await self._desk.say(Message(help_now, keyboard if inside else (), names_help=True))

    async def on_privacy(self, update: Update, context: Context) -> None:
        """Say what happens to what people say."""
        del update, context
        await self._desk.say(Message(join_blocks(wording.describe_privacy(self._desk.parts.council))))

    async def on_mydata(self, update: Update, context: Context) -> None:
        """Say what is held, in kinds and numbers."""
        del update, context
        chat_hash = self._desk.envelope.chat_hash
        responses = await list_responses(self._desk.parts, chat_hash)
        lines = [await describe_response(self._desk.parts, chat_hash, response) for response in responses]
        if not lines and await self._desk.find_chat() is None:
            await self._desk.say(Message(join_blocks(say((wording.HOLD_NOTHING, wording.NO_NAMES)))))
            return
        text = join_blocks(
            gettext(wording.HOLD_TITLE),
            lines,
            gettext(wording.HOLD_LINK),
            describe_address(await self._desk.find_chat()),
            describe_numbers(len(await list_numbers(self._desk.parts, chat_hash))),
            *say((wording.NO_NAMES, wording.HOW_TO_DELETE)),
        )
        await self._desk.say(Message(text))

    async def on_delete(self, update: Update, context: Context) -> None:
        """Ask before deleting."""
        del update, context
        responses = await list_responses(self._desk.parts, self._desk.envelope.chat_hash)
        if not responses and await self._desk.find_chat() is None:
            await self._desk.say(Message(join_blocks(say((wording.HOLD_NOTHING, wording.CLEAR_CHAT)))))
            return
        buttons = (
            (Button(gettext(wording.DELETE), Press(Action.DELETE)),),
            (Button(gettext(wording.DELETE_AND_CLEAR), Press(Action.DELETE_AND_CLEAR)),),
            (Button(gettext(wording.KEEP), Press(Action.KEEP)),),
        )
        await self._desk.say(Message(join_blocks(say(wording.DELETE_ASK)), buttons))

    async def on_language(self, update: Update, context: Context) -> None:
        """Say which languages there are."""
        del update, context
        await self._desk.offer_languages()

    async def on_stop(self, update: Update, context: Context) -> None:
        """Stop for today: the draft stays. Once it was sent, we write no more to whoever does not write."""
        del update, context
        await self._desk.stop(Message(gettext(wording.STOPPED)))

    def _ask_for_code(self) -> Message:
        return Message(wording.ask_for_code(self._desk.parts.council))

    # --- messages --------------------------------------------------------------------------------

    async def on_text(self, update: Update, context: Context) -> None:
        """Take words: an answer, or a code."""
        del context
        message: TelegramMessage = update.message  # type: ignore[assignment]  # the handler's filter saw to it
        text = message.text or ""
        chat = await self._desk.find_chat()
        inside = chat is not None and chat["invitation_id"] is not None
        if chat is not None and await self._desk.take_reach(chat, text, message.message_id):
            return
        if normalise_code(text) and (not inside or await self._desk.leads_in(text)):
            await self._desk.take_code(text)
        else:
            await self._desk.go_on(Typed(text, message.message_id), self._ask_for_code())

    async def on_file(self, update: Update, context: Context) -> None:
        """Take a photo or a sound, if the question takes one; it is fetched first."""
        del context
        message: TelegramMessage = update.message  # type: ignore[assignment]  # the handler's filter saw to it
        given = message.api_kwargs[GIVEN_FILE]
        await self._desk.take_file(given, message.caption or "", message.message_id)

    async def on_wordless(self, update: Update, context: Context) -> None:
        """Say what works to somebody who sent a film or a place, take the words under it, and ask again."""
        del context
        message: TelegramMessage = update.message  # type: ignore[assignment]  # the handler's filter saw to it
        sent = Sent(message.message_id, message.caption or "", why_not=wording.WORDLESS)
        await self._desk.go_on(sent, Message(join_blocks(say(wording.WORDLESS))))

    async def on_edited(self, update: Update, context: Context) -> None:
        """Say that a change to an earlier message is not taken, where it may matter."""
        del update, context
        inside = await self._desk.find_chat() is not None
        await self._desk.say(*([Message(join_blocks(say(wording.EDITED)))] if inside else []))

    async def on_unknown_command(self, update: Update, context: Context) -> None:
        """List the commands for somebody who tried another."""
        del update, context
        commands = tuple(f"/{name} - {what}" for name, what in wording.list_commands().items())
        await self._desk.say(Message(join_blocks(gettext(wording.COMMANDS_TITLE), commands)))

    async def on_press(self, update: Update, context: Context) -> None:
        """Do what a button says."""
        del context
        query: CallbackQuery = update.callback_query  # type: ignore[assignment]  # the handler saw to it
        press = read_press(query.data or "")
        if self._desk.envelope.chat_id is None:
            await self._desk.say()
        elif press is None:
            await self._desk.go_on(
                Moved((Resume(),), (wording.OTHER_BUTTON,)), Message(gettext(wording.NOTHING_HERE))
            )
        elif press.action in {Action.HERE, Action.WEB, Action.AGREE, Action.MINUTE, Action.SIMPLER}:
            await self._desk.choose_channel(press, query.message.message_id if query.message else 0)
        elif press.action is Action.LANGUAGE:
            await self._desk.choose_language(press)
        elif press.action in {Action.DELETE, Action.DELETE_AND_CLEAR}:
            await self._desk.delete(clears=press.action is Action.DELETE_AND_CLEAR)
        elif press.action is Action.CLEAR:
            await self._desk.clear()
        elif press.action in {Action.WISH, Action.WISHED}:
            await self._desk.take_wish(press, query.message.message_id if query.message else 0)
        elif press.action is Action.MESSAGES:
            await self._desk.show_messages()
        elif press.action in _SAID:
            await self._desk.say(Message(gettext(_SAID[press.action])))
        else:
            shown = query.message.message_id if query.message else 0
            await self._desk.press_in_conversation(press, shown)

    async def on_membership(self, update: Update, context: Context) -> None:
        """Note that the bot was stopped in Telegram, or allowed again."""
        del context
        changed = update.my_chat_member
        chat = await self._desk.find_chat()
        if changed is None or chat is None:
            await self._desk.say()
            return
        gone = changed.new_chat_member.status in {"kicked", "left"}
        waiting = await list_outbox(self._desk.parts, self._desk.envelope.chat_hash) if gone else []
        drop = tuple(Delete(OutboxMessage, {"id": message_id}) for message_id in waiting)
        await self._desk.write(
            Say(chat={"blocked_at": self._desk.envelope.now if gone else None}, writes=drop)
        )

    async def on_anything(self, update: Update, context: Context) -> None:
        """Let groups, channels and whatever else go: nothing is said."""
        del update, context
        await self._desk.say()

    async def on_error(self, update: object, context: Context) -> None:
        """Note that a handler failed: the worker decides what becomes of the update."""
        del update
        if self._desk.handling is not None:
            self._desk.handling.fault = context.error


_SAID = {Action.DECLINE: wording.DECLINED, Action.KEEP: wording.KEPT}
"""What is said to a button that changes nothing."""

"""The steps that handlers are made of: each ends in one unit that is handed to the store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot import wording
from bot.callbacks import Action, Press, as_number, is_tag, make_tag
from bot.clearing import ClearAct, list_numbers
from bot.contacting import REACH, STEPS, WishAct, ask_next, read_wish_press
from bot.fetching import Wanted
from bot.handled import Envelope, HandleUnit, Say
from bot.held import (
    ForgetAct,
    find_chat,
    find_question,
    has_response,
    list_outbox,
    list_responses,
    make_owner,
)
from bot.inbound import find_shown
from bot.keyboards import build_languages
from bot.messages import Button, Message, join_blocks, split_message
from bot.noticing import find_messages
from bot.stopping import write_stop
from bot.tongues import Tongues
from bot.turn import Moved, Pressed, Sent, TurnAct, tell_nobody
from forms.buckets import Buckets
from forms.calls import find_call, has_wishes
from forms.codes import normalise_code, write_code
from forms.contact import Wish
from forms.definition import Anonymity
from forms.intake import TurnUnit
from forms.introduction import introduce
from forms.invited import Invited, find_by_code, find_by_invitation
from forms.languages.forms_said import say_not_here, speak_of
from forms.last_time import list_told, was_opened
from forms.limits import WRONG_CODES_OF_A_CHAT
from forms.message_words import OPENED
from forms.moves import Resume, Stop
from forms.speaking import ENGLISH, gettext, keep_order, safely, say, speak, spoken
from forms.without_name import TELEGRAM
from forms.wording import FEWER_WORDS, say_what_a_minute_is

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.fetching import Fetcher
    from bot.handled import Act
    from bot.parts import BotParts
    from bot.turn import Given
    from forms.definition import Form
    from forms.speaking import Language
    from forms.units import Row


@dataclass(slots=True)
class Handling:
    """The update that is being handled. `done` once its unit is durable; `fault` if a handler failed."""

    envelope: Envelope
    done: bool = False
    wanted: Wanted | None = None
    """A file without which it cannot be handled yet."""
    fault: BaseException | None = None
    earlier: tuple[int, ...] = ()
    """Messages from before the chat said OK, once it says so: see `_offer`."""


class Desk:
    """Answers one update at a time: the one in `handling`."""

    def __init__(self, parts: BotParts, fetcher: Fetcher) -> None:
        self.parts = parts
        self.fetcher = fetcher
        self.handling: Handling | None = None
        self.tongues = Tongues(parts.settings)
        self._wrong_codes = Buckets(WRONG_CODES_OF_A_CHAT)

    async def take_code(self, typed: str) -> None:
        """Go on where this chat was with this code, or offer the channels; one answer to any other code."""
        invited = await self._find_open(typed)
        if isinstance(invited, Message):
            await self.say(invited)
        elif await self._has_begun(invited):
            await self._turn(invited.invitation_id, Moved((Resume(),)), invited.iro_name)
        else:
            await self._begin_in(invited)
            await self._offer(normalise_code(typed) or "")

    async def _begin_in(self, invited: Invited) -> None:
        """Begin in the language recorded of whoever the code was for; the buttons offer the others."""
        chat_hash = self.envelope.chat_hash
        recorded = self.tongues.begin_in(chat_hash, await self.find_chat(), invited.language)
        if recorded is not None:
            speak(recorded)

    async def _find_open(self, typed: str) -> Invited | Message:
        """Find the invitation that this chat may begin or go on with; else return the one answer."""
        chat_hash = self.envelope.chat_hash
        if self._wrong_codes.wait(chat_hash):
            return Message(gettext(wording.TOO_MANY_TRIES))
        invited = await self._find_invited(typed)
        if invited and (invited.is_open or await self._has_begun(invited)):
            return invited
        self._wrong_codes.spend(chat_hash)
        return Message(join_blocks(say(wording.CODE_UNKNOWN)))

    async def _has_begun(self, invited: Invited) -> bool:
        owner = make_owner(self.parts, self.envelope.chat_hash, invited.invitation_id)
        return await has_response(self.parts, owner)

    async def _offer(self, code: str) -> None:
        """Say the age rule and ask: here, or on the web? The buttons carry the code; nothing is stored.

        They also carry the number of the message with the code, so that it can be cleared later.
        """
        came = as_number(self.envelope.message_id)
        buttons = (
            (Button(gettext(wording.CONTINUE_HERE), Press(Action.HERE, code, revision=came)),),
            (Button(gettext(wording.ON_THE_WEB), Press(Action.WEB, code)),),
            *build_languages(self.tongues.offered, code),
        )
        settings = self.parts.settings
        offer = wording.offer_channels(self.parts.council, settings.telegram_min_age)
        await self.say(Message(join_blocks(*offer), buttons))

    async def find_language(self, chat_hash: str) -> Language:
        """Find the language of a chat. Raises StoreUnavailableError."""
        if not self.tongues.has_several:
            return ENGLISH
        return self.tongues.find(chat_hash, await find_chat(self.parts, chat_hash))

    async def offer_languages(self) -> None:
        """Ask which language; where there is one alone, say so."""
        if not self.tongues.has_several:
            await self.say(Message(join_blocks(say(wording.LANGUAGE))))
            return
        await self.say(Message(gettext(wording.WHICH_LANGUAGE), build_languages(self.tongues.offered)))

    async def choose_language(self, press: Press) -> None:
        """Speak another language from now on, and show what was shown in it."""
        language = self.tongues.note(self.envelope.chat_hash, press.option)
        speak(language)
        chat = await self.find_chat()
        if press.about and (chat is None or chat["invitation_id"] is None):
            await self._offer(press.about)
        elif chat is None:
            await self.say(Message(wording.ask_for_code(self.parts.council)))
        elif chat["invitation_id"] is None:
            asking = Message(wording.ask_for_code(self.parts.council))
            await self.write(Say((asking,), chat={"language": language.code}))
        else:
            await self.go_on(Moved((Resume(),)), Message(gettext(wording.NOTHING_HERE)), chosen=language)

    async def choose_channel(self, press: Press, shown: int) -> None:
        """Web: the link. Here: who will read this. OK: the first question."""
        if press.action is Action.WEB:
            link = write_link(self.parts.settings.public_url, press.about)
            await self.say(Message(join_blocks(wording.hand_over_link(link))))
            return
        invited = await self._find_open(press.about)
        if isinstance(invited, Message):
            await self.say(invited)
        elif press.action is Action.HERE:
            await self._introduce(invited, press.about, (as_number(shown), press.revision))
        else:
            self._in_hand().earlier = (shown, press.option, press.revision)
            await self._turn(
                invited.invitation_id,
                Moved((Resume(),), await self._say_last_time(invited.invitation_id)),
                invited.iro_name,
                begin=True,
                form_key=self._find_chosen(invited, press),
                minute=_LENGTHS.get(press.action),
            )

    async def _say_last_time(self, invitation_id: str) -> tuple[str, ...]:
        told = await list_told(self.parts.store, self.parts.keys, invitation_id)
        was_read = await was_opened(self.parts.store, invitation_id)
        return (*wording.say_last_time(told), *((gettext(OPENED),) if was_read else ()))

    def _find_chosen(self, invited: Invited, press: Press) -> str:
        """Return the key of the form with fewer words, if that was chosen; else nothing."""
        form = self._find_form(invited) if press.action is Action.SIMPLER else None
        return form.simpler if form else ""

    def _say_what_is_kept(self, form: Form, code: str) -> tuple[str, ...]:
        """Where people may answer without a name, say that it is done on the web."""
        link = write_link(self.parts.settings.public_url, code)
        return (
            (gettext(TELEGRAM).format(link=keep_order(link)),) if form.anonymous is Anonymity.CHOICE else ()
        )

    async def _introduce(self, invited: Invited, code: str, earlier: tuple[int, int]) -> None:
        """Say who will read this, before question 1, and wait for an explicit OK."""
        form = self._find_form(invited)
        if form is None:
            await self.say(Message(gettext(wording.FORM_GONE)))
            return
        chosen = await self.find_language(self.envelope.chat_hash)
        who = (
            *filter(None, (say_not_here(chosen),)),
            *introduce(form, invited.iro_name, self.parts.council),
            *wording.say_how_heard(form),
            *self._say_what_is_kept(form, code),
        )
        offer, came = earlier
        agree = Press(Action.AGREE, code, option=offer, revision=came)
        simpler = (Button(gettext(FEWER_WORDS), replace(agree, action=Action.SIMPLER)),)
        buttons = (
            *_offer_lengths(form, agree),
            *((simpler,) if self.parts.library.find_simpler(form) else ()),
            (Button(gettext(wording.DECLINE), Press(Action.DECLINE)),),
        )
        await self.say(Message(join_blocks(who, say(wording.PRIVATE_HERE)), buttons))

    def _find_form(self, invited: Invited) -> Form | None:
        try:
            return speak_of(self.parts.library.current(invited.form_key))
        except KeyError:
            return None

    async def press_in_conversation(self, press: Press, shown: int) -> None:
        """Take a button of the conversation; without one, help is still named."""
        nothing = Message(gettext(wording.NOTHING_HERE))
        if press.action is Action.HELP:
            nothing = tell_nobody(self.parts.council)
        begin = press.action is Action.RESUME
        await self.go_on(Pressed(press, shown), nothing, begin=begin)

    async def go_on(
        self, given: Given, otherwise: Message, *, begin: bool = False, chosen: Language | None = None
    ) -> None:
        """Take a turn of the conversation that the chat is in; say `otherwise` if it is in none."""
        chat = await self.find_chat()
        if chat is None or chat["invitation_id"] is None:
            await self.say(otherwise)
            return
        found = await find_by_invitation(self.parts.store, chat["invitation_id"], self.envelope.now)
        iro_name = found.iro_name if found else ""
        await self._turn(chat["invitation_id"], given, iro_name, begin=begin, chosen=chosen)

    async def take_wish(self, press: Press, shown: int) -> None:
        """Add what was pressed after a call for help, or go on to the next step. Without a call, make one."""
        chat = await self.find_chat()
        response_id = chat["response_id"] if chat else None
        if response_id is None or not is_tag(self.parts.keys, response_id, press.about):
            await self.go_on(
                Moved((Resume(),), (wording.OTHER_BUTTON,)), Message(gettext(wording.NOTHING_HERE))
            )
            return
        call = await find_call(self.parts.store, response_id)
        wish = read_wish_press(press) if press.action is Action.WISH else None
        if call is None:
            await self.press_in_conversation(Press(Action.HELP, press.about), shown)
        elif wish:
            await self.write(self._add_wish(call, wish, press.about, press.question, shown))
        elif following := ask_next(press.about, press.question, call):
            await self.say(following)
        else:
            added = (safely(wording.ADDED),) if has_wishes(call) else ()
            await self.go_on(Moved((Resume(),), added), Message(gettext(wording.NOTHING_HERE)))

    async def take_reach(self, chat: Row, typed: str, message_id: int) -> bool:
        """Add a typed number to a call for help, if that was what the chat was asked for."""
        if find_shown(chat, message_id)[0] != REACH:
            return False
        call = await find_call(self.parts.store, chat["response_id"])
        if call is None:
            return False
        tag = make_tag(self.parts.keys, chat["response_id"])
        await self.write(self._add_wish(call, Wish({}, typed), tag, STEPS.index(REACH)))
        return True

    def _add_wish(self, call: Row, wish: Wish, tag: str, step: int, shown: int | None = None) -> WishAct:
        return WishAct(self.parts.keys, call["id"], wish, self.envelope.now, tag, step, shown)

    async def take_file(self, given: Mapping[str, Any], words: str, message_id: int) -> None:
        """Take a file as the answer to what the chat was shown; have it fetched first, if it may be one."""
        nothing = Message(join_blocks(say(wording.WORDLESS)))
        chat = await self.find_chat()
        question = await find_question(self.parts, chat, message_id) if chat else None
        if question is None or not question.takes:
            await self.go_on(Sent(message_id, words, why_not=wording.NO_FILE_HERE), nothing)
            return
        handling, envelope = self._in_hand(), self.envelope
        fetched = self.fetcher.find(envelope.update_hash)
        if fetched is None:
            handling.wanted = Wanted(
                envelope.update_hash, envelope.chat_hash, given["file_id"], given["size"]
            )
            return
        why_not = (fetched.why_not,) if fetched.why_not else ()
        await self.go_on(Sent(message_id, words, fetched.file, why_not), nothing)

    async def _turn(  # noqa: PLR0913 - what a turn is about, each part by its name
        self,
        invitation_id: str,
        given: Given,
        iro_name: str,
        *,
        begin: bool = False,
        form_key: str = "",
        chosen: Language | None = None,
        minute: bool | None = None,
    ) -> None:
        chosen = chosen or await self.find_language(self.envelope.chat_hash)
        turn = TurnUnit(
            library=self.parts.library,
            keys=self.parts.keys,
            owner=make_owner(self.parts, self.envelope.chat_hash, invitation_id),
            invitation_id=invitation_id,
            moves=(),
            now=self.envelope.now,
            new_id=secrets.token_hex(16),
            begin=begin,
            form_key=form_key,
            language=chosen,
            minute=minute,
            files=(given.file,) if isinstance(given, Sent) and given.file else (),
        )
        chat_id = self.envelope.chat_id or 0
        await self.write(TurnAct(turn, given, self.parts.council, iro_name, chosen.code, chat_id))

    async def clear(self) -> None:
        """Have the messages of this chat deleted from it."""
        chat_id, chat_hash = self.envelope.chat_id or 0, self.envelope.chat_hash
        numbers = await list_numbers(self.parts, chat_hash)
        await self.write(ClearAct(chat_id, chat_hash, numbers, go_on=await self._is_under_way()))

    async def stop(self, said: Message) -> None:
        """Stop what is under way; else say so. The person is not written to until they write themselves.

        We say that we write no more: so no letter reminds them either.
        """
        chat = await self.find_chat()
        if chat is not None and await self._is_under_way():
            await self.go_on(Moved((Stop(),)), said)
        elif chat is None:
            await self.say(said)
        else:
            writes = await write_stop(self.parts, chat, self.envelope.now)
            await self.write(Say((said,), chat={"sealed_id": None}, writes=writes))

    async def show_messages(self) -> None:
        """Show what staff wrote to this chat."""
        await self.write(await find_messages(self.parts, self.envelope.chat_hash))

    async def _is_under_way(self) -> bool:
        """Tell whether the chat is in a conversation that is not sent yet."""
        chat = await self.find_chat()
        responses = await list_responses(self.parts, self.envelope.chat_hash) if chat else []
        return any(row["id"] == chat["response_id"] and not row["submitted_at"] for row in responses if chat)

    async def delete(self, *, clears: bool) -> None:
        """Delete everything of this chat; with `clears` its messages too, where Telegram allows."""
        chat_hash = self.envelope.chat_hash
        responses = await list_responses(self.parts, chat_hash)
        owners = tuple(make_owner(self.parts, chat_hash, row["invitation_id"]) for row in responses)
        waiting = await list_outbox(self.parts, chat_hash)
        numbers = await list_numbers(self.parts, chat_hash) if clears else ()
        chat_id = self.envelope.chat_id or 0
        await self.write(ForgetAct(owners, chat_hash, tuple(waiting), chat_id, numbers))

    async def leads_in(self, typed: str) -> bool:
        """Tell whether something typed in a conversation is a code that opens; all else is words.

        What only looks like a code counts as a wrong one: guessing is no cheaper here than at the door.
        """
        return isinstance(await self._find_open(typed), Invited)

    async def _find_invited(self, typed: str) -> Invited | None:
        found = await find_by_code(self.parts.store, self.parts.keys, typed, self.envelope.now)
        return found if isinstance(found, Invited) else None

    async def find_chat(self) -> Row | None:
        """Find the row of this chat."""
        return await find_chat(self.parts, self.envelope.chat_hash)

    async def say(self, *messages: Message) -> None:
        """Say this, and nothing else."""
        parts = tuple(part for message in messages for part in split_message(message))
        await self.write(Say(parts))

    async def write(self, act: Act) -> None:
        """Carry the act out; when this returns, it is durable. Raises StoreUnavailableError."""
        handling = self._in_hand()
        unit = HandleUnit(
            self.parts.keys, handling.envelope, act, language=spoken(), earlier=handling.earlier
        )
        await self.parts.store.write(unit)
        handling.done = True

    @property
    def envelope(self) -> Envelope:
        """The envelope of the update in hand."""
        return self._in_hand().envelope

    def _in_hand(self) -> Handling:
        if self.handling is None:
            raise RuntimeError("no update is being handled")
        return self.handling


_LENGTHS = {Action.AGREE: False, Action.MINUTE: True}
"""What a button that begins says of the length."""


def _offer_lengths(form: Form, agree: Press) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons that begin: where there is a choice, of equal weight."""
    cut = form.in_a_minute
    if cut is None:
        return ((Button(gettext(wording.AGREE), agree),),)
    minute = gettext(wording.AGREE_MINUTE).format(what=say_what_a_minute_is(cut))
    return (
        (Button(minute, replace(agree, action=Action.MINUTE)),),
        (Button(gettext(wording.AGREE_LONGER), agree),),
    )


def write_link(public_url: str, code: str) -> str:
    """Write the link that opens a code on the web."""
    return f"{public_url.rstrip('/')}/s/{write_code(code)}"

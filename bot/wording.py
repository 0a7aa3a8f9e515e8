"""Words that only Telegram needs. Read them aloud before changing them; forms.wording has the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Kind, SharingAsked
from forms.speaking import N_, S_, gettext, keep_order, safely, say
from forms.wording import NOT_LIVE, list_help_routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.definition import Form, Question
    from forms.last_time import Told
    from forms.wording import Council

COMMANDS = {
    "start": N_("Begin, or go on"),
    "help": N_("Get help now"),
    "privacy": N_("What happens to what you say"),
    "mydata": N_("What we hold about you"),
    "delete": N_("Delete what you said"),
    "language": N_("Which languages there are"),
    "stop": N_("Stop for now"),
}
"""Telegram shows these beside the message box."""

DRAFT_DAYS = 30
"""How long an unsent bot draft can be opened: its day's key is destroyed afterwards."""

SKIP = N_("Skip")
BACK = N_("Back")
NEED_HELP = N_("I need help now")
DONE = N_("Done")
CHANGE_HEARD = N_("{who} · change")
ALL_HEARD = N_("All answers: {who} · change")
HOW_HEARD = N_("Under a question, a button says who may hear your answer. Press it to change that.")
HOW_HEARD_ONCE = N_("At the end, a button says who may hear it. Press it to change that.")
SEND = N_("Send")
GO_ON = N_("Go on")
CONTINUE_HERE = N_("Continue here")
ON_THE_WEB = N_("On the web")
AGREE = N_("OK, start")
AGREE_MINUTE = N_("OK, I have one minute: {what}")
AGREE_LONGER = N_("OK, I have longer")
DECLINE = N_("No thanks")
ASK_CONTACT = N_("Ask someone to contact me")
NEXT = S_("Next")
CLEAR = N_("Clear this chat")
DELETE_AND_CLEAR = N_("Yes, and clear this chat")
CLEARED = N_("We are clearing this chat. The messages go one after another.")
NOTHING_TO_CLEAR = N_("There is nothing here that we can still clear.")
CLEARED_STAYS = N_(
    "Messages older than two days stay. You can delete those, and this one, in Telegram yourself. "
    "Telegram may keep copies. We cannot reach those."
)
CLEARED_HELD = N_("What you sent us is not deleted by this. /delete deletes it.")
STOPPED_NOT_TAKEN = N_("You have stopped, so we have not taken what you sent just now.")
PRESS_ALL = S_("Press all that fit. You can leave this out.")
CONTACT_HOW = S_("You can say how and when, if you like. We cannot promise the time.")
TYPE_REACH = S_("You can type a number here, or how to reach you. Or press Next.")
ADDED = S_("We have passed that on too.")
NOT_ADDED = S_("We could not pass that on. The team knows that you need help.")
DELETE = N_("Yes, delete it")
KEEP = N_("No, keep it")

CODE_UNKNOWN = (
    N_("That code does not work. Please look at it again."),
    N_("You can ask the person who gave it to you for a new one."),
)
TOO_MANY_TRIES = N_("That was a lot of tries. Please wait a few minutes and try again.")
NO_CODE = (
    N_("To begin, you need a code. It is in the letter or message you got from us."),
    N_("A code has 12 letters and numbers, like this: ABCD-EFGH-JKMN"),
    N_("Please type your code here."),
)
DECLINED = N_("OK. We have kept nothing. You can come back with your code.")
PRIVATE_HERE = (
    N_("Telegram can see what you send here. The web page is more private."),
    N_("We lock what you say when we keep it. /privacy tells you more, and /delete deletes it."),
)
WORDLESS = (
    N_("We can take words, photos and voice messages here, where a question asks for them."),
    N_("We have not opened or kept what you sent."),
)
NO_FILE_HERE = (
    N_("This question takes no photos and no voice messages."),
    N_("We have not opened or kept what you sent."),
)
NOT_FETCHED = N_("We could not fetch what you sent. Please send it again.")
TAKE_AWAY = N_("Take away")
EDITED = (
    N_("You changed a message that you had sent. We have not taken the change."),
    N_("To change an answer, press Back, or press Change when you check your answers."),
)
OTHER_BUTTON = N_("That button is from another time. Here is where we are.")
PRESS_A_BUTTON = N_("We have not taken that. Please use the buttons.")
WORDS_TOO_LATE = N_("We have not taken what you wrote just now.")
NOTHING_HERE = N_("There is nothing to go on with here. If you have a code, please type it.")
DRAFT_GONE = (
    N_("What you said before is gone. We keep it for {days} days if it is not sent."),
    N_("You can start again."),
)
FORM_GONE = N_("These questions cannot be shown at the moment. Please try again later, or use the web.")
SENT_ELSEWHERE = (
    N_("This code was used up somewhere else, so we could not send your answers."),
    N_("You can ask the person who gave it to you for a new one."),
)
NOT_TAKEN = (
    N_("Something went wrong on our side. We could not take your last message."),
    N_("Please send it again. If it still does not work, use the web page or tell your social worker."),
)
TELL_NOBODY = S_("We cannot tell anybody from here. Please use one of these now:")
LANGUAGE = (
    N_("Have Your Say is in English only, for now."),
    N_("If you want help in another language, tell the person who gave you the code."),
)
WHICH_LANGUAGE = N_("Which language would you like?")
STOPPED = N_("OK. We will not write to you, unless you write to us.")
KEPT = N_("OK. We have kept everything.")
HOLD_NOTHING = N_("We hold nothing about this chat.")
_LOCKED = N_("We keep your answers locked.")
NO_NAMES = N_("We do not keep your name, your phone number or your Telegram name.")
CLEAR_CHAT = N_(
    "The messages in this chat are on your phone and with Telegram. You can clear the chat there."
)
DELETE_ASK = (
    N_("Do you want to delete what you said in this chat?"),
    N_("We delete your answers, photos and voice notes, sent or not, and the link to this chat."),
    N_("If you have sent them, somebody may have read them already."),
)
DELETED = (
    N_("We have deleted your answers, and the link to this chat."),
    N_("If you sent a form, we still count that one was sent, without what you said."),
)
_NOTE_STAYS = S_("If someone may be hurt, we keep a note that a person must look, without what you said.")
HOLD_TITLE = N_("This is what we hold about this chat:")
HOLD_ADDRESS = N_(
    "You asked to be answered here. So we hold how to write to this chat, locked. /stop ends that."
)
HOLD_LINK = N_("We also hold which questions this chat was shown last, so that you can go on.")
COMMANDS_TITLE = N_("You can use these words:")
HOW_TO_DELETE = N_("To delete it, send /delete")
CHECK_TITLE = N_("Check your answers")
CHECK_HOW = N_("Press Change to change an answer. Press Send when you are ready.")
ALREADY_SENT = N_("Your answers are sent.")
THANKS = N_("Thank you.")


def ask_for_code(council: Council) -> str:
    """Say how to begin to somebody who is in no conversation; they may have written something grave."""
    return "\n\n".join(("\n".join(say(NO_CODE)), gettext(NOT_LIVE), remind_of_help(council)))


def say_deleted() -> tuple[str, ...]:
    """Say what is gone, and what stays."""
    gone, counted = say(DELETED)
    return (gone, safely(_NOTE_STAYS), counted)


def say_draft_gone() -> tuple[str, ...]:
    """Say that what was not sent in time can be opened by nobody."""
    gone, again = say(DRAFT_GONE)
    return (gone.format(days=DRAFT_DAYS), again)


def list_commands() -> dict[str, str]:
    """List the commands, and what each is for."""
    return {name: gettext(what) for name, what in COMMANDS.items()}


def offer_channels(council: Council, min_age: int) -> tuple[str, ...]:
    """Say the age rule and ask where to continue. Nobody is asked how old they are."""
    return (
        gettext("Hello. This is Have Your Say, from {council}.").format(council=council.name),
        gettext("Telegram's rule is that you must be {age} or over to use it.").format(age=min_age),
        gettext("On the web there is no age rule. The questions are the same."),
        gettext("Do you want to continue here, or on the web?"),
    )


def hand_over_link(link: str) -> tuple[str, ...]:
    """Give the link to somebody who chose the web."""
    return (gettext("Here is your link:"), keep_order(link), gettext("We have kept nothing here."))


def describe_privacy(council: Council) -> tuple[str, ...]:
    """Say what happens to what people say here."""
    return (
        gettext("Have Your Say belongs to {council}.").format(council=council.name),
        gettext(
            "You can choose whether to answer. Before the first question we say who will read your answers."
        ),
        safely("If someone may be hurt, we must tell a person who can help, and we keep a note of that."),
        " ".join(say((_LOCKED, NO_NAMES))),
        gettext("If you send a photo or a voice message, we take out where and when it was made."),
        gettext(
            "If you do not send your answers, nobody can open them {days} days after the last one."
        ).format(days=DRAFT_DAYS),
        gettext("We keep the numbers of the messages here for two days, so that you can clear this chat."),
        gettext(
            "If you ask to be answered here, we keep how to write to this chat, locked. /stop ends that."
        ),
        gettext("Telegram can see what you send here, and keeps it. The web page is more private."),
        gettext("/mydata shows what we hold. /delete deletes it."),
    )


def describe_help(council: Council) -> tuple[str, ...]:
    """Say who can help now."""
    return (safely("You can get help now:"), *list_routes(council), gettext(NOT_LIVE))


def list_routes(council: Council) -> tuple[str, ...]:
    """Give the routes, a line each."""
    return tuple(
        f"{route.name}: {keep_order(route.number)}. {route.what}" for route in list_help_routes(council)
    )


def remind_of_help(council: Council) -> str:
    """Show the routes in one line, beside every question that asks for words."""
    routes = (f"{route.name}: {keep_order(route.number)}" for route in list_help_routes(council))
    return safely("If you need help now: {routes}").format(routes=" · ".join(routes))


LAST_TIME = N_("Last time you said:")
WHAT_HAPPENED = N_("What happened:")


def say_how_heard(form: Form) -> tuple[str, ...]:
    """Say which button changes who may hear an answer, where that can be chosen."""
    how = {SharingAsked.EACH: (gettext(HOW_HEARD),), SharingAsked.ONCE: (gettext(HOW_HEARD_ONCE),)}
    return how.get(form.sharing, ())


def say_how_to_answer(question: Question) -> str:
    """Say how an answer is given, where the buttons do not say it themselves."""
    if question.kind is Kind.TEXT and question.takes:
        return gettext("Write your answer as a message, or send a photo or a voice message. You can do both.")
    return gettext(_HOW[question.kind]) if question.kind in _HOW else ""


_HOW = {
    Kind.TEXT: N_("Write your answer as a message."),
    Kind.INTEGER: N_("Type a number."),
    Kind.DATE: N_("Type a date, like 20/11/2026."),
    Kind.SELECT_MULTIPLE: N_("Press all that fit. Then press Done."),
    Kind.RANK: N_("Press them in order, the most important first. Then press Done."),
    Kind.IMAGE: N_("Send a photo, or a photo of a drawing."),
    Kind.AUDIO: N_("Send a voice message."),
}


def say_last_time(told: Iterable[Told]) -> tuple[str, ...]:
    """Say before question 1 what the child said last time and what happened, if anything is to be told."""
    return tuple(
        line
        for each in told
        for line in (f"{gettext(LAST_TIME)} {each.said}", f"{gettext(WHAT_HAPPENED)} {each.done}")
    )

"""The bot as a process, Telegram as a process, and everything that goes wrong between and around them."""

from __future__ import annotations

import json
import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from bot import wording
from forms.owners import ChatOwner
from forms.responses import open_draft
from tests.bot.bot_process import WEBHOOK_SECRET, BotProcess
from tests.bot.steps import begin
from tests.bot.telegram_client import TOKEN, TelegramClient, running_telegram, wait_until
from tests.canary import find_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.moves import State

HEALED_WITHIN = 10.0
WORDS = "WORDS-CANARY-Pq7rKx2"


@pytest.fixture(scope="module", params=["polling", "webhook"])
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TelegramClient, BotProcess]]:
    """One running bot, of each kind, for all tests that do not kill it: each takes a chat of its own."""
    folder = tmp_path_factory.mktemp("house")
    by_webhook = request.param == "webhook"
    with running_telegram(folder) as telegram:
        bot = BotProcess(folder / "data", telegram.url, folder / "bot.log", by_webhook=by_webhook)
        telegram.deliver(base=bot.base)
        bot.invite()
        bot.start()
        try:
            yield telegram, bot
        finally:
            bot.end()


@pytest.fixture
def chat(request: pytest.FixtureRequest) -> int:
    """A chat that no other test uses."""
    return crc32(request.node.nodeid.encode()) + 1


def wait_until_all_done(bot: BotProcess) -> None:
    wait_until(
        "the inbox is done",
        lambda: bot.count("inboxupdate", "done_at IS NULL AND set_aside_at IS NULL") == 0,
    )


def read_state(bot: BotProcess, chat: int, code: str) -> State:
    """Open the draft of a chat, from outside."""
    chat_hash = bot.keys.mac("chat", str(chat))
    invitation_id = bot.find_invitation(code)
    rows = bot.query("SELECT id, draft, draft_day FROM response WHERE invitation_id = ?", invitation_id)
    response = dict(zip(("id", "draft", "draft_day"), rows[0], strict=True))
    owner = ChatOwner(bot.keys, chat_hash, invitation_id, bot.today)
    return open_draft(owner, response).state


# --- killed ----------------------------------------------------------------------------------------------


def test_killed_in_the_middle_goes_on_with_the_same_question(
    telegram: TelegramClient, bot: BotProcess
) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, 1)
    telegram.press(1, "7")
    asked = telegram.wait_for(1, "Question 2 of")
    bot.kill()
    telegram.type(1, "/start")
    bot.start()
    again = telegram.wait_for(1, "Question 2 of")
    wait_until("it is asked again", lambda: telegram.messages(1)[-2:] == [asked, again])
    assert bot.stop() == 0
    assert read_state(bot, 1, code).answers == {"home_feel": 7}


def test_killed_with_a_backlog_handles_each_update_once(telegram: TelegramClient, bot: BotProcess) -> None:
    chats = range(1, 21)
    codes = {chat: bot.invite() for chat in chats}
    bot.start()
    for chat in chats:
        telegram.type(chat, f"/start {codes[chat]}")
    for chat in chats:
        telegram.wait_for(chat, "here, or on the web?")
        telegram.press(chat, "Continue here")
    for chat in chats:
        telegram.wait_for(chat, "/privacy")
        telegram.press(chat, "OK, start")
    for chat in chats:
        telegram.wait_for(chat, "Question 1 of")
    for moment in ("as soon as one is handled", "after two seconds"):
        assert bot.stop() == 0
        sent = {chat: len(telegram.messages(chat)) for chat in chats}
        handled = bot.count("inboxupdate", "done_at IS NOT NULL")
        for chat in chats:
            telegram.press(chat, "7", telegram.last_message_id(chat))
        bot.start()
        if moment == "after two seconds":
            time.sleep(2)
        else:
            wait_until(moment, partial(has_handled_more, bot, handled), pause=0.001)
        bot.kill()
        bot.start()
        bot.wait_until_it_asks(telegram)
        for chat in chats:
            telegram.wait_for_count(chat, sent[chat] + 1)
        wait_until_all_done(bot)
        repeats = {len(telegram.messages(chat)) - sent[chat] - 1 for chat in chats}
        assert repeats <= {0, 1}, "one repeat a crash at most"
    assert bot.stop() == 0
    states = [read_state(bot, chat, codes[chat]) for chat in chats]
    expected = {"home_feel": 7, "carers_feel": 7}
    assert [(state.answers, state.revision) for state in states] == [(expected, 2)] * 20


def has_handled_more(bot: BotProcess, handled: int) -> bool:
    return bot.count("inboxupdate", "done_at IS NOT NULL") > handled


@pytest.mark.parametrize("moment", ["stored", "sent"])
def test_killed_between_receiving_and_answering_still_answers(
    telegram: TelegramClient, bot: BotProcess, moment: str
) -> None:
    bot.invite()
    bot.start()
    telegram.fault("hang" if moment == "stored" else "lost", method="sendMessage", seconds=30)
    telegram.type(1, "/privacy")
    wait_until("it was tried", lambda: telegram.calls("sendMessage"))
    bot.kill()
    telegram.clear()
    bot.start()
    telegram.wait_for(1, "Have Your Say belongs to")
    wait_until("the outbox is empty", lambda: bot.count("outboxmessage") == 0)
    assert len(telegram.messages(1)) <= (1 if moment == "stored" else 2) + 1


# --- Telegram in trouble ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["500", "502", "reset", "half", "lost", "409", "401", "hang"])
def test_fault_of_telegram_heals_within_ten_seconds(
    house: tuple[TelegramClient, BotProcess], chat: int, kind: str
) -> None:
    telegram, _ = house
    telegram.fault(kind, seconds=3)
    telegram.type(chat, f"/privacy {WORDS}")
    time.sleep(1.5)
    telegram.clear()
    telegram.wait_for(chat, "Have Your Say belongs to", HEALED_WITHIN)
    telegram.wait_until_confirmed(HEALED_WITHIN)


def test_server_that_never_answers_is_left_within_ten_seconds(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, _ = house
    telegram.fault("hang", seconds=600)
    telegram.type(chat, "/privacy")
    time.sleep(1)
    telegram.clear()  # calls that hang already go on hanging
    telegram.wait_for(chat, "Have Your Say belongs to", HEALED_WITHIN)


def test_429_is_waited_for_and_the_message_comes(house: tuple[TelegramClient, BotProcess], chat: int) -> None:
    telegram, _ = house
    telegram.fault(429, method="sendMessage", chat=chat, times=1, retry_after=2)
    telegram.type(chat, "/privacy")
    telegram.wait_for(chat, "Have Your Say belongs to")
    refused, taken = [call for call in telegram.calls("sendMessage") if call["parameters"]["chat_id"] == chat]
    assert taken["at"] - refused["at"] >= 2


def test_chat_in_trouble_does_not_slow_another(house: tuple[TelegramClient, BotProcess], chat: int) -> None:
    telegram, _ = house
    telegram.fault("hang", method="sendMessage", chat=chat, times=1, seconds=5)
    telegram.type(chat, "/privacy")
    telegram.type(chat + 1, "/privacy")
    telegram.wait_for(chat + 1, "Have Your Say belongs to", 3)


def test_message_that_is_never_accepted_blocks_no_other(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, bot = house
    telegram.fault(400, method="sendMessage", chat=chat, times=1)
    telegram.type(chat, "/privacy")
    telegram.type(chat, "/language")
    telegram.wait_for(chat, wording.LANGUAGE[0])
    assert len(telegram.messages(chat)) == 1
    assert bot.count("outboxmessage", "failed_at IS NOT NULL") == 1


def test_person_who_blocked_the_bot_is_flagged_and_left_alone(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, bot = house
    begin(telegram, bot.invite(), chat)
    telegram.fault(403, method="sendMessage", chat=chat)
    for _ in range(3):
        telegram.type(chat, "/privacy")
    wait_until("the chat is flagged", lambda: bot.count("chat", "blocked_at IS NOT NULL") == 1)
    telegram.wait_until_confirmed()
    wait_until("its queue is dropped", lambda: bot.count("outboxmessage", "failed_at IS NULL") == 0)
    telegram.clear()


def test_one_message_a_second_in_a_chat(house: tuple[TelegramClient, BotProcess], chat: int) -> None:
    telegram, _ = house
    for _ in range(4):
        telegram.type(chat, "/language")
    telegram.wait_for_count(chat, 4)
    times = [call["at"] for call in telegram.calls("sendMessage") if call["parameters"]["chat_id"] == chat]
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.95


def test_message_sent_while_the_database_is_locked_is_not_sent_again(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, bot = house
    telegram.fault("slow", method="sendMessage", chat=chat, seconds=1)
    telegram.type(chat, "/privacy")
    wait_until("it is being sent", lambda: any(asked(call, chat) for call in telegram.calls("sendMessage")))
    with bot.locked():
        telegram.type(chat + 1, "/language")
        telegram.wait_for(chat, "Have Your Say belongs to")
        time.sleep(6)  # longer than one attempt to commit
    telegram.clear()
    wait_until_all_done(bot)
    telegram.wait_for(chat + 1, wording.LANGUAGE[0], HEALED_WITHIN)
    wait_until("the outbox is empty", lambda: bot.count("outboxmessage", "failed_at IS NULL") == 0)
    assert len(telegram.messages(chat)) == 1


def asked(call: dict[str, Any], chat: int) -> bool:
    return bool(call["parameters"]["chat_id"] == chat)


# --- strange updates -------------------------------------------------------------------------------------

POISON: tuple[Any, ...] = (
    "not an update",
    {"message": "no message"},
    {"message": {"text": "no chat, no id"}},
    {"message": {"message_id": 1, "date": "never", "chat": {"id": "x", "type": 5}, "from": 7, "text": "x"}},
    {"callback_query": {"id": 1, "data": {"deep": [1]}}},
    {"callback_query": None, "message": [1, 2]},
    {"update_id": 10**30, "message": {"text": "an id that no column holds"}},
    {"something_new": {"from": {"id": 1}}},
)


def test_poison_is_set_aside_and_everybody_else_is_answered(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, bot = house
    for number, poison in enumerate(POISON):
        telegram.push(poison)
        telegram.type(chat + number, "/privacy")
    for number in range(len(POISON)):
        telegram.wait_for(chat + number, "Have Your Say belongs to")
    wait_until_all_done(bot)
    assert bot.count("inboxupdate", "set_aside_at IS NOT NULL") >= 4
    assert b"no chat, no id" not in bot.log.read_bytes()


def test_update_that_makes_a_handler_fail_is_set_aside_and_said(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, bot = house
    telegram.write(chat, {"text": {WORDS: 1}})
    telegram.wait_for(chat, wording.NOT_TAKEN[0])
    tried = bot.query(
        "SELECT attempts FROM inboxupdate WHERE set_aside_at IS NOT NULL ORDER BY attempts DESC"
    )
    assert tried[0] == (5,)


def test_same_event_is_handled_once_whatever_its_update_id(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, _ = house
    update = telegram.type(chat, "/privacy")
    telegram.push(update)
    telegram.push({"message": update["message"]})
    telegram.wait_for(chat, "Have Your Say belongs to")
    telegram.type(chat, "/language")
    telegram.wait_for(chat, wording.LANGUAGE[0])
    assert len(telegram.messages(chat)) == 2


def test_updates_out_of_order_with_gaps_are_all_handled(
    house: tuple[TelegramClient, BotProcess], chat: int
) -> None:
    telegram, _ = house
    update = telegram.type(chat, "/privacy")
    base = update["update_id"] + 500
    for place, number in enumerate((base + 70, base + 3, base + 50)):
        message = {
            **update["message"],
            "message_id": 10**6 + place,
            "chat": {"id": chat + place + 1, "type": "private"},
        }
        telegram.push({"update_id": number, "message": message})
    for place in range(4):
        telegram.wait_for(chat + place, "Have Your Say belongs to")
    telegram.set_next_update(base + 100)


def test_ids_that_start_anew_lose_nothing(house: tuple[TelegramClient, BotProcess], chat: int) -> None:
    telegram, bot = house
    telegram.type(chat, "/privacy")
    telegram.wait_for(chat, "Have Your Say belongs to")
    asked = telegram.state()["polls"]
    if not bot.by_webhook:
        wait_until("a question found nothing new", lambda: telegram.state()["polls"] >= asked + 2)
    telegram.set_next_update(3)
    telegram.type(chat, "/language")
    telegram.wait_for(chat, wording.LANGUAGE[0])


# --- words, names, tokens --------------------------------------------------------------------------------


@pytest.mark.usefixtures("hurried")
def test_words_names_and_token_are_in_no_file_and_no_log(telegram: TelegramClient, bot: BotProcess) -> None:
    code = bot.invite()
    bot.start()
    begin(telegram, code, 1)
    telegram.fault("half", times=4)
    telegram.type(1, WORDS)
    telegram.wait_for(1, "Please give a number")
    change = json.dumps(telegram.messages(1)[-1]).split('"c.')[1].split(".")[0]
    telegram.press_data(1, f"g.{change}.10.0.0")
    telegram.wait_for(1, "Write your answer as a message")
    telegram.type(1, WORDS)
    wait_until("it is stored", lambda: read_state(bot, 1, code).answers.get("best_thing") == WORDS)
    telegram.fault(401, times=3)
    telegram.type(1, f"/mydata {WORDS}")
    telegram.wait_for(1, "in your own words")
    assert b"SAY_TELEGRAM_TOKEN" in bot.log.read_bytes()
    for secret in (WORDS, "FirstCanary", "usercanary", TOKEN, WEBHOOK_SECRET, code):
        assert find_words(bot.folder, secret) == [], secret
        assert find_words(bot.log.parent, secret) == [], secret
    assert bot.stop() == 0
    assert find_words(bot.log.parent, WORDS) == []

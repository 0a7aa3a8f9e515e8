from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot import wording
from bot.callbacks import Action, Press, make_tag, write_press
from bot.forget import forget_old
from bot.held import list_responses, make_owner
from forms.limits import WRONG_CODES_OF_A_CHAT
from forms.responses import open_draft

if TYPE_CHECKING:
    from typing import Any

    from forms.moves import State
    from tests.bot.talk import Talk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Both databases are tried in test_conversation.py: here it is about what is said."""

HOME_FEEL, SAFE_FEEL, BEST_THING, WORRY, TALK_ABOUT = 1, 9, 10, 11, 20
"""Places in have_your_say_12_17."""


async def find_state(talk: Talk) -> State:
    chat_hash = talk.parts.hash_chat(talk.chat)
    (response,) = await list_responses(talk.parts, chat_hash)
    return open_draft(make_owner(talk.parts, chat_hash, response["invitation_id"]), response).state


async def make_data(talk: Talk, action: Action, question: int, option: int = 0, revision: int = 0) -> str:
    (response,) = await talk.read("SELECT id FROM response")
    return write_press(Press(action, make_tag(talk.parts.keys, response["id"]), question, option, revision))


async def go_to(talk: Talk, question: int) -> list[str]:
    return await talk.press_data(await make_data(talk, Action.CHANGE, question))


# --- how it begins ---------------------------------------------------------------------------------------


async def test_start_without_code_says_where_codes_are(talk: Talk) -> None:
    assert await talk.type("/start") == [wording.ask_for_code(talk.parts.council)]


async def test_words_before_any_code_are_met_with_the_ways_to_help(talk: Talk) -> None:
    (text,) = await talk.type("he hits me")
    assert wording.NOT_LIVE in text
    for number in ("999", "0800 1111", "01632 960002"):
        assert number in text
    (text,) = await talk.press("I need help now")
    assert text.startswith(wording.TELL_NOBODY)
    assert talk.labels() == [], "nobody can be called from there"
    assert await talk.count("alert") == 0


async def test_start_with_code_asks_here_or_on_the_web(talk: Talk) -> None:
    (text,) = await talk.type(f"/start {await talk.invite()}")
    assert "16 or over" in text
    assert talk.labels() == ["Continue here", "On the web", "I need help now"]


async def test_bare_code_typed_small_with_gaps_is_taken(talk: Talk) -> None:
    code = (await talk.invite()).lower()
    (text,) = await talk.type(f"{code[:4]} {code[4:8]}-{code[8:]}")
    assert "here, or on the web?" in text


@pytest.mark.parametrize(
    "more",
    [{"submitted": 1}, {"expires_at": "past"}, {"revoked_at": "now"}],
    ids=["used up", "expired", "revoked"],
)
async def test_code_that_is_not_open_is_answered_as_an_unknown_one(talk: Talk, more: dict[str, Any]) -> None:
    unknown = await talk.type("/start 0000-0000-0000")
    times = {"past": talk.clock() - timedelta(days=1), "now": talk.clock()}
    code = await talk.invite(**{name: times.get(value, value) for name, value in more.items()})
    assert await talk.type(f"/start {code}") == unknown
    for action in (Action.HERE, Action.AGREE):
        assert await talk.press_data(write_press(Press(action, code))) == unknown
    assert await talk.count("response") == 0


async def test_many_wrong_codes_slow_that_chat_and_no_other(talk: Talk) -> None:
    code = await talk.invite()
    for _ in range(WRONG_CODES_OF_A_CHAT.most):
        await talk.type("/start 0000-0000-0000")
    assert await talk.type(f"/start {code}") == [wording.TOO_MANY_TRIES]
    talk.chat += 1
    (text,) = await talk.type(f"/start {code}")
    assert "here, or on the web?" in text


async def test_web_is_chosen_and_nothing_is_stored(talk: Talk) -> None:
    code = await talk.invite()
    await talk.type(f"/start {code}")
    (text,) = await talk.press("On the web")
    assert f"https://say.testshire.example/s/{code[:4]}-{code[4:8]}-{code[8:]}" in text
    stored = [await talk.count(table) for table in ("response", "chat", "outboxmessage", "alert")]
    assert stored == [0, 0, 0, 0]
    assert await talk.count("inboxupdate", "sealed IS NOT NULL") == 0


async def test_feedback_here_is_kept_with_the_meeting_and_the_web_is_named_for_the_rest(talk: Talk) -> None:
    code = await talk.invite("feedback_carer", "carer")
    await talk.type(f"/start {code}")
    (text,) = await talk.press("Continue here")
    assert "Answers given here are kept with the meeting." in text
    assert f"https://say.testshire.example/s/{code[:4]}-{code[4:8]}-{code[8:]}" in text
    await talk.press("OK, start")
    assert await talk.count("response", "anonymous") == 0


async def test_form_that_needs_a_name_speaks_of_no_choice(talk: Talk) -> None:
    await talk.type(f"/start {await talk.invite()}")
    (text,) = await talk.press("Continue here")
    assert "kept with the meeting" not in text


async def test_nothing_is_stored_before_ok(talk: Talk) -> None:
    await talk.type(f"/start {await talk.invite()}")
    await talk.press("Continue here")
    assert await talk.press("No thanks") == [wording.DECLINED]
    assert [await talk.count(table) for table in ("response", "chat")] == [0, 0]


async def test_reader_is_named_before_the_first_question(talk: Talk) -> None:
    await talk.type(f"/start {await talk.invite()}")
    (text,) = await talk.press("Continue here")
    assert "Your IRO runs your meeting and reads what you say." in text
    assert "This is a form, not a live chat. Nobody is reading right now." in text


async def test_ok_pressed_twice_begins_once(talk: Talk) -> None:
    first = await talk.begin(await talk.invite())
    assert await talk.press("OK, start") == first
    assert await talk.count("response") == 1


# --- the conversation ------------------------------------------------------------------------------------


async def test_number_pressed_is_stored_and_next_question_asked(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    (text,) = await talk.press("7")
    assert "Question 2 of" in text
    assert dict((await find_state(talk)).answers) == {"home_feel": 7}


async def test_options_tapped_change_the_marks_of_the_same_message(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, TALK_ABOUT)
    shown = talk.sent[-1]["message_id"]
    first = talk.labels()[0].removeprefix("☐ ")
    assert await talk.press(f"☐ {first}") == []
    assert (talk.sent[-1]["method"], talk.sent[-1]["message_id"]) == ("editMessageReplyMarkup", shown)
    assert talk.labels()[0] == f"☑ {first}"
    assert len((await find_state(talk)).answers["talk_about"]) == 1


async def test_done_without_a_choice_is_explained(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, TALK_ABOUT)
    (text,) = await talk.press("Done")
    assert text.startswith("Please choose something, or skip this question.")


async def test_words_before_the_next_question_arrived_are_added(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    await talk.give(talk.write("my dog"), talk.write("and my room"))
    assert (await find_state(talk)).answers["best_thing"] == "my dog\n\nand my room"


async def test_words_that_crossed_with_the_next_question_belong_to_the_one_before(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    late = talk.write("and my room")  # its number is lower than that of the next question
    await talk.type("my dog", message_id=late["message"]["message_id"] - 1)
    await talk.give(late)
    state = await find_state(talk)
    assert (state.answers["best_thing"], "worry" in state.answers) == ("my dog\n\nand my room", False)


async def test_words_after_the_next_question_answer_that_one(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    await talk.type("my dog")
    await go_to(talk, WORRY)
    await talk.type("the noise")
    state = await find_state(talk)
    assert (state.answers["best_thing"], state.answers["worry"]) == ("my dog", "the noise")


async def test_question_for_words_shows_the_help_routes(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    (text,) = await go_to(talk, BEST_THING)
    assert "999" in text
    assert "0800 1111" in text


async def test_button_of_another_conversation_changes_nothing(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    old = await make_data(talk, Action.CHOOSE, HOME_FEEL, 3)
    (text,) = await talk.press_data(old.replace(old.split(".")[1], "00000000"))
    assert text.startswith(wording.OTHER_BUTTON)
    assert dict((await find_state(talk)).answers) == {}


async def test_back_and_leave_this_out(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    assert "Back" not in talk.labels()
    (second,) = await talk.press("Skip")
    assert "Question 2 of" in second
    (first,) = await talk.press("Back")
    assert "Question 1 of" in first
    assert "Your answer so far: You skipped this" in first


async def test_check_page_never_shows_words(talk: Talk) -> None:
    await talk.begin(await talk.invite("feedback_professional", "professional"))
    for _ in range(40):
        if "Send" in talk.labels():
            break
        await (
            talk.type("CANARYWORDS")
            if "Write your answer" in talk.sent[-1]["parameters"]["text"]
            else talk.press(talk.labels()[0])
        )
    shown = "".join(call["parameters"].get("text", "") for call in talk.sent)
    assert "You wrote something" in shown
    assert "CANARYWORDS" not in shown
    assert "Change 1" in talk.labels() or "Change 1" in str(talk.sent)
    (thanks,) = await talk.press("Send")
    assert "Your receipt: " in thanks
    (again,) = await talk.press("Send")
    assert again.startswith(wording.ALREADY_SENT)
    assert await talk.count("response", "submitted_at IS NOT NULL") == 1


async def test_typing_on_the_check_page_asks_for_a_button(talk: Talk) -> None:
    await talk.begin(await talk.invite("feedback_professional", "professional"))
    while "Send" not in talk.labels():
        await talk.press("Skip")
    (text,) = await talk.type("send it")
    assert text.startswith(wording.PRESS_A_BUTTON)


async def test_words_and_help_after_sending_are_answered_truly(talk: Talk) -> None:
    await talk.begin(await talk.invite("feedback_professional", "professional"))
    while "Send" not in talk.labels():
        await talk.press("Skip")
    await talk.press("Send")
    (text,) = await talk.type("one more thing")
    assert text.startswith(wording.WORDS_TOO_LATE)
    assert "Nobody is reading right now." in text
    (reply, _) = await talk.press("I need help now")
    assert "We have passed this on to the duty team at Testshire" in reply
    assert await talk.count("alert") == 1


async def test_unsafe_answer_leads_to_the_same_messages_as_a_safe_one(talk: Talk) -> None:
    said = {}
    for option in (9, 0):
        talk.chat += 1
        await talk.begin(await talk.invite())
        await go_to_of_chat(talk, SAFE_FEEL)
        before = len(talk.sent)
        await talk.press(str(option))
        await talk.type("I am fine" if option else "I want to die")
        said[option] = [call["parameters"]["text"] for call in talk.sent[before:]]
    assert said[0] == said[9]
    assert await talk.count("alert") == 1


async def go_to_of_chat(talk: Talk, question: int) -> None:
    (response,) = await list_responses(talk.parts, talk.parts.hash_chat(talk.chat))
    tag = make_tag(talk.parts.keys, response["id"])
    await talk.press_data(write_press(Press(Action.CHANGE, tag, question)))


# --- commands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command", ["/help", "/privacy", "/mydata", "/delete", "/language", "/stop", "/start"]
)
async def test_command_is_answered_at_any_moment(talk: Talk, command: str) -> None:
    assert await talk.type(command)
    await talk.begin(await talk.invite())
    assert await talk.type(command)
    assert {wording.NEED_HELP, wording.ASK_CONTACT} & set(talk.labels())
    await talk.press_data(await make_data(talk, Action.CHOOSE, HOME_FEEL, 3))
    assert await talk.type(command)


async def test_help_offers_a_person_only_within_a_conversation(talk: Talk) -> None:
    await talk.type("/help")
    assert talk.labels() == []
    await talk.begin(await talk.invite())
    await talk.type("/help")
    assert talk.labels() == [wording.ASK_CONTACT]
    (reply, question) = await talk.press(wording.ASK_CONTACT)
    assert "This is an automatic message." in reply
    assert "0800 1111" in reply
    assert "Question 1 of" in question
    assert [row["cause"] for row in await talk.read("SELECT cause FROM alert")] == ["help"]


async def test_help_button_after_everything_was_deleted_promises_nobody(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    data = await make_data(talk, Action.HELP, 0)
    await talk.type("/delete")
    await talk.press(wording.DELETE)
    (text,) = await talk.press_data(data)
    assert text.startswith(wording.TELL_NOBODY)
    assert "999" in text
    assert await talk.count("alert") == 0


async def test_mydata_counts_and_never_shows_words(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.press("7")
    await talk.press("Skip")
    await go_to(talk, BEST_THING)
    await talk.type("CANARYWORDS")
    (text,) = await talk.type("/mydata")
    assert "not sent yet. 2 answers, 1 in your own words. 1 skipped." in text
    assert "CANARYWORDS" not in text


async def test_delete_removes_draft_chat_and_what_waits(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.type("/delete")
    await talk.keep(talk.write("/privacy"))
    await talk.handle()  # its answer is in the outbox, not delivered
    (text,) = await talk.press(wording.DELETE)
    assert text == "\n".join(wording.say_deleted())
    assert [await talk.count(table) for table in ("response", "chat", "outboxmessage")] == [0, 0, 0]


async def test_delete_of_a_sent_response_keeps_the_count(talk: Talk) -> None:
    await talk.begin(await talk.invite("feedback_professional", "professional"))
    while "Send" not in talk.labels():
        await talk.press("Skip")
    await talk.press("Send")
    await talk.begin(await talk.invite())  # and a second conversation in the same chat
    await talk.type("/delete")
    await talk.press(wording.DELETE)
    assert await talk.count("answer") == 0
    assert await talk.read("SELECT owner, receipt, form_key FROM response") == [
        {"owner": None, "receipt": None, "form_key": "feedback_professional"}
    ]


async def test_stop_keeps_the_draft_and_go_on_goes_on(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.press("7")
    (text,) = await talk.type("/stop")
    assert wording.STOPPED in text
    (question,) = await talk.press(wording.GO_ON)
    assert "Question 2 of" in question


async def test_start_with_the_same_code_goes_on(talk: Talk) -> None:
    code = await talk.invite()
    await talk.begin(code)
    await talk.press("7")
    (text,) = await talk.type(f"/start {code}")
    assert "Question 2 of" in text


async def test_code_of_another_invitation_typed_in_a_conversation_is_not_an_answer(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    (text,) = await talk.type(await talk.invite("feedback_carer", "carer"))
    assert "here, or on the web?" in text
    assert "best_thing" not in (await find_state(talk)).answers


@pytest.mark.parametrize("more", [{}, {"submitted": 1}], ids=["unknown", "used up"])
async def test_code_that_does_not_open_is_an_answer_in_a_conversation(
    talk: Talk, more: dict[str, Any]
) -> None:
    code = await talk.invite(**more) if more else "0000-0000-0000"
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    (text,) = await talk.type(code)
    assert "Question 2 of" in text or "Question 1 of" in text
    assert (await find_state(talk)).answers["best_thing"] == code


async def test_codes_guessed_in_a_conversation_slow_that_chat(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    for _ in range(WRONG_CODES_OF_A_CHAT.most):
        await talk.type("0000-0000-0000")
    other = await talk.invite("feedback_carer", "carer")
    assert await talk.type(f"/start {other}") == [wording.TOO_MANY_TRIES]


# --- what is not words or buttons ------------------------------------------------------------------------


async def test_picture_gets_a_kind_sentence_and_the_question_again(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    (text,) = await talk.give(talk.write(photo=[{"file_id": "x"}], caption="CANARYWORDS"))
    assert text.startswith(wording.NO_FILE_HERE[0])
    assert "Question 1 of" in text
    assert "CANARYWORDS" not in text


async def test_edited_message_is_not_taken_and_says_so(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await go_to(talk, BEST_THING)
    update = talk.write("my dog")
    await talk.give(update)
    edited = {**update["message"], "text": "my cat", "edit_date": 5}
    assert await talk.give({"update_id": 9_000, "edited_message": edited}) == ["\n".join(wording.EDITED)]
    assert (await find_state(talk)).answers["best_thing"] == "my dog"


async def test_group_gets_no_answer(talk: Talk) -> None:
    code = await talk.invite()
    for words in ("/start", "hello", f"/start {code}"):
        update = talk.write(words)
        update["message"]["chat"] = {"id": -5, "type": "group"}
        assert await talk.give(update) == []
    press = talk.make_press(write_press(Press(Action.AGREE, code)))
    press["callback_query"]["message"]["chat"] = {"id": -5, "type": "group"}
    assert await talk.give(press) == []
    assert await talk.count("response") == 0
    assert await talk.count("inboxupdate", "done_at IS NULL") == 0


async def test_bot_stopped_in_telegram_flags_the_chat_until_somebody_writes(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    member = {"user": person_of(1), "status": "member"}
    kicked = {"user": person_of(1), "status": "kicked", "until_date": 0}
    changed = {"chat": {"id": talk.chat, "type": "private"}, "from": person_of(talk.chat), "date": 1}
    update = {
        "update_id": 9_001,
        "my_chat_member": {**changed, "old_chat_member": member, "new_chat_member": kicked},
    }
    assert await talk.give(update) == []
    assert await talk.count("chat", "blocked_at IS NOT NULL") == 1
    await talk.press("7")
    assert await talk.count("chat", "blocked_at IS NOT NULL") == 0


def person_of(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "FirstCanary"}


# --- time ------------------------------------------------------------------------------------------------


async def test_draft_of_yesterday_goes_on_today(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.press("7")
    talk.clock.now += timedelta(days=wording.DRAFT_DAYS)
    await forget_old(talk.parts)
    (text,) = await talk.press("4")
    assert "Question 3 of" in text


async def test_draft_whose_day_was_forgotten_begins_anew(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.press("7")
    talk.clock.now += timedelta(days=wording.DRAFT_DAYS + 1)
    await forget_old(talk.parts)
    (text,) = await talk.press("4")
    assert text == "\n".join(wording.DRAFT_GONE).format(days=wording.DRAFT_DAYS)
    (first,) = await talk.press(wording.GO_ON)
    assert "Question 1 of" in first
    assert dict((await find_state(talk)).answers) == {}


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)], ids=["forth", "back"])
async def test_clock_that_jumps_keeps_the_order_of_messages(talk: Talk, jump: timedelta) -> None:
    await talk.keep(talk.write("/privacy"))
    await talk.handle()
    talk.clock.now += jump
    await talk.keep(talk.write("/language"))
    await talk.handle()
    texts = await talk.deliver()
    assert [text.split(" ")[0:4] for text in texts] == [
        ["Have", "Your", "Say", "belongs"],
        ["Have", "Your", "Say", "is"],
    ]


async def test_hashes_of_handled_updates_are_forgotten_after_days(talk: Talk) -> None:
    await talk.type("/privacy")
    talk.clock.now += timedelta(days=4)
    await forget_old(talk.parts)
    assert await talk.count("inboxupdate") == 0

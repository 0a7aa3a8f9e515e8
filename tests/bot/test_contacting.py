"""After a call for help in the bot: how and when, added to the alert that is out already."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot import wording
from forms.calls import open_notes
from forms.contact import HOW, ROLES, WHEN

if TYPE_CHECKING:
    from tests.bot.talk import Talk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
NUMBER = "07700 900456 canary"


async def call_for_help(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.type("/help")
    await talk.press(wording.ASK_CONTACT)


async def read_alert(talk: Talk) -> dict[str, Any]:
    [alert] = await talk.read("SELECT * FROM alert")
    return alert


async def press_option(talk: Talk, label: str) -> None:
    await talk.press(f"☐ {label}")


async def test_looking_at_help_raises_nothing(talk: Talk) -> None:
    await talk.begin(await talk.invite())
    await talk.type("/help")
    assert await talk.count("alert") == 0


async def test_one_press_alone_raises_the_alert(talk: Talk) -> None:
    await call_for_help(talk)
    assert (await read_alert(talk))["cause"] == "help"
    assert await talk.count("outboxmessage", "channel = 'email'") == 1


async def test_how_and_when_are_added_one_after_another(talk: Talk) -> None:
    await call_for_help(talk)
    await press_option(talk, HOW["phone"])
    await press_option(talk, HOW["someone"])
    assert await talk.press(wording.NEXT) == [wording.TYPE_REACH]
    (asked,) = await talk.type(NUMBER)
    assert asked.startswith(wording.ADDED)
    await press_option(talk, ROLES["teacher"])
    await talk.press(wording.NEXT)
    await press_option(talk, WHEN["today"])
    await talk.press(wording.NEXT)
    await press_option(talk, "At night")
    await talk.press(wording.NEXT)
    await press_option(talk, ROLES["carer"])
    (question,) = await talk.press(wording.DONE)
    assert question.startswith(wording.ADDED)
    assert "Question 1 of" in question
    alert = await read_alert(talk)
    assert alert["contact_how"] == "phone someone"
    assert alert["contact_through"] == "teacher"
    assert (alert["contact_when"], alert["contact_not_when"]) == ("today", "night")
    assert alert["contact_must_not_know"] == "carer"
    assert open_notes(talk.parts.keys, alert) == (NUMBER,)
    assert await talk.count("outboxmessage", "channel = 'email'") == 1


async def test_everything_may_be_left_out(talk: Talk) -> None:
    await call_for_help(talk)
    said = [await talk.press(wording.NEXT) for _ in range(3)]
    assert [texts[0].partition("\n")[0] for texts in said] == [
        "When would be good?",
        "Is there a time when it is not safe?",
        "Is there anyone who must not know?",
    ]
    (question,) = await talk.press(wording.DONE)
    assert "Question 1 of" in question
    assert wording.ADDED not in question


async def test_words_after_the_number_was_asked_for_never_become_an_answer(talk: Talk) -> None:
    await call_for_help(talk)
    await press_option(talk, HOW["text"])
    await talk.press(wording.NEXT)
    await talk.type("7")
    response = (await talk.read("SELECT draft FROM response"))[0]
    await talk.type("or 8")
    assert (await talk.read("SELECT draft FROM response"))[0] == response
    assert open_notes(talk.parts.keys, await read_alert(talk)) == ("7", "or 8")


async def test_once_a_question_is_shown_again_words_are_its_answer(talk: Talk) -> None:
    await call_for_help(talk)
    await press_option(talk, HOW["text"])
    for _ in range(4):
        await talk.press(wording.NEXT)
    await talk.press(wording.DONE)
    (question,) = await talk.type("7")
    assert "Question 2 of" in question


async def test_after_sending_words_do_not_reach_an_old_call(talk: Talk) -> None:
    await talk.begin(await talk.invite("check_in"))
    await talk.press(wording.NEED_HELP)
    await press_option(talk, HOW["text"])
    await talk.press(wording.NEXT)
    await talk.type("/start")
    while wording.SKIP in talk.labels():
        await talk.press(wording.SKIP)
    await talk.press(wording.SEND)
    await talk.type("thank you")
    assert open_notes(talk.parts.keys, await read_alert(talk)) == ()


async def test_a_button_of_another_conversation_adds_nothing(talk: Talk) -> None:
    await call_for_help(talk)
    await talk.begin(await talk.invite())
    (first, *_) = await talk.press(f"☐ {HOW['phone']}")
    assert first.startswith(wording.OTHER_BUTTON)
    assert (await read_alert(talk))["contact_how"] == ""


async def test_a_wish_after_hours_is_added_to_the_latest_call(talk: Talk) -> None:
    await call_for_help(talk)
    talk.clock.now += timedelta(hours=5)
    await press_option(talk, HOW["visit"])
    assert (await read_alert(talk))["contact_how"] == "visit"


@pytest.mark.parametrize("data", ["v.TAG.9.0.0", "v.TAG.0.99.0", "v.TAG.1.0.0", "y.TAG.99.0.0"])
async def test_buttons_that_mean_nothing_do_no_harm(talk: Talk, data: str) -> None:
    await call_for_help(talk)
    tag = talk.sent[-1]["parameters"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"].split(".")[1]
    assert await talk.press_data(data.replace("TAG", tag))
    assert (await read_alert(talk))["contact_how"] == ""

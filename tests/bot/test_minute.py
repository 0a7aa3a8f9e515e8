"""One minute, or longer, in the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.definition import MINUTE
from tests.attachments.samples import make_voice
from tests.bot.talk import list_buttons

if TYPE_CHECKING:
    from tests.bot.talk import Talk

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ONE_MINUTE = "OK, I have one minute: 3 questions, or one voice note"


async def begin_minute(talk: Talk) -> str:
    await talk.type(f"/start {await talk.invite()}")
    await talk.press("Continue here")
    assert "OK, I have longer" in talk.labels()
    return "\n".join(await talk.press(ONE_MINUTE))


async def test_one_voice_note_and_one_press_are_a_whole_answer(talk: Talk) -> None:
    assert "Question 1 of 3" in await begin_minute(talk)
    await talk.send_file(make_voice())
    said = "\n".join(await talk.press("That is all I want to say"))
    assert "This is a whole answer. You can send it now, or say more first." in said
    await talk.press("Send")
    [response] = await talk.read("SELECT form_version FROM response")
    assert response["form_version"].endswith(MINUTE)
    assert await talk.count("answer") == 3


async def test_more_is_said_with_what_was_said_and_old_buttons_mean_nothing_else(talk: Talk) -> None:
    await begin_minute(talk)
    await talk.type("a dog")
    old = talk.sent[-1]
    await talk.press("That is all I want to say")
    said = "\n".join(await talk.press("Say more"))
    assert "Question 1 of 30" in said
    data = next(b["callback_data"] for b in list_buttons(old) if b["text"] == "3")
    [told] = await talk.give(talk.make_press(data, old["message_id"]))
    assert told.startswith("That button is from another time.")
    while "Skip" in talk.labels():
        await talk.press("Skip")
    await talk.press("Send")
    [response] = await talk.read("SELECT form_version FROM response")
    assert not response["form_version"].endswith(MINUTE)
    rows = await talk.read("SELECT question_key FROM answer WHERE sealed IS NOT NULL OR value IS NOT NULL")
    assert [row["question_key"] for row in rows] == ["change_wish"]


async def test_help_asked_for_in_a_minute_goes_on_whatever_the_length(talk: Talk) -> None:
    await begin_minute(talk)
    await talk.press("I need help now")
    asked = talk.sent[-1]
    wishes = [b for b in list_buttons(asked) if "·" not in b["text"]]
    for button in wishes[:1]:
        told = await talk.give(talk.make_press(button["callback_data"], asked["message_id"]))
        assert not [line for line in told if "from another time" in line]
    assert await talk.count("alert") == 1

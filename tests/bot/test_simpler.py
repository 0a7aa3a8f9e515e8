"""The form with fewer words, in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.wording import FEWER_WORDS

if TYPE_CHECKING:
    from tests.bot.talk import Talk

FULL = "have_your_say_12_17"


async def introduce(talk: Talk, form_key: str = FULL, audience: str = "child") -> list[str]:
    await talk.type(f"/start {await talk.invite(form_key, audience)}")
    return await talk.press("Continue here")


async def test_fewer_words_begin_the_simple_form_under_the_same_invitation(talk: Talk) -> None:
    await introduce(talk)
    assert FEWER_WORDS in talk.labels()
    [first] = await talk.press(FEWER_WORDS)
    assert "Where I live" in first
    assert talk.labels()[:3] == ["I do not like it", "I am not sure", "I like it"]
    [second] = await talk.press("I like it")
    assert "Question 2 of" in second
    assert await talk.read("SELECT form_key FROM response") == [{"form_key": f"{FULL}_simple"}]
    assert await talk.read("SELECT form_key FROM invitation") == [{"form_key": FULL}]


async def test_the_other_button_goes_on_with_what_was_begun(talk: Talk) -> None:
    await introduce(talk)
    await talk.press("OK, start")
    await talk.press("7")
    [text] = await talk.press(FEWER_WORDS)
    assert "Question 2 of" in text
    assert await talk.read("SELECT form_key FROM response") == [{"form_key": FULL}]


async def test_form_without_a_simpler_one_offers_none(talk: Talk) -> None:
    await introduce(talk, "how_i_show_you", "carer")
    assert FEWER_WORDS not in talk.labels()

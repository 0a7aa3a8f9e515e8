"""Who may hear each answer, in the bot: one button shows the choice and leads on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.callbacks import Action, Press, read_press
from bot.share_buttons import CHOICES, SEEN, read_share
from bot.wording import HOW_HEARD, HOW_HEARD_ONCE
from forms.definition import Audience
from forms.moves import Share
from forms.sharing import Sharing
from tests.bot.talk import list_buttons

if TYPE_CHECKING:
    from tests.bot.talk import Talk

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ONLY, SAY, READ = (
    "Only my IRO · change",
    "My IRO may say it for me · change",
    "It may be read out at my meeting · change",
)


async def stored(talk: Talk) -> dict[str, str | None]:
    rows = await talk.read("SELECT question_key, sharing FROM answer")
    return {row["question_key"]: row["sharing"] for row in rows}


async def skip_to(talk: Talk, label: str) -> None:
    while label not in talk.sent[-1]["parameters"].get("text", "") and "Skip" in talk.labels():
        await talk.press("Skip")


@on_sqlite
async def test_button_goes_round_and_words_after_it_are_the_answer(talk: Talk) -> None:
    await talk.begin(await talk.invite("have_your_say_12_17"))
    await skip_to(talk, "If you could change one thing")
    for shown, follows in ((ONLY, SAY), (SAY, READ), (READ, ONLY), (ONLY, SAY)):
        assert shown in talk.labels()
        assert await talk.press(shown) == [], "only the buttons change"
        assert follows in talk.labels()
    await talk.type("a dog")
    await skip_to(talk, "Check your answers")
    assert "→ You wrote something\n(My IRO may say it for me)" in "".join(
        call["parameters"].get("text", "") for call in talk.sent
    )
    await talk.press("Send")
    said = await stored(talk)
    assert said.pop("change_wish") == "iro_may_say"
    assert set(said.values()) == {"only_iro"}


@on_sqlite
async def test_earlier_button_changes_the_earlier_answer_and_says_so(talk: Talk) -> None:
    await talk.begin(await talk.invite("have_your_say_12_17"))
    first = talk.sent[-1]
    await talk.press("Skip")
    data = next(b["callback_data"] for b in list_buttons(first) if b["text"] == ONLY)
    [said] = await talk.give(talk.make_press(data, first["message_id"]))
    assert said.startswith("We have changed who may hear that answer.")
    [again] = await talk.give(talk.make_press(data, first["message_id"]))
    assert "We have changed" in again, "the same press again changes nothing more"


@on_sqlite
async def test_one_button_for_all_answers_on_the_check_page(talk: Talk) -> None:
    await talk.begin(await talk.invite("have_your_say_12_17"))
    await talk.press("5")
    await skip_to(talk, "Check your answers")
    await talk.press(f"All answers: {ONLY}")
    await talk.press(f"All answers: {SAY}")
    assert f"All answers: {READ}" in talk.labels()
    await talk.press("Send")
    said = await stored(talk)
    assert said["home_feel"] == "read_out"
    assert said["not_front_of"] == "only_iro"


@on_sqlite
async def test_few_words_choose_once(talk: Talk) -> None:
    await talk.begin(await talk.invite("have_your_say_12_17_simple"))
    assert ONLY not in talk.labels()
    await skip_to(talk, "Check your answers")
    await talk.press(ONLY)
    await talk.press("Send")
    said = await stored(talk)
    assert (said["change_wish"], said["could_see"]) == ("iro_may_say", "only_iro")


@pytest.mark.parametrize(
    ("form_key", "audience", "how"),
    [
        ("have_your_say_12_17", Audience.CHILD, HOW_HEARD),
        ("have_your_say_12_17_simple", Audience.CHILD, HOW_HEARD_ONCE),
        ("parent_before", Audience.PARENT, None),
    ],
)
@on_sqlite
async def test_introduction_tells_of_the_button(
    talk: Talk, form_key: str, audience: Audience, how: str | None
) -> None:
    await talk.type(f"/start {await talk.invite(form_key, audience.value)}")
    said = "\n".join(await talk.press("Continue here"))
    assert [line for line in (HOW_HEARD, HOW_HEARD_ONCE) if line in said] == ([how] if how else [])


def test_any_number_is_one_of_our_choices_or_none() -> None:
    for option in range(40):
        move = read_share("wish", Press(Action.SHARE, "", 0, option))
        assert move is None or (move.sharing in Sharing and move.seen in SEEN)
        assert (move is None) is (option >= len(SEEN) * len(CHOICES))
    assert read_share("wish", Press(Action.SHARE, "", 0, 1)) == Share(
        "wish", Sharing.IRO_MAY_SAY, Sharing.ONLY_IRO
    )
    assert read_press("i.01234567.99.11.999999999") is not None

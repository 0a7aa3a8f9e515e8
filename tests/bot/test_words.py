"""The words that must be right, in the chat of every form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import wording
from bot.callbacks import Action, Press, make_tag, write_press
from bot.held import list_responses
from bot.inbound import list_values
from forms.records import Child, Iro, Review
from forms.units import Insert, PutUnit
from tests.must_be_said import (
    ALERTS,
    FORMS,
    NAME,
    NOT_LIVE,
    OPENED_BY,
    choose_safe_and_unsafe,
    list_promises,
    list_untruths,
)

if TYPE_CHECKING:
    from forms.definition import Form, Question
    from tests.bot.talk import Talk

each_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def introduce(talk: Talk, form: Form) -> str:
    iro, child = Insert(Iro, {"iro_ref": "I1", "name": NAME}), Insert(Child, {"child_ref": "C1"})
    review = Insert(Review, {"review_ref": "R1", "child_ref": "C1", "iro_ref": "I1"})
    await talk.parts.store.write(PutUnit((iro, child, review)))
    code = await talk.invite(form.key, form.audience.value, review_ref="R1")
    [offer] = await talk.type(f"/start {code}")
    assert "Telegram's rule is that you must be 16 or over to use it." in offer
    assert "Do you want to continue here, or on the web?" in offer
    [said] = await talk.press("Continue here")
    return said


@on_sqlite
@each_form
async def test_introduction_says_who_reads_it_and_nothing_untrue(talk: Talk, form: Form) -> None:
    said = await introduce(talk, form)
    assert [promise for promise in list_promises(form) if promise not in said] == []
    assert [untruth for untruth in list_untruths(form) if untruth in said] == []
    assert await talk.count("response") == 0


@on_sqlite
@each_form
async def test_thanks_say_that_nobody_is_reading(talk: Talk, form: Form) -> None:
    await introduce(talk, form)
    await talk.press("OK, start")
    while "Skip" in talk.labels():
        await talk.press("Skip")
    [thanks] = await talk.press("Send")
    assert NOT_LIVE in thanks


@on_sqlite
@pytest.mark.parametrize("words", ["15", "I am 15", "I was born in 2011"])
async def test_age_that_somebody_declares_is_not_kept(talk: Talk, words: str) -> None:
    """Some children's ages are in dispute: never asked, never kept, never compared."""
    await talk.type(f"/start {await talk.invite()}")
    [answer] = await talk.type(words)
    assert answer == wording.ask_for_code(talk.parts.council)
    assert [await talk.count(table) for table in ("response", "chat", "answer")] == [0, 0, 0]
    assert await talk.count("inboxupdate", "sealed IS NOT NULL") == 0


@on_sqlite
@pytest.mark.parametrize(
    ("form", "question"), ALERTS, ids=[f"{form.key}-{question.key}" for form, question in ALERTS]
)
async def test_messages_after_an_unsafe_answer_are_those_after_a_safe_one(
    talk: Talk, form: Form, question: Question
) -> None:
    said, alerts = [], []
    for answer in choose_safe_and_unsafe(question):
        talk.chat += 1
        await talk.begin(await talk.invite(form.key, form.audience.value))
        if opener := OPENED_BY.get(form.key):
            await talk.type(opener)
        (response,) = await list_responses(talk.parts, talk.parts.hash_chat(talk.chat))
        tag = make_tag(talk.parts.keys, response["id"])
        place = form.questions.index(question)
        await talk.press_data(write_press(Press(Action.CHANGE, tag, place)))
        before = len(talk.sent)
        option = list_values(question).index(answer)
        await talk.press_data(write_press(Press(Action.CHOOSE, tag, place, option, 1)))
        sent = [call["parameters"] for call in talk.sent[before:]]
        labels = [
            [button["text"] for row in call["reply_markup"]["inline_keyboard"] for button in row]
            for call in sent
        ]
        said.append(([call["text"] for call in sent], labels))
        alerts.append(await talk.count("alert"))
    assert said[0] == said[1]
    assert alerts == [0, 1]

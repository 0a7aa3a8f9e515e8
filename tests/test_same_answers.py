"""The same answers by web, by bot and by rehearsal leave equal stored responses."""

from __future__ import annotations

import ast
import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import and_, select
from sqlmodel import col

from admin.rehearse import rehearse
from forms.answers import parse_answer
from forms.definition import FILE_KINDS, Form, Kind, Question, SharingAsked
from forms.folder import open_folder
from forms.library import Library
from forms.records import Response, ResponseAnswer
from forms.responses import read_answer
from forms.route import list_asked
from forms.sharing_words import list_labels
from tests.bot.talk import talking
from tests.service.house import House
from tests.service.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.answers import Answer
    from forms.keys import Keys
    from forms.store import Store

SHIPPED = Library.shipped()
WHOLE = [SHIPPED.current(key) for key in SHIPPED.keys()]  # noqa: SIM118 - a library is no dictionary
FORMS = [*WHOLE, *(form.in_a_minute for form in WHOLE if form.in_a_minute)]
WORDS = "Two lines,\nand a flag: \N{REGIONAL INDICATOR SYMBOL LETTER G}\N{REGIONAL INDICATOR SYMBOL LETTER B}"
SKIPS_AFTER = 5
"""So many answers, then a question is left out, so that skips are compared too."""

Stored = dict[str, tuple[str | None, str | None]]
"""By question: what was answered, and who may hear it."""
Script = list[tuple[Question, str | None]]


def write_script(form: Form) -> Script:
    """Answer along the route: the last option, two of several, a middling number; leave some out."""
    script: Script = []
    words = [question for question in form.asked if question.kind is Kind.TEXT]
    only_words = words if len(words) == 1 else []
    answered = 0
    answers: dict[str, Answer] = {}
    while left := [question for question in list_asked(form, answers) if question.key not in answers]:
        question = left[0]
        answered = answered + 1 if answered < SKIPS_AFTER or question in only_words else 0
        typed = choose(question) if answered else None
        parsed = None if typed is None else parse_answer(question, [typed])
        answers[question.key] = parsed  # type: ignore[assignment]
        script.append((question, typed))
    return script


def choose(question: Question) -> str | None:
    if question.kind in FILE_KINDS:
        return None
    if question.kind is Kind.SELECT_MULTIPLE:
        return f"1, {len(question.options)}"
    if question.kind is Kind.SELECT_ONE:
        return str(len(question.options) // 2 + 1)
    return str(min(4, question.high)) if question.kind is Kind.RANGE else WORDS


def answer_in_rehearsal(form: Form, script: Script) -> Stored:
    typed = ["/skip" if words is None else words.replace("\n", "\\n") for _, words in script]
    shared = ["/hear 3"] if form.sharing is SharingAsked.EACH else []
    whole = form.whole or form
    last = list(rehearse(whole, [*(["/minute"] if form.whole else []), *shared, *typed, "/send"]))[-1]
    pairs = [line.strip().split(" = ", 1) for line in last.splitlines()[1:]]
    return {key: read_line(said) for key, said in pairs}


def read_line(said: str) -> tuple[str | None, str | None]:
    value, _, sharing = said.partition(" · ")
    return ast.literal_eval(value), sharing or None


@dataclass(frozen=True)
class Served:
    """One service for all forms, with a code for each."""

    house: House
    codes: dict[str, str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    house = House(tmp_path_factory.mktemp("web") / "data")
    with house.serving():
        yield Served(house, asyncio.run(invite_all(house)))


async def invite_all(house: House) -> dict[str, str]:
    codes = {}
    for form in FORMS:
        [codes[form.name_on_page]] = await house.invite(
            1, form.key, datetime.now(UTC), audience=form.audience.value
        )
    return codes


async def answer_in_browser(form: Form, script: Script, served: Served) -> Stored:
    person = Person(served.house.base)
    begin = "I have one minute" if form.whole else "Start"
    page = person.press(person.get(f"/s/{served.codes[form.name_on_page]}"), begin)
    for number, (question, typed) in enumerate(script):
        shared = [("sharing", "read_out")] if form.sharing is SharingAsked.EACH and not number else []
        assert question.label in page.text
        if typed is None:
            page = person.press(page, "Skip", [])
            continue
        parsed = parse_answer(question, [typed])
        values = parsed if isinstance(parsed, tuple) else (str(parsed),)
        page = person.press(page, "Next", [*(("answer", value) for value in values), *shared])
    assert "/sent" in person.press(page, "Send").address
    keys, store = await open_folder(served.house.settings)
    try:
        return await read_stored(keys, store, form)
    finally:
        await store.close()


async def answer_in_chat(form: Form, script: Script, folder: Path, keys: Keys, store: Store) -> Stored:
    async with talking(folder, keys, store) as talk:
        await talk.begin(await talk.invite(form.key, form.audience.value), in_a_minute=form.whole is not None)
        if form.sharing is SharingAsked.EACH:
            for label in list_labels(form)[:2]:
                await talk.press(f"{label[1]} · change")
        for _, typed in script:
            await (talk.press("Skip") if typed is None else talk.type(typed))
        await talk.press("Send")
    return await read_stored(keys, store, form)


async def read_stored(keys: Keys, store: Store, form: Form) -> Stored:
    [response] = await store.read(select(Response.__table__).where(is_of(form)))  # type: ignore[attr-defined]
    own = col(ResponseAnswer.response_id) == response["id"]
    rows = await store.read(select(ResponseAnswer.__table__).where(own))  # type: ignore[attr-defined]
    key = keys.open_data_key(response["sealed_key"])
    return {row["question_key"]: (read_answer(key, row), row["sharing"]) for row in rows}


def is_of(form: Form) -> Any:
    return and_(col(Response.form_key) == form.key, col(Response.form_version) == form.version)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name_on_page)
async def test_same_answers_leave_equal_responses(
    form: Form, folder: Path, keys: Keys, store: Store, served: Served
) -> None:
    script = write_script(form)
    by_rehearsal = answer_in_rehearsal(form, script)
    by_chat = await answer_in_chat(form, script, folder, keys, store)
    by_web = await answer_in_browser(form, script, served)
    assert by_chat == by_rehearsal
    assert by_web == by_rehearsal
    answers = [answer for answer, _ in by_rehearsal.values()]
    assert None in answers or len(script) <= SKIPS_AFTER + 1  # words are answered wherever they are asked
    assert WORDS in answers
    assert by_rehearsal[script[0][0].key][1] == {
        SharingAsked.EACH: "read_out",
        SharingAsked.ONCE: "only_iro",
        SharingAsked.NEVER: None,
    }.get(form.sharing)

"""A questionnaire is replaced, or spoilt, while people are in the middle of it: their drafts go on as begun.

The next version of the program is a copy of this one with another text of one question.
"""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.service.person import Page, Person
from tests.torture.talkers import FORM

if TYPE_CHECKING:
    from tests.service.house import Process
    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("forms", "bot", "admin")
CHATS = 3
OLD = "How is school, college or work?"
NEW = "How is what you do all day?"


def install_next(whole: Whole, folder: Path, *, spoilt: bool) -> None:
    """Have the service started from a copy in which one questionnaire is another."""
    for house in HOUSES:
        shutil.copytree(ROOT / house, folder / house, dirs_exist_ok=True)
    file = folder / "forms" / "questionnaires" / f"{FORM}.md"
    text = file.read_text()
    assert OLD in text
    file.write_text(text[: len(text) // 2] if spoilt else text.replace(OLD, NEW))
    whole.house.more = {**whole.house.more, "PYTHONPATH": str(folder)}


async def stop(process: Process) -> None:
    process.terminate()
    assert await asyncio.to_thread(process.wait, 10) == 0


def begin_on_the_web(person: Person, code: str) -> Page:
    """From the code to the question that is replaced."""
    page = person.press(person.get(f"/s/{code}"), "Start")
    for _ in range(2):
        page = person.press(page, "Next", [("answer", "7")])
    return page


async def test_questionnaire_is_replaced_while_people_answer(whole: Whole, tmp_path: Path) -> None:
    codes = await whole.talkers.invite(CHATS)
    early, late = await whole.house.invite(2, FORM, datetime.now(UTC), audience="child")
    person = Person(whole.house.base)
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        whole.talkers.answer()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        begun = await asyncio.to_thread(begin_on_the_web, person, early)
        await stop(process)
    install_next(whole, tmp_path / "next", spoilt=False)
    whole.talkers.answer()
    with whole.serving():
        asked = [whole.telegram.wait_for(chat, "Question 3 of")["text"] for chat in whole.talkers.chats]
        again = await asyncio.to_thread(person.get, begun.address)
        answered = await asyncio.to_thread(person.press, again, "Next", [("answer", "7")])
        other = await asyncio.to_thread(begin_on_the_web, Person(whole.house.base), late)
    assert [OLD in text for text in asked] == [True] * CHATS
    assert (OLD in again.text, NEW in again.text) == (True, False)
    assert "friends" in answered.text
    assert (OLD in other.text, NEW in other.text) == (False, True)
    await whole.expect_all_kept_at_next_start()


async def test_questionnaire_is_spoilt_while_people_answer(whole: Whole, tmp_path: Path) -> None:
    codes = await whole.talkers.invite(CHATS)
    [late] = await whole.house.invite(1, FORM, datetime.now(UTC), audience="child")
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        await stop(process)
    install_next(whole, tmp_path / "next", spoilt=True)
    whole.talkers.answer()
    with whole.serving():
        await whole.wait_until_ready()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        refused = await asyncio.to_thread(Person(whole.house.base).get, f"/s/{late}")
        senders = await whole.open_web(5)
    assert (refused.status, "cannot be opened just now" in refused.text) == (503, True)
    assert len(senders) == 5, "other questionnaires go on"
    await whole.expect_all_kept_at_next_start()

"""The clock jumps by a day while people are in the middle of something."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bot.telegram_client import wait_until
from tests.service.person import Person
from tests.smtp_double import running_mail_server
from tests.torture.whole import HEALED_SECONDS, send_all

if TYPE_CHECKING:
    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture

DAY = 24 * 60 * 60
PEOPLE = 20
CHATS = 3
ROOT = Path(__file__).resolve().parents[2]


class Clock:
    """The clock of the service."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jump(0)

    def jump(self, seconds: int) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str(seconds))
        new.rename(self._file)


@pytest.fixture
def clock(whole: Whole, tmp_path: Path) -> Clock:
    """A clock for the whole service, right at first."""
    file = tmp_path / "clock"
    whole.house.started_by = (sys.executable, "-m", "tests.torture.serve_at_another_time")
    whole.house.more = {**whole.house.more, "SAY_CLOCK_FILE": str(file), "PYTHONPATH": str(ROOT)}
    return Clock(file)


@pytest.mark.parametrize("seconds", [DAY, -DAY], ids=["forth", "back"])
async def test_clock_jumps_amid_conversations(whole: Whole, clock: Clock, seconds: int) -> None:
    codes = await whole.talkers.invite(CHATS)
    with whole.serving():
        await asyncio.to_thread(whole.talkers.begin, codes)
        whole.talkers.answer()
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        senders = await whole.open_web(PEOPLE)
        clock.jump(seconds)
        whole.talkers.answer()
        await send_all(senders)
        await asyncio.to_thread(whole.talkers.wait_until_answered)
        whole.talkers.expect_one_repeat_at_most()
        await whole.wait_until_ready()
    assert [sender.acknowledged for sender in senders] == [True] * PEOPLE
    await whole.expect_all_kept_at_next_start()


async def test_alert_is_mailed_although_the_clock_was_set_back(
    whole: Whole, clock: Clock, tmp_path: Path
) -> None:
    """The first attempt is refused: the next is to be seconds later, by a clock that is then a day back."""
    letters = tmp_path / "letters"
    letters.mkdir()
    [code] = await whole.talkers.invite(1)
    with running_mail_server(letters, refusals=1) as port:
        whole.house.more = {**whole.house.more, "SAY_SMTP_URL": f"smtp://127.0.0.1:{port}"}
        with whole.serving():
            await asyncio.to_thread(ask_for_help, whole.house.base, code)
            wait_until("it was refused", lambda: "not delivered" in whole.log.read_text())
            clock.jump(-DAY)
            wait_until("it is mailed", lambda: list(letters.glob("*.eml")), HEALED_SECONDS)


def ask_for_help(base: str, code: str) -> None:
    person = Person(base)
    person.press(person.get(f"/s/{code}"), "Start")
    page = person.press(person.get("/help"), "contact me")
    assert page.status == 200

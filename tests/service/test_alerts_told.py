"""A call for help reaches staff from a real `serve`, by e-mail and by text, although it is killed at once."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.folder import open_folder
from forms.records import StaffReach
from forms.units import Insert, PutUnit
from tests.notify_double import KEY, TEMPLATE, running_notify
from tests.service.house import House
from tests.service.person import Person
from tests.smtp_double import running_mail_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOBILE = "07700900123"
TOLD_SECONDS = 30
"""After a kill, what was under way is another's again within its lease."""


def read_clock() -> datetime:
    return datetime.now(UTC)


def ask_for_help(base: str, code: str) -> None:
    person = Person(base)
    person.press(person.get(f"/s/{code}"), "Start")
    assert person.press(person.get("/help"), "contact me").status == 200


def find_recipients(letters: Path) -> list[str]:
    written = [path.read_text() for path in letters.glob("*.eml")]
    return sorted(found[1] for letter in written if (found := re.search(r"^To: (.*)$", letter, re.MULTILINE)))


async def wait_until(what: str, holds: Callable[[], bool], seconds: float = TOLD_SECONDS * 2) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not in time: {what}"
        await asyncio.sleep(0.1)


async def add_duty(house: House) -> None:
    added = await asyncio.to_thread(
        house.run, "users", "add", "dee@testshire.example", "--name", "Dee", "--role", "duty"
    )
    assert added.returncode == 0, added.stderr
    keys, store = await open_folder(house.settings)
    account_id = keys.mac("account", "dee@testshire.example")
    reach = {"account_id": account_id, "mobile": MOBILE, "changed_at": read_clock()}
    await store.write(PutUnit((Insert(StaffReach, reach),)))
    await store.close()


async def test_a_call_for_help_reaches_staff_although_the_service_is_killed(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    async with running_notify(read_clock) as notify:
        notify.faults.append(429)
        with running_mail_server(letters, refusals=1) as port:
            more = {
                "SAY_SMTP_URL": f"smtp://127.0.0.1:{port}",
                "SAY_NOTIFY_KEY": KEY,
                "SAY_NOTIFY_TEMPLATE": TEMPLATE,
                "SAY_NOTIFY_URL": notify.url,
            }
            house = House(tmp_path / "data", more=more)
            [code] = await house.invite(1, "feedback_professional", read_clock())
            await add_duty(house)
            with house.serving():
                await asyncio.to_thread(ask_for_help, house.base, code)
            with house.serving():
                expected = ["dee@testshire.example", "duty@testshire.example"]
                await wait_until("e-mails", lambda: find_recipients(letters) == expected)
                await wait_until("a text", lambda: len(notify.taken) == 1)
                assert notify.taken[0]["phone_number"] == MOBILE
                listed = await asyncio.to_thread(house.run, "alerts")
            assert "\topen" in listed.stdout
            with house.serving():
                await asyncio.sleep(3)
        assert find_recipients(letters) == expected
        assert len(notify.taken) == 1

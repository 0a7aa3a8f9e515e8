"""A council's own form while the service runs, is killed, and runs again; edited while somebody answers."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.service.house import House
from tests.service.person import Person

if TYPE_CHECKING:
    from pathlib import Path


def write_form(label: str) -> str:
    return (
        f"| survey | type | name | label |\n|---|---|---|---|\n| | text | one | {label} |\n"
        "| | text | two | And the next one? |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Ours | professional | after |\n"
    )


def bring(house: House, label: str) -> None:
    path = house.folder.parent / "own.md"
    path.write_text(write_form(label))
    done = house.run("forms", "import", str(path))
    assert done.returncode == 0, done.stderr


def begin(house: House, code: str, label: str) -> None:
    """Press Start in a new browser until the form asks `label`; what is never begun is no answer."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        person = Person(house.base)
        page = person.get(f"/s/{code}")
        if page.has_button("Start") and label in person.press(page, "Start").text:
            return
        time.sleep(0.2)
    raise AssertionError(f"the service never asked {label!r}")


async def test_own_form_is_asked_at_once_edited_under_way_and_after_a_kill(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    with house.serving():
        bring(house, "What went well?")
        codes = await house.invite(3, "ours", datetime.now(UTC))
        begin(house, codes[0], "What went well?")
        early = Person(house.base)
        page = early.press(early.get(f"/s/{codes[1]}"), "Start")
        bring(house, "What was good?")
        begin(house, codes[0], "What was good?")
        page = early.press(page, "Next", [("answer", "The tea.")])
        assert "And the next one?" in page.text
    with house.serving():
        back = early.get("/conversation/1")
        assert "What went well?" in back.text
        assert "The tea." in back.html
        begin(house, codes[2], "What was good?")

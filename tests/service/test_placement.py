"""The whole service: a poster is scanned, answered and counted; soon nothing shows whose an answer is."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from forms.london import london_day
from forms.mixing import MIX_SECONDS
from tests.service.house import House
from tests.service.person import Person, fill_in

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 4 * MIX_SECONDS


def read_ids(house: House) -> set[str]:
    database = sqlite3.connect(f"file:{house.folder / 'haveyoursay.db'}?mode=ro", uri=True)
    try:
        return {row[0] for row in database.execute("SELECT id FROM anonymousresponse")}
    finally:
        database.close()


def send_from_poster(house: House) -> None:
    person = Person(house.base)
    page = person.get("/P/LOBBY")
    page = person.press(page, "All questions")
    page = person.press(page, "Send", fill_in(page.find_form("Send")[0], "It went well."))
    assert "Nothing that ties them to you was kept." in page.text


def wait_until_mixed(house: House, before: set[str]) -> None:
    """Wait until no id is left of those before, and the log is empty."""
    log, end = house.folder / "haveyoursay.db-wal", time.monotonic() + SECONDS
    while time.monotonic() < end:
        if not before & read_ids(house) and log.stat().st_size == 0:
            return
        time.sleep(0.2)
    raise AssertionError("still as it came")


def test_poster_is_scanned_answered_mixed_and_counted(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    assert house.run("placements", "add", "lobby", "--form", "feedback_professional").returncode == 0
    log = tmp_path / "log"
    with house.serving("--log-level", "debug", log=log):
        for _ in range(3):
            send_from_poster(house)
        before = read_ids(house)
        assert len(before) == 3
        send_from_poster(house)  # mixed with those before, whether these were by now or not
        wait_until_mixed(house, before)
        now = read_ids(house)
        assert len(now) == 4
    told = log.read_text()
    assert not [found for found in before | now if found in told]
    listed = house.run("placements", "list").stdout
    assert "lobby,,feedback_professional,4,4,4" in listed
    today = london_day(datetime.now(UTC)).isoformat()
    summary = json.loads(house.run("summary", "--from", today[:8] + "01", "--to", today).stdout)
    assert summary["placements"] == [{"name": "lobby", "scans": 4, "starts": 4, "completions": 4}]


def test_what_a_crash_left_unmixed_is_mixed_at_the_next_start(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    assert house.run("placements", "add", "lobby", "--form", "feedback_professional").returncode == 0
    with house.serving():
        send_from_poster(house)
        before = read_ids(house)
    with house.serving():
        wait_until_mixed(house, before)
        assert len(read_ids(house)) == 1

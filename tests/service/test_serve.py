"""`serve` as an operator meets it: what it refuses, in one sentence, and what the demo shows."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from admin.demo_asked import ASKED
from tests.canary import find_words
from tests.service.house import House
from tests.service.person import Person, answer_everything, fill_in

CANARY = "the yellow canary sang of nothing in particular"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "data")


@pytest.mark.parametrize("missing", ["SAY_DUTY_CONTACT", "SAY_OUT_OF_HOURS", "SAY_WORKING_HOURS"])
def test_serve_without_somebody_to_reach_is_refused(house: House, missing: str) -> None:
    house.more = {missing: ""}
    refused = house.run("serve")
    assert refused.returncode == 1
    assert missing in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not house.folder.exists(), "nothing is made by a refused start"


def test_serve_twice_in_one_folder_is_refused(house: House) -> None:
    with house.serving():
        refused = house.run("serve")
    assert refused.returncode == 1
    assert "already running" in refused.stderr


def test_serve_on_a_taken_port_is_refused(house: House) -> None:
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.run("serve")
    assert refused.returncode == 1
    assert refused.stderr.strip().splitlines()[-1].startswith("Error: Cannot listen on 127.0.0.1:")
    assert "Traceback" not in refused.stderr


def test_serve_only_bot_without_a_token_is_refused(house: House) -> None:
    refused = house.run("serve", "--only", "bot")
    assert refused.returncode == 1
    assert "SAY_TELEGRAM_TOKEN" in refused.stderr


def test_serve_stops_soon_when_told_to(house: House) -> None:
    house.from_nothing = True  # the command as it is installed
    with house.serving() as process:
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert process.wait(10) == 0
        assert time.monotonic() - began < 10


def test_serve_after_the_database_went_missing_is_refused(house: House) -> None:
    with house.serving():
        pass
    database = next(house.folder.glob("*.db"))
    for file in house.folder.glob("*.db*"):
        file.unlink()
    refused = house.run("serve")
    assert refused.returncode == 1
    assert "missing or empty" in refused.stderr
    assert not database.exists(), "never a fresh database over an expected one"


def test_demo_needs_no_password_and_answers_only_here(house: House) -> None:
    with house.serving():
        page = Person(house.base).get("/console")
        assert (page.status, "Sign in" in page.text, "of the demo" in page.text) == (200, True, False)
    with house.serving("--demo"):
        page = Person(house.base).get("/console")
        asked_for_another = urllib.request.Request(
            f"{house.base}/console", headers={"X-Forwarded-For": "::1"}
        )
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(asked_for_another)
    assert page.status == 200
    assert "Sign in as somebody of the demo" in page.text


def test_demo_prints_its_links_before_it_answers(house: House, tmp_path: Path) -> None:
    house.from_nothing = True  # the command as it is installed
    log = tmp_path / "printed.txt"
    with house.serving("--demo", log=log):
        printed = log.read_text()
    links = re.findall(r"http://\S+/s/[0-9A-Z]{12}", printed)
    assert len(links) == len(set(links)) == len(ASKED)
    assert len(re.findall(r"http://\S+/p/\S+", printed)) == 1
    assert " summary --from " in printed
    command = next(line.strip() for line in printed.splitlines() if " paper " in line)
    made = subprocess.run(
        command.replace(" .venv", f" {Path.cwd()}/.venv"),
        shell=True,
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    assert b"booklet.pdf" in made.stdout


def test_demo_started_again_keeps_the_folder_and_mints_fresh_links(house: House, tmp_path: Path) -> None:
    links: list[list[str]] = []
    for start in range(2):
        log = tmp_path / f"printed-{start}.txt"
        with house.serving("--demo", log=log):
            links.append(re.findall(r"http://\S+/s/[0-9A-Z]{12}", log.read_text()))
            assert Person(house.base).get(links[start][0]).has_button("Start")
    assert not set(links[0]) & set(links[1])


def test_words_are_in_no_file_and_no_log_at_debug(house: House, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with house.serving("--demo", "--log-level", "debug", log=log):
        link = re.findall(r"http://\S+/s/\S+", log.read_text())[0]
        sent = answer_everything(Person(house.base), link, CANARY)
        draft = Person(house.base)
        page = draft.press(draft.get(re.findall(r"http://\S+/s/\S+", log.read_text())[1]), "Start")
        while "<textarea" not in page.html:
            page = draft.press(page, "Next", fill_in(page.find_form("Next")[0], CANARY))
        draft.press(page, "Next", fill_in(page.find_form("Next")[0], CANARY))
        assert find_words(house.folder, CANARY) == [], "while it runs: database, write-ahead log"
        codes = re.findall(r"/s/(\S+)", log.read_text().split("Stop with Ctrl-C")[0])
        after = log.read_text().split("Stop with Ctrl-C")[1]
    assert "saved" in sent.text
    assert find_words(house.folder, CANARY) == []
    assert CANARY not in log.read_text()
    assert not [code for code in codes if code in after], "codes are not logged"

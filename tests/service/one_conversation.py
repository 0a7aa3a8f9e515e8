"""What `.ci/run` holds last: `make run`, one real conversation, and the printed command that counts it.

Not called test_*.py on purpose: `make test` must not start `make`. Run it by its name.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from admin.demo_asked import ASKED
from tests.service.house import find_free_port
from tests.service.person import Person, answer_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def made_to_run(folder: Path) -> Iterator[tuple[str, str]]:
    """`make run` on a free port; yield what it printed and its address."""
    port = find_free_port()
    listen = f"127.0.0.1:{port}"
    environment = {**os.environ, "SAY_LISTEN": listen, "SAY_DATA_DIR": str(folder)}
    printed = folder / "printed.txt"
    with printed.open("wb") as out:
        make = subprocess.Popen(
            ["make", "run"], cwd=ROOT, env=environment, stdout=out, start_new_session=True
        )
    try:
        wait_until_alive(f"http://{listen}/healthz")
        yield printed.read_text(), f"http://{listen}"
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        make.wait(20)


def wait_until_alive(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the demo did not come up")


def count(command: str) -> dict[str, Any]:
    """Run the printed command, as a person would, in the folder it was printed in."""
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return {form["form"]: form for form in found["forms"]}


def test_demo_holds_a_conversation_and_counts_it(tmp_path: Path) -> None:
    with made_to_run(tmp_path) as (printed, base):
        links = re.findall(r"http://\S+/s/\S+", printed)
        command = next(line.strip() for line in printed.splitlines() if " summary " in line)
        before = count(command)
        pages = [answer_everything(Person(base), link, "It went well.") for link in links]
        after = count(command)
    assert all("thank you" in page.text.lower() for page in pages)
    sent = {form: after[form]["submitted"] - before[form]["submitted"] for form in after}
    answered = {form: count for form, count in sent.items() if count}
    assert answered == dict.fromkeys((shown.form_key for shown in ASKED), 1)
    assert all(after[form]["questions"][0]["answered"] == 1 for form in answered)

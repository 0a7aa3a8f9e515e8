"""`placements` and `qr --placement`: made, drawn, listed, ended; and what is refused, in a sentence."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.service.house import House

if TYPE_CHECKING:
    from pathlib import Path

    from tests.admin.conftest import Desk


@pytest.fixture
def council(tmp_path: Path) -> House:
    return House(tmp_path / "data", {"SAY_PUBLIC_URL": "https://say.testshire.example"})


def test_placement_made_drawn_listed_and_ended(council: House, tmp_path: Path) -> None:
    made = council.run(
        *("placements", "add", "Civic-Desk", "--form", "feedback_parent", "--form", "feedback_carer"),
        *("--title", "=Desk by the door"),
    )
    assert made.stdout == "civic-desk\thttps://say.testshire.example/p/civic-desk\n", made.stderr
    drawn = council.run("qr", "--placement", "CIVIC-DESK", "--out", str(tmp_path / "desk.png"))
    assert drawn.returncode == 0, drawn.stderr
    (found,) = zxingcpp.read_barcodes(Image.open(tmp_path / "desk.png"))
    assert found.text == "HTTPS://SAY.TESTSHIRE.EXAMPLE/P/CIVIC-DESK"
    (row,) = csv.DictReader(io.StringIO(council.run("placements", "list").stdout))
    assert row == {
        "name": "civic-desk",
        "title": "'=Desk by the door",
        "forms": "feedback_carer feedback_parent",
        "scans": "0",
        "starts": "0",
        "completions": "0",
        "ended_on": "",
        "link": "https://say.testshire.example/p/civic-desk",
    }
    assert council.run("placements", "end", "civic-desk").stdout == "civic-desk has ended.\n"
    again = council.run("placements", "add", "civic-desk", "--form", "feedback_parent")
    assert (again.returncode, again.stderr) == (
        1,
        (
            'Error: The placement "civic-desk" has ended, and its figures stay under that name: '
            "choose another name.\n"
        ),
    )
    assert "There is no open placement" in council.run("qr", "--placement", "civic-desk").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("add", "desk", "--form", "have_your_say_12_17"),
            'The form "have_your_say_12_17" cannot be placed: whoever scans a poster gives no name',
        ),
        (("add", "desk", "--form", "no_form"), 'There is no form "no_form"'),
        (
            ("add", "two words", "--form", "feedback_parent"),
            "cannot be the name of a placement: expected",
        ),
        (("add", "-desk-", "--form", "feedback_parent"), "No such option"),
        (("end", "desk"), 'There is no placement "desk"'),
    ],
)
def test_refused_in_a_sentence(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    refused = desk.run("placements", *arguments)
    assert refused.exit_code in {1, 2}
    assert said in refused.stderr
    assert desk.run("placements", "list").stdout.count("\n") == 1


def test_qr_wants_a_review_or_a_placement(desk: Desk) -> None:
    for arguments in (("qr",), ("qr", "--placement", "desk", "--review", "R1")):
        refused = desk.run(*arguments)
        assert refused.exit_code == 2
        assert "Say either --review REF --audience A --out FILE, or --placement NAME." in refused.stderr

"""kill -9 amid 200 submissions, twenty times over in one folder: what was thanked for is there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.service.house import House
from tests.service.killing import Killed

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 20
pytestmark = pytest.mark.torture


async def test_submissions_survive_kill_nine_twenty_times(tmp_path: Path) -> None:
    killed = Killed(House(tmp_path / "data", from_nothing=True), people=200, rounds=ROUNDS)
    await killed.go_through()
    assert killed.cut_short >= ROUNDS // 2, "the kills came too late to prove anything"

"""kill -9 amid 120 submissions, three times over in one folder; `make torture`: twenty times, amid 200."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.service.house import House
from tests.service.killing import Killed

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = 3


async def test_submissions_survive_kill_nine(tmp_path: Path) -> None:
    killed = Killed(House(tmp_path / "data"), people=120, rounds=ROUNDS)
    await killed.go_through()
    assert killed.cut_short > ROUNDS // 2, "the kills came too late to prove anything"

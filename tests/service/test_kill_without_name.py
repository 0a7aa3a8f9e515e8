"""kill -9 amid sendings without a name: what was thanked for is there, and nothing is there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.service.house import House
from tests.service.killing import Killed

if TYPE_CHECKING:
    from pathlib import Path


async def test_sendings_without_a_name_survive_kill_nine(tmp_path: Path) -> None:
    killed = Killed(House(tmp_path / "data"), people=60, rounds=4, way="unnamed")
    await killed.go_through()
    assert killed.cut_short, "the kills came too late to prove anything"

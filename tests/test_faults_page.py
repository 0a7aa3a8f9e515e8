"""The page of faults names only tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_faults_page_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/\S+\.py)::(\w+)`", (ROOT / "docs" / "faults.md").read_text())
    missing = [(file, name) for file, name in named if f"def {name}(" not in (ROOT / file).read_text()]
    assert len(named) > 30
    assert missing == []


def test_every_torture_test_is_on_the_faults_page() -> None:
    page = (ROOT / "docs" / "faults.md").read_text()
    files = (ROOT / "tests" / "torture").glob("test_*.py")
    written = [name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text())]
    assert [name for name in written if f"::{name}`" not in page] == []

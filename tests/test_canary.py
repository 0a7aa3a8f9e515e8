from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "a yellow canary sang of nothing much"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x00\xff" + WORDS.encode() + b"\x80", id="utf-8 among bytes"),
        pytest.param(b"odd" + WORDS.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(WORDS.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(base64.b64encode(f"{WORDS} and more".encode()), id="base64 at the start"),
        pytest.param(base64.b64encode(f"x{WORDS} and more".encode()), id="base64 after one byte"),
        pytest.param(base64.b64encode(f"xx{WORDS}".encode()), id="base64 after two bytes"),
        pytest.param(base64.encodebytes(f"{'long ' * 12}{WORDS}".encode()), id="base64 in lines"),
    ],
)
def test_find_words_planted(tmp_path: Path, content: bytes) -> None:
    planted = tmp_path / "deep" / "file.bin"
    planted.parent.mkdir()
    planted.write_bytes(content)
    (tmp_path / "other").write_bytes(b"a yellow canary sang of something else")
    assert find_words(tmp_path, WORDS) == [planted]

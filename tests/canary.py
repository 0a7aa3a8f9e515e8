"""Looking for words that must not be there: in every file of a folder, in the ways words get written."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
BASE64_GROUP = 3


def find_words(folder: Path, words: str) -> list[Path]:
    """Return the files below `folder` that hold the words: UTF-8, UTF-16 (both ways), or base64 of UTF-8."""
    shapes = write_shapes(words)
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and holds_any(path.read_bytes(), shapes)
    )


def holds_any(content: bytes, shapes: set[bytes]) -> bool:
    """Tell whether any of the shapes stands in the content; base64 may have been folded into lines."""
    unfolded = content.replace(b"\r", b"").replace(b"\n", b"")
    return any(shape in content or shape in unfolded for shape in shapes)


def write_shapes(words: str) -> set[bytes]:
    """Write the words in every way that is looked for."""
    plain = {words.encode(encoding) for encoding in ENCODINGS}
    return plain | {inner_base64(words.encode(), before) for before in range(BASE64_GROUP)}


def inner_base64(content: bytes, before: int) -> bytes:
    """Write content as base64 with `before` bytes in front, less the digits its neighbours share."""
    digits = base64.b64encode(bytes(before) + content)
    first = -(-before * 8 // 6)
    last = (before + len(content)) * 8 // 6
    return digits[first:last]

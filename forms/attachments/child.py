"""The process that opens files from strangers: limited first, then fed, then gone.

    python -m forms.attachments.child FORMAT < file > answer

It answers with one line of JSON, `{"refused": REASON}` or `{"kind": KIND, "media_type": TYPE}`, and then the
bytes of the file that it made. It opens no other file, and writes none.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from forms.attachments.made import MadeFile
from forms.attachments.magic import Format
from forms.definition import FileKind
from forms.given_files import MAX_FILE, Refusal

if TYPE_CHECKING:
    from types import ModuleType

MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space: the largest picture twice over, and the libraries."""
MAX_CPU_SECONDS = 30
"""Ten minutes of sound take some five."""


def _limit_itself() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _load_reader(found: Format) -> ModuleType:
    """Load the one reader that is needed, and all that it will ever open."""
    room = "pictures" if found.kind is FileKind.PHOTO else "sounds"
    reader = import_module(f"forms.attachments.{room}")
    reader.prepare()
    return reader


def _remake(found: Format) -> MadeFile | Refusal:
    reader = _load_reader(found)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    made: MadeFile | Refusal = reader.remake(sys.stdin.buffer.read(MAX_FILE + 1), found)
    return made


def main() -> None:
    """Read, make, answer."""
    _limit_itself()
    try:
        made = _remake(Format(sys.argv[1]))
    except MemoryError:
        made = Refusal.TOO_MANY_PIXELS
    if isinstance(made, MadeFile):
        answer, content = {"kind": made.kind, "media_type": made.media_type}, made.content
    else:
        answer, content = {"refused": made}, b""
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)


if __name__ == "__main__":
    main()

"""Has a file made anew by a process of its own: whatever it does to its reader, the service goes on."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from forms.attachments.made import MadeFile
from forms.attachments.magic import Format, find_format
from forms.definition import FileKind
from forms.given_files import MAX_FILE, Refusal

LOG = logging.getLogger(__name__)

AT_ONCE = 2
"""Files that are opened at the same time: one a core, and two gigabytes of memory at the worst."""
MAX_WAITING = 20
"""Files that wait for their turn, 10 MB each at most. Whoever comes then is asked to try again."""
MAX_SECONDS = 45.0
"""For one file: more than the processor time it may take, for a machine that is busy."""
MAX_MADE = 8 * 1024 * 1024
"""Bytes that we take back: ten minutes of sound are half of it."""
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = (sys.executable, "-P", "-m", "forms.attachments.child")
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
"""All that the child is told: none of the service's settings, so none of its secrets."""


@dataclass(slots=True)
class Remaker:
    """Makes files anew, a few at once. Nothing runs until the first file comes."""

    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _waiting: int = 0

    async def remake(self, content: bytes) -> MadeFile | Refusal:
        """Return the file as we keep it, or why it is not taken."""
        if len(content) > MAX_FILE:
            return Refusal.TOO_LARGE
        found = find_format(content)
        if isinstance(found, Refusal):
            return found
        if self._waiting >= MAX_WAITING:
            return Refusal.BUSY
        self._waiting += 1
        try:
            async with self._turns:
                return await _run_child(found, content)
        finally:
            self._waiting -= 1


async def _run_child(found: Format, content: bytes) -> MadeFile | Refusal:
    child = await asyncio.create_subprocess_exec(
        *_CHILD,
        found.value,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        limit=MAX_MADE,
    )
    try:
        async with asyncio.timeout(MAX_SECONDS):
            _, answer = await asyncio.gather(_feed(child, content), _read(child))
            ended = await child.wait()
    except TimeoutError:
        LOG.warning("a file was not read in time")
        return Refusal.DAMAGED
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    if ended != 0 or answer is None:
        LOG.warning("the reader of a file ended with %d", ended)
        return Refusal.DAMAGED
    return _understand(answer)


async def _feed(child: asyncio.subprocess.Process, content: bytes) -> None:
    if child.stdin is None:
        raise RuntimeError("a child without an input")
    with suppress(BrokenPipeError, ConnectionResetError):  # it has seen enough, or is gone
        child.stdin.write(content)
        await child.stdin.drain()
    child.stdin.close()


async def _read(child: asyncio.subprocess.Process) -> bytes | None:
    """Read its answer; None if it says more than a file of ours can be."""
    if child.stdout is None:
        raise RuntimeError("a child without an output")
    answer = bytearray()
    while part := await child.stdout.read(MAX_FILE):
        answer += part
        if len(answer) > MAX_MADE:
            child.kill()
            return None
    return bytes(answer)


def _understand(answer: bytes) -> MadeFile | Refusal:
    head, _, content = answer.partition(b"\n")
    try:
        said = json.loads(head)
        if "refused" in said:
            return Refusal(said["refused"])
        return MadeFile(FileKind(said["kind"]), str(said["media_type"]), content)
    except (ValueError, TypeError, KeyError):
        return Refusal.DAMAGED

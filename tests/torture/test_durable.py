"""Nothing is acknowledged before the disk has it: read from the system calls of the running service."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.torture.strace import NEEDS_STRACE, attached
from tests.torture.whole import BOTH_WAYS, send_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.torture.whole import Whole

pytestmark = [pytest.mark.torture, NEEDS_STRACE]

PEOPLE = 100
CHATS = 3
CALL = re.compile(r"(?P<thread>\d+) (?:<\.\.\. )?(?P<name>\w+)(?P<rest>.*)")
RESUMED = " resumed>"
JOURNAL = "haveyoursay.db-wal>"
TRACED = ("-y", "-s", "600", "-e", "trace=recvfrom,sendto,fdatasync,fsync")


@dataclass
class Acknowledgements:
    """Reads calls in their order, and counts acknowledgements with and without a sync before them.

    `offsets`: those to Telegram, by an offset or by the webhook's 200. A sync counts for what was received
    before it began, once it has ended.
    """

    thanks: int = 0
    offsets: int = 0
    too_early: list[str] = field(default_factory=list)
    _sending: dict[str, int] = field(default_factory=dict)
    _brought: dict[str, int] = field(default_factory=dict)
    _updates_at: int | None = None
    _receiving: dict[str, str] = field(default_factory=dict)
    _syncing: dict[str, int] = field(default_factory=dict)
    _safe_until: int = -1

    def read(self, lines: Iterable[str]) -> None:
        for number, line in enumerate(lines):
            if found := CALL.match(line):
                getattr(self, f"_{found['name']}", self._skip)(number, found["thread"], found["rest"])

    def _skip(self, number: int, thread: str, rest: str) -> None:
        """Signals and exits of threads."""

    def _recvfrom(self, number: int, thread: str, rest: str) -> None:
        rest = self._receiving.pop(thread, "") + rest
        if "<unfinished" in rest:
            self._receiving[thread] = rest.replace("<unfinished ...>", "")
        elif "POST /conversation/whole" in rest:
            self._sending[name_connection(rest)] = number
        elif "POST /telegram/webhook" in rest or name_connection(rest) in self._brought:
            self._brought[name_connection(rest)] = number
        elif '\\"update_id\\"' in rest:
            self._updates_at = number

    def _fdatasync(self, number: int, thread: str, rest: str) -> None:
        if not rest.startswith(RESUMED):
            self._syncing[thread] = number if JOURNAL in rest else -1
        if rest.rstrip().endswith("= 0"):
            self._safe_until = max(self._safe_until, self._syncing.pop(thread))

    _fsync = _fdatasync

    def _sendto(self, _number: int, _thread: str, rest: str) -> None:
        if rest.startswith(RESUMED):
            return
        connection = name_connection(rest)
        if '"HTTP/1.1 303 ' in rest and connection in self._sending:
            self.thanks += 1
            self._expect_safe(self._sending.pop(connection), "thanks")
        if '"HTTP/1.1 200 ' in rest and connection in self._brought:
            self.offsets += 1
            self._expect_safe(self._brought.pop(connection), "webhook")
        if "/getUpdates" in rest and '\\"offset\\"' in rest and self._updates_at is not None:
            self.offsets += 1
            self._expect_safe(self._updates_at, "offset")
            self._updates_at = None

    def _expect_safe(self, received_at: int, what: str) -> None:
        if self._safe_until < received_at:
            self.too_early.append(what)


def name_connection(rest: str) -> str:
    return rest.split("<", 1)[1].split(">", 1)[0]


@BOTH_WAYS
async def test_disk_has_it_before_anybody_is_told(whole: Whole) -> None:
    codes = await whole.talkers.invite(CHATS)
    found = Acknowledgements()
    with whole.serving() as process:
        await asyncio.to_thread(whole.talkers.begin, codes)
        senders = await whole.open_web(PEOPLE)
        with attached(process, *TRACED) as calls:
            await send_all(senders)
            whole.talkers.answer()
            await asyncio.to_thread(whole.talkers.wait_until_answered)
            await asyncio.sleep(1)
            found.read(calls.read_text().splitlines())
    assert found.thanks == PEOPLE
    assert found.offsets >= 1
    assert found.too_early == []
    await whole.expect_all_kept_at_next_start()

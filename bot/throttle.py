"""Slows down a chat that guesses codes, and no other."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field

MAX_WRONG = 20
"""Wrong codes of one chat in an hour: enough for any honest typing, nothing against 60 bits."""
WINDOW_SECONDS = 3600.0
MAX_CHATS = 10_000
"""Chats remembered; the one that was quiet longest is forgotten first."""


@dataclass(slots=True)
class Throttle:
    """Counts wrong codes by chat, in memory only."""

    _wrong: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)

    def is_slowed(self, chat_hash: str) -> bool:
        """Tell whether this chat has to wait."""
        return len(self._recent(chat_hash)) >= MAX_WRONG

    def note_wrong(self, chat_hash: str) -> None:
        """Note one wrong code."""
        times = self._recent(chat_hash)
        times.append(time.monotonic())
        self._wrong[chat_hash] = times
        self._wrong.move_to_end(chat_hash)
        while len(self._wrong) > MAX_CHATS:
            self._wrong.popitem(last=False)

    def _recent(self, chat_hash: str) -> deque[float]:
        times = self._wrong.get(chat_hash, deque())
        while times and times[0] < time.monotonic() - WINDOW_SECONDS:
            times.popleft()
        return times

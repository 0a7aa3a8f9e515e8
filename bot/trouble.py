"""Telegram in trouble, or refusing us: how long to wait, and what to tell the operator, once a kind."""

from __future__ import annotations

import logging

from bot.api import TokenError, TooFastError

LOG = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LAST_PAUSE = 5.0
"""Seconds: whatever is wrong, we look again soon enough to heal within ten."""


class Trouble:
    """The trouble of one task. `pause` is how many seconds to wait before the next try."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._told: type[Exception] | None = None
        self.pause = 0.0

    def note(self, fault: Exception) -> None:
        """Wait longer each time, or as long as Telegram asks; say each kind of fault once in a row."""
        doubled = min(LAST_PAUSE, max(FIRST_PAUSE, self.pause * 2))
        self.pause = fault.seconds if isinstance(fault, TooFastError) else doubled
        if type(fault) is self._told:
            return
        self._told = type(fault)
        if isinstance(fault, TokenError):
            LOG.critical("Telegram refuses the bot: please check SAY_TELEGRAM_TOKEN. Nobody can use it now.")
        else:
            LOG.warning("%s (%s); trying again", self._what, type(fault).__name__)

    def end(self, pause: float = 0.0) -> None:
        """Note that it went well."""
        self.pause = pause
        self._told = None

"""The command, with a bot that writes to a chat quickly.

Telegram allows one message a second, and a test that walks through a whole form would mostly wait for that.
What proves the pace itself (`tests/bot/test_faults.py`) runs the command as it is.
"""

from __future__ import annotations

from admin import __main__ as command
from bot import sender


def main() -> None:
    """Run the command line, quickly."""
    sender.A_CHAT_SECONDS = 0.05
    command.main()

"""Telegram: a thin translator between updates and the conversation."""

from bot.parts import BotParts
from bot.receiver import Receiver
from bot.run import run_bot

__all__ = ["BotParts", "Receiver", "run_bot"]

"""Telegram: a thin translator between updates and the conversation."""

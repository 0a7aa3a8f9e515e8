"""Words in Markdown, and keys as words."""

from __future__ import annotations


def escape(text: str) -> str:
    """Write text on one line, so that it ends no cell."""
    return " ".join(text.split()).replace("|", "\\|")


def make_title(name: str) -> str:
    """Write a key as words."""
    return name.replace("_", " ").capitalize()

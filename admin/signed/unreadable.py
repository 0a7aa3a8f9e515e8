"""What is said of a signed period that cannot be used."""

from __future__ import annotations


class UnreadableError(Exception):
    """A signed period that this version cannot read, or that was changed: a sentence, without its figures."""

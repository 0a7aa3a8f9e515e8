"""How many examples a property is tried with: a few by `make test`, ten times as many by `make fuzz`."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("HAVE_YOUR_SAY_EXAMPLES", "1"))


def examples(number: int) -> int:
    """Return how many to try where `make test` tries that number."""
    return number * TIMES

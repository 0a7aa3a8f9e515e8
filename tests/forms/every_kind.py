"""The form that has every kind of question: read once a process, however many tests ask it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.library import Library

SOURCE = Path(__file__).with_name("every_kind.md")


def read_every_kind() -> Library:
    """Return a library of the forms of this folder, to be added to at will."""
    return _read_once().copy()


@cache
def _read_once() -> Library:
    return Library.from_folder(SOURCE.parent)

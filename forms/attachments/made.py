"""What becomes of a file that somebody gives: another, made by us, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import FileKind

MAX_FILE = 10 * 1024 * 1024
"""Bytes that are taken: a large photo of a telephone, or an hour of a messenger's voice note."""


class Refusal(StrEnum):
    """Why a file is not taken; `forms.wording` has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    """Neither a picture nor a sound that we know."""
    HEIC = "heic"
    VIDEO = "video"
    DAMAGED = "damaged"
    """It begins as one of ours, and cannot be read to its end."""
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    BUSY = "busy"
    """Nothing is wrong with it; too many others are being looked at."""


@dataclass(frozen=True, slots=True, repr=False)
class MadeFile:
    """A picture or a sound of our own making: nothing in it but what is seen or heard."""

    kind: FileKind
    media_type: str
    content: bytes

"""What becomes of a file that somebody gives: another, made by us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import FileKind


@dataclass(frozen=True, slots=True, repr=False)
class MadeFile:
    """A picture or a sound of our own making: nothing in it but what is seen or heard."""

    kind: FileKind
    media_type: str
    content: bytes

"""Which of our fonts has a shape for a sign. They are asked in turn; what none has is an empty box."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FONTS = Path(__file__).parents[1] / "fonts"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font in its two weights."""

    family: str
    regular: str
    bold: str

    def file(self, *, bold: bool) -> Path:
        """Return where it lies."""
        return FONTS / (self.bold if bold else self.regular)


def _noto(family: str) -> Typeface:
    return Typeface(family, f"{family}-Regular.ttf", f"{family}-Bold.ttf")


PLAIN = _noto("NotoSans")
TYPEFACES = (
    PLAIN,
    _noto("NotoSansArabic"),
    _noto("NotoSansEthiopic"),
    Typeface("DejaVuSans", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
"""Those of the languages we speak first; the last has most others that a name may be written in."""
BOX = "\u25a1"
"""What stands where no font has a shape. The last of them has this one."""
_MARKS = frozenset({"Cf", "Mn", "Me"})
"""Kinds of signs that belong to the one before: joiners, accents."""


@cache
def list_shapes(face: Typeface) -> frozenset[int]:
    """Return the signs that a font has shapes for."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy; it ships no types

    with TTFont(face.file(bold=False), lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def find_typeface(sign: str) -> Typeface | None:
    """Find the first font that has the sign."""
    return next((face for face in TYPEFACES if ord(sign) in list_shapes(face)), None)


def choose_typeface(sign: str, before: Typeface | None) -> Typeface | None:
    """Choose a font for a sign: what is no letter and no figure stays with what stands before it."""
    if before is not None and not sign.isalnum() and ord(sign) in list_shapes(before):
        return before
    return find_typeface(sign)


def is_mark(sign: str) -> bool:
    """Tell whether a sign has no width of its own: it is drawn upon the one before, or not at all."""
    return unicodedata.category(sign) in _MARKS


def say_missing(texts: Iterable[str], where: str) -> str:
    """Say which signs in texts are drawn as a box, and `where` they may stand; nothing if none is."""
    missing = _list_missing(texts)
    if not missing:
        return ""
    return f"No font has a shape for {' '.join(missing)}: an empty box stands there. Look at {where}."


def _list_missing(texts: Iterable[str]) -> list[str]:
    signs = {sign for text in texts for sign in unicodedata.normalize("NFC", text)}
    return sorted(sign for sign in signs if not (sign.isspace() or is_mark(sign) or find_typeface(sign)))

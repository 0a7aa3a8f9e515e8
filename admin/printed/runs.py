"""A line of text as it stands on the page, from left to right: which part in which font and direction.

Arabic, Kurdish, Pashto and Farsi are read from the right, but a telephone number, a code or an English
name inside them from the left. Unicode's rules (UAX 9) would turn "0800 1111" round after an Arabic word,
as two numbers; so whatever is written in Latin letters and figures is kept together. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from admin.printed.typefaces import BOX, PLAIN, TYPEFACES, choose_typeface, is_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.printed.typefaces import Typeface

LEFT_TO_RIGHT, ISOLATED = "\u2066", "\u2069"
"""What begins and ends a part that is read from left to right, whatever stands around it."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_PLAIN = re.compile(r"[ -\u02ff\u0370-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
"""Signs that the first font has and that stand one after the other."""
_LATIN = re.compile(r"[+(]?[0-9A-Za-z](?:[ -~\u00a0\u2010-\u2015]*[0-9A-Za-z)])?")
_UNSEEN = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one font and one direction, in the order they are read."""

    text: str
    face: Typeface
    is_right_to_left: bool = False

    @property
    def is_shaped(self) -> bool:
        """Tell whether its signs change by their neighbours, so that each cannot be drawn by itself."""
        return self.is_right_to_left or any(map(unicodedata.combining, self.text))


def is_right_to_left(text: str) -> bool:
    """Tell whether any of a text is read from the right."""
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def keep_order(text: str) -> str:
    """Mark what is read from left to right, for a page that is read from the right."""
    if not is_right_to_left(text):
        return f"{LEFT_TO_RIGHT}{text}{ISOLATED}" if text else text
    return _LATIN.sub(lambda found: f"{LEFT_TO_RIGHT}{found[0]}{ISOLATED}", text)


@lru_cache(maxsize=4096)
def list_runs(line: str, *, from_right: bool) -> tuple[Run, ...]:
    """List the runs of a line from left to right. `from_right`: its paragraph is read so."""
    if _PLAIN.fullmatch(line):
        return (Run(line, PLAIN),) if line else ()
    from fpdf.bidi import BidiParagraph  # noqa: PLC0415 - heavy; whoever lists runs draws a PDF, and has it
    from fpdf.enums import TextDirection  # noqa: PLC0415 - likewise

    direction = TextDirection.RTL if from_right else TextDirection.LTR
    marked = keep_order(line) if from_right else line
    signs = BidiParagraph(marked, direction, preserve_bn_chars=True).get_reordered_characters()
    levels = groupby(signs, key=lambda sign: sign.embedding_level)
    return tuple(
        run
        for level, group in levels
        for run in _part("".join(sign.character for sign in group), turned=level % 2 == 1)
    )


def _part(shown: str, *, turned: bool) -> list[Run]:
    """Part what is of one direction by font; `shown` is as it stands on the page."""
    read = _UNSEEN.sub("", shown[::-1] if turned else shown)
    runs = [
        Run("".join(sign for _, sign in group), face, turned)
        for face, group in groupby(_choose_typefaces(read), key=lambda pair: pair[0])
    ]
    return runs[::-1] if turned else runs


def _choose_typefaces(text: str) -> Iterator[tuple[Typeface, str]]:
    face: Typeface | None = None
    for sign in text:
        chosen = choose_typeface(sign, face)
        if chosen is None and is_mark(sign):
            continue
        face = chosen or TYPEFACES[-1]
        yield face, sign if chosen else BOX

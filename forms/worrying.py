"""Worrying words in other languages than English: a table that people read and edit, and how text is met.

The table is `worrying_words.csv`. Each of its rows is a draft until somebody who speaks the language has read
it and writes `checked` behind it. Its words only add an alert: a false alarm costs a person's minute, a miss
costs more. So text is compared without accents, short vowels, and the many ways to write one letter.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = Path(__file__).parent / "worrying_words.csv"
CHECKED = "checked"
SHAPES = {"inside": r"{}", "start": r"\b{}", "word": r"\b{}\b"}
"""Where the words must stand: anywhere, at the beginning of a word, or as whole words."""
_ALIKE = (
    ("\u0649\u06cc\u06ce\u06d0\u06cd\u06d2", "\u064a" * 6),  # every ye
    ("\u06a9\u06aa", "\u0643" * 2),  # every kaf
    ("\u0629\u06d5\u06be\u06c1\u06c3", "\u0647" * 5),  # every he
    ("\u06c6\u06c7\u06c8\u06cb", "\u0648" * 4),  # every waw
    ("\u0695\u06b5\u06a4\u06ab", "\u0631\u0644\u0641\u06af"),  # Sorani, and the gaf of Pashto
    ("\u0671", "\u0627"),
    ("\u0111\u0142\u0131\u0491", "dli\u0433"),  # letters that fall into no parts
)
_SERIES = (
    (0x1220, 0x1230),
    (0x1280, 0x1210),
    (0x1200, 0x1210),
    (0x1340, 0x1338),
    (0x12D0, 0x12A0),
    (0x1250, 0x1240),
)
"""Ethiopic rows of letters that are written for each other, by their first letter."""
_FOURTHS = ((0x1213, 0x1210), (0x12A3, 0x12A0))
"""Of two rows the fourth letter is written for the first."""
_LEFT_OUT = "\u0640'\u2018\u2019\u02bc\u02bb`\u00b4\u00ad\u200d\u200b"
"""What is written inside a word or left out, at will: the long line of Arabic, apostrophes."""


def _make_alike() -> dict[int, int | None]:
    alike: dict[int, int | None] = {ord(one): None for one in _LEFT_OUT}
    for many, few in _ALIKE:
        alike |= {ord(one): ord(other) for one, other in zip(many, few, strict=True)}
    for row, other in _SERIES:
        alike |= {row + place: other + place for place in range(7)}
    for fourth, first in _FOURTHS:
        alike |= {one: first for one, other in alike.items() if other == fourth} | {fourth: first}
    return alike


_MET_AS = _make_alike()


def fold(text: str) -> str:
    """Return text as it is compared: the same however it was typed."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Me"})
    alike = bare.translate(_MET_AS)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in alike).split())


@dataclass(frozen=True, slots=True)
class Words:
    """One row of the table. `how` is one of SHAPES; `means` is for whoever does not read the language."""

    language: str
    words: str
    how: str
    means: str
    state: str

    @property
    def pattern(self) -> str:
        """Return what meets them in folded text: words may be written together."""
        parts = (re.escape(part) for part in fold(self.words).split())
        return SHAPES[self.how].format(" ?".join(parts))


def read_table(text: str) -> tuple[Words, ...]:
    """Read the table. Raises ValueError for a row that would meet nothing, or everything."""
    rows = tuple(Words(**row) for row in csv.DictReader(text.splitlines()))
    for number, row in enumerate(rows, 2):
        if row.how not in SHAPES or len(fold(row.words)) < LEAST or row.state not in {"draft", CHECKED}:
            raise ValueError(f"{TABLE.name}, row {number}: found {row.how}, {row.state}")
    return rows


LEAST = 3
"""Letters in a row: fewer would be met in every other sentence."""
WORDS = read_table(TABLE.read_text(encoding="utf-8-sig"))
LISTED = frozenset(row.language for row in WORDS)
DRAFTS = frozenset(row.language for row in WORDS if row.state != CHECKED)
_WORRYING = re.compile("|".join(row.pattern for row in WORDS))


def has_listed_words(text: str) -> bool:
    """Tell whether any row of the table is met, whatever language the text is in."""
    return _WORRYING.search(fold(text)) is not None


ENGLISH = "en"
SHARE = 4
"""One letter in so many that is not Latin makes a text one in other letters: a name among English is none."""


def name_writing(language: str, texts: Iterable[str]) -> str:
    """Say in what words were written that no checked list was looked through for; empty where one was.

    It is the code of the language in which somebody was asked, or the name of the letters: `arabic`.
    """
    written = [text for text in texts if any(map(str.isalpha, text))]
    if not written:
        return ""
    if language != ENGLISH and (language not in LISTED or language in DRAFTS):
        return language
    return next(filter(None, map(_name_letters, written)), "") if language == ENGLISH else ""


def _name_letters(text: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    names = [unicodedata.name(letter, "OTHER").split()[0] for letter in letters]
    others = [name for name in names if name != "LATIN"]
    return others[0].casefold() if len(others) * SHARE >= len(letters) else ""

"""How large things are, by age: sizes of text in points, all else in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.paper.pieces import Tone
from admin.printed.sheet import SMALLER
from forms.definition import Look as Age
from forms.looks import choose_look as find_age
from forms.looks import is_simple
from forms.speaking import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Form

LARGE_PRINT = 18.0
"""Points, at least, of every word in large print."""

LEAST = LARGE_PRINT / SMALLER
"""On the page to print text is a little smaller than in the PDF; it is 18 points there too."""


@dataclass(frozen=True, slots=True)
class Size:
    """How a booklet is printed for somebody."""

    is_large_print: bool = False
    is_easy_read: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """`lines` to write on under an open question, `line` apart. `most` questions on a page; 0 for any.

    `subject` is how large the drawing beside a question is; 0 for none.
    """

    sizes: Mapping[Tone, float]
    label: float
    option: float
    foot: float
    face: float
    picture: float
    line: float
    lines: int
    gap: float
    most: int = 0
    subject: float = 0.0

    def name_page(self, number: int, pages: int) -> str:
        """Say which page it is; in large print shortly, since the number for help stands beside it."""
        if self.foot >= LARGE_PRINT:
            return f"{number}/{pages}"
        return gettext("{number} of {pages}").format(number=number, pages=pages)

    @property
    def box(self) -> float:
        """Millimetres across of a box to tick."""
        return self.option * 0.42

    @property
    def number(self) -> float:
        """Millimetres across of the circle around a question's number, with the room after it."""
        return self.label * 0.62

    def in_large_print(self) -> Look:
        """Return the same with no word under 18 points."""
        sizes = {tone: max(LEAST, size * 1.3) for tone, size in self.sizes.items()}
        return replace(
            self,
            sizes=sizes,
            label=max(LEAST + 2, self.label * 1.3),
            option=max(LEAST, self.option * 1.2),
            foot=LEAST,
            line=max(14, self.line),
            face=max(26, self.face),
        )


def _size(title: float, heading: float, body: float, hint: float) -> dict[Tone, float]:
    return {
        Tone.TITLE: title,
        Tone.HEADING: heading,
        Tone.BODY: body,
        Tone.NOTE: body,
        Tone.CONDITION: body,
        Tone.HOW: hint,
        Tone.HINT: hint,
    }


LITTLE = Look(
    _size(28, 21, 14, 13.5),
    label=20,
    option=16,
    foot=10.5,
    face=40,
    picture=32,
    line=15,
    lines=4,
    gap=11,
    most=2,
    subject=26,
)
MIDDLE = Look(
    _size(27, 17, 12.5, 11.5),
    label=14.5,
    option=12.5,
    foot=10,
    face=19,
    picture=20,
    line=11,
    lines=4,
    gap=9,
    subject=15,
)
PLAIN = Look(
    _size(25, 15, 11, 10), label=12, option=11, foot=9, face=14, picture=17, line=9, lines=4, gap=7.5
)


_BY_AGE = {Age.LITTLE: LITTLE, Age.MIDDLE: MIDDLE, Age.OLDER: PLAIN, Age.ADULT: PLAIN}
EASY = replace(LITTLE, face=32, gap=12)
"""Few words, whatever the age: large, wide apart, a drawing beside each question."""


def choose_look(form: Form, size: Size) -> Look:
    """Choose by whom the form is for, and how it is to be printed."""
    look = EASY if size.is_easy_read or is_simple(form) else _BY_AGE[find_age(form)]
    return look.in_large_print() if size.is_large_print else look


def choose_grown_up(look: Look, size: Size) -> Look:
    """Return how frames look, and in what is for a little child the part for the grown-up."""
    if size.is_large_print:
        return PLAIN.in_large_print()
    return replace(PLAIN, foot=look.foot)

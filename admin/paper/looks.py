"""How large things are, by age: sizes of text in points, all else in millimetres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.paper.pieces import Tone
from admin.printed.sheet import SMALLER
from admin.printed.voices import LITTLE_FORMS
from forms.definition import LARGE_LOOKS, THREE_FACES, Audience
from forms.speaking import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Form

LARGE_PRINT = 18.0
"""Points, at least, of every word in large print."""

LEAST = LARGE_PRINT / SMALLER
"""On the page to print text is a little smaller than in the PDF; it is 18 points there too."""


@dataclass(frozen=True, slots=True)
class Look:
    """`lines` to write on under an open question, `line` apart. `most` questions on a page; 0 for any."""

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
)
MIDDLE = Look(
    _size(27, 17, 12.5, 11.5), label=14.5, option=12.5, foot=10, face=19, picture=20, line=11, lines=4, gap=9
)
PLAIN = Look(
    _size(25, 15, 11, 10), label=12, option=11, foot=9, face=14, picture=17, line=9, lines=4, gap=7.5
)


def choose_look(form: Form, *, is_large_print: bool) -> Look:
    """Choose by whom the form is for."""
    look = _choose(form)
    return look.in_large_print() if is_large_print else look


def choose_grown_up(look: Look, *, is_large_print: bool) -> Look:
    """Return how frames look, and in what is for a little child the part for the grown-up."""
    return PLAIN.in_large_print() if is_large_print else replace(PLAIN, foot=look.foot)


def _choose(form: Form) -> Look:
    """Few faces, or few words, make it a little child's; five faces an older child's."""
    scales = [question for question in form.questions if question.has_faces]
    is_large = any(question.appearance in LARGE_LOOKS for question in form.questions)
    if form.audience is not Audience.CHILD:
        return PLAIN
    if form.key in LITTLE_FORMS or is_large or any(len(row.names) == len(THREE_FACES) for row in scales):
        return LITTLE
    return MIDDLE if _is_mostly_faces(form, len(scales)) else PLAIN


def _is_mostly_faces(form: Form, faces: int) -> bool:
    """Tell whether scales of numbers, which young people have, are the exception."""
    numbers = sum(question.low_label != "" and not question.has_faces for question in form.questions)
    return faces > numbers

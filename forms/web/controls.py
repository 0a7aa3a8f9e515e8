"""What stands on a page for a question: its fields and their present values, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.answers import MAX_DIGITS
from forms.definition import LARGE_LOOKS, Kind, Question
from forms.speaking import N_, gettext
from forms.web.given import DATE_PARTS, first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

from forms.web.given import Fields

MAX_STEPS = 21
"""Numbers shown as a row to press; a longer scale is typed."""
FEW_FACES = 3
_PARTS_OF_A_DATE = {"day": N_("Day"), "month": N_("Month"), "year": N_("Year")}
DATE_DIGITS = {"day": 2, "month": 2, "year": 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to press or tick. `aside` is said by screen readers after the label.

    `face` is the drawing of a point on a scale of faces, 1 to 5; `picture` that of an option.
    """

    id: str
    value: str
    label: str
    on: bool
    aside: str = ""
    face: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to type into or to pick a place from."""

    id: str
    name: str
    value: str
    label: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Control:
    """A question as it stands on a page. `look` names the template's block that draws it."""

    look: str
    id: str
    """The first thing to press or type into: where the error summary leads."""
    name: str
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    places: tuple[str, ...] = ()
    is_large: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is chosen."""
        return not any(choice.on for choice in self.choices)


def build_control(question: Question, fields: Fields, prefix: str = "") -> Control:
    """Build a question's control, holding what `fields` say."""
    name = prefix + "answer"
    held = tuple(fields.get(name, ()))
    match question.kind:
        case Kind.SELECT_ONE | Kind.SELECT_MULTIPLE:
            look = "one" if question.kind is Kind.SELECT_ONE else "several"
            return _choose(look, name, question, _list_options(question, name, held))
        case Kind.RANGE if _count_steps(question) <= MAX_STEPS:
            look = "faces" if question.has_faces else "scale"
            return _choose(look, name, question, _list_steps(question, name, held))
        case Kind.RANK:
            return _build_ranking(question, fields, prefix)
        case Kind.DATE:
            return _build_date(fields, prefix)
        case Kind.TEXT | Kind.INTEGER | Kind.RANGE:
            look, digits = ("words", 0) if question.kind is Kind.TEXT else ("number", MAX_DIGITS)
            return Control(look, name, name, fields=(Field(name, name, first(fields, name), digits=digits),))
        case Kind.IMAGE | Kind.AUDIO | Kind.NOTE:
            return Control("file", name, name)


def _choose(look: str, name: str, question: Question, choices: Iterable[Choice]) -> Control:
    is_large = question.appearance in LARGE_LOOKS
    return Control(look, f"{name}-1", name, choices=tuple(choices), is_large=is_large)


def _list_options(question: Question, name: str, held: tuple[str, ...]) -> Iterator[Choice]:
    for n, option in enumerate(question.options, 1):
        on = option.value in held
        yield Choice(f"{name}-{n}", option.value, option.label, on, picture=option.picture)


def _count_steps(question: Question) -> int:
    return len(range(question.low, question.high + 1, question.step))


def _list_steps(question: Question, name: str, held: tuple[str, ...]) -> Iterator[Choice]:
    ends = {question.low: question.low_label, question.high: question.high_label}
    names = question.names
    for n, step in enumerate(range(question.low, question.high + 1, question.step), 1):
        aside = "" if names else ends.get(step, "")
        label, on = names.get(step, str(step)), str(step) in held
        yield Choice(f"{name}-{n}", str(step), label, on, aside, _choose_face(step, len(names)))


def _choose_face(point: int, points: int) -> int:
    """Return which of the five drawn faces stands for a point: of three, the outer two and the middle one."""
    return 2 * point - 1 if points == FEW_FACES else point


def _build_ranking(question: Question, fields: Fields, prefix: str) -> Control:
    rows = tuple(
        Field(f"{prefix}place-{n}", f"{prefix}place-{n}", first(fields, f"{prefix}place-{n}"), option.label)
        for n, option in enumerate(question.options, 1)
    )
    places = tuple(str(n) for n in range(1, len(rows) + 1))
    return Control("ranking", f"{prefix}place-1", prefix + "place", fields=rows, places=places)


def _build_date(fields: Fields, prefix: str) -> Control:
    parts = tuple(
        Field(
            prefix + part,
            prefix + part,
            first(fields, prefix + part),
            gettext(_PARTS_OF_A_DATE[part]),
            DATE_DIGITS[part],
        )
        for part in DATE_PARTS
    )
    return Control("date", prefix + DATE_PARTS[0], prefix + "date", fields=parts)

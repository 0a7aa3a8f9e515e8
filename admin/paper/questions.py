"""Each question of a form as a block of pieces. Recordings are left out: paper holds none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar, assert_never

from admin.paper import words
from admin.paper.conditions import say_condition
from admin.paper.pieces import (
    Block,
    Drawing,
    Ends,
    Faces,
    Fields,
    Hearing,
    Label,
    Numbers,
    Pictures,
    Ruled,
    Ticks,
    Tone,
    Words,
)
from admin.paper.subjects import find_subject
from forms.definition import FACES, OR_FILE, SEALED_KINDS, Kind, SharingAsked
from forms.languages.forms_said import speak_of
from forms.sharing import may_choose
from forms.sharing_words import WHO_MAY_HEAR, list_labels
from forms.speaking import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from admin.paper.looks import Look
    from admin.paper.pieces import Piece
    from forms.definition import Form, Question

T = TypeVar("T")
FOR_A_GROWN_UP = "For the grown-up"
"""How the heading begins over what is not for the little child whose booklet it is."""
WHO_MAY_HEAR_ALL = N_("Who may hear what I said?")
WHO_MAY_HEAR_OTHERS = N_("Who may hear my other answers?")
NEVER_ON_PAPER = frozenset({Kind.AUDIO})
PICTURES_A_ROW = 3
NUMBERS_A_ROW = 11
"""0 to 10 stand in one row."""
FIGURES = 3
"""Room for a whole number."""
MOST_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What a question's pieces depend on besides it. `fits` tells whether options fit in so many columns.

    `has_subjects`: a drawing stands beside the question.
    """

    look: Look
    fits: Callable[[Sequence[str], int], bool]
    has_subjects: bool = False


def number_questions(form: Form) -> dict[str, int]:
    """Give what is asked on paper its numbers, from 1."""
    asked = (question for question in form.asked if question.kind not in NEVER_ON_PAPER)
    return {question.key: number for number, question in enumerate(asked, 1)}


def list_questions(form: Form, setting: Setting) -> Iterator[Block]:
    """Yield a block for each question, under the heading and after the notes that stand before it.

    They are said in the language spoken now.
    """
    said_form = speak_of(form)
    numbers = number_questions(form)
    said = _say_runs(said_form, numbers)
    heading, is_new = "", False
    waiting: list[Piece] = []
    for english, question in zip(form.questions, said_form.questions, strict=True):
        if question.heading != heading:
            heading, is_new = question.heading, True
            waiting += [Words(heading, Tone.HEADING)] if heading else []
        if question.kind is Kind.NOTE:
            waiting.append(Words(question.label, Tone.NOTE))
        elif question.key in numbers:
            condition = said[question.key]
            is_small = english.heading.startswith(FOR_A_GROWN_UP)
            own = replace(setting, has_subjects=setting.look.subject > 0 and not is_small)
            asked = _list_pieces(question, numbers[question.key], condition or "", own)
            hearing = _ask_who_may_hear(said_form, question)
            first, last = len(waiting), len(waiting) + len(asked.kept)
            yield Block(
                (*waiting, *asked.kept, *asked.rest, *hearing),
                kept=(first, last),
                number=numbers[question.key],
                is_follow_up=condition is not None,
                opens_page=is_new and setting.look.most > 0,
                is_small=is_small,
            )
            waiting, is_new = [], False
    if waiting:
        yield Block(tuple(waiting))
    yield from _ask_who_may_hear_all(said_form, setting)


def _ask_who_may_hear(form: Form, question: Question) -> list[Piece]:
    """Let a child choose for what is told in words or drawn; for the rest there is one choice at the end."""
    if not may_choose(form, question) or question.kind not in SEALED_KINDS:
        return []
    return [Hearing(gettext(WHO_MAY_HEAR), tuple(label for _, label in list_labels(form)))]


def _ask_who_may_hear_all(form: Form, setting: Setting) -> Iterator[Block]:
    """Ask once for all answers, or for those that have no choice beside them."""
    if form.sharing is SharingAsked.NEVER:
        return
    title = WHO_MAY_HEAR_ALL if form.sharing is SharingAsked.ONCE else WHO_MAY_HEAR_OTHERS
    labels = [label for _, label in list_labels(form)]
    columns = _count_columns(labels, setting)
    pieces: list[Piece] = [Words(gettext(title), Tone.HEADING), Words(gettext(words.TICK_ONE), Tone.HOW)]
    pieces += [Ticks(row, columns) for row in _in_rows(labels, columns)]
    yield Block(tuple(pieces), kept=(0, len(pieces)))


def _say_runs(form: Form, numbers: Mapping[str, int]) -> dict[str, str | None]:
    """Say over the first of several questions with one condition for which of them it holds.

    The text is empty for the others of them, and None for what everybody is asked.
    """
    asked = [question for question in form.asked if question.key in numbers]
    clauses = [
        (question.key, question.relevant, say_condition(form, question, numbers)) for question in asked
    ]
    said: dict[str, str | None] = {}
    place = 0
    while place < len(clauses):
        key, relevant, clause = clauses[place]
        run = 1
        while clause and place + run < len(clauses) and clauses[place + run][1] == relevant:
            run += 1
        for other, _, _ in clauses[place + 1 : place + run]:
            said[other] = ""
        said[key] = _say_over(clause, numbers[key], run) if clause else None
        place += run
    return said


def _say_over(clause: str, number: int, run: int) -> str:
    if run == 1:
        return gettext("{condition}:").format(condition=clause)
    said = gettext(words.THESE_TWO if run == len("ab") else words.THESE)
    return said.format(condition=clause, first=number, last=number + run - 1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question's pieces: up to its first answer row, and the other rows."""

    kept: tuple[Piece, ...]
    rest: tuple[Piece, ...] = ()


def _list_pieces(question: Question, number: int, condition: str, setting: Setting) -> _Asked:
    opening: list[Piece] = [Words(condition, Tone.CONDITION)] if condition else []
    hint = question.hint.removeprefix(gettext(words.CHOOSE_MANY)).strip()
    how, answers = _list_answers(question, setting)
    how = gettext(how) if how else ""
    if setting.has_subjects and (picture := find_subject(question)):
        opening.append(Label(number, question.label, picture, tuple(filter(None, (hint, how)))))
    else:
        opening.append(Label(number, question.label))
        opening += [Words(said, tone) for said, tone in ((hint, Tone.HINT), (how, Tone.HOW)) if said]
    return _Asked((*opening, answers[0]), tuple(answers[1:]))


def _list_answers(question: Question, setting: Setting) -> tuple[str, list[Piece]]:  # noqa: C901, PLR0911 - one a kind
    """Return what to do, and what it is done to."""
    match question.kind:
        case Kind.SELECT_ONE:
            return words.TICK_ONE, _list_options(question, setting)
        case Kind.SELECT_MULTIPLE:
            return words.TICK_MANY, _list_options(question, setting)
        case Kind.RANK:
            return words.NUMBER_THEM, _list_options(question, setting)
        case Kind.RANGE if question.has_faces:
            return words.CIRCLE_FACE, [Faces(_list_faces(question))]
        case Kind.RANGE:
            return words.CIRCLE_NUMBER, _list_numbers(question)
        case Kind.TEXT:
            return words.OR_DRAW if question.appearance == OR_FILE else "", [Ruled(setting.look.lines)]
        case Kind.INTEGER:
            return "", [Fields((("", FIGURES),))]
        case Kind.DATE:
            return "", [Fields(tuple((gettext(name), figures) for name, figures in words.DAY))]
        case Kind.IMAGE:
            return words.PASTE, [Drawing()]
        case Kind.NOTE | Kind.AUDIO:
            raise ValueError("nothing is written on paper there")
    assert_never(question.kind)


def _list_options(question: Question, setting: Setting) -> list[Piece]:
    options = question.options
    if any(option.picture for option in options):
        return [Pictures(row) for row in _in_rows(options, PICTURES_A_ROW)]
    labels = [option.label for option in options]
    columns = _count_columns(labels, setting)
    is_numbered = question.kind is Kind.RANK
    return [Ticks(row, columns, is_numbered) for row in _in_rows(labels, columns)]


def _count_columns(labels: Sequence[str], setting: Setting) -> int:
    """Put a few short options in one row, more of them in two or three columns."""
    wanted = (len(labels), 2) if len(labels) <= MOST_IN_A_ROW else (3, 2)
    return next((columns for columns in wanted if setting.fits(labels, columns)), 1)


def _in_rows(things: Sequence[T], wide: int) -> list[tuple[T, ...]]:
    return [tuple(things[start : start + wide]) for start in range(0, len(things), wide)]


def _list_faces(question: Question) -> tuple[tuple[int, str], ...]:
    """Of three faces, the outer two of the five and the middle one."""
    step = (len(FACES) - 1) // (len(question.names) - 1)
    return tuple((1 + place * step, name) for place, name in enumerate(question.names.values()))


def _list_numbers(question: Question) -> list[Piece]:
    points = range(question.low, question.high + 1, question.step)
    rows: list[Piece] = [Numbers(row) for row in _in_rows(points, NUMBERS_A_ROW)]
    if question.low_label or question.high_label:
        rows.append(
            Ends(_name_end(question.low, question.low_label), _name_end(question.high, question.high_label))
        )
    return rows


def _name_end(point: int, name: str) -> str:
    return gettext("{point} is {meaning}").format(point=point, meaning=name) if name else ""

"""What one cell answers to a question: an answer, none, or what could not be read. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.imports.answers.mapping import SKIP, fold, fold_ours
from forms.answers import MAX_TEXT, Rejection, clean_words, parse_answer
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.answers import Answer
    from forms.definition import Question


@dataclass(frozen=True, slots=True)
class Unread:
    """Parts of a cell that mean no option of ours, as they stand; and what was expected."""

    parts: tuple[str, ...]
    expected: str


def read_value(question: Question, texts: list[str], said: Mapping[str, str]) -> Answer | Unread:
    """Read the cells that answer a question. None: no answer. `said` says what their values mean."""
    given = [text for text in map(clean_words, texts) if text]
    if not given:
        return None
    match question.kind:
        case Kind.SELECT_ONE:
            return _read_one(question, given[0], said)
        case Kind.SELECT_MULTIPLE | Kind.RANK:
            return _read_several(question, given, said)
        case Kind.RANGE:
            return _read_range(question, given[0], said)
        case _:
            return _read_plain(question, given)


def _read_plain(question: Question, given: list[str]) -> Answer | Unread:
    answer = parse_answer(question, given)
    return (
        Unread(("",), _EXPECTED.get(question.kind, "an answer")) if isinstance(answer, Rejection) else answer
    )


def _read_one(question: Question, text: str, said: Mapping[str, str]) -> Answer | Unread:
    value = find_value(question, text.strip(" ;"), said)
    if value is None:
        return Unread((text,), _list_options(question))
    return value or None


def _read_range(question: Question, text: str, said: Mapping[str, str]) -> Answer | Unread:
    meant = said.get(fold(text))
    if meant == SKIP:
        return None
    answer = parse_answer(question, [meant or text])
    expected = f"a number from {question.low} to {question.high}"
    return Unread((text,), expected) if isinstance(answer, Rejection) else answer


def _read_several(question: Question, given: list[str], said: Mapping[str, str]) -> Answer | Unread:
    parts = [part for text in given for part in split_several(question, text, said)]
    values = [(part, find_value(question, part, said)) for part in parts]
    unread = tuple(part for part, value in values if value is None)
    if unread:
        return Unread(unread, _list_options(question))
    chosen = tuple(dict.fromkeys(value for _, value in values if value))
    if question.kind is Kind.SELECT_MULTIPLE:  # stored in the order of the form, however it was chosen
        chosen = tuple(option.value for option in question.options if option.value in chosen)
    return chosen or None


def find_value(question: Question, text: str, said: Mapping[str, str]) -> str | None:
    """Return the option that a value means, by what was agreed, its label, or itself; None if none.

    Never by its place in the list: another form's "1" is not our first option.
    """
    folded = fold(text)
    if folded in said:
        return said[folded]
    matching = (each for each in question.options if folded in {fold_ours(each.label), fold_ours(each.value)})
    return next((option.value for option in matching), None)


def split_several(question: Question, text: str, said: Mapping[str, str]) -> Iterator[str]:
    """Part the several answers in one cell: by semicolons (Microsoft), else by commas (Google).

    A label may have commas of its own: the longest piece that means something is taken.
    """
    pieces = [piece.strip() for piece in text.split(";" if ";" in text else "\n") if piece.strip()]
    for piece in pieces:
        yield from _part_by_commas(question, piece, said)


def _part_by_commas(question: Question, text: str, said: Mapping[str, str]) -> Iterator[str]:
    if find_value(question, text, said) is not None:
        yield text
        return
    parts = text.split(",")
    start = 0
    while start < len(parts):
        end = next(
            (
                stop
                for stop in range(len(parts), start, -1)
                if find_value(question, ",".join(parts[start:stop]), said) is not None
            ),
            start + 1,
        )
        piece = ",".join(parts[start:end]).strip()
        if piece:
            yield piece
        start = end


def _list_options(question: Question) -> str:
    return " or ".join((", ".join(option.value for option in question.options), "blank"))


_EXPECTED = {
    Kind.TEXT: f"at most {MAX_TEXT:,} letters",
    Kind.INTEGER: "a whole number",
    Kind.DATE: "a date as 2026-01-31 or 31/01/2026",
}

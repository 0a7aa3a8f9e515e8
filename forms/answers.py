"""From what a person typed or pressed to an answer that can be stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias, assert_never

from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.definition import Question

Answer: TypeAlias = str | int | tuple[str, ...] | None
"""None is a deliberate skip. Text, one choice and an ISO date are `str`; integer and range are `int`; several
choices and a ranking are tuples of option values. The empty text: answered by files alone, without words."""

MAX_TEXT = 7_000
"""Characters in one answer: some four pages. In every alphabet its form, escaped, stays under 64 KB; what is
over that limit is refused before anybody can read it, and gone from the page."""

MAX_DIGITS = 9
"""Digits in a typed number: fits an INTEGER column everywhere."""


class RejectionCode(StrEnum):
    """Why an answer cannot be taken as it stands; forms.wording has the sentence for each."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    ONLY_ONE = "only_one"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_DATE = "not_a_date"
    NEEDS_A_FILE = "needs_a_file"
    TAKES_NO_FILE = "takes_no_file"
    NEEDS_A_PICTURE = "needs_a_picture"
    NEEDS_A_RECORDING = "needs_a_recording"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_FILES_IN_ALL = "too_many_files_in_all"
    CONSTRAINT = "constraint"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A wrong answer, as a value: the question stays, the person is told how to put it right."""

    code: RejectionCode


def clean_words(text: str) -> str:
    """Return the words as one channel-independent string: their own words, one kind of line end."""
    if text.isascii() and text.isprintable():  # most answers: nothing to mend, and this is on every turn
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def parse_answer(  # noqa: C901, PLR0911 - one arm a kind
    question: Question, given: Sequence[str]
) -> Answer | Rejection:
    """Read what was given to `question`: the texts typed or the option values chosen.

    Never returns None: skipping is an act of its own. Constraints are the conversation's business,
    since they may look at other answers.
    """
    texts = [cleaned for text in given if (cleaned := clean_words(text))]
    if not texts:
        return Rejection(RejectionCode.EMPTY)
    match question.kind:
        case Kind.TEXT:
            return _parse_text("\n".join(texts))
        case Kind.SELECT_ONE:
            return _parse_one(question, texts)
        case Kind.SELECT_MULTIPLE:
            return _parse_several(question, texts, keep_order=False)
        case Kind.RANK:
            return _parse_several(question, texts, keep_order=True)
        case Kind.INTEGER:
            return _parse_number(texts[0])
        case Kind.RANGE:
            return _parse_range(question, texts[0])
        case Kind.DATE:
            return _parse_date(texts[0])
        case Kind.IMAGE | Kind.AUDIO:
            return Rejection(RejectionCode.NEEDS_A_FILE)
        case Kind.NOTE:
            return Rejection(RejectionCode.NOT_AN_OPTION)
    assert_never(question.kind)


def _parse_text(text: str) -> Answer | Rejection:
    return text if len(text) <= MAX_TEXT else Rejection(RejectionCode.TOO_LONG)


def _match_option(question: Question, text: str) -> str | None:
    """Find the option meant by its value, its label, or its place in the list (1, 2, 3 …)."""
    if question.find_option(text):
        return text
    folded = text.casefold().rstrip(".! ")
    for option in question.options:
        if folded in {option.label.casefold().rstrip(".! "), option.value.casefold()}:
            return option.value
    if folded.isdecimal() and len(folded) <= MAX_DIGITS and 1 <= int(folded) <= len(question.options):
        return question.options[int(folded) - 1].value
    return None


def _parse_one(question: Question, texts: list[str]) -> Answer | Rejection:
    if len(texts) > 1:
        return Rejection(RejectionCode.ONLY_ONE)
    found = _match_option(question, texts[0])
    return Rejection(RejectionCode.NOT_AN_OPTION) if found is None else found


def _parse_several(question: Question, texts: list[str], *, keep_order: bool) -> Answer | Rejection:
    whole = [_match_option(question, text) for text in texts]
    if None in whole:  # typed in one line: "1, 3" or "mum; dad"
        parts = [part for text in texts for part in re.split(r"[,;\n]", text) if part.strip()]
        whole = [_match_option(question, part.strip()) for part in parts]
    found = [value for value in whole if value is not None]
    if len(found) < len(whole) or not found:
        return Rejection(RejectionCode.NOT_AN_OPTION)
    if keep_order:
        return tuple(dict.fromkeys(found))
    return tuple(option.value for option in question.options if option.value in found)


def _parse_number(text: str) -> int | Rejection:
    compact = text.replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[+-]?\d{1,9}", compact, re.ASCII):
        return Rejection(RejectionCode.NOT_A_NUMBER)
    return int(compact)


def _parse_range(question: Question, text: str) -> Answer | Rejection:
    faces = {name.casefold(): number for number, name in question.names.items()}
    number = faces.get(text.casefold().rstrip(".! ")) or _parse_number(text)
    if isinstance(number, Rejection):
        return number
    inside = question.low <= number <= question.high and (number - question.low) % question.step == 0
    return number if inside else Rejection(RejectionCode.OUT_OF_RANGE)


def _parse_date(text: str) -> str | Rejection:
    """Read 2026-11-20, 20/11/2026, 20.11.2026 or 20 11 2026; store the first."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    spoken = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text, re.ASCII)
    found = iso.groups() if iso else tuple(reversed(spoken.groups())) if spoken else None
    if not found:
        return Rejection(RejectionCode.NOT_A_DATE)
    try:
        return date(*(int(part) for part in found)).isoformat()
    except ValueError:
        return Rejection(RejectionCode.NOT_A_DATE)

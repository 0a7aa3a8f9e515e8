"""Between the fields of a page and the answers of a conversation: pure, both ways.

The fields of a question are `answer` (one or many), `day` `month` `year`, or `place-1` … for a ranking;
where a page has many questions each has a prefix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from forms.answers import MAX_DIGITS
from forms.definition import Kind
from forms.moves import Choose, Inbound, Reply, Skip

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.definition import Question

Fields: TypeAlias = Mapping[str, Sequence[str]]
DATE_PARTS = ("day", "month", "year")


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field; the empty text if it was not sent."""
    return next(iter(fields.get(name, ())), "")


def read_number(text: str) -> int | None:
    """Return a whole number that a page of ours wrote or a person typed; None if it is none, or endless."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else None


def read_given(question: Question, fields: Fields, prefix: str = "") -> tuple[str, ...]:
    """Return what was given to a question, as `parse_answer` takes it; empty if nothing was."""
    if question.kind is Kind.DATE:
        parts = [first(fields, prefix + part).strip() for part in DATE_PARTS]
        return ("/".join(parts),) if any(parts) else ()
    if question.kind is Kind.RANK:
        return _read_ranking(question, fields, prefix)
    return tuple(text for text in fields.get(prefix + "answer", ()) if text.strip())


def _read_ranking(question: Question, fields: Fields, prefix: str) -> tuple[str, ...]:
    """Put options in the order of the places given; the same place twice keeps the order of the page."""
    written = ((first(fields, f"{prefix}place-{n}"), option) for n, option in enumerate(question.options, 1))
    places = ((read_number(text.strip()), option.value) for text, option in written)
    ranked = [(place, value) for place, value in places if place is not None]
    return tuple(value for _, value in sorted(ranked, key=lambda pair: pair[0]))


def write_given(question: Question, answer: Answer, prefix: str = "") -> dict[str, list[str]]:
    """Return the fields that show an answer held, as the page would have sent them."""
    if answer is None:
        return {}
    if question.kind is Kind.DATE:
        parts = reversed(str(answer).split("-"))
        return {prefix + name: [part.lstrip("0")] for name, part in zip(DATE_PARTS, parts, strict=False)}
    if isinstance(answer, tuple) and question.kind is Kind.RANK:
        places = ((n, option.value) for n, option in enumerate(question.options, 1))
        return {
            f"{prefix}place-{n}": [str(answer.index(value) + 1)] for n, value in places if value in answer
        }
    texts = answer if isinstance(answer, tuple) else (str(answer),)
    return {prefix + "answer": list(texts)}


def make_move(question: Question, given: tuple[str, ...], revision: int | None) -> Inbound:
    """Make the move that answers a question: typed text is a reply, all else a choice."""
    if question.kind is Kind.TEXT:
        return Reply(question.key, revision, "\n".join(given))
    return Choose(question.key, revision, given)


def make_move_or_skip(question: Question, given: tuple[str, ...]) -> Inbound:
    """Likewise, for one question of many on a page: leaving its field empty means skipping it."""
    return make_move(question, given, None) if given else Skip(question.key, None)

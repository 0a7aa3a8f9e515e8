"""What was learned here from coded answers, held in memory for a day at most, and never written down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.themes.learned import Example, Model, Quality, learn, list_stems, measure, sum_up
from forms.keys import TamperedError
from forms.records import Coding
from forms.records.themes import CODED
from forms.responses import read_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from admin.themes.answers import Answer
    from admin.themes.book import Book
    from forms.keys import Keys
    from forms.store import Store

Place: TypeAlias = tuple[str, str]
"""An answer: its response and its question."""
KEPT_FOR = timedelta(hours=24)
"""What is erased meanwhile teaches nothing any more the day after."""


@dataclass(frozen=True, slots=True, repr=False)
class Lesson:
    """What was learned: from how many answers, when, and how good it is on answers held back.

    `new_words`: all themes together, on answers that nobody else had given in the same words.
    """

    model: Model
    qualities: tuple[Quality, ...]
    new_words: Quality
    answers: int
    at: datetime


@dataclass(slots=True, repr=False)
class Learned:
    """The last lesson of this process."""

    _lesson: Lesson | None = field(default=None)

    def keep(self, lesson: Lesson) -> None:
        """Put it in place of the one before."""
        self._lesson = lesson

    def find(self, now: datetime) -> Lesson | None:
        """Return it; None once it is older than a day, or where nothing was learned yet."""
        if self._lesson is not None and now - self._lesson.at >= KEPT_FOR:
            self._lesson = None
        return self._lesson


async def read_themes(store: Store, response_ids: Sequence[str]) -> dict[Place, frozenset[str]]:
    """Read what people found at the first look, by answer. Raises StoreUnavailableError."""
    columns: tuple[Any, ...] = (col(Coding.response_id), col(Coding.question_key), col(Coding.theme_key))
    is_theirs = (col(Coding.response_id).in_(response_ids), col(Coding.is_second).is_(False))
    found: dict[Place, set[str]] = defaultdict(set)
    for row in await store.read(select(*columns).where(*is_theirs)):
        found[row["response_id"], row["question_key"]].add(row["theme_key"])
    return {place: frozenset(keys - {CODED}) for place, keys in found.items()}


def study(examples: Sequence[Example], now: datetime) -> Lesson:
    """Learn, and see how good it is. Takes half a second for 2,000 answers: for a thread of its own."""
    return Lesson(
        model=learn(examples),
        qualities=tuple(measure(examples)),
        new_words=sum_up(measure(examples, by_wording=True)),
        answers=len(examples),
        at=now,
    )


def open_examples(
    keys: Keys,
    answers: Iterable[Answer],
    sealed_keys: Mapping[str, bytes],
    themes: Mapping[Place, frozenset[str]],
    book: Book,
) -> list[Example]:
    """Open coded answers as examples. What cannot be opened teaches nothing. For a thread of its own."""
    examples = []
    for answer in answers:
        place = answer.response_id, answer.question_key
        try:
            data_key = keys.open_data_key(sealed_keys[answer.response_id])
            stems = list_stems(read_answer(data_key, answer.row) or "")
        except (TamperedError, KeyError):
            continue
        if stems:
            examples.append(Example(stems, book.follow_all(themes.get(place, frozenset()))))
    return examples


LEARNED = web.AppKey("learned", Learned)

"""Answers in words that somebody may read, one by one, to be coded: found without opening any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.feedback.listing import list_others
from admin.themes.book import Circle, find_circles
from admin.themes.may_read import is_heard_by_others, select_in_words
from forms.records import Coding, Response, ResponseAnswer
from forms.records.themes import CODED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Select

    from admin.themes.may_read import Coder
    from forms.definition import Form
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to be coded, still sealed: its row, the form that asked, the circles it is of."""

    row: Row
    form: Form

    @property
    def response_id(self) -> str:
        """The response it is part of."""
        return str(self.row["response_id"])

    @property
    def question_key(self) -> str:
        """What was asked."""
        return str(self.row["question_key"])

    @property
    def is_coded(self) -> bool:
        """Tell whether somebody coded it, at this look."""
        return self.row["mark"] is not None

    @property
    def place(self) -> Place:
        """Where it stands in the queue."""
        return Place(self.response_id, self.question_key)

    @property
    def circles(self) -> frozenset[Circle]:
        """Whose answer it is."""
        return find_circles(self.row["audience"], self.form.timing)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many answers of a circle somebody may code, and how many of them are coded."""

    coded: int
    of: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the queue somebody is: after this answer."""

    response_id: str
    question_key: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What there is to code, for one person. `is_second`: what a colleague coded, to be coded again."""

    store: Store
    library: Library
    coder: Coder
    is_second: bool = False

    async def find_next(self, circle: Circle, after: Place | None = None) -> Answer | None:
        """Find the next answer nobody coded, the oldest first; past the end, from the front again.

        Raises StoreUnavailableError.
        """
        waiting = self._select(*_COLUMNS).where(self._is_in(circle), self._is_waiting())
        ordered = waiting.order_by(*_ORDER).limit(1)
        if after is not None:
            rows = await self.store.read(ordered.where(await self._is_after(after)))
            if rows:
                return make_answer(self.library, rows[0])
        rows = await self.store.read(ordered)
        return make_answer(self.library, rows[0]) if rows else None

    async def find(self, place: Place) -> Answer | None:
        """Find an answer that this person may code, coded or not. Raises StoreUnavailableError."""
        wanted = self._select(*_COLUMNS).where(
            col(ResponseAnswer.response_id) == place.response_id,
            col(ResponseAnswer.question_key) == place.question_key,
        )
        if self.is_second:
            wanted = wanted.where(self._is_anothers())
        rows = await self.store.read(wanted)
        return make_answer(self.library, rows[0]) if rows else None

    async def list_coded(self, most: int) -> list[Answer]:
        """List what was coded, the last first. Raises StoreUnavailableError."""
        coded = self._select(*_COLUMNS).where(_MARK.response_id.is_not(None))
        rows = await self.store.read(coded.order_by(_MARK.coded_at.desc(), *_ORDER).limit(most))
        return [answer for row in rows if (answer := make_answer(self.library, row)) is not None]

    async def count_found(self) -> Mapping[str, int]:
        """Count by form what may be coded, of all answers in words. Raises StoreUnavailableError."""
        return await self._count_by_form()

    async def count_coded(self) -> Mapping[str, int]:
        """Count by form what is coded of it. Raises StoreUnavailableError."""
        return await self._count_by_form(_MARK.response_id.is_not(None), _IS_AMONG_CODED)

    async def count(self) -> dict[Circle, Progress]:
        """Count by circle what may be coded, and what is. Raises StoreUnavailableError."""
        return self.sum_up(await self.count_coded(), await self.count_found())

    def sum_up(self, coded: Mapping[str, int], found: Mapping[str, int]) -> dict[Circle, Progress]:
        """Add up by circle what was counted by form."""
        return {circle: sum_up(coded, found, list_forms(self.library, circle)) for circle in Circle}

    async def _count_by_form(self, *conditions: ColumnElement[bool]) -> Mapping[str, int]:
        wanted = self._select(col(Response.form_key), func.count().label("found")).where(*conditions)
        if self.is_second:
            wanted = wanted.where(_IS_AMONG_CODED, self._is_anothers())
        rows = await self.store.read(wanted.group_by(col(Response.form_key)))
        return {row["form_key"]: row["found"] for row in rows}

    async def count_left_out(self) -> int:
        """Count what this manager does not read, kept for its reader. Raises StoreUnavailableError."""
        others = col(Response.form_key).in_(list_others(self.library))
        kept = select_in_words(func.count().label("found")).where(others, ~is_heard_by_others())
        [for_reader] = await self.store.read(kept)
        return int(for_reader["found"])

    def _select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
        """Select answers that this person may read, beside the mark that each is coded."""
        is_mark = and_(
            _MARK.response_id == col(ResponseAnswer.response_id),
            _MARK.question_key == col(ResponseAnswer.question_key),
            _MARK.theme_key == CODED,
            _MARK.is_second.is_(self.is_second),
        )
        found: Select[Any] = (
            select_in_words(*columns).outerjoin(_MARK, is_mark).where(self.coder.may_read(self.library))
        )
        return found

    def _is_waiting(self) -> ColumnElement[bool]:
        is_open = _MARK.response_id.is_(None)
        return and_(is_open, self._is_anothers()) if self.is_second else is_open

    def _is_anothers(self) -> ColumnElement[bool]:
        """Tell that somebody else coded it first."""
        first = select(col(Coding.response_id)).where(
            col(Coding.response_id) == col(ResponseAnswer.response_id),
            col(Coding.question_key) == col(ResponseAnswer.question_key),
            col(Coding.theme_key) == CODED,
            col(Coding.is_second).is_(False),
            col(Coding.coded_by) != self.coder.account_id,
        )
        return first.exists()

    def _is_in(self, circle: Circle) -> ColumnElement[bool]:
        return col(Response.form_key).in_(list_forms(self.library, circle))

    async def _is_after(self, place: Place) -> ColumnElement[bool]:
        """Tell what comes later in the queue. An answer that is gone meanwhile has no place: all does."""
        rows = await self.store.read(
            select(col(Response.submitted_at)).where(col(Response.id) == place.response_id)
        )
        sent_at = rows[0]["submitted_at"] if rows else None
        if sent_at is None:
            return col(Response.id).is_not(None)
        same = (col(Response.submitted_at) == sent_at, col(Response.id) == place.response_id)
        return or_(
            col(Response.submitted_at) > sent_at,
            and_(same[0], col(Response.id) > place.response_id),
            and_(*same, col(ResponseAnswer.question_key) > place.question_key),
        )


def make_answer(library: Library, row: Row) -> Answer | None:
    """Make an answer of its row; None where its form is not known any more."""
    form = library.find(row["form_key"], row["form_version"])
    return Answer(row, form) if form is not None else None


def list_forms(library: Library, circle: Circle) -> list[str]:
    """List the forms by which people of a circle answer."""
    forms = map(library.current, library.keys())
    return [form.key for form in forms if circle in find_circles(form.audience, form.timing)]


def sum_up(coded: Mapping[str, int], found: Mapping[str, int], forms: Iterable[str]) -> Progress:
    """Add up how far the answers to some forms are coded, among them those coded since they were found."""
    pairs = [(coded.get(form, 0), found.get(form, 0)) for form in forms]
    return Progress(sum(done for done, _ in pairs), sum(max(pair) for pair in pairs))


_MARK: Any = aliased(Coding)
_IS_AMONG_CODED = col(ResponseAnswer.response_id).in_(
    select(col(Coding.response_id)).where(col(Coding.theme_key) == CODED)
)
"""What else is asked of an answer that was coded, so that SQLite begins there: they are few."""
_COLUMNS: tuple[Any, ...] = (
    col(ResponseAnswer.response_id),
    col(ResponseAnswer.question_key),
    col(ResponseAnswer.kind),
    col(ResponseAnswer.value),
    col(ResponseAnswer.sealed),
    col(ResponseAnswer.sharing),
    col(Response.form_key),
    col(Response.form_version),
    col(Response.audience),
    col(Response.submitted_at),
    _MARK.theme_key.label("mark"),
)
_ORDER: tuple[Any, ...] = (
    col(Response.submitted_at),
    col(Response.id),
    col(ResponseAnswer.question_key),
)

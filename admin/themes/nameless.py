"""Answers in words that came without a name, to be coded: by a manager, once they are mixed for good.

Nothing is kept but which theme is in which answer: not who found it, not when, not in what order. The queue
goes by week, form and question, and within those by ids that chance gave, so that it has no order of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.feedback.listing import list_others
from admin.themes.answers import Progress, list_forms, make_answer, sum_up
from admin.themes.book import Circle
from forms.definition import Kind
from forms.mixing import find_first_mixed
from forms.records import AnonymousAnswer, AnonymousCoding, AnonymousResponse
from forms.records.themes import CODED
from forms.sharing import KEPT_CLOSE
from forms.units import Delete, Insert, Key, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from admin.themes.answers import Answer, Place
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row, Rows


@dataclass(frozen=True, slots=True)
class NamelessAnswers:
    """What there is to code without a name, at this moment."""

    store: Store
    library: Library
    now: datetime

    async def find_next(self, circle: Circle, after: Place | None = None) -> Answer | None:
        """Find the next answer nobody coded; past the end, from the front again.

        Raises StoreUnavailableError.
        """
        is_in = col(AnonymousResponse.form_key).in_(list_forms(self.library, circle))
        waiting = self._select(*_COLUMNS).where(is_in, _MARK.theme_key.is_(None))
        ordered = waiting.order_by(*_ORDER).limit(1)
        before = await self._read(after) if after else None
        rows = await self.store.read(ordered.where(tuple_(*_ORDER) > before)) if before else ()
        rows = rows or await self.store.read(ordered)
        return make_answer(self.library, rows[0]) if rows else None

    async def find(self, place: Place) -> Answer | None:
        """Find an answer that may be coded, coded or not. Raises StoreUnavailableError."""
        rows = await self.store.read(
            self._select(*_COLUMNS).where(
                col(AnonymousAnswer.response_id) == place.response_id,
                col(AnonymousAnswer.question_key) == place.question_key,
            )
        )
        return make_answer(self.library, rows[0]) if rows else None

    async def count(self) -> dict[Circle, Progress]:
        """Count by circle what may be coded and what is. Raises StoreUnavailableError."""
        form_key = col(AnonymousResponse.form_key)
        columns = (form_key, func.count().label("found"), func.count(_MARK.theme_key).label("coded"))
        rows = await self.store.read(self._select(*columns).group_by(form_key))
        coded, found = ({row["form_key"]: row[name] for row in rows} for name in ("coded", "found"))
        return {circle: sum_up(coded, found, list_forms(self.library, circle)) for circle in Circle}

    async def count_waiting(self) -> int:
        """Count what may not be coded yet: its week is not over, or it is still mixed with others.

        Raises StoreUnavailableError.
        """
        waits = col(AnonymousResponse.week_on) >= find_first_mixed(self.now)
        [row] = await self.store.read(self._select_all(func.count().label("found")).where(waits))
        return int(row["found"])

    async def _read(self, place: Place) -> tuple[Any, ...] | None:
        answer = await self.find(place)
        return tuple(answer.row[column.key] for column in _ORDER) if answer else None

    def _select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
        """Select answers whose ids stay, beside the mark that each is coded."""
        is_mark = and_(
            _MARK.response_id == col(AnonymousAnswer.response_id),
            _MARK.question_key == col(AnonymousAnswer.question_key),
            _MARK.theme_key == CODED,
        )
        stays = col(AnonymousResponse.week_on) < find_first_mixed(self.now)
        return self._select_all(*columns).outerjoin(_MARK, is_mark).where(stays)

    def _select_all(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - likewise
        """Select answers in words of what a manager reads, whose words are still here."""
        found: Select[Any] = (
            select(*columns)
            .select_from(AnonymousAnswer)
            .join(AnonymousResponse, col(AnonymousResponse.id) == col(AnonymousAnswer.response_id))
            .where(
                col(AnonymousAnswer.kind) == Kind.TEXT.value,
                col(AnonymousAnswer.sealed).is_not(None),
                col(AnonymousAnswer.question_key).not_in(sorted(KEPT_CLOSE)),
                col(AnonymousResponse.coded_on).is_(None),
                col(AnonymousResponse.form_key).not_in(list_others(self.library)),
            )
        )
        return found


def say_opened(answer: Answer) -> str:
    """Say what is written down of the opening of one: its form and its week."""
    return f"anonymous/{answer.row['form_key']}/{answer.row['week_on']}"


@dataclass(frozen=True, slots=True)
class CodeNamelessUnit:
    """Keep how an answer without a name was coded. False: it is gone, or may not be coded yet."""

    place: Place
    themes: frozenset[str]
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The response."""
        return (Key(AnonymousResponse, "id", self.place.response_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep it: that it was coded, and each theme."""
        if not keeps_id(rows.get(self.reads[0]), self.now):
            return Writes(result=False)
        of_answer = {"response_id": self.place.response_id, "question_key": self.place.question_key}
        found = ({**of_answer, "theme_key": key} for key in (CODED, *sorted(self.themes)))
        return Writes(True, tuple(Insert(AnonymousCoding, row, unless_there=True) for row in found))  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class UncodeNamelessUnit:
    """Take back how an answer without a name was coded."""

    place: Place
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Take it back."""
        del rows
        of_answer = {"response_id": self.place.response_id, "question_key": self.place.question_key}
        return Writes(None, (Delete(AnonymousCoding, of_answer),))


def keeps_id(response: Row | None, now: datetime) -> bool:
    """Tell whether an answer without a name is there, with its words, and keeps its id for good."""
    return (
        response is not None and response["coded_on"] is None and response["week_on"] < find_first_mixed(now)
    )


_MARK: Any = aliased(AnonymousCoding)
_COLUMNS: tuple[Any, ...] = (
    col(AnonymousAnswer.response_id),
    col(AnonymousAnswer.question_key),
    col(AnonymousAnswer.kind),
    col(AnonymousAnswer.value),
    col(AnonymousAnswer.sealed),
    col(AnonymousResponse.form_key),
    col(AnonymousResponse.form_version),
    col(AnonymousResponse.audience),
    col(AnonymousResponse.week_on),
    _MARK.theme_key.label("mark"),
)
_ORDER: tuple[Any, ...] = (
    col(AnonymousResponse.week_on),
    col(AnonymousResponse.form_key),
    col(AnonymousAnswer.question_key),
    col(AnonymousAnswer.response_id),
)

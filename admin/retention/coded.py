"""A response with its rows, ready to be erased, and what counts its choices first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.how_said import HELPER, find_how
from admin.summary.own import COUNTED, list_forms
from forms.coding import (
    Meeting,
    count_answers,
    count_themes,
    find_band,
    find_day,
    keep_themes,
    start_of_quarter,
)
from forms.definition import Audience, Timing
from forms.erasing import BESIDE, Told
from forms.records import Child, Coding, Invitation, Quote, Response, ResponseAnswer, Review
from forms.units import Update

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlmodel import SQLModel

    from forms.library import Library
    from forms.store import Store
    from forms.units import Row

ANSWERS_TOGETHER = 200
"""Responses read at once."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Makes responses ready. `bands` are the ages of the age bands."""

    store: Store
    library: Library
    bands: tuple[range, ...]
    keeps_quotes: bool = True

    async def make_ready(self, ids: Collection[str]) -> list[Told]:
        """Read these responses with everything that hangs on them. Raises StoreUnavailableError."""
        ordered = sorted(ids)
        told: list[Told] = []
        for start in range(0, len(ordered), ANSWERS_TOGETHER):
            told += await self._make_ready(ordered[start : start + ANSWERS_TOGETHER])
        return told

    async def _make_ready(self, ids: Sequence[str]) -> list[Told]:
        responses = await self.store.read(_SENT.where(col(Response.id).in_(ids)))
        answers = await self._read_of(ResponseAnswer, ids)
        beside = {record: await self._read_of(record, ids) for record in BESIDE}
        codings = await self._read_of(Coding, ids)
        told = [
            self._make(row, answers[row["id"]], {record: rows[row["id"]] for record, rows in beside.items()})
            for row in responses
        ]
        return [self._count_themes(each, _leave_second(codings[each.response["id"]])) for each in told]

    async def _read_of(self, record: Any, ids: Sequence[str]) -> dict[str, list[Row]]:  # noqa: ANN401 - a table, as SQLModel types it
        found: dict[str, list[Row]] = defaultdict(list)
        rows = await self.store.read(select(record.__table__).where(col(record.response_id).in_(ids)))
        for row in rows:
            found[row["response_id"]].append(row)
        return found

    def _make(self, row: Row, answers: Sequence[Row], beside: Mapping[type[SQLModel], Sequence[Row]]) -> Told:
        meeting = Meeting(
            row["held_on"], bool(row["stood_down"]), row["date_of_birth"], row["review_ref"] is None
        )
        day = find_day(self.find_timing(row["form_key"], row["form_version"]), meeting, row["submitted_at"])
        stays = self._list_staying(row)
        response = {name: row[name] for name in Response.__table__.columns.keys()}  # type: ignore[attr-defined]  # noqa: SIM118 - SQLModel sets it; its columns are no plain dictionary
        if day is None:
            return Told(response, answers, beside, stays=stays, keeps_quotes=self.keeps_quotes)
        quarter_on = start_of_quarter(day)
        band = find_band(row["audience"], meeting, day, self.bands)
        counted = tuple(count_answers(row["form_key"], quarter_on, band, _leave(answers, stays)))
        return Told(response, answers, beside, counted, quarter_on, stays, self.keeps_quotes, band)

    def _count_themes(self, told: Told, codings: Sequence[Row]) -> Told:
        """Count the themes beside the choices; what stands in a report keeps its own."""
        of = {"response_id": told.response["id"]}
        kept = (*keep_themes(of, codings), keep_how(told)) if self.keeps_quotes else ()
        if told.coded_on is None:
            return replace(told, counted=kept)
        counted = count_themes(told.response["form_key"], told.coded_on, told.age_band, codings)
        return replace(told, counted=(*told.counted, *counted, *kept))

    def find_timing(self, key: str, version: str) -> Timing:
        """Return the timing by which the summary counts a form; one that is gone counts by its own day."""
        if key in self.library.keys():  # noqa: SIM118 - no dictionary
            return self.library.current(key).timing
        form = self.library.find(key, version)
        return form.timing if form else Timing.AFTER

    def _list_staying(self, row: Row) -> frozenset[str]:
        """Name the choices that figures of a meeting are made of: see `admin.summary.own`."""
        own = list_forms(self.library, Audience.CHILD, Timing.BEFORE)
        is_own = row["review_ref"] is not None and row["form_key"] in own
        return frozenset(COUNTED) if is_own else frozenset()


def keep_how(told: Told) -> Update:
    """Keep, with words for a report, whose words they are: what says so goes."""
    helper = next((row["value"] for row in told.answers if row["question_key"] == HELPER), None)
    how = find_how(told.response["form_key"], told.response["channel"], helper)
    return Update(Quote, {"response_id": told.response["id"]}, {"how": how})


def _leave_second(codings: Iterable[Row]) -> list[Row]:
    """Leave out what a colleague found at a second look: it is not counted."""
    return [row for row in codings if not row["is_second"]]


def _leave(answers: Iterable[Row], stays: frozenset[str]) -> list[Row]:
    return [row for row in answers if row["question_key"] not in stays]


_COLUMNS: tuple[Any, ...] = (
    Response.__table__,  # type: ignore[attr-defined]  # SQLModel sets it on every table
    col(Review.review_ref),
    col(Review.held_on),
    col(Review.stood_down),
    col(Child.date_of_birth),
)
_SENT: Any = (
    select(*_COLUMNS)
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .outerjoin(Child, col(Child.child_ref) == col(Review.child_ref))
    .where(col(Response.submitted_at).is_not(None), col(Response.sealed_key).is_not(None))
    .order_by(col(Response.id))
)

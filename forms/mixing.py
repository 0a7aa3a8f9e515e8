"""Mixing: the anonymous answers of a week are written anew, together and in an order of chance.

An answer comes in one transaction with the code that it uses up, and after the answers that came before it.
The database shows both: PostgreSQL in the row's transaction number and place, SQLite in its log and in the
order of the cells of a page. Written anew with others, under new ids and new keys, an answer shows neither.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.anonymous import find_week, new_anonymous_id
from forms.keys import TamperedError, seal, unseal
from forms.problems import StoreUnavailableError
from forms.records import AnonymousAnswer, AnonymousCoding, AnonymousResponse
from forms.units import Delete, Insert, Key, Row, Rows, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date, datetime

    from forms.anonymous import Sendings
    from forms.keys import Keys
    from forms.store import Store

LOG = logging.getLogger(__name__)
CHANCE = secrets.SystemRandom()
MAX_MIXED = 250
"""Responses written anew at once: some 3,000 rows, a tenth of a second of the one writer."""
MIX_SECONDS = 5.0
"""How long a new answer waits for others, to be mixed with them; and the log for a reader in the way."""


def find_first_mixed(now: datetime) -> date:
    """Return the first week whose answers are still written anew. Those before it keep their ids for good."""
    return find_week(now) - timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A response as it stands, and the rows that take its place."""

    old_id: str
    rows: tuple[Write, ...]

    @property
    def key(self) -> Key:
        """The row it replaces."""
        return Key(AnonymousResponse, "id", self.old_id)

    @property
    def removal(self) -> tuple[Write, ...]:
        """The removal of what it replaces.

        Nothing was coded yet, unless mixing had to wait for weeks: then it is to be coded again.
        """
        return (
            Delete(AnonymousCoding, {"response_id": self.old_id}),
            Delete(AnonymousAnswer, {"response_id": self.old_id}),
            Delete(AnonymousResponse, {"id": self.old_id}),
        )


@dataclass(frozen=True, slots=True)
class MixUnit:
    """Write responses anew, in one transaction, in the order given. One that is gone by now stays gone."""

    renewed: Sequence[Renewed]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(each.key for each in self.renewed)

    def decide(self, rows: Rows) -> Writes[int]:
        """Tell how many were written anew."""
        there = [each for each in self.renewed if rows.get(each.key) is not None]
        return Writes(len(there), tuple(write for each in there for write in (*each.rows, *each.removal)))


@dataclass(frozen=True, slots=True)
class Mixer:
    """Mixes what `sendings` says is new with others of the last two weeks."""

    store: Store
    keys: Keys
    sendings: Sendings
    clock: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Mix whatever came, soon after it came, until told to stop; once at the start, and at the end."""
        waiting, is_clean = set(await self._try_listing()), False
        while True:
            stopped = stop.is_set()
            waiting |= self.sendings.take_unmixed()
            is_clean = is_clean and not waiting
            if not is_clean:
                waiting, is_clean = await self._try_mixing(waiting)
            if stopped:
                return
            await _wait(stop, MIX_SECONDS)

    async def _try_listing(self) -> list[str]:
        try:
            return await self._list_ids()
        except StoreUnavailableError:
            return []

    async def _try_mixing(self, waiting: set[str]) -> tuple[set[str], bool]:
        """Return what is still to mix, and whether the log is empty."""
        try:
            return set(), await self.mix(waiting)
        except StoreUnavailableError:
            return waiting, False

    async def mix(self, new: Collection[str]) -> bool:
        """Write these responses anew, with others around them; tell whether the log could be emptied.

        Raises StoreUnavailableError.
        """
        if new:
            await self._mix_rows(new)
        return await self.store.empty_log()

    async def _mix_rows(self, new: Collection[str]) -> None:
        known = await self._list_ids()
        others = [response_id for response_id in known if response_id not in new]
        room = max(MAX_MIXED - len(new), MAX_MIXED // 2)
        chosen = [*new, *CHANCE.sample(others, min(room, len(others)))]
        CHANCE.shuffle(chosen)
        mixed = 0
        for start in range(0, len(chosen), MAX_MIXED):
            renewed = await self._renew(chosen[start : start + MAX_MIXED])
            mixed += await self.store.write(MixUnit(renewed))
        LOG.debug("mixed %d anonymous responses", mixed)

    async def _list_ids(self) -> list[str]:
        rows = await self.store.read(_ids_since(find_first_mixed(self.clock())))
        return [row["id"] for row in rows]

    async def _renew(self, ids: Sequence[str]) -> list[Renewed]:
        """Make responses anew, in the order given; one that cannot be opened is left alone."""
        found = await self.store.read(_select_in(AnonymousResponse, "id", ids))
        responses = {row["id"]: row for row in found}
        answers: dict[str, list[Row]] = defaultdict(list)
        for row in await self.store.read(_select_in(AnonymousAnswer, "response_id", ids)):
            answers[row["response_id"]].append(row)
        there = (response_id for response_id in ids if response_id in responses)
        renewed = (self._renew_one(responses[each], answers[each]) for each in there)
        return [each for each in renewed if each is not None]

    def _renew_one(self, response: Row, answers: Iterable[Row]) -> Renewed | None:
        try:
            old_key = self.keys.open_data_key(response["sealed_key"])
            new_key, new_id = self.keys.new_data_key(), new_anonymous_id()
            row = {**response, "id": new_id, "sealed_key": new_key.sealed}
            sealed = [_reseal(old_key, new_key.plain, new_id, each) for each in answers]
            rows = (Insert(AnonymousResponse, row), *(Insert(AnonymousAnswer, each) for each in sealed))
            return Renewed(response["id"], rows)
        except TamperedError:
            LOG.warning("an anonymous response cannot be opened, and was not mixed")
            return None


def _reseal(old_key: bytes, new_key: bytes, new_id: str, answer: Row) -> dict[str, Any]:
    """Make an answer's row under another id: what is sealed there belongs to its id."""
    sealed = answer["sealed"]
    if sealed is not None:
        plain = unseal(old_key, sealed, f"{answer['response_id']}/{answer['question_key']}")
        sealed = seal(new_key, plain, f"{new_id}/{answer['question_key']}")
    return {**answer, "response_id": new_id, "sealed": sealed}


def _ids_since(week_on: date) -> Any:  # noqa: ANN401 - a statement, as SQLAlchemy types it
    return select(col(AnonymousResponse.id)).where(col(AnonymousResponse.week_on) >= week_on)


def _select_in(table: Any, column: str, values: Sequence[str]) -> Any:  # noqa: ANN401 - tables as SQLModel types them
    return select(table.__table__).where(table.__table__.c[column].in_(values))


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return

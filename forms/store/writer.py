"""The one writer: it takes everything that waits, commits once, and acknowledges."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.problems import StoreUnavailableError
from forms.store.batch import Decision, Failure, Task, carry_out
from forms.store.faults import Fault, RefusedError, describe, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncEngine

    from forms.units import Key, Unit

MAX_BATCH = 256
"""Units that share a commit at most: a batch of submissions stays below 0.1 s, and a replay bounded."""
MAX_WAITING = 10_000
"""Units that may wait: two or three seconds' work. Beyond it people are told to try again."""
QUIET_PASSES = 4
"""Passes of the event loop without a new unit before a batch is closed: a request that has arrived needs
about so many to reach the store. At 16 callers this makes a third more; alone it costs nothing to notice."""
MAX_ATTEMPTS = 5
"""How often a batch is begun again after a serialisation failure."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting(Task):
    """A task whose caller waits for `done`."""

    done: asyncio.Future[Any]


class Writer:
    """A supervised task over one connection. Whatever happens in it, no caller is left hanging."""

    def __init__(self, engine: AsyncEngine, batch_limit: int) -> None:
        self._engine = engine
        self._batch_limit = batch_limit
        self._waiting: deque[Waiting] = deque()
        self._called = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the task."""
        self._task = asyncio.create_task(self._run(), name="store writer")

    async def write(self, unit: Unit[Any]) -> Any:  # noqa: ANN401 - typed by Store.write
        """Hand in a unit and wait until it is durable. A caller who is cancelled leaves the unit behind."""
        if self._closing or len(self._waiting) >= MAX_WAITING:
            raise StoreUnavailableError("closing" if self._closing else "too many wait")
        # A key that cannot be compared fails its caller here, not the writer later.
        reads = frozenset(unit.reads)
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(unit, reads, done))
        self._called.set()
        return await done

    async def close(self) -> None:
        """Finish what waits, then stop."""
        self._closing = True
        self._called.set()
        if self._task is not None:
            await self._task
        await self._engine.dispose()

    async def _run(self) -> None:
        try:
            while self._waiting or not self._closing:
                if not self._waiting:
                    self._called.clear()
                    await self._called.wait()
                    continue
                await self._gather()
                await self._carry_out(take_batch(self._waiting, self._batch_limit))
        finally:
            self._closing = True
            _refuse_all(self._waiting, "the writer stopped")

    async def _gather(self) -> None:
        """Let those who are about to hand in a unit do so: a commit costs the same for many as for one."""
        seen, quiet = 0, 0
        while quiet < QUIET_PASSES:
            await asyncio.sleep(0)
            quiet = quiet + 1 if len(self._waiting) == seen else 0
            seen = len(self._waiting)

    async def _carry_out(self, batch: Sequence[Waiting]) -> None:
        """Commit a batch and tell every caller. Lets nothing out but a cancellation."""
        try:
            _acknowledge(batch, await self._commit_or_part(batch))
        except Exception as error:  # noqa: BLE001 - the writer outlives every fault of the database
            logger.error("a batch of %d was not committed: %s", len(batch), describe(error))  # noqa: TRY400 - a traceback would quote what was written
            _refuse_all(batch, describe(error))
        except BaseException:
            _refuse_all(batch, "the writer was stopped")
            raise

    async def _commit_or_part(self, batch: Sequence[Waiting]) -> list[Decision]:
        """Commit a batch; if the database refuses it, commit its units one by one."""
        try:
            return await self._commit(batch)
        except Exception as error:
            if judge(error) is not Fault.REFUSED:
                raise
        return [await self._commit_alone(waiting) for waiting in batch]

    async def _commit_alone(self, waiting: Waiting) -> Decision:
        try:
            return (await self._commit((waiting,)))[0]
        except Exception as error:  # noqa: BLE001 - judged and told to its own caller
            reason = describe(error)
            refused = judge(error) is Fault.REFUSED
            return Failure(RefusedError(reason) if refused else StoreUnavailableError(reason))

    async def _commit(self, batch: Sequence[Task]) -> list[Decision]:
        """One transaction, begun again when the database asks for it."""
        for attempts_left in reversed(range(MAX_ATTEMPTS)):
            try:
                async with self._engine.begin() as connection:
                    decisions: list[Decision] = await connection.run_sync(carry_out, batch)
            except Exception as error:
                if judge(error) is not Fault.AGAIN or not attempts_left:
                    raise
            else:
                return decisions
        raise AssertionError("the last attempt returns or raises")


def take_batch(waiting: deque[Waiting], limit: int) -> list[Waiting]:
    """Take the units for one commit. Those that share a key with an earlier one stay, in their order."""
    batch: list[Waiting] = []
    later: list[Waiting] = []
    held: set[Key] = set()
    while waiting and len(batch) < limit:
        task = waiting.popleft()
        (batch if held.isdisjoint(task.reads) else later).append(task)
        held.update(task.reads)
    waiting.extendleft(reversed(later))
    return batch


def _acknowledge(batch: Sequence[Waiting], decisions: Sequence[Decision]) -> None:
    for waiting, decision in zip(batch, decisions, strict=True):
        if waiting.done.cancelled():
            continue
        if isinstance(decision, Failure):
            waiting.done.set_exception(decision.error)
        else:
            waiting.done.set_result(decision)


def _refuse_all(units: Sequence[Waiting], reason: str) -> None:
    for waiting in units:
        if not waiting.done.done():
            waiting.done.set_exception(StoreUnavailableError(reason))

"""Sends what stands in the outbox to people at work: that there is an alert. Never what it is about.

A message leaves the outbox only when somebody who carries messages took it, and that is a step of the alert
in the same transaction. Until then it is tried again. The duty contact's is tried for ever: an alert that
nobody heard of is worse than a late one.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select
from sqlmodel import col

from admin.alerts.routing import DUTY_CONTACT
from forms.alert_steps import Step, StepKind, name_step, write_step
from forms.keys import TamperedError
from forms.problems import StoreUnavailableError
from forms.records import OutboxMessage
from forms.units import Delete, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import RowMapping

    from forms.keys import Keys
    from forms.settings import Settings
    from forms.store import Store

LOG = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 1.0
"""An alert is to go out at once; one small indexed read a second costs nothing."""
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(days=3)
"""On somebody's own address, which may be wrong. By then everybody else has been told, several times."""
CARRY_SECONDS = 20
"""How long whoever carries a message may take to answer."""
LEASE = timedelta(seconds=30)
"""For so long a message is this process's: longer than carrying takes, so no other sends it beside us."""
AT_ONCE = 20
"""Messages a look: alerts are few, and the next look is a second away."""
TOGETHER = 4
"""Messages under way at once: one that hangs holds up few others."""
MAX_ANSWER = 80
"""Signs that are kept of what a server answered."""


class NotTakenError(Exception):
    """A message was not taken. `for_good`: asking again would not help."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.for_good = for_good


class Carrier(Protocol):
    """Whoever carries messages of one channel."""

    @property
    def channel(self) -> str:
        """The channel's name in the outbox."""
        ...

    async def carry(self, letter: Mapping[str, str]) -> str:
        """Hand one message over; return what was answered. Raises NotTakenError."""
        ...


@dataclass(frozen=True, slots=True)
class SendingParts:
    """What sending needs."""

    store: Store
    keys: Keys
    settings: Settings
    clock: Callable[[], datetime]
    demo: bool = False


@dataclass(frozen=True, slots=True)
class ClaimUnit:
    """Take a message that is due, for as long as a lease lasts; False: another process has it."""

    message_id: str
    due_at: datetime
    until: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.message_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Put it off, if nobody did since it was seen."""
        row = rows.get(self.reads[0])
        if row is None or row["due_at"] != self.due_at:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        claim = Update(OutboxMessage, {"id": self.message_id}, {"due_at": self.until})
        return Writes(True, (claim,))  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class SettleUnit:
    """What became of one message: it goes, with the step it came to, or is tried again at `retry_at`."""

    message_id: str
    retry_at: datetime | None
    step: Write | None = None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.message_id),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Delete it, or put it off."""
        row = rows.get(self.reads[0])
        return Writes(None, tuple(self._settle(row)) if row else ())

    def _settle(self, row: Row) -> tuple[Write, ...]:
        key = {"id": self.message_id}
        if self.retry_at is None:
            return (Delete(OutboxMessage, key), *((self.step,) if self.step else ()))
        return (Update(OutboxMessage, key, {"attempts": row["attempts"] + 1, "due_at": self.retry_at}),)


async def run_carrier(parts: SendingParts, carrier: Carrier, stop: asyncio.Event) -> None:
    """Send what is due, until told to stop."""
    while not stop.is_set():
        try:
            await send_due(parts, carrier)
        except StoreUnavailableError:
            LOG.warning("%s: the database is not available; trying again", carrier.channel)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next alert must still go out
            LOG.error("%s: %s; trying again", carrier.channel, type(fault).__name__)  # noqa: TRY400 - a traceback may carry values
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)


async def send_due(parts: SendingParts, carrier: Carrier) -> None:
    """Try every message that is due once. One put off for longer than we ever do was so by another clock."""
    now, due_at = parts.clock(), col(OutboxMessage.due_at)
    due = (
        select(OutboxMessage.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
        .where(col(OutboxMessage.channel) == carrier.channel, (due_at <= now) | (due_at > now + LAST_RETRY))
        .order_by(col(OutboxMessage.position))
        .limit(AT_ONCE)
    )
    room = asyncio.Semaphore(TOGETHER)
    async with asyncio.TaskGroup() as tasks:
        for row in await parts.store.read(due):
            tasks.create_task(_send(Attempt(parts, carrier, row), room))


async def _send(attempt: Attempt, room: asyncio.Semaphore) -> None:
    async with room:
        store, row = attempt.parts.store, attempt.row
        if await store.write(ClaimUnit(row["id"], row["due_at"], attempt.parts.clock() + LEASE)):
            await store.write(await attempt.make())


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to send one message."""

    parts: SendingParts
    carrier: Carrier
    row: RowMapping

    async def make(self) -> SettleUnit:
        """Send it: return what came of it.

        One that cannot be opened waits like one that was refused: those behind it must still go out.
        """
        letter: dict[str, str] = {}
        try:
            letter = json.loads(self.parts.keys.open_message(self.row["sealed"]))
            answered = await self.carrier.carry(letter)
        except NotTakenError as fault:
            return self._put_off(letter, fault)
        except (OSError, TamperedError, ValueError) as fault:
            return self._put_off(letter, NotTakenError(type(fault).__name__))
        return SettleUnit(self.row["id"], None, self._write_step(letter, StepKind.SENT, answered))

    def _put_off(self, letter: Mapping[str, str], fault: NotTakenError) -> SettleUnit:
        now, channel = self.parts.clock(), self.carrier.channel
        if "to" in letter and (fault.for_good or now - self.row["created_at"] > GIVE_UP_AFTER):
            LOG.warning("%s: not delivered to somebody's own address (%s); given up", channel, fault.why)
            return SettleUnit(self.row["id"], None, self._write_step(letter, StepKind.NOT_SENT, fault.why))
        LOG.warning("%s: not delivered (%s); trying again", channel, fault.why)
        waited: int = min(self.row["attempts"], 10)
        return SettleUnit(self.row["id"], now + min(LAST_RETRY, FIRST_RETRY * (1 << waited)))

    def _write_step(self, letter: Mapping[str, str], kind: StepKind, code: str) -> Write | None:
        """Write down what became of a message about an alert: a code, never an address or a word."""
        if "alert" not in letter:
            return None
        step = Step(
            letter["alert"],
            kind,
            self.parts.clock(),
            to_account=letter.get("account", ""),
            to_role=letter.get("role", DUTY_CONTACT),
            way=self.carrier.channel,
            code="".join(sign for sign in code if sign.isprintable())[:MAX_ANSWER],
        )
        step_id = name_step(self.parts.keys, step, self.row["id"], self.row["created_at"].isoformat())
        return write_step(self.parts.keys, step_id, step)

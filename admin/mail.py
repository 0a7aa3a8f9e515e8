"""Sends the e-mails of the outbox: today, that there is an alert. Never what it is about.

A message leaves the outbox only when a mail server took it. Until then it is tried again, for ever: an
alert that nobody heard of is worse than a late one.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiosmtplib
from sqlalchemy import select
from sqlmodel import col

from forms.keys import TamperedError
from forms.problems import StoreUnavailableError
from forms.records import OutboxMessage
from forms.units import Delete, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable
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
SMTP_TIMEOUT_SECONDS = 20
DEMO_SUBJECT = "(Demo, nobody is waiting) "
DEMO_TEXT = "This comes from a demo of Have Your Say. Nobody real is waiting for help.\n\n"
AT_ONCE = 20
"""Messages a look: alerts are few, and the next look is a second away."""


@dataclass(frozen=True, slots=True)
class MailParts:
    """What sending mail needs."""

    store: Store
    keys: Keys
    settings: Settings
    clock: Callable[[], datetime]
    demo: bool = False


@dataclass(frozen=True, slots=True)
class SettleUnit:
    """What became of one message: delivered (it goes), or to be tried again at `retry_at`."""

    message_id: str
    retry_at: datetime | None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(OutboxMessage, "id", self.message_id),)

    def decide(self, rows: Rows) -> Writes[None]:
        """Delete it, or put it off."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(None)
        return Writes(None, (self._settle(row),))

    def _settle(self, row: Row) -> Write:
        key = {"id": self.message_id}
        if self.retry_at is None:
            return Delete(OutboxMessage, key)
        return Update(OutboxMessage, key, {"attempts": row["attempts"] + 1, "due_at": self.retry_at})


async def run_mail(parts: MailParts, stop: asyncio.Event) -> None:
    """Send what is due, until told to stop. Without `SAY_SMTP_URL` everything waits in the outbox."""
    if not parts.settings.smtp_url:
        LOG.warning(
            "SAY_SMTP_URL is not set: nobody is told of an alert by e-mail. "
            "Somebody must look at `haveyoursay alerts` often, in all the working hours that people are shown"
        )
        await stop.wait()
        return
    while not stop.is_set():
        try:
            await send_due(parts)
        except StoreUnavailableError:
            LOG.warning("mail: the database is not available; trying again")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the next alert must still go out
            LOG.error("mail: %s; trying again", type(fault).__name__)  # noqa: TRY400 - a traceback may carry values
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)


async def send_due(parts: MailParts) -> None:
    """Try every message that is due once. One put off for longer than we ever do was so by another clock."""
    now, due_at = parts.clock(), col(OutboxMessage.due_at)
    due = (
        select(col(OutboxMessage.id), col(OutboxMessage.sealed), col(OutboxMessage.attempts))
        .where(col(OutboxMessage.channel) == "email", (due_at <= now) | (due_at > now + LAST_RETRY))
        .order_by(col(OutboxMessage.position))
        .limit(AT_ONCE)
    )
    for row in await parts.store.read(due):
        await parts.store.write(SettleUnit(row["id"], await _try_to_send(parts, row)))


async def _try_to_send(parts: MailParts, row: RowMapping) -> datetime | None:
    """Send one message: return None if it was taken, else when to try again.

    One that cannot be opened waits like one that was refused: those behind it must still go out.
    """
    try:
        letter = json.loads(parts.keys.open_message(row["sealed"]))
        await _send(parts.settings, write_mail(parts, letter))
    except (aiosmtplib.SMTPException, OSError, TamperedError, ValueError) as fault:
        LOG.warning("mail: not delivered (%s); trying again", type(fault).__name__)
        waited: int = min(row["attempts"], 10)
        return parts.clock() + min(LAST_RETRY, FIRST_RETRY * (1 << waited))
    return None


def write_mail(parts: MailParts, letter: dict[str, str]) -> EmailMessage:
    """Put a letter into an envelope to the duty contact. One of the demo says so: nobody waits for help."""
    host = urlsplit(parts.settings.public_url).hostname or "localhost"
    mail = EmailMessage()
    mail["From"] = f"Have Your Say <have-your-say@{host}>"
    mail["To"] = parts.settings.duty_contact
    mail["Subject"] = (DEMO_SUBJECT if parts.demo else "") + letter["subject"]
    mail["Date"] = format_datetime(parts.clock())
    mail["Message-ID"] = make_msgid(domain=host)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content((DEMO_TEXT if parts.demo else "") + letter["text"])
    return mail


async def _send(settings: Settings, mail: EmailMessage) -> None:
    server = urlsplit(settings.smtp_url)
    implicit_tls = server.scheme == "smtps"
    await aiosmtplib.send(
        mail,
        hostname=server.hostname,
        port=server.port or (465 if implicit_tls else 587),
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=implicit_tls,
        start_tls=None,
        timeout=SMTP_TIMEOUT_SECONDS,
    )

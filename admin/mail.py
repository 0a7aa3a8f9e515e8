"""Carries e-mails to a mail server, which must answer that it took them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiosmtplib

from admin.sending import CARRY_SECONDS, NotTakenError, SendingParts, run_carrier

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from forms.settings import Settings

LOG = logging.getLogger(__name__)

DEMO_SUBJECT = "(Demo, nobody is waiting) "
DEMO_TEXT = "This comes from a demo of Have Your Say. Nobody real is waiting for help.\n\n"
NO_SUCH_MAILBOX = range(550, 555)
"""A server says so of one recipient; it will say the same next time."""


async def run_mail(parts: SendingParts, stop: asyncio.Event) -> None:
    """Send e-mails that are due, until told to stop. Without `SAY_SMTP_URL` they wait in the outbox."""
    if not parts.settings.smtp_url:
        LOG.warning(
            "SAY_SMTP_URL is not set: nobody is told of an alert by e-mail. "
            "Somebody must look at `haveyoursay alerts` often, in all the working hours that people are shown"
        )
        await stop.wait()
        return
    await run_carrier(parts, Mail(parts), stop)


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server of `SAY_SMTP_URL`."""

    parts: SendingParts
    channel: str = "email"

    async def carry(self, letter: Mapping[str, str]) -> str:
        """Hand an e-mail over; return the server's answer. Raises NotTakenError."""
        try:
            return await _send(self.parts.settings, write_mail(self.parts, letter))
        except aiosmtplib.SMTPRecipientsRefused as fault:
            codes = [refused.code for refused in fault.recipients]
            why = " ".join(str(code) for code in codes)
            raise NotTakenError(why, for_good=all(code in NO_SUCH_MAILBOX for code in codes)) from None
        except aiosmtplib.SMTPResponseException as fault:
            raise NotTakenError(f"{fault.code} {type(fault).__name__}") from None
        except aiosmtplib.SMTPException as fault:
            raise NotTakenError(type(fault).__name__) from None


def write_mail(parts: SendingParts, letter: Mapping[str, str]) -> EmailMessage:
    """Put a letter into an envelope: to whom it names, or else the duty contact.

    One of the demo says so: nobody waits for help.
    """
    host = urlsplit(parts.settings.public_url).hostname or "localhost"
    mail = EmailMessage()
    mail["From"] = f"Have Your Say <have-your-say@{host}>"
    mail["To"] = letter.get("to") or parts.settings.duty_contact
    mail["Subject"] = (DEMO_SUBJECT if parts.demo else "") + letter["subject"]
    mail["Date"] = format_datetime(parts.clock())
    mail["Message-ID"] = make_msgid(domain=host)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content((DEMO_TEXT if parts.demo else "") + letter["text"])
    return mail


async def _send(settings: Settings, mail: EmailMessage) -> str:
    server = urlsplit(settings.smtp_url)
    implicit_tls = server.scheme == "smtps"
    _, answered = await aiosmtplib.send(
        mail,
        hostname=server.hostname,
        port=server.port or (465 if implicit_tls else 587),
        username=unquote(server.username) if server.username else None,
        password=unquote(server.password) if server.password else None,
        use_tls=implicit_tls,
        start_tls=None,
        timeout=CARRY_SECONDS,
    )
    return f"{aiosmtplib.SMTPStatus.completed.value} {answered}"

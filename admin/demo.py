"""The demo: a small council that nobody lives in, and three fresh links at every start."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.demo_reviews import find_birth, list_past, write_review
from admin.invitation_rules import Ask
from admin.invitations import find_invitation_id, make_code, make_invitation
from admin.qr import make_link
from forms.definition import Audience
from forms.london import london_day
from forms.records import Invitation
from forms.units import PutUnit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.keys import Keys
    from forms.settings import Settings
    from forms.store import Store

OPEN_FOR = timedelta(days=28)

ASKED = (
    ("A young person, before the meeting", "have_your_say_12_17", Audience.CHILD, 1),
    ("A carer, after the meeting", "feedback_carer", Audience.CARER, 1),
    (
        "A teacher or another professional, after the meeting",
        "feedback_professional",
        Audience.PROFESSIONAL,
        12,
    ),
)


@dataclass(frozen=True, slots=True)
class DemoLink:
    """One link to try: for whom, and where it leads."""

    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What a start of the demo made: the links, the period that counts them, what to print."""

    links: tuple[DemoLink, ...]
    first_on: date
    last_on: date
    greeting: str


async def prepare_demo(store: Store, keys: Keys, settings: Settings, now: datetime) -> Demo:
    """Make the demo's reviews where they are missing, and mint today's links.

    Raises StoreUnavailableError.
    """
    today = london_day(now)
    first_on = find_year_start(today)
    await store.write(PutUnit(tuple(list_past(today))))
    review_ref = await _find_free_review(store, keys, today)
    child = {"child_ref": f"{review_ref}-CHILD", "date_of_birth": find_birth(today, 15)}
    await store.write(PutUnit(write_review(review_ref, child, today, {})))
    links = []
    for label, form_key, audience, takes in ASKED:
        ask = Ask(review_ref, form_key, audience, takes, today + OPEN_FOR)
        links.append(DemoLink(label, make_link(settings.public_url, await _mint(store, keys, ask, now))))
    return Demo(tuple(links), first_on, today, write_greeting(links, settings, first_on, today))


def find_year_start(today: date) -> date:
    """Return the first day of the council's year, 1 April, that `today` is in."""
    return date(today.year if (today.month, today.day) >= (4, 1) else today.year - 1, 4, 1)


async def _find_free_review(store: Store, keys: Keys, today: date) -> str:
    """Find today's first demo review that the young person has not sent answers for."""
    rows = await store.read(select(col(Invitation.id)).where(col(Invitation.submitted) > 0))
    used = {row["id"] for row in rows}
    number = 1
    while find_invitation_id(keys, ASKED[0][1], f"DEMO-{today:%Y%m%d}-{number}") in used:
        number += 1
    return f"DEMO-{today:%Y%m%d}-{number}"


async def _mint(store: Store, keys: Keys, ask: Ask, now: datetime) -> str:
    writes, code = make_invitation(keys, ask, now, made_for="demo")
    invitation_id = find_invitation_id(keys, ask.form_key, ask.review_ref)
    if await store.read(select(col(Invitation.id)).where(col(Invitation.id) == invitation_id)):
        row, code = make_code(keys, invitation_id, now, made_for="demo")
        writes = (row,)
    await store.write(PutUnit(tuple(writes)))
    return code


def write_greeting(links: Sequence[DemoLink], settings: Settings, first_on: date, last_on: date) -> str:
    """Write what the demo prints: the links in full, and the very command that counts the answers."""
    return "\n".join(
        [
            "",
            "Have Your Say - the demo. Nothing here is real; everything stays in",
            f"  {settings.data_dir}",
            "",
            *(f"{shown.label}:\n  {shown.link}\n" for shown in links),
            f"What staff see:\n  {settings.public_url}/console\n",
            "The figures, from another terminal:",
            f"  {write_summary_command(settings, first_on, last_on)}",
            "",
            "Stop with Ctrl-C.",
        ]
    )


def write_summary_command(settings: Settings, first_on: date, last_on: date) -> str:
    """Write the `summary` command that reads this very demo, whatever else the settings name."""
    command = [_find_command(), "summary", "--from", str(first_on), "--to", str(last_on)]
    folder = shlex.quote(str(settings.data_dir.absolute()))
    return f"SAY_DATA_DIR={folder} SAY_DATABASE_URL= SAY_KEY_FILE= {shlex.join(command)}"


def _find_command() -> str:
    """Name this command so that it runs from the folder the demo was started in."""
    command = Path(sys.argv[0]).absolute()
    here = Path.cwd()
    return str(command.relative_to(here)) if command.is_relative_to(here) else str(command)

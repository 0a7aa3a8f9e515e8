"""The demo: a small council that nobody lives in, and fresh links for everybody at every start."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.demo_asked import ASKED, WITHOUT_CODE
from admin.demo_due import keep_reminders_due
from admin.demo_heard import put_up_pages
from admin.demo_reviews import list_past
from admin.demo_staff import SECOND, STAFF, TYPIST, DemoStaff, write_staff
from admin.demo_today import SAFE_PARENT, write_last_time, write_meeting
from admin.invitation_rules import Ask
from admin.invitations import find_invitation_id, make_code, make_invitation
from admin.made_up.gathered import Typists, write_gathered
from admin.made_up.reviews import find_years
from admin.periods import find_council_year
from admin.placements import PlaceUnit, choose_forms, list_placements
from admin.qr import make_link, make_placement_link
from forms.definition import Audience
from forms.library import Library
from forms.london import london_day
from forms.records import Invitation
from forms.units import PutUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from admin.demo_asked import Shown
    from forms.keys import Keys
    from forms.settings import Settings
    from forms.store import Store

OPEN_FOR = timedelta(days=28)
ON_PAPER = "have_your_say_8_11"
POSTER = "front-desk"
POSTER_FORMS = ("feedback_parent", "feedback_carer", "feedback_professional")


@dataclass(frozen=True, slots=True)
class DemoLink:
    """One link to try: for whom, where it leads, and the heading it stands under."""

    label: str
    link: str
    heading: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What a start of the demo made: the links, the period that counts them, what to print."""

    links: tuple[DemoLink, ...]
    first_on: date
    last_on: date
    greeting: str
    staff: tuple[DemoStaff, ...] = STAFF
    """Whom one can sign in as on the staff pages."""


async def prepare_demo(store: Store, keys: Keys, settings: Settings, now: datetime) -> Demo:
    """Make the demo's reviews where they are missing, and mint today's links.

    Raises StoreUnavailableError.
    """
    today = london_day(now)
    first_on = find_year_start(today)
    await store.write(PutUnit(tuple(list_past(today))))
    await store.write(PutUnit(write_staff(keys, now)))
    number = await _find_free_number(store, keys, today)
    for meeting in dict.fromkeys(shown.whose for shown in ASKED):
        await store.write(PutUnit(write_meeting(meeting, number, today)))
    await store.write(PutUnit(write_last_time(keys, number, now)))
    await keep_reminders_due(store, keys, now)
    await put_up_pages(store, keys, today, now)
    who = Typists(TYPIST.find_id(keys), SECOND.find_id(keys))
    await write_gathered(store, keys, find_years(today), now, who)
    links = []
    for shown in ASKED:
        code = await _mint(store, keys, _make_ask(shown, number, today), now)
        links.append(DemoLink(shown.label, make_link(settings.public_url, code), shown.heading))
    poster = make_placement_link(settings.public_url, await _put_up_poster(store, keys, now))
    links.append(DemoLink("A poster that anybody may scan", poster, WITHOUT_CODE))
    return Demo(tuple(links), first_on, today, write_greeting(links, settings, first_on, today))


def find_year_start(today: date) -> date:
    """Return the first day of the council's year, 1 April, that `today` is in."""
    return find_council_year(today).first_on


def _make_ask(shown: Shown, number: int, today: date) -> Ask:
    person = SAFE_PARENT if shown.audience is Audience.PARENT else ""
    review_ref = shown.whose.find_ref(number, today)
    return Ask(review_ref, shown.form_key, shown.audience, shown.takes, today + OPEN_FOR, person)


def _find_id(keys: Keys, ask: Ask) -> str:
    return find_invitation_id(keys, ask.form_key, ask.review_ref, *ask.whom)


async def _find_free_number(store: Store, keys: Keys, today: date) -> int:
    """Find today's first set of meetings about which nobody has sent all that their code takes."""
    rows = await store.read(
        select(col(Invitation.id)).where(col(Invitation.submitted) >= col(Invitation.takes))
    )
    used, number = {row["id"] for row in rows}, 1
    while not used.isdisjoint(_find_id(keys, _make_ask(shown, number, today)) for shown in ASKED):
        number += 1
    return number


async def _mint(store: Store, keys: Keys, ask: Ask, now: datetime) -> str:
    writes, code = make_invitation(keys, ask, now, made_for="demo")
    invitation_id = _find_id(keys, ask)
    if await store.read(select(col(Invitation.id)).where(col(Invitation.id) == invitation_id)):
        row, code = make_code(keys, invitation_id, now, made_for="demo")
        writes = (row,)
    await store.write(PutUnit(tuple(writes)))
    return code


async def _put_up_poster(store: Store, keys: Keys, now: datetime) -> str:
    """Place the demo's poster where it is missing, under another name once it was ended; return its name."""
    ended = {placed.name for placed in await list_placements(store) if placed.ended_at}
    number, name = 1, POSTER
    while name in ended:
        number += 1
        name = f"{POSTER}-{number}"
    forms = tuple(choose_forms(Library.shipped(), POSTER_FORMS))
    await store.write(PlaceUnit(keys, name, "The demo's poster", forms, now))
    return name


def write_greeting(links: Sequence[DemoLink], settings: Settings, first_on: date, last_on: date) -> str:
    """Write what the demo prints: the links in full, and the very command that counts the answers."""
    return "\n".join(
        [
            "",
            "Have Your Say - the demo. Nothing here is real; everything stays in",
            f"  {settings.data_dir}",
            "",
            *(
                write_links(heading, list(under))
                for heading, under in groupby(links, lambda shown: shown.heading)
            ),
            f"Where a code is typed in:\n  {settings.public_url}/\n",
            "On paper, as a booklet to fill in by hand:",
            f"  {_write_command(settings, 'paper', ON_PAPER)}\n",
            f"What children were told of what changed:\n  {settings.public_url}/heard\n",
            f"What staff see:\n  {settings.public_url}/console\n",
            "The figures, from another terminal:",
            f"  {write_summary_command(settings, first_on, last_on)}",
            "",
            "Stop with Ctrl-C.",
        ]
    )


def _write_headings(links: Sequence[DemoLink]) -> Iterator[str]:
    for heading, under in groupby(links, lambda shown: shown.heading):
        yield write_links(heading, list(under))


def write_links(heading: str, links: Sequence[DemoLink]) -> str:
    """Write the links of one heading."""
    listed = "\n".join(f"{shown.label}:\n  {shown.link}" for shown in links)
    return f"-- {heading} --\n{listed}\n"


def write_summary_command(settings: Settings, first_on: date, last_on: date) -> str:
    """Write the `summary` command that reads this very demo, whatever else the settings name."""
    return _write_command(settings, "summary", "--from", str(first_on), "--to", str(last_on))


def _write_command(settings: Settings, *arguments: str) -> str:
    command = [_find_command(), *arguments]
    folder = shlex.quote(str(settings.data_dir.absolute()))
    return f"SAY_DATA_DIR={folder} SAY_DATABASE_URL= SAY_KEY_FILE= {shlex.join(command)}"


def _find_command() -> str:
    """Name this command so that it runs from the folder the demo was started in."""
    command = Path(sys.argv[0]).absolute()
    here = Path.cwd()
    return str(command.relative_to(here)) if command.is_relative_to(here) else str(command)

"""Letters printed from the console: codes are minted and stored, all is drawn, and one file has all three."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from admin.console.meetings.doing import name_role
from admin.console.record import RECORD
from admin.invitation_rules import NotAsked
from admin.invitations import Turn, forget_codes, invite_together
from admin.letters.batch import LETTER, write_batch
from admin.letters.content import Writer
from admin.reminders.giving import forget_reminders, remind_together
from admin.timetable import make_terms
from forms.audit import Done
from forms.opening import LookUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from admin.console.letters.finding import LettersDue
    from admin.invitations import Outcome
    from admin.letters.batch import Batch
    from admin.printed.tongue import Tongue
    from forms.web.parts import Parts

PRINT = "letters.print"
MOST = 200
"""Letters in one file from the console: more are drawn for longer than a browser waits. The rest stay due."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and how many letters are in it."""

    count: int
    content: bytes


async def print_letters(request: web.Request, due: LettersDue, tongue: Tongue) -> Printed:
    """Print what is due, and write down that it was: what cannot be printed stays due.

    Raises LetterTooLongError, StoreUnavailableError.
    """
    parts = request.app[PARTS]
    now, terms = parts.clock(), make_terms(parts.settings)
    turns = [Turn(one.meeting, one.ask.audience, one.ask) for one in due.invitations]
    invited = await invite_together(parts, turns, now, made_for=LETTER)
    reminded = await remind_together(parts, due.reminders, terms, now)
    try:
        batch = write_batch(_make_writer(parts), parts.library, (*invited, *reminded), tongue)
        files = await asyncio.to_thread(batch.draw) if batch.letters else {}
        await _write_down(request, (*invited, *reminded))
    except BaseException:
        await forget_codes(parts, invited)
        await forget_reminders(parts, due.reminders, reminded)
        raise
    return Printed(len(batch.letters), await asyncio.to_thread(_pack, files, batch))


def _make_writer(parts: Parts) -> Writer:
    settings = parts.settings
    return Writer(settings.describe_council(), settings.letter_greeting, settings.public_url)


async def _write_down(request: web.Request, outcomes: Sequence[Outcome]) -> None:
    """Write down of each letter that it was printed, by whom, about which meeting."""
    role = name_role(request)
    made = [outcome for outcome in outcomes if not isinstance(outcome.came_of, NotAsked)]
    all_done = [Done(PRINT, role, outcome.meeting.review_ref) for outcome in made]
    if all_done:
        await request.app[RECORD].write_each(request, all_done, LookUnit())


def _pack(files: Mapping[str, bytes], batch: Batch) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if missing := batch.say_missing():
            archive.writestr("signs_missing.txt", missing)
    return packed.getvalue()

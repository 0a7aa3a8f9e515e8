"""Letters printed from the console: codes are minted and stored, all is drawn, and one file has all three."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from admin.console.made.files import Made, Minted
from admin.console.meetings.doing import name_role
from admin.console.record import RECORD
from admin.invitation_rules import NotAsked
from admin.invitations import Turn, forget_codes, invite_together, list_codes
from admin.letters.batch import LETTER, write_batch
from admin.letters.content import Writer
from admin.reminders.giving import forget_reminders, list_reminders, remind_together
from admin.timetable import make_terms
from forms.audit import Done
from forms.opening import LookUnit
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aiohttp import web

    from admin.console.letters.finding import LettersDue
    from admin.console.made.files import Progress
    from admin.invitations import Outcome
    from admin.letters.batch import Batch
    from admin.printed.tongue import Tongue
    from forms.web.parts import Parts

PRINT = "letters.print"
MOST = 1_000
"""Letters in one file from the console: two reams of paper. The rest stay due."""


class NothingDueError(Exception):
    """None of it is due any more."""


async def print_letters(request: web.Request, due: LettersDue, tongue: Tongue, progress: Progress) -> Made:
    """Print what is due, and write down that it was: what cannot be printed stays due.

    Raises LetterTooLongError, NothingDueError, StoreUnavailableError.
    """
    parts = request.app[PARTS]
    now, terms = parts.clock(), make_terms(parts.settings)
    turns = [Turn(one.meeting, one.ask.audience, one.ask) for one in due.invitations]
    invited = await invite_together(parts, turns, now, made_for=LETTER)
    reminded = await remind_together(parts, due.reminders, terms, now)
    codes = list_codes(parts.keys, (*invited, *reminded))
    if not codes:
        raise NothingDueError
    progress.minted = Minted(now, codes, list_reminders(parts.keys, due.reminders, reminded))
    try:
        batch = write_batch(_make_writer(parts), parts.library, (*invited, *reminded), tongue)
        files = await asyncio.to_thread(batch.draw, progress.count)
        await _write_down(request, (*invited, *reminded))
    except BaseException:
        await forget_codes(parts, invited)
        await forget_reminders(parts, due.reminders, reminded)
        raise
    name = f"letters-{now:%Y-%m-%d-%H%M}.zip"
    return Made(name, "application/zip", await asyncio.to_thread(_pack, files, batch))


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

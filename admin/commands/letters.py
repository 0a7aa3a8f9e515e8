"""`letters`: a page for each person who is asked, and the list of whose each is."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from admin.commands.invite import name_left_out
from admin.commands.opening import make_tongue, opened_folder, read_asking, read_now
from admin.commands.options import LANGUAGE
from admin.commands.whose import find_turns, read_wanted, whose_options
from admin.invitation_rules import NotAsked
from admin.invitations import forget_codes
from admin.letters.batch import (
    FILES,
    MOST,
    leave_out_those_with_a_letter,
    mint_letters,
    write_batch,
)
from admin.letters.content import LetterTooLongError, Writer
from admin.printed.folder import FolderTakenError, check_folder, write_folder
from admin.reminders.finding import find_reminders_due
from admin.reminders.giving import forget_reminders, remind_together
from admin.timetable import make_terms
from forms.definition import Audience
from forms.form_versions import read_library
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from admin.commands.opening import Opened
    from admin.commands.whose import Wanted
    from admin.invitations import Outcome, Turn
    from admin.letters.batch import Batch
    from admin.reminders.finding import Due
    from forms.library import Library
    from forms.speaking import Language

SILENT = frozenset({NotAsked.HAD_A_LETTER})
"""Reasons that are only counted, since they are no news."""
ALONE = "--reminders finds by itself whom to remind: only --audience and --language go with it."


@click.command()
@whose_options
@click.option("--again", is_flag=True, help="Also for those who had a letter already; their old codes stay.")
@click.option(
    "--reminders",
    is_flag=True,
    help="Letters that remind whoever is due a reminder today, instead of inviting anybody.",
)
@click.option(
    "--language",
    type=LANGUAGE,
    help="In which language all of them are, by its code; without it each is in the person's own, where that "
    "is recorded and offered here. In English where a form is not in it yet: the cover list says so.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A new folder for the letters and the cover list.",
)
def letters(
    *,
    again: bool,
    reminders: bool,
    language: Language | None,
    out: Path,
    **options: Any,  # noqa: ANN401 - read_wanted knows them
) -> None:
    """Make letters, a page for each person.

    Each has a QR code and a code to type, its own. Whoever is not invited yet is invited. The folder gets
    letters.pdf and letters.html, which say the same, and cover_list.csv: which letter, by the number at its
    foot, is for whom, and how to hand it over. That has no code in it; keep it apart from the letters all the
    same. Codes cannot be printed a second time: --again makes new ones.

    With --reminders, the letters are for those who were invited, have not answered, and are due a reminder
    today. That they had it is written down. At most two before a meeting and one after it; none for whoever
    asked for none.
    """
    printing = _choose(options, again=again, reminders=reminders)
    try:
        check_folder(out)
        batch = asyncio.run(_make(printing, out, language))
    except (FolderTakenError, LetterTooLongError) as fault:
        raise click.ClickException(str(fault)) from fault
    except OSError as fault:
        raise click.ClickException(f"{out} cannot be written: {fault.strerror}.") from fault
    click.echo(_say_what_was_made(batch, out))


def _choose(options: Mapping[str, Any], *, again: bool, reminders: bool) -> Printing:
    if not reminders:
        return _Invitations(read_wanted(**options), again=again)
    if again or any(options[name] is not None for name in ("days", "review_ref", "form_key")):
        raise click.UsageError(ALONE)
    return _Reminders(Audience(options["audience"]) if options["audience"] else None)


def _say_what_was_made(batch: Batch, out: Path) -> str:
    count = len(batch.letters)
    called = "letter" if count == 1 else "letters"
    return f"{count} {called} in {out}: {', '.join(FILES)}" if count else "No letters."


class Printing(Protocol):
    """What letters are made of: the codes for them, and how to take these back."""

    async def mint(self, opened: Opened, library: Library, now: datetime) -> Sequence[Outcome]:
        """Mint a code for each letter. Raises StoreUnavailableError."""
        ...

    async def forget(self, opened: Opened, outcomes: Sequence[Outcome]) -> None:
        """Take back what was minted: nobody has it. Raises StoreUnavailableError."""
        ...


@dataclass(frozen=True, slots=True)
class _Invitations:
    wanted: Wanted
    again: bool

    async def mint(self, opened: Opened, library: Library, now: datetime) -> Sequence[Outcome]:
        del library
        is_named = self.wanted.review_ref is not None
        asking = await read_asking(opened, london_day(now), is_named=is_named)
        turns: Sequence[Turn] = list(await find_turns(opened.store, self.wanted, asking))
        if not self.again:
            turns = await leave_out_those_with_a_letter(opened, turns)
        _refuse_too_many(turns)
        return await mint_letters(opened, turns, now)

    async def forget(self, opened: Opened, outcomes: Sequence[Outcome]) -> None:
        await forget_codes(opened, outcomes)


@dataclass(slots=True)
class _Reminders:
    audience: Audience | None
    due: Sequence[Due] = ()

    async def mint(self, opened: Opened, library: Library, now: datetime) -> Sequence[Outcome]:
        terms = make_terms(opened.settings)
        found = await find_reminders_due(opened.store, library, terms, now)
        self.due = [due for due in found if self.audience in {None, due.ask.audience}]
        _refuse_too_many(self.due)
        return await remind_together(opened, self.due, terms, now)

    async def forget(self, opened: Opened, outcomes: Sequence[Outcome]) -> None:
        await forget_reminders(opened, self.due, outcomes)


def _refuse_too_many(wanted: Sequence[object]) -> None:
    if len(wanted) > MOST:
        raise click.ClickException(f"That is more than {MOST} at once: ask for fewer days.")


async def _make(printing: Printing, out: Path, language: Language | None) -> Batch:
    now = read_now()
    async with opened_folder() as opened:
        tongue = make_tongue(opened.settings, language)
        library = await read_library(opened.store)
        outcomes = await printing.mint(opened, library, now)
        try:
            batch = write_batch(_make_writer(opened), library, outcomes, tongue)
            if batch.letters:
                if missing := batch.say_missing():
                    click.echo(missing, err=True)
                write_folder(out, batch.draw())
        except BaseException:
            await printing.forget(opened, outcomes)
            raise
        _name_left_out(outcomes)
        _name_english(batch)
        return batch


def _make_writer(opened: Opened) -> Writer:
    settings = opened.settings
    if not settings.out_of_hours:
        click.echo("SAY_OUT_OF_HOURS is not set: the letters name no number of the council's.", err=True)
    return Writer(settings.describe_council(), settings.letter_greeting, settings.public_url)


def _name_english(batch: Batch) -> None:
    for why, count in Counter(line.chosen.why_english for line in batch.cover).items():
        if why:
            click.echo(f"{count} {'letter' if count == 1 else 'letters'} {why}.", err=True)


def _name_left_out(outcomes: Sequence[Outcome]) -> None:
    reasons = Counter(outcome.came_of for outcome in outcomes if isinstance(outcome.came_of, NotAsked))
    for outcome in outcomes:
        if isinstance(outcome.came_of, NotAsked) and outcome.came_of not in SILENT:
            name_left_out(outcome, outcome.came_of)
    for reason, count in reasons.items():
        click.echo(f"{count} without a letter: {reason.value}.", err=True)

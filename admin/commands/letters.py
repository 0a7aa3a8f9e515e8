"""`letters`: a page for each person who is asked, and the list of whose each is."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.commands.invite import name_left_out
from admin.commands.opening import find_checked, opened_folder, read_asking, read_now
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
from admin.letters.content import Writer
from admin.letters.pdf import LetterTooLongError
from admin.printed.folder import FolderTakenError, check_folder, write_folder
from forms.form_versions import read_library
from forms.london import london_day
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from admin.commands.opening import Opened
    from admin.commands.whose import Wanted
    from admin.invitations import Outcome, Turn
    from admin.letters.batch import Batch
    from forms.speaking import Language

SILENT = frozenset({NotAsked.HAD_A_LETTER})
"""Reasons that are only counted, since they are no news."""


@click.command()
@whose_options
@click.option("--again", is_flag=True, help="Also for those who had a letter already; their old codes stay.")
@click.option(
    "--language",
    type=LANGUAGE,
    default=ENGLISH,
    show_default="en",
    help="In which language, by its code; in English where a form is not in it yet.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="A new folder for the letters and the cover list.",
)
def letters(*, again: bool, language: Language, out: Path, **options: Any) -> None:  # noqa: ANN401 - read_wanted knows them
    """Make letters, a page for each person.

    Each has a QR code and a code to type, its own. Whoever is not invited yet is invited. The folder gets
    letters.pdf and letters.html, which say the same, and cover_list.csv: which letter, by the number at its
    foot, is for whom, and how to hand it over. That has no code in it; keep it apart from the letters all the
    same. Codes cannot be printed a second time: --again makes new ones.
    """
    wanted = read_wanted(**options)
    try:
        check_folder(out)
        batch = asyncio.run(_make(wanted, out, language, again=again))
    except (FolderTakenError, LetterTooLongError) as fault:
        raise click.ClickException(str(fault)) from fault
    except OSError as fault:
        raise click.ClickException(f"{out} cannot be written: {fault.strerror}.") from fault
    click.echo(_say_what_was_made(batch, out))


def _say_what_was_made(batch: Batch, out: Path) -> str:
    count = len(batch.letters)
    called = "letter" if count == 1 else "letters"
    return f"{count} {called} in {out}: {', '.join(FILES)}" if count else "No letters."


async def _make(wanted: Wanted, out: Path, language: Language, *, again: bool) -> Batch:
    now = read_now()
    async with opened_folder() as opened:
        spoken = find_checked(opened.settings, language)
        asking = await read_asking(opened, london_day(now), is_named=wanted.review_ref is not None)
        turns: Sequence[Turn] = list(await find_turns(opened.store, wanted, asking))
        if not again:
            turns = await leave_out_those_with_a_letter(opened, turns)
        if len(turns) > MOST:
            raise click.ClickException(f"That is more than {MOST} at once: ask for fewer days.")
        library = await read_library(opened.store)
        outcomes = await mint_letters(opened, turns, now)
        try:
            batch = write_batch(_make_writer(opened), library, outcomes, spoken)
            if batch.letters:
                if missing := batch.say_missing():
                    click.echo(missing, err=True)
                write_folder(out, batch.draw())
        except BaseException:
            await forget_codes(opened, outcomes)
            raise
        _name_left_out(outcomes)
        return batch


def _make_writer(opened: Opened) -> Writer:
    settings = opened.settings
    if not settings.out_of_hours:
        click.echo("SAY_OUT_OF_HOURS is not set: the letters name no number of the council's.", err=True)
    return Writer(settings.describe_council(), settings.letter_greeting, settings.public_url)


def _name_left_out(outcomes: Sequence[Outcome]) -> None:
    reasons = Counter(outcome.came_of for outcome in outcomes if isinstance(outcome.came_of, NotAsked))
    for outcome in outcomes:
        if isinstance(outcome.came_of, NotAsked) and outcome.came_of not in SILENT:
            name_left_out(outcome, outcome.came_of)
    for reason, count in reasons.items():
        click.echo(f"{count} without a letter: {reason.value}.", err=True)

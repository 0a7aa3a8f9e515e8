"""`invite`: make invitations and print their codes, once."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from admin.cells_out import guard_cell
from admin.commands.opening import opened_folder, read_now
from admin.invitation_rules import NotAsked
from admin.invitations import invite_all, read_meeting, read_meetings_due
from admin.qr import make_link
from forms.codes import write_code
from forms.definition import Audience
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from admin.invitation_rules import MeetingRow
    from admin.invitations import Outcome
    from forms.store import Store

MAX_DAYS = 366
"""Nobody is invited more than a year ahead."""


@click.command()
@click.option("--due-within", "days", type=click.IntRange(0, MAX_DAYS), help="Reviews due in so many days.")
@click.option("--review", "review_ref", help="One review, by its review_ref.")
@click.option(
    "--audience",
    type=click.Choice([audience.value for audience in Audience]),
    help="Only these people; without it, all whose time it is.",
)
def invite(days: int | None, review_ref: str | None, audience: str | None) -> None:
    """Invite people, and print their codes.

    Review, audience, code and link are printed as CSV. Children are invited before their review; carers and
    professionals once it is recorded as held (with --due-within: held in the last four weeks). A code is
    printed this once and kept only as a hash. Nobody is invited twice.
    """
    if (days is None) == (review_ref is None):
        raise click.UsageError("Say either --due-within DAYS or --review REF.")
    reasons = asyncio.run(_invite(days, review_ref, Audience(audience) if audience else None))
    for reason, count in reasons.items():
        click.echo(f"{count} not invited: {reason.value}.", err=True)


async def _invite(days: int | None, review_ref: str | None, audience: Audience | None) -> Counter[NotAsked]:
    """Print each code as soon as it is stored; count why others were not invited."""
    now = read_now()
    reasons: Counter[NotAsked] = Counter()
    async with opened_folder() as opened:
        meetings = await _find_meetings(opened.store, days, review_ref, london_day(now))
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(("review_ref", "audience", "code", "link"))
        async for outcome in invite_all(opened, meetings, audience, now):
            if isinstance(outcome.came_of, NotAsked):
                reasons[outcome.came_of] += 1
            else:
                table.writerow(_list_cells(outcome, outcome.came_of, opened.settings.public_url))
                sys.stdout.flush()  # a code is shown this once: none may wait in a buffer for a full disk
    return reasons


async def _find_meetings(
    store: Store, days: int | None, review_ref: str | None, today: date
) -> Sequence[MeetingRow]:
    if review_ref is None:
        return await read_meetings_due(store, today, days or 0)
    meeting = await read_meeting(store, review_ref)
    if meeting is None:
        raise click.ClickException("There is no review with this review_ref.")
    return [meeting]


def _list_cells(outcome: Outcome, code: str, public_url: str) -> tuple[str, ...]:
    review_ref, audience = guard_cell(outcome.review_ref), outcome.audience.value
    return review_ref, audience, write_code(code), make_link(public_url, code)

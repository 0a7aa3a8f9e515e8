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
from admin.periods import london_day
from admin.qr import make_link
from forms.codes import write_code
from forms.definition import Audience

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """Invite people, and print review, audience, code and link as CSV.

    Children are invited before their review; carers and professionals once it is recorded as held (with
    --due-within: held in the last four weeks). A code is printed this once and kept only as a hash. Nobody is
    invited twice.
    """
    if (days is None) == (review_ref is None):
        raise click.UsageError("Say either --due-within DAYS or --review REF.")
    public_url, outcomes = asyncio.run(_invite(days, review_ref, Audience(audience) if audience else None))
    _print_codes(outcomes, public_url)
    reasons = Counter(outcome.came_of for outcome in outcomes if isinstance(outcome.came_of, NotAsked))
    for reason, count in reasons.items():
        click.echo(f"{count} not invited: {reason.value}.", err=True)


async def _invite(
    days: int | None, review_ref: str | None, audience: Audience | None
) -> tuple[str, list[Outcome]]:
    now = read_now()
    async with opened_folder() as opened:
        if review_ref is None:
            meetings = await read_meetings_due(opened.store, london_day(now), days or 0)
        else:
            meetings = [await _find_meeting(opened.store, review_ref)]
        return opened.settings.public_url, await invite_all(opened, meetings, audience, now)


async def _find_meeting(store: Store, review_ref: str) -> MeetingRow:
    meeting = await read_meeting(store, review_ref)
    if meeting is None:
        raise click.ClickException("There is no review with this review_ref.")
    return meeting


def _print_codes(outcomes: Sequence[Outcome], public_url: str) -> None:
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("review_ref", "audience", "code", "link"))
    for outcome in outcomes:
        if isinstance(outcome.came_of, str):
            code = outcome.came_of
            link = make_link(public_url, code)
            table.writerow((guard_cell(outcome.review_ref), outcome.audience.value, write_code(code), link))

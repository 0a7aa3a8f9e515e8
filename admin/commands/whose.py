"""What `invite` and `letters` share: whose turn it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from admin.meetings import read_meeting, read_meetings_due
from forms.definition import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from admin.invitation_rules import Asking, MeetingRow
    from forms.store import Store

MAX_DAYS = 366
"""Nobody is invited more than a year ahead."""
AUDIENCES = click.Choice([audience.value for audience in Audience if audience is not Audience.EVERYONE])
"""People are invited as who they are, also to a form for everyone."""


def whose_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make the options `--due-within`, `--review` and `--audience`."""
    options = (
        click.option(
            "--due-within",
            "days",
            type=click.IntRange(0, MAX_DAYS),
            help="Reviews due in so many days or overdue, and those lately held.",
        ),
        click.option("--review", "review_ref", help="One review, by its review_ref."),
        click.option(
            "--audience", type=AUDIENCES, help="Only these people; without it, all whose time it is."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


async def find_meetings(
    store: Store, asking: Asking, days: int | None, review_ref: str | None
) -> Sequence[MeetingRow]:
    """Find the reviews that were asked for: exactly one of the two is to be given."""
    if review_ref is None:
        return await read_meetings_due(store, asking, days or 0)
    meeting = await read_meeting(store, review_ref)
    if meeting is None:
        raise click.ClickException("There is no review with this review_ref.")
    return [meeting]


def check_whose(days: int | None, review_ref: str | None) -> None:
    """Refuse both, or neither, as wrong usage."""
    if (days is None) == (review_ref is None):
        raise click.UsageError("Say either --due-within DAYS or --review REF.")

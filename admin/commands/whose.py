"""What `invite` and `letters` share: whose turn it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from admin.commands.options import REFERENCE
from admin.invitations import list_turns
from admin.meetings import read_meeting, read_meetings_due
from admin.own_form_rules import ROUTED, list_own_turns
from forms.definition import Audience
from forms.form_versions import read_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from admin.invitation_rules import Asking, MeetingRow
    from admin.invitations import Turn
    from forms.definition import Form
    from forms.store import Store

MAX_DAYS = 366
"""Nobody is invited more than a year ahead."""
AUDIENCES = click.Choice([audience.value for audience in Audience if audience is not Audience.EVERYONE])
"""People are invited as who they are, also to a form for everyone."""


def whose_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Make the options `--due-within`, `--review`, `--audience` and `--form`."""
    options = (
        click.option(
            "--due-within",
            "days",
            type=click.IntRange(0, MAX_DAYS),
            help="Reviews due in so many days or overdue, and those lately held.",
        ),
        click.option("--review", "review_ref", type=REFERENCE, help="One review, by its review_ref."),
        click.option(
            "--audience", type=AUDIENCES, help="Only these people; without it, all whose time it is."
        ),
        click.option("--form", "form_key", help="A form of your own: everybody of its audience is asked it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the options name."""

    days: int | None
    review_ref: str | None
    audience: Audience | None
    form_key: str | None


def read_wanted(
    days: int | None, review_ref: str | None, audience: str | None, form_key: str | None
) -> Wanted:
    """Read the options; refuse two ways to name reviews, or none, as wrong usage."""
    if (days is None) == (review_ref is None):
        raise click.UsageError("Say either --due-within DAYS or --review REF.")
    return Wanted(days, review_ref, Audience(audience) if audience else None, form_key)


async def find_turns(store: Store, wanted: Wanted, asking: Asking) -> Iterator[Turn]:
    """Find whose turn it may be. Raises StoreUnavailableError."""
    meetings = await _find_meetings(store, wanted, asking)
    if wanted.form_key is None:
        return list_turns(meetings, wanted.audience, asking)
    form = await _find_own_form(store, wanted.form_key)
    audience = wanted.audience or form.audience
    if audience is Audience.EVERYONE:
        raise click.UsageError(f"{form.key} is for everyone: say whom you mean with --audience.")
    if form.audience not in {audience, Audience.EVERYONE}:
        raise click.UsageError(f"{form.key} is for another audience: {form.audience.value}.")
    return list_own_turns(form, meetings, audience, asking)


async def _find_own_form(store: Store, key: str) -> Form:
    library = await read_library(store)
    if key in ROUTED:
        raise click.UsageError(f"{key} is asked by itself wherever it fits: leave --form out.")
    if key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        raise click.UsageError(f"There is no form {key}: see haveyoursay forms list.")
    return library.current(key)


async def _find_meetings(store: Store, wanted: Wanted, asking: Asking) -> Sequence[MeetingRow]:
    if wanted.review_ref is None:
        return await read_meetings_due(store, asking, wanted.days or 0)
    meeting = await read_meeting(store, wanted.review_ref)
    if meeting is None:
        raise click.ClickException("There is no review with this review_ref.")
    return [meeting]

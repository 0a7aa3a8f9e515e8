"""`invite`: make invitations and print their codes, once."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from admin.cells_out import guard_cell
from admin.commands.opening import make_asking, opened_folder, read_now
from admin.commands.whose import check_whose, find_meetings, whose_options
from admin.handing_over import say_how
from admin.invitation_rules import NotAsked
from admin.invitations import invite_all, list_turns
from admin.own_form_rules import ROUTED, list_own_turns
from admin.qr import make_link
from forms.codes import write_code
from forms.definition import Audience
from forms.form_versions import read_library
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.invitation_rules import Asking, MeetingRow
    from admin.invitations import Minted, Outcome, Turn
    from forms.definition import Form
    from forms.store import Store

COLUMNS = ("review_ref", "audience", "code", "link", "person", "form", "hand_over")


@click.command()
@whose_options
@click.option("--form", "form_key", help="A form of your own: everybody of its audience is asked it.")
def invite(days: int | None, review_ref: str | None, audience: str | None, form_key: str | None) -> None:
    """Invite people, and print their codes.

    Codes and links are printed as CSV, with how to hand each over. Children, parents and carers are invited
    before a review that is due or overdue; they and the professionals once it is recorded as held (with
    --due-within: held in the last four weeks); a child once more some three months later. Who was not invited
    is named on stderr with the reason. A parent is invited only where the review's parents_safe_to_invite
    names them. With --form, all are asked that form of your own, in its time, and nothing else. A code is
    printed this once and kept only as a hash. Nobody is invited twice.
    """
    check_whose(days, review_ref)
    wanted = Wanted(days, review_ref, Audience(audience) if audience else None, form_key)
    reasons = asyncio.run(_invite(wanted))
    for reason, count in reasons.items():
        click.echo(f"{count} not invited: {reason.value}.", err=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom the options name."""

    days: int | None
    review_ref: str | None
    audience: Audience | None
    form_key: str | None


async def _invite(wanted: Wanted) -> Counter[NotAsked]:
    """Print each code as soon as it is stored; name who was not invited, and count why."""
    now = read_now()
    reasons: Counter[NotAsked] = Counter()
    async with opened_folder() as opened:
        asking = make_asking(opened.settings, london_day(now), is_named=wanted.review_ref is not None)
        meetings = await find_meetings(opened.store, asking, wanted.days, wanted.review_ref)
        turns = await _list_turns(opened.store, wanted, meetings, asking)
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(COLUMNS)
        async for outcome in invite_all(opened, turns, now):
            if isinstance(outcome.came_of, NotAsked):
                reasons[outcome.came_of] += 1
                name_left_out(outcome, outcome.came_of)
            else:
                table.writerow(_list_cells(outcome, outcome.came_of, opened.settings.public_url))
                sys.stdout.flush()  # a code is shown this once: none may wait in a buffer for a full disk
    return reasons


async def _list_turns(
    store: Store, wanted: Wanted, meetings: Sequence[MeetingRow], asking: Asking
) -> Iterator[Turn]:
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


def name_left_out(outcome: Outcome, reason: NotAsked) -> None:
    """Name on stderr who was not invited and why; those who are invited already are only counted."""
    if reason is not NotAsked.ALREADY_INVITED:
        whom = outcome.audience.value if outcome.audience else "nobody is asked"
        click.echo(f"{outcome.meeting.review_ref}, {whom}: {reason.value}.", err=True)


def _list_cells(outcome: Outcome, minted: Minted, public_url: str) -> tuple[str, ...]:
    if outcome.ask is None:
        raise ValueError("a code was made for nobody")
    ask = outcome.ask
    return (
        guard_cell(ask.review_ref),
        ask.audience.value,
        write_code(minted.code),
        make_link(public_url, minted.code),
        guard_cell(ask.person),
        ask.form_key,
        say_how(outcome.meeting, ask.audience),
    )

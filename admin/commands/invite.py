"""`invite`: make invitations and print their codes, once."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from admin.cells_out import guard_cell
from admin.commands.opening import opened_folder, read_asking, read_now
from admin.commands.whose import Wanted, find_turns, read_wanted, whose_options
from admin.handing_over import say_how
from admin.invitation_rules import NotAsked
from admin.invitations import invite_all
from admin.qr import make_link
from forms.codes import write_code
from forms.london import london_day

if TYPE_CHECKING:
    from admin.invitations import Minted, Outcome

COLUMNS = ("review_ref", "audience", "code", "link", "person", "form", "hand_over")


@click.command()
@whose_options
def invite(**options: Any) -> None:  # noqa: ANN401 - as click gives them; read_wanted knows their types
    """Invite people, and print their codes.

    Codes and links are printed as CSV, with how to hand each over. Children, parents and carers are invited
    before a review that is due or overdue; they and the professionals once it is recorded as held (with
    --due-within: held in the last four weeks); a child once more some three months later. Who was not invited
    is named on stderr with the reason. A parent is invited only where the review's parents_safe_to_invite
    names them. With --form, all are asked that form of your own, in its time, and nothing else. A code is
    printed this once and kept only as a hash. Nobody is invited twice.
    """
    reasons = asyncio.run(_invite(read_wanted(**options)))
    for reason, count in reasons.items():
        click.echo(f"{count} not invited: {reason.value}.", err=True)


async def _invite(wanted: Wanted) -> Counter[NotAsked]:
    """Print each code as soon as it is stored; name who was not invited, and count why."""
    now = read_now()
    reasons: Counter[NotAsked] = Counter()
    async with opened_folder() as opened:
        asking = await read_asking(opened, london_day(now), is_named=wanted.review_ref is not None)
        turns = await find_turns(opened.store, wanted, asking)
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

"""`audit`: who did what, to what, when."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from sqlalchemy import select
from sqlmodel import col

from admin.commands.opening import opened_folder
from admin.commands.options import DAY
from admin.trail import Wanted, read_names, read_trail
from forms.belongings import find_belongings
from forms.london import LONDON
from forms.records import Account

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.store import Store
    from forms.units import Row


@click.command()
@click.option("--about", help="An id it was done to, or a child's reference: with all that is the child's.")
@click.option("--by", help="Whose account it was: their e-mail address, or a role.")
@click.option("--action", help="What was done: noun.verb, or the noun alone.")
@click.option("--from", "first_on", type=DAY, help="From this day on.")
@click.option("--to", "last_on", type=DAY, help="Up to this day, the day included.")
def audit(
    *, about: str | None, by: str | None, action: str | None, first_on: date | None, last_on: date | None
) -> None:
    """List what staff did, the newest first.

    Each line says when, what, as what, whose account, to what, and why, parted by tabs. No words.

    `haveyoursay verify-audit` tells whether the record is whole.
    """
    ends = last_on + timedelta(days=1) if last_on else None
    wanted = Wanted(by=by or "", action=action or "", first_on=first_on, ends_before=ends)
    rows, names = asyncio.run(_read(about, wanted))
    for row in rows:
        click.echo("\t".join(list_cells(row, names)))
    click.echo("1 entry." if len(rows) == 1 else f"{len(rows)} entries.", err=True)


def list_cells(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say one entry in cells; none ends a line."""
    when = row["done_at"].astimezone(LONDON)
    cells = (row["action"], row["role"], names.get(row["by"], row["by"]), row["about"], row["reason"])
    return (f"{when:%d/%m/%Y %H:%M:%S}", *(" ".join(str(cell).split()) for cell in cells))


async def _read(about: str | None, wanted: Wanted) -> tuple[list[Row], Mapping[str, str]]:
    async with opened_folder() as opened:
        by = await _find_account(opened.store, wanted.by) if wanted.by else ""
        found = Wanted(
            await find_about(opened.store, about) if about else None,
            by,
            wanted.action,
            wanted.first_on,
            wanted.ends_before,
        )
        return list(await read_trail(opened.store, found)), await read_names(opened.store)


async def find_about(store: Store, about: str) -> frozenset[str]:
    """Return an id, and where it is a child's reference every id that is the child's."""
    held = await find_belongings(store, "child_ref", about)
    return held.list_ids() | {about}


async def _find_account(store: Store, by: str) -> str:
    rows = await store.read(select(col(Account.id)).where(col(Account.sign_in) == by.strip().casefold()))
    return str(rows[0]["id"]) if rows else by

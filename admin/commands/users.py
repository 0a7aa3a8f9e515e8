"""`users`: who has an account. Nobody's password is ever typed here: each person gets a link of their own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

import click
from sqlalchemy import select

from admin.accounts.accounts import (
    ACCOUNTS,
    AddAccountUnit,
    ChangeAccountUnit,
    CloseLinksUnit,
    NewAccount,
    add_cover,
    find_account_id,
    make_setup_link,
    name_state,
    normalise_sign_in,
    reset,
)
from admin.accounts.roles import Role, name_roles, write_roles
from admin.commands.opening import opened_folder, read_now
from admin.commands.options import DAY, REFERENCE
from admin.commands.recording import Recorder, note
from admin.console.people.given import find_faults
from admin.console.signing_in.welcome import WELCOME
from forms.units import PutUnit

if TYPE_CHECKING:
    from datetime import date

    from admin.commands.opening import Opened

Result = TypeVar("Result")
ROLES = click.Choice([str(role) for role in Role])
UNKNOWN = "Nobody has an account with that address. `haveyoursay users list` names them."


@click.group()
def users() -> None:
    """Say who works here and what they may open.

    A person is known by their e-mail address. What each role may open stands in docs/roles.md.
    """


@users.command()
@click.argument("address")
@click.option(
    "--name", type=REFERENCE, required=True, help="Their name, as it stands on pages and in the record."
)
@click.option(
    "--role", "roles", type=ROLES, multiple=True, required=True, help="What they are; may be repeated."
)
@click.option(
    "--iro-ref", type=REFERENCE, default="", help="For an IRO: the reference your files have for them."
)
def add(address: str, name: str, roles: tuple[str, ...], iro_ref: str) -> None:
    """Add somebody, and print the link by which they set their account up within three days."""
    new = NewAccount(normalise_sign_in(address), name, frozenset(map(Role, roles)), iro_ref)
    for fault in find_faults(new.sign_in, new.name, new.roles, new.iro_ref):
        raise click.UsageError(fault.text)
    click.echo(asyncio.run(_add(new)))


async def _add(new: NewAccount) -> str:
    async with opened_folder() as opened:
        record = Recorder(opened.store, opened.keys)
        adding = AddAccountUnit(opened.keys, new, read_now())
        if not await record.write(adding, note("account.add", adding.account_id)):
            raise click.ClickException("Somebody has that address already.")
        link = make_setup_link(opened.keys, adding.account_id, read_now())
        await opened.store.write(PutUnit((link.insert,)))
        return _write_link(opened, link.token)


@users.command(name="list")
def list_() -> None:
    """List everybody: address, name, roles, whose children are theirs, and state, parted by tabs."""
    for line in asyncio.run(_list()):
        click.echo(line)


async def _list() -> list[str]:
    async with opened_folder() as opened:
        rows = await opened.store.read(select(ACCOUNTS).order_by(ACCOUNTS.c.sign_in))
    return [
        "\t".join((row["sign_in"], row["name"], name_roles(row["roles"]), row["iro_ref"], name_state(row)))
        for row in rows
    ]


@users.command(name="reset")
@click.argument("address")
def reset_(address: str) -> None:
    """Take away how somebody signs in, and print a new link. It also opens an ended account again."""
    click.echo(asyncio.run(_reset(address)))


async def _reset(address: str) -> str:
    async with opened_folder() as opened:
        record = Recorder(opened.store, opened.keys)
        account_id = find_account_id(opened.keys, address)
        await record.write(CloseLinksUnit(account_id), note("account.close_links", account_id))
        resetting, token = reset(opened.keys, account_id, read_now())
        await _change(record, "account.reset", resetting)
        return _write_link(opened, token)


@users.command()
@click.argument("address")
@click.option("--role", "roles", type=ROLES, multiple=True, required=True, help="What they are from now on.")
@click.option(
    "--iro-ref", type=REFERENCE, default="", help="For an IRO: the reference your files have for them."
)
def roles(address: str, roles: tuple[str, ...], iro_ref: str) -> None:
    """Change what somebody is. They are signed out."""
    held = frozenset(map(Role, roles))
    if Role.IRO in held and not iro_ref:
        raise click.UsageError("Name whose children are theirs with --iro-ref: an IRO sees those alone.")
    asyncio.run(_change_account(address, "account.change_roles", roles=write_roles(held), iro_ref=iro_ref))


@users.command()
@click.argument("address")
def end(address: str) -> None:
    """End an account. It is not deleted: what they did stays on record under their name."""
    asyncio.run(_change_account(address, "account.end", ended_at=read_now()))


@users.command()
@click.argument("address")
@click.option("--iro-ref", type=REFERENCE, required=True, help="Whose children they cover.")
@click.option("--from", "first_on", type=DAY, required=True, help="The first day.")
@click.option("--to", "last_on", type=DAY, required=True, help="The last day.")
def cover(address: str, iro_ref: str, first_on: date, last_on: date) -> None:
    """Let somebody cover for an IRO who is away: for those days the children are theirs too."""
    if last_on < first_on:
        raise click.UsageError("The last day is before the first.")
    asyncio.run(_cover(address, iro_ref, first_on, last_on))


async def _cover(address: str, iro_ref: str, first_on: date, last_on: date) -> None:
    async with opened_folder() as opened:
        record = Recorder(opened.store, opened.keys)
        account_id = find_account_id(opened.keys, address)
        row = add_cover(account_id, iro_ref, first_on, last_on)
        await _change(record, "account.cover", ChangeAccountUnit(account_id, {}, (row,)))


async def _change_account(address: str, action: str, **values: object) -> None:
    async with opened_folder() as opened:
        record = Recorder(opened.store, opened.keys)
        account_id = find_account_id(opened.keys, address)
        await _change(record, action, ChangeAccountUnit(account_id, values))


async def _change(record: Recorder, action: str, change: ChangeAccountUnit) -> None:
    if not await record.write(change, note(action, change.account_id)):
        raise click.ClickException(UNKNOWN)


def _write_link(opened: Opened, token: str) -> str:
    return f"{opened.settings.public_url.rstrip('/')}{WELCOME}/{token}"

"""The command `haveyoursay`: each command is a module of admin.commands, registered in one list."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import click

from admin.commands import (
    alerts,
    demo,
    forms,
    imports,
    invite,
    letters,
    paper,
    placements,
    qr,
    rehearse,
    serve,
    summary,
)
from admin.imports.table import FileRefusedError
from admin.placements import PlacementError
from forms.folder import FolderError
from forms.problems import StoreUnavailableError
from forms.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Sequence[click.Command] = (
    serve.serve,
    demo.demo,
    rehearse.rehearse,
    forms.forms,
    imports.import_,
    invite.invite,
    letters.letters,
    paper.paper,
    placements.placements,
    qr.qr,
    alerts.alerts,
    summary.summary,
)
FORESEEN = (SettingsError, FolderError, FileRefusedError, PlacementError)
"""Faults whose message is a sentence for the person at the keyboard."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""A disk that filled up while something was printed into a file."""


class Commands(click.Group):
    """Turns every foreseen fault into one sentence on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except FORESEEN as error:
            raise click.ClickException(str(error)) from error
        except StoreUnavailableError as error:
            message = "The database cannot be read or written now: what was not yet stored is not kept."
            raise click.ClickException(message) from error
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            raise click.ClickException(f"Not written to the end: {error.strerror}.") from error


@click.command(cls=Commands, name="haveyoursay", commands=COMMANDS)
@click.version_option(package_name="haveyoursay", prog_name="haveyoursay")
def haveyoursay() -> None:
    """Ask children in care what they think, and count it."""


def main() -> None:
    """Run the command line."""
    haveyoursay()


if __name__ == "__main__":
    main()

"""The command `haveyoursay`: each command is a module of admin.commands, registered in one list."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from admin.imports.table import FileRefusedError
from admin.placements import PlacementError
from admin.signed.unreadable import UnreadableError
from forms.folder import FolderError
from forms.problems import StoreUnavailableError
from forms.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "serve": "serve:serve",
    "demo": "demo:demo",
    "rehearse": "rehearse:rehearse",
    "forms": "forms:forms",
    "import": "imports:import_",
    "export": "export:export",
    "invite": "invite:invite",
    "letters": "letters:letters",
    "paper": "paper:paper",
    "placements": "placements:placements",
    "qr": "qr:qr",
    "responses": "responses:responses",
    "alerts": "alerts:alerts",
    "erase": "erase:erase",
    "purge": "purge:purge",
    "audit": "audit:audit",
    "subject-access": "subject_access:subject_access",
    "report": "report:report",
    "summary": "summary:summary",
    "users": "users:users",
    "inspection-pack": "inspection:inspection_pack",
    "periods": "periods:periods",
    "check-report": "check_report:check_report",
    "verify-audit": "verify_audit:verify_audit",
}
"""Each command with its room in admin.commands; imported only when it is asked for, since some are heavy."""
FORESEEN = (SettingsError, FolderError, FileRefusedError, PlacementError, UnreadableError)
"""Faults whose message is a sentence for the person at the keyboard."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""A disk that filled up while something was printed into a file."""


class Commands(click.Group):
    """Finds a command in its room; turns every foreseen fault into one sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, in the order of the alphabet."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of that name; None if there is none."""
        del ctx
        room, _, name = COMMANDS.get(cmd_name, "").partition(":")
        if not room:
            return None
        found: click.Command = getattr(import_module(f"admin.commands.{room}"), name)
        return found

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


@click.command(cls=Commands, name="haveyoursay")
@click.version_option(package_name="haveyoursay", prog_name="haveyoursay")
def haveyoursay() -> None:
    """Ask children in care what they think, and count it."""


def main() -> None:
    """Run the command line."""
    haveyoursay()


if __name__ == "__main__":
    main()

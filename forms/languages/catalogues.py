"""Catalogues as files: `NAME.pot` holds the English, `CODE/NAME.po` says it in a language."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from forms.languages.known import HERE

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

English: TypeAlias = str | tuple[str, str]
Said: TypeAlias = str | tuple[str, ...]

_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in the head of each file: a file changes when its words do, not with the day."""


def new_catalogue(code: str | None = None) -> Catalog:
    """Make an empty catalogue; without a code, a template."""
    return Catalog(
        locale=code,
        project="Have Your Say",
        header_comment="# Have Your Say",
        creation_date=_NO_DAY,
        revision_date=_NO_DAY,
        fuzzy=False,
    )


def find_template(name: str) -> Path:
    """Say where the English of a catalogue lies."""
    return HERE / f"{name}.pot"


def find_catalogue(code: str, name: str, home: Path | None = None) -> Path:
    """Say where a catalogue of a language lies: with this program, or in a council's own folder."""
    return (home or HERE) / code / f"{name}.po"


def read_template(name: str) -> Catalog:
    """Return the English of a catalogue: to be read only, since each language is held beside the same one."""
    return _read_template(find_template(name))


@cache
def _read_template(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def read_catalogue(code: str, name: str, home: Path | None = None) -> Catalog:
    """Read a catalogue of a language; an empty one, if it has none."""
    path = find_catalogue(code, name, home)
    if not path.exists():
        return new_catalogue(code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue: in the order of the pages, a text to a line, and nothing that is no longer said."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, ignore_obsolete=True, include_lineno=False)


def list_messages(catalogue: Catalog) -> list[Message]:
    """Return what a catalogue says, without its head."""
    return [message for message in catalogue if message.id]


def read_message(message: Message) -> tuple[English, Said]:
    """Return the English of a message (one and many, where it counts), and what is said for it."""
    english = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
    said = message.string or ""
    return english, said if isinstance(said, str) else tuple(said)

"""The folder that printed files go into: all of them, or none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from forms.files import make_folder, sync_folder, write_durably

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FolderTakenError(Exception):
    """There is something in the folder already: nothing is written over, since no code is printed twice."""


def check_folder(folder: Path) -> None:
    """Refuse a folder with anything in it. Raises FolderTakenError, OSError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTakenError(f"{folder} is not empty: name a new folder.")


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none: they are made in a folder beside, which then takes the place of this one.

    Raises FolderTakenError, OSError.
    """
    folder = folder.resolve()
    make_folder(folder.parent)
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    try:
        for name, content in files.items():
            write_durably(beside / name, content)
        check_folder(folder)
        beside.replace(folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise

"""What commands share: the settings, the folder with its keys and database, today."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from admin.invitation_rules import Asking
from forms.folder import open_folder
from forms.library import Library
from forms.london import london_day
from forms.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from forms.keys import Keys
    from forms.settings import Settings
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything a command works with."""

    settings: Settings
    keys: Keys
    store: Store


@asynccontextmanager
async def opened_folder() -> AsyncIterator[Opened]:
    """Open the folder that the settings name, made if it is not there; close it at the end.

    Raises SettingsError, FolderError.
    """
    settings = load_settings()
    keys, store = await open_folder(settings)
    try:
        yield Opened(settings, keys, store)
    finally:
        await store.close()


def make_asking(settings: Settings, today: date, *, is_named: bool) -> Asking:
    """Gather what the rules of inviting need to know."""
    return Asking(
        today, list_forms(), settings.age_bands, settings.open_days, settings.check_in_days, is_named=is_named
    )


def list_forms() -> frozenset[str]:
    """Name the questionnaires that there are."""
    return frozenset(Library.shipped().keys())


def read_now() -> datetime:
    """Read the clock: aware, in UTC."""
    return datetime.now(UTC)


def read_today() -> date:
    """Return the day it is in London."""
    return london_day(read_now())

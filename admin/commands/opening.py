"""What commands share: the settings, the folder with its keys and database, today."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from admin.invitation_rules import make_asking
from admin.printed.tongue import Tongue
from admin.targets import check_targets
from forms.folder import open_folder
from forms.form_versions import read_library
from forms.languages.offered import list_offered
from forms.london import london_day
from forms.settings import load_settings
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from admin.invitation_rules import Asking
    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.speaking import Language
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
    check_targets(settings)
    keys, store = await open_folder(settings)
    try:
        yield Opened(settings, keys, store)
    finally:
        await store.close()


async def read_asking(opened: Opened, today: date, *, is_named: bool) -> Asking:
    """Gather what the rules of inviting need to know. Raises StoreUnavailableError."""
    forms = list_forms(await read_library(opened.store))
    return make_asking(opened.settings, today, forms, is_named=is_named)


def list_forms(library: Library) -> frozenset[str]:
    """Name the questionnaires that there are."""
    return frozenset(library.keys())


def read_now() -> datetime:
    """Read the clock: aware, in UTC."""
    return datetime.now(UTC)


def read_today() -> date:
    """Return the day it is in London."""
    return london_day(read_now())


def make_tongue(settings: Settings, wanted: Language | None) -> Tongue:
    """Choose each person's own language, or the one that is `wanted`. Raises ClickException: see below."""
    return Tongue(list_offered(settings), wanted and find_checked(settings, wanted))


def find_checked(settings: Settings, language: Language) -> Language:
    """Return the language as it may be printed here: with the words about safety that a person has checked.

    Raises ClickException for one that nobody has checked: paper cannot be called back.
    """
    if language.code == ENGLISH.code:
        return language
    offered = list_offered(settings)
    if language.code not in offered:
        raise click.ClickException(
            f"{language.name} is a first draft. Once a person has checked its words, and those about safety, "
            f"name {language.code} in SAY_LANGUAGES and SAY_LANGUAGES_SAFETY."
        )
    return offered[language.code]

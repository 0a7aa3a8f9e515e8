"""The library together with what the database holds of forms: councils' own, and versions once answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from forms.library import Library
from forms.records import CouncilForm, FormVersion
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from forms.store import Store


def keep_version(form_key: str, version: str, source: str) -> Insert:
    """Make the row that keeps the text of a version; one that is kept already stays as it is."""
    row = {"form_key": form_key, "version": version, "source": source}
    return Insert(FormVersion, row, unless_there=True)


def _keep_current(library: Library, key: str) -> Insert:
    version = library.current(key).version
    return keep_version(key, version, library.source(key, version))


async def read_library(store: Store) -> Library:
    """Return the shipped forms, the council's own and all stored versions. Raises StoreUnavailableError."""
    library = Library.shipped()
    await _read_stored(store, library)
    return library


async def open_library(store: Store) -> Library:
    """Return what `read_library` does, and store today's text of each shipped form.

    So today's drafts can be read after tomorrow's edit. Raises StoreUnavailableError.
    """
    library = Library.shipped()
    shipped = tuple(_keep_current(library, key) for key in library.keys())  # noqa: SIM118 - no dictionary
    await _read_stored(store, library)
    await store.write(PutUnit(shipped))
    return library


async def _read_stored(store: Store, library: Library) -> None:
    held = (col(FormVersion.form_key), col(FormVersion.version), col(FormVersion.source))
    for row in await store.read(select(*held)):
        if library.find(row["form_key"], row["version"]) is None:  # what is shipped need not be read again
            library.add_version(row["source"])
    await refresh_library(store, library)


async def refresh_library(store: Store, library: Library) -> tuple[str, ...]:
    """Take up what was imported, or taken back, since the library was read; return the keys that changed.

    Raises StoreUnavailableError.
    """
    found = await store.read(select(col(CouncilForm.form_key), col(CouncilForm.version)))
    today = {row["form_key"]: row["version"] for row in found}
    changed = {key: version for key, version in today.items() if library.adopted.get(key) != version}
    for key, version in changed.items():
        library.adopt(key, version, await _read_source(store, key, version))
    gone = tuple(key for key in library.adopted if key not in today)
    for key in gone:
        library.release(key)
    return (*changed, *gone)


async def _read_source(store: Store, key: str, version: str) -> str:
    of_version = (col(FormVersion.form_key) == key, col(FormVersion.version) == version)
    rows = await store.read(select(col(FormVersion.source)).where(*of_version))
    return str(rows[0]["source"]) if rows else ""

"""The library together with every version of a form that somebody has begun to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from forms.library import Library
from forms.records import FormVersion
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from forms.store import Store


def _keep_version(library: Library, key: str) -> Insert:
    form = library.current(key)
    row = {"form_key": key, "version": form.version, "source": library.source(key, form.version)}
    return Insert(FormVersion, row, unless_there=True)


async def open_library(store: Store) -> Library:
    """Return the shipped forms and all stored versions, and store today's text of each shipped form.

    So today's drafts can be read after tomorrow's edit. Raises StoreUnavailableError.
    """
    library = Library.shipped()
    shipped = library.keys()
    for row in await store.read(select(col(FormVersion.source))):
        library.add_version(row["source"])
    await store.write(PutUnit(tuple(_keep_version(library, key) for key in shipped)))
    return library

"""The library together with every version of a form that somebody has begun to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from forms.library import Library
from forms.records import FormVersion
from forms.units import Insert, Key, Rows, Writes

if TYPE_CHECKING:
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class KeepVersionsUnit:
    """Store the text of every current form, so that today's drafts can be read after tomorrow's edit."""

    library: Library
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[None]:
        """Add what is not there yet."""
        del rows
        shipped = self.library.keys()
        forms = [self.library.current(key) for key in shipped]
        return Writes(
            None,
            tuple(
                Insert(
                    FormVersion,
                    {
                        "form_key": form.key,
                        "version": form.version,
                        "source": self.library.source(form.key, form.version),
                    },
                    unless_there=True,
                )
                for form in forms
            ),
        )


async def open_library(store: Store) -> Library:
    """Return the shipped forms and all stored versions. Raises StoreUnavailableError."""
    library = Library.shipped()
    for row in await store.read(select(col(FormVersion.source))):
        library.add_version(row["source"])
    await store.write(KeepVersionsUnit(library))
    return library

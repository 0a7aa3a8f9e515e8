"""The file about one child: read, opened and put in order. Nothing of a brother or sister is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.documents.model import Document
from admin.subject_access.alerts import write_alerts, write_complaints
from admin.subject_access.carried import write_rest
from admin.subject_access.done import (
    write_actions,
    write_handed_over,
    write_messages,
    write_quotes,
    write_trail,
)
from admin.subject_access.register import write_child, write_invitations, write_meetings, write_visits
from admin.subject_access.said import Teller
from admin.subject_access.themes import write_themes
from admin.themes.book import read_book
from admin.trail import Wanted, read_names, read_trail
from admin.written_days import write_moment
from forms.records import Child

if TYPE_CHECKING:
    from datetime import datetime

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store

ACTION = "child.subject_access"
WORKING_FILE = (
    "This is a working file for the council. Parts marked THIRD PARTY are somebody else's information too. "
    "Whether anything in here could harm somebody is for a person to decide."
)
FOOT = "Confidential. About one child, and with words of other people: see the marks before handing it on."


@dataclass(frozen=True, slots=True)
class FileMaker:
    """Makes the file. Whoever asks has been written down before anything is opened."""

    store: Store
    keys: Keys
    library: Library

    async def make(self, held: Belongings, child_ref: str, council: str, now: datetime) -> Document:
        """Make it of what is held. Raises StoreUnavailableError; TamperedError if the key is another one."""
        trail = await read_trail(self.store, Wanted(about=held.list_ids() | {child_ref}))
        people = await read_names(self.store)
        teller = Teller(held, self.keys, self.library)
        return Document(
            title=f"What Have Your Say holds about {child_ref}",
            lines=(
                f"Made for {council} on {write_moment(now)}.",
                WORKING_FILE,
            ),
            chapters=(
                write_child(held),
                teller.write_said(),
                teller.write_drafts(),
                write_alerts(held, self.keys, people),
                write_complaints(held, self.keys, people),
                write_actions(held, self.keys, people),
                write_messages(held, self.keys, self.library, people),
                write_meetings(held, self.keys),
                write_visits(held),
                write_invitations(held, self.library),
                write_quotes(held, self.keys, people),
                write_themes(held, self.library, await read_book(self.store), people),
                write_handed_over(held),
                write_trail(held, self.library, trail, people),
                write_rest(held),
            ),
            foot=FOOT,
        )


async def is_known(store: Store, child_ref: str) -> bool:
    """Tell whether there is such a child. Raises StoreUnavailableError."""
    table = Child.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    return bool(await store.read(table.select().where(table.c.child_ref == child_ref)))

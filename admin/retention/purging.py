"""The purge: for each class what is due is counted, or taken away and put on record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.retention import rest, words
from admin.retention.chores import Chore, Due, Office
from admin.retention.classes import Class
from forms.records import Mark
from forms.store import RefusedError
from forms.units import Insert, PutUnit, Update

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from admin.handed_over import Recording
    from forms.audit import Done

WORDS, PURGED = "words.purge", "rows.purge"
"""What is written down: of each response that its words went, of each class how many things did."""
_TAKEN = {Class.MEETINGS: "review.purge", Class.CHILDREN: "child.purge"}
MARK = "purged"
"""When somebody last looked what is due: see `admin.retention.daily`."""
_FIND: Mapping[Class, Callable[[Office], Awaitable[list[Chore]]]] = {
    Class.DRAFTS: words.find_drafts,
    Class.HANDED_OVER: words.find_handed_over,
    Class.FEEDBACK: words.find_feedback,
    Class.NAMELESS: words.find_nameless,
    Class.DONE: words.find_done,
    Class.GATHERED: words.find_gathered,
    Class.CODES: rest.find_codes,
    Class.SIGNED_IN: rest.find_signed_in,
    Class.CARRIED: rest.find_carried,
    Class.COUNTS: rest.find_counts,
    Class.MEETINGS: rest.find_meetings,
    Class.CHILDREN: rest.find_children,
}


async def find_due(office: Office, of: Class) -> Due:
    """Find what is due of one class. Raises StoreUnavailableError."""
    return Due(of, tuple(await _FIND[of](office)))


async def count_due(office: Office) -> Counter[Class]:
    """Count what is due of each class; nothing is taken. Raises StoreUnavailableError."""
    counts: Counter[Class] = Counter()
    for of in Class:
        counts[of] = sum(each.rows for each in (await find_due(office, of)).chores)
    return counts


@dataclass(frozen=True, slots=True)
class Purge:
    """Takes away what is due. `say` makes the entry of the record: it knows who asks."""

    office: Office
    recording: Recording
    say: Callable[[str, str, str], Done]

    async def carry_out(self) -> Counter[Class]:
        """Take it away; return how much of each class. Raises StoreUnavailableError."""
        counts: Counter[Class] = Counter(dict.fromkeys(Class, 0))
        for of in Class:
            due = await find_due(self.office, of)
            for each in due.chores:
                counts[of] += await self._take(of, each)
        await note_purged(self.office)
        await self.office.store.measure_tables()
        await self.office.store.empty_log()
        return counts

    async def _take(self, of: Class, chore: Chore) -> int:
        """Take one thing away. What something new hangs on by now is left until next time."""
        unit = await chore.make()
        if unit is None:
            return 0
        action = _TAKEN.get(of, WORDS) if chore.about else PURGED
        try:
            taken = await self.recording.write(unit, self.say(action, chore.about or str(of), str(of)))
        except RefusedError:
            return 0
        return taken or 0


async def note_purged(office: Office) -> None:
    """Note when somebody last looked. Raises StoreUnavailableError."""
    noted = {"value": office.now.isoformat()}
    first = Insert(Mark, {"name": MARK, **noted}, unless_there=True)
    await office.store.write(PutUnit((first, Update(Mark, {"name": MARK}, noted))))


async def read_purged(office: Office) -> datetime | None:
    """Read when somebody last looked; None if never. Raises StoreUnavailableError."""
    table = Mark.__table__  # type: ignore[attr-defined]  # SQLModel sets it on every table
    rows = await office.store.read(table.select().where(table.c.name == MARK))
    return type(office.now).fromisoformat(rows[0]["value"]) if rows else None

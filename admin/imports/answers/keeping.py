"""Keeping rows of another system's file: as answers of nobody, each once, in an order of chance."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.imports.desk import ADDED, UNCHANGED
from forms.anonymous import new_anonymous_id
from forms.records import AnswerImport, ImportedAnswer
from forms.units import Insert, Key, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from admin.imports.answers.judging import Entry
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Rows

TOGETHER = 100
"""Rows in one transaction, as in any import: some 10 ms of the one writer."""
MAX_READ = 500
"""Values in one question to the database."""
CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class KeepAnswersUnit:
    """Keep those of these rows that are not in yet; each under an id of chance."""

    keys: Keys
    import_id: str
    entries: Sequence[tuple[str, Entry]]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return tuple(Key(ImportedAnswer, "digest", entry.digest) for _, entry in self.entries)

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Tell how many are new."""
        counts: Counter[str] = Counter()
        writes: list[Write] = []
        for key, (response_id, entry) in zip(self.reads, self.entries, strict=True):
            is_known = rows.get(key) is not None
            counts[UNCHANGED if is_known else ADDED] += 1
            if not is_known:
                writes.append(Insert(ImportedAnswer, {"digest": entry.digest, "import_id": self.import_id}))
                writes += replace(entry.said, import_id=self.import_id).write(self.keys, response_id)
        return Writes(counts, tuple(writes))


@dataclass(frozen=True, slots=True)
class BeginImportUnit:
    """Note that a file is brought in, once. True."""

    import_id: str
    form_key: str
    by: str
    rows: int
    now: datetime
    reads: tuple[Key, ...] = ()

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        del rows
        row = {
            "id": self.import_id,
            "form_key": self.form_key,
            "brought_at": self.now,
            "brought_by": self.by,
            "rows": self.rows,
        }
        return Writes(True, (Insert(AnswerImport, row, unless_there=True),))  # noqa: FBT003 - the result is the answer


async def keep_answers(
    store: Store,
    keys: Keys,
    entries: Iterable[Entry],
    import_id: str,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Counter[str]:
    """Keep rows, a hundred at a time, in an order that says nothing. Raises StoreUnavailableError."""
    shuffled = [(new_anonymous_id(), entry) for entry in entries]
    CHANCE.shuffle(shuffled)
    counts: Counter[str] = Counter()
    for start in range(0, len(shuffled), TOGETHER):
        kept: Counter[str] = await store.write(
            KeepAnswersUnit(keys, import_id, shuffled[start : start + TOGETHER])
        )
        counts += kept
        tell(min(start + TOGETHER, len(shuffled)), len(shuffled))
    return counts


async def count_known(store: Store, entries: Sequence[Entry]) -> int:
    """Count the rows that are in already. Raises StoreUnavailableError."""
    table: Any = ImportedAnswer.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    known = 0
    for start in range(0, len(entries), MAX_READ):
        digests = [entry.digest for entry in entries[start : start + MAX_READ]]
        known += len(await store.read(select(table.c.digest).where(table.c.digest.in_(digests))))
    return known

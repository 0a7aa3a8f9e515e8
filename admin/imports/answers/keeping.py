"""Keeping rows of another system's file: as answers of nobody, each once, in an order of chance."""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from forms.anonymous import new_anonymous_id
from forms.records import (
    AnonymousAnswer,
    AnonymousCoding,
    AnonymousResponse,
    AnswerImport,
    ImportedAnswer,
    Quote,
)
from forms.units import Delete, Insert, Key, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from admin.imports.answers.judging import Entry
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Rows

TOGETHER = 100
"""Rows in one transaction, as in any import: some 10 ms of the one writer."""
SOURCE = "source_hash"
MAX_READ = 500
"""Values in one question to the database."""
CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class KeepAnswersUnit:
    """Keep those of these rows that are not in yet, each under an id of chance.

    One that was corrected takes the place of what came before it.
    """

    keys: Keys
    import_id: str
    entries: Sequence[tuple[str, Entry]]

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        sources = (entry.source for _, entry in self.entries if entry.source)
        return (
            *(Key(ImportedAnswer, "digest", entry.digest) for _, entry in self.entries),
            *(Key(table, SOURCE, each) for each in sources for table in (ImportedAnswer, AnonymousResponse)),
        )

    def decide(self, rows: Rows) -> Writes[Counter[str]]:
        """Tell how many are new, and how many are corrected."""
        counts: Counter[str] = Counter()
        writes: list[Write] = []
        for response_id, entry in self.entries:
            before = rows.get(Key(AnonymousResponse, SOURCE, entry.source)) if entry.source else None
            is_only_counted = before is not None and before["coded_on"] is not None
            if rows.get(Key(ImportedAnswer, "digest", entry.digest)) is not None or is_only_counted:
                counts[UNCHANGED] += 1
                continue
            counts[UPDATED if before else ADDED] += 1
            writes += self._write(response_id, entry)
            writes += delete_answer(before["id"]) if before else ()
            writes += self._forget(rows, entry)
        return Writes(counts, tuple(writes))

    def _write(self, response_id: str, entry: Entry) -> tuple[Write, ...]:
        known = {"digest": entry.digest, "import_id": self.import_id, SOURCE: entry.source}
        said = replace(entry.said, import_id=self.import_id).write(self.keys, response_id)
        return (Insert(ImportedAnswer, known), *said)

    @staticmethod
    def _forget(rows: Rows, entry: Entry) -> tuple[Write, ...]:
        """Forget the row as it was before: put back to that, it is a correction again."""
        known = rows.get(Key(ImportedAnswer, SOURCE, entry.source)) if entry.source else None
        return (Delete(ImportedAnswer, {"digest": known["digest"]}),) if known else ()


def delete_answer(response_id: str) -> tuple[Write, ...]:
    """Delete an answer that was brought in, with what was coded in it and quoted from it."""
    return (
        Delete(Quote, {"nameless_id": response_id}),
        Delete(AnonymousCoding, {"response_id": response_id}),
        Delete(AnonymousAnswer, {"response_id": response_id}),
        Delete(AnonymousResponse, {"id": response_id}),
    )


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


async def foresee(store: Store, entries: Sequence[Entry]) -> Counter[str]:
    """Count what keeping these rows would come to. Raises StoreUnavailableError."""
    known = await _list_known(store, "digest", [entry.digest for entry in entries])
    sources = await _list_known(store, SOURCE, [entry.source for entry in entries if entry.source])
    counts: Counter[str] = Counter()
    for entry in entries:
        is_there = entry.digest in known
        counts[UNCHANGED if is_there else UPDATED if entry.source in sources else ADDED] += 1
    return counts


async def _list_known(store: Store, name: str, values: Sequence[str]) -> frozenset[str]:
    """List those of these hashes that are known."""
    column: Any = getattr(ImportedAnswer, name)
    found: set[str] = set()
    for start in range(0, len(values), MAX_READ):
        wanted = select(column.label("hash")).where(column.in_(values[start : start + MAX_READ]))
        found |= {row["hash"] for row in await store.read(wanted)}
    return frozenset(found)

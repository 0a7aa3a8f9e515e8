"""Taking out again what one file brought in: answers, and the hashes by which its rows are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from admin.imports.answers.keeping import delete_answer
from forms.records import AnonymousResponse, AnswerImport, ImportedAnswer
from forms.units import Delete, Key, PutUnit, Update, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.store import Store
    from forms.units import Row, Rows

TOGETHER = 100
"""Answers in one transaction."""
_RESPONSES: Any = AnonymousResponse.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
_IMPORTS: Any = AnswerImport.__table__  # type: ignore[attr-defined]  # likewise


@dataclass(frozen=True, slots=True)
class TakeOutUnit:
    """Note that an import is taken out. False: there is none. Noted already it is so again: it may go on."""

    import_id: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(AnswerImport, "id", self.import_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(result=False)
        noted = Update(AnswerImport, {"id": self.import_id}, {"taken_back_at": self.now})
        return Writes(True, (noted,))  # noqa: FBT003 - the result is the answer


async def take_out(store: Store, import_id: str) -> int:
    """Delete the answers of an import; return how many. Raises StoreUnavailableError.

    Answers of which only counts are left stay, and the hashes with them: nothing is counted twice. Recent
    answers may be written anew under other ids meanwhile, so it is looked for them until there are none.
    """
    of_import = (_RESPONSES.c.import_id == import_id, _RESPONSES.c.coded_on.is_(None))
    wanted = select(_RESPONSES.c.id).where(*of_import).limit(TOGETHER)
    taken = 0
    while ids := [row["id"] for row in await store.read(wanted)]:
        await store.write(PutUnit(tuple(write for each in ids for write in delete_answer(each))))
        taken += len(ids)
    if not await _count_left(store, import_id):
        await store.write(PutUnit((Delete(ImportedAnswer, {"import_id": import_id}),)))
    await store.empty_log()
    return taken


async def _count_left(store: Store, import_id: str) -> int:
    left = select(func.count().label("left")).where(_RESPONSES.c.import_id == import_id)
    [row] = await store.read(left)
    return int(row["left"])


async def list_imports(store: Store) -> list[tuple[Row, int]]:
    """List the imports, the newest first, each with how many of its answers are here.

    Raises StoreUnavailableError.
    """
    of_import, count = _RESPONSES.c.import_id, func.count().label("found")
    by_import = select(of_import, count).where(of_import.is_not(None), _RESPONSES.c.coded_on.is_(None))
    found = {row["import_id"]: row["found"] for row in await store.read(by_import.group_by(of_import))}
    rows = await store.read(select(_IMPORTS).order_by(_IMPORTS.c.brought_at.desc(), _IMPORTS.c.id))
    return [(row, found.get(row["id"], 0)) for row in rows]

"""Recording a visit: it is the same visit as the one that a file brings, so that neither is counted twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from forms.records import Child, Visit
from forms.units import Insert, Key, Rows, Writes

if TYPE_CHECKING:
    from admin.imports.visits import VisitEntry
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class RecordVisitUnit:
    """Store a visit. False: one like it is on record, or nobody knows the child."""

    entry: VisitEntry

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Visit, "id", self.entry.id), Key(Child, "child_ref", self.entry.child_ref))

    def decide(self, rows: Rows) -> Writes[bool]:
        """Tell whether it was stored."""
        visit, child = map(rows.get, self.reads)
        if visit is not None or child is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        values = {name: value for name, value in asdict(self.entry).items() if name not in _NOT_KEPT}
        row = {"id": self.entry.id, "mode": "", "views_recorded": None, **values, **dict(self.entry.said)}
        return Writes(True, (Insert(Visit, row),))  # noqa: FBT003 - likewise


_NOT_KEPT = frozenset({"said", "occurrence"})


async def count_like(store: Store, entry: VisitEntry) -> int:
    """Count the visits that nothing but their order tells from it. Raises StoreUnavailableError."""
    like = {name: getattr(entry, name) for name in ("child_ref", "iro_ref", "visited_on", "outcome")}
    conditions = [col(getattr(Visit, name)) == value for name, value in like.items()]
    rows = await store.read(select(func.count().label("found")).select_from(Visit).where(*conditions))
    return int(rows[0]["found"])

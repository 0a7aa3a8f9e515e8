"""Mappings that are remembered: found again by the form and the headings, whatever their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from admin.imports.answers.mapping import MappingError, find_fingerprint, read_map, write_map
from forms.keys import TamperedError, seal, unseal
from forms.records import AnswerMapping
from forms.units import Insert, Key, Update, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from admin.imports.answers.mapping import ColumnMap
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Rows


def find_mapping_id(keys: Keys, form_key: str, headings: Iterable[str]) -> str:
    """Return the id of a mapping: the same headings for the same form have one."""
    return keys.mac("answer mapping", form_key, find_fingerprint(headings))


@dataclass(frozen=True, slots=True)
class RememberUnit:
    """Remember a mapping in place of what was remembered for these headings. True."""

    keys: Keys
    mapping_id: str
    mapping: ColumnMap
    by: str
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(AnswerMapping, "id", self.mapping_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep it, sealed: what its values say may be somebody's words."""
        data_key = self.keys.new_data_key()
        sealed = seal(data_key.plain, write_map(self.mapping).encode(), _name(self.mapping_id))
        values: dict[str, Any] = {
            "form_key": self.mapping.form,
            "kept_at": self.now,
            "kept_by": self.by,
            "sealed_key": data_key.sealed,
            "sealed": sealed,
        }
        if rows.get(self.reads[0]) is None:
            return Writes(True, (Insert(AnswerMapping, {"id": self.mapping_id, **values}),))  # noqa: FBT003 - the result is the answer
        return Writes(True, (Update(AnswerMapping, {"id": self.mapping_id}, values),))  # noqa: FBT003 - likewise


async def recall_map(store: Store, keys: Keys, form_key: str, headings: Iterable[str]) -> ColumnMap | None:
    """Recall how these headings were read the last time; None if never. Raises StoreUnavailableError."""
    mapping_id = find_mapping_id(keys, form_key, headings)
    table: Any = AnswerMapping.__table__  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await store.read(select(table).where(table.c.id == mapping_id))
    if not rows:
        return None
    try:
        plain = unseal(keys.open_data_key(rows[0]["sealed_key"]), rows[0]["sealed"], _name(mapping_id))
        return read_map(plain.decode())
    except (TamperedError, MappingError):
        return None


def _name(mapping_id: str) -> str:
    return f"answer mapping/{mapping_id}"

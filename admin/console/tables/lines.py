"""Where the lines of a table are: in the database, which sorts and counts them; or few, in memory."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from sqlalchemy import func

if TYPE_CHECKING:
    from admin.console.tables.declared import Column, Options
    from forms.store import Store

Tell: TypeAlias = Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]
"""Makes lines of rows: what is read of those of one page alone."""


class Lines(Protocol):
    """The lines that fit what was asked."""

    async def count(self) -> int:
        """Count them all. Raises StoreUnavailableError."""

    async def read(self, column: Column, *, is_down: bool, limit: int, offset: int) -> Sequence[Any]:
        """Read some of them, in the order of a column, downwards or up. Raises StoreUnavailableError."""


@dataclass(frozen=True, slots=True)
class InDatabase:
    """Lines that the database finds: `wanted` has neither order nor limit. `ties` stand alike every time."""

    store: Store
    wanted: Any
    ties: tuple[Any, ...]
    tell: Tell | None = None

    async def count(self) -> int:
        """Count them, without what is only shown beside them."""
        rows = await self.store.read(
            self.wanted.with_only_columns(func.count().label("lines"), maintain_column_froms=True)
        )
        return int(rows[0]["lines"])

    async def read(self, column: Column, *, is_down: bool, limit: int, offset: int) -> Sequence[Any]:
        """Read some. What has nothing in the column stands last, whichever way."""
        first = (column.by.desc() if is_down else column.by.asc()).nulls_last()
        ordered = self.wanted.order_by(first, *self.ties).limit(limit).offset(offset)
        rows = await self.store.read(ordered)
        return await self.tell(rows) if self.tell else rows


@dataclass(frozen=True, slots=True)
class InMemory:
    """Lines that are here already, in the order in which ties stand."""

    lines: Sequence[Any]
    tell: Tell | None = None

    async def count(self) -> int:
        """Count them."""
        return len(self.lines)

    async def read(self, column: Column, *, is_down: bool, limit: int, offset: int) -> Sequence[Any]:
        """Read some. What has nothing in the column stands last, whichever way."""
        known = [(column.by(line), line) for line in self.lines]
        has = sorted(
            (pair for pair in known if pair[0] is not None), key=lambda pair: pair[0], reverse=is_down
        )
        found = [line for _, line in has] + [line for key, line in known if key is None]
        on_page = found[offset : offset + limit]
        return await self.tell(on_page) if self.tell else on_page


@dataclass(frozen=True, slots=True)
class Found:
    """What one person finds: the lines, options of filters that depend on records, what is not for them."""

    lines: Lines
    options: Mapping[str, Options] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    """Keys of columns and filters that say nothing to this person."""
    address: str = ""
    """Where it stands, if elsewhere than usual; `csv` likewise."""
    csv: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    """What the address must say beside: of which figure, which form."""

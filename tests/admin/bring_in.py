"""An import straight into a store, on whichever database it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.imports.run import ImportRun, Watch
from admin.imports.table import open_table

if TYPE_CHECKING:
    from pathlib import Path

    from admin.imports.entries import RowReader
    from admin.imports.findings import Tally
    from forms.store import Store


async def bring_in(
    store: Store, path: Path, reader: RowReader[Any], *, all_or_nothing: bool = False
) -> Tally:
    """Import a file as the command does."""
    table = open_table(path, reader.required)
    await reader.prepare(store, table)
    watch = Watch(on_finding=lambda _finding: None, on_row=lambda: None)
    return await ImportRun(table, reader, watch, store, all_or_nothing=all_or_nothing).carry_out()

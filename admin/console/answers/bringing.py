"""Bringing answers of another system in, while pages are served: whatever is in already is met again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from admin.console.answers.held import open_held
from admin.imports.answers.judging import Judge
from admin.imports.answers.keeping import BeginImportUnit, keep_answers
from admin.imports.desk import ADDED, UNCHANGED, UPDATED
from forms.london import london_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from admin.console.answers.held import Held
    from admin.imports.answers.judging import Judged
    from forms.units import Row
    from forms.web.parts import Parts


async def judge(parts: Parts, held: Held) -> Judged:
    """Judge the rows of a file, beside the loop."""
    judge = Judge(parts.keys, held.form, held.sheet, held.mapping, london_day(parts.clock()))
    return await asyncio.to_thread(judge.judge)


async def bring_answers(parts: Parts, row: Row, tell: Callable[[int, int], None]) -> Mapping[str, int]:
    """Bring them in; return how many rows came to what. `tell` hears how many are kept of how many.

    Raises StoreUnavailableError, and as `open_held` does.
    """
    held = await asyncio.to_thread(open_held, parts.keys, row, parts.library)
    judged = await judge(parts, held)
    begin = BeginImportUnit(row["id"], held.form.key, row["account_id"], len(judged.entries), parts.clock())
    await parts.store.write(begin)
    stored = await keep_answers(parts.store, parts.keys, judged.entries, row["id"], tell)
    return {
        "rows": judged.rows,
        ADDED: stored[ADDED],
        UPDATED: stored[UPDATED],
        UNCHANGED: stored[UNCHANGED],
        "refused": judged.refused,
        "empty": judged.empty,
    }

"""Learning from what was coded: pressed by a manager, each answer that is opened for it on record."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.themes.coding import find_answers
from admin.console.themes.turning import THEMES
from admin.console.voice.reader import Who
from admin.themes.book import read_book
from admin.themes.learning import LEARNED, open_examples, read_themes, study
from forms.audit import Done
from forms.opening import OpenAllUnit
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from admin.themes.answers import Answer
    from admin.themes.learned import Example

LEARN = f"{THEMES}/learn"
LEARNS = "theme.learn"
"""What is written down, for each response that is opened."""
MOST = 2_000
"""Answers that are learned from, the last that were coded: more teach little, and each is one more opened."""
AT_ONCE = 100
"""Responses opened in one transaction: others write in between."""


async def learn(request: web.Request) -> web.Response:
    """POST /console/themes/learn: learn from what was coded, of what is for managers to read.

    What somebody said to their IRO alone teaches nothing, also where the manager is that IRO.
    """
    await read_desk_form(request)
    parts = request.app[PARTS]
    mine = find_answers(request, is_second=False)
    as_manager = replace(mine, coder=replace(mine.coder, own_children=None))
    answers = await as_manager.list_coded(MOST)
    examples: list[Example] = []
    for start in range(0, len(answers), AT_ONCE):
        examples += await _open(request, answers[start : start + AT_ONCE])
    request.app[LEARNED].keep(await asyncio.to_thread(study, examples, parts.clock()))
    return go(THEMES)


async def _open(request: web.Request, answers: Sequence[Answer]) -> list[Example]:
    """Open some, once it is on record. One that is gone meanwhile takes the others with it: they are few."""
    parts = request.app[PARTS]
    ids = sorted({answer.response_id for answer in answers})
    done = [Done(LEARNS, Who.MANAGER, each) for each in ids]
    rows = await request.app[RECORD].write_each(request, done, OpenAllUnit(tuple(ids)))
    if rows is None:
        return []
    themes = await read_themes(parts.store, ids)
    sealed_keys = {response_id: row["sealed_key"] for response_id, row in rows.items()}
    book = await read_book(parts.store)
    return await asyncio.to_thread(open_examples, parts.keys, answers, sealed_keys, themes, book)

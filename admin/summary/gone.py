"""Forms that nobody is asked any more, and whose answers are still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union
from sqlmodel import col

from forms.definition import Audience, Form, Timing, find_base
from forms.records import AnonymousResponse, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.library import Library
    from forms.store import Store


async def find_gone(store: Store, library: Library) -> Sequence[Form]:
    """Find the forms that were answered and are in the library no longer, each once, by key.

    One that cannot be read any more stands as a form without questions: its answers are then all of questions
    that are no longer asked.
    """
    answered = (
        select(col(table.form_key), col(table.form_version)).where(col(table.form_key).not_in(library.keys()))
        for table in (Response, AnonymousResponse)
    )
    found: dict[str, Form] = {}
    for row in await store.read(union(*answered).order_by("form_key", "form_version")):
        key, version = row["form_key"], find_base(row["form_version"])
        form = library.find(key, version)
        if form or key not in found:
            found[key] = form or _stand_in(key, version)
    return tuple(found.values())


def _stand_in(key: str, version: str) -> Form:
    return Form(key, version, key, Audience.EVERYONE, Timing.AFTER, ())

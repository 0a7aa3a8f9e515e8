"""Taking up, while the service runs, the questionnaires that `forms import` takes into use."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from forms.form_versions import refresh_library
from forms.problems import StoreUnavailableError

if TYPE_CHECKING:
    from forms.library import Library
    from forms.store import Store

LOG = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 5
"""How soon a form is asked after its import. One look reads a handful of short rows."""


async def watch_forms(store: Store, library: Library, stop: asyncio.Event) -> None:
    """Keep the library as the database has it, until told to stop."""
    say_broken(library)
    while not stop.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY_SECONDS)
            return
        await look_once(store, library)


async def look_once(store: Store, library: Library) -> None:
    """Take up what changed, and say so; whatever goes wrong, the forms at hand are asked on."""
    try:
        changed = await refresh_library(store, library)
    except StoreUnavailableError:
        LOG.warning("forms: the database is not available; asking on what is at hand")
    except Exception as fault:  # noqa: BLE001 - a fault here must not end the service
        LOG.error("forms: %s; asking on what is at hand", type(fault).__name__)  # noqa: TRY400 - a traceback may carry values
    else:
        for key in changed:
            LOG.info(
                "the form %s was changed: version %s", key, library.adopted.get(key, "that comes with us")
            )
        if changed:
            say_broken(library)


def say_broken(library: Library) -> None:
    """Tell the operator of forms that cannot be asked: whoever was invited to one is turned away."""
    for key, issues in library.broken.items():
        LOG.error("the form %s cannot be asked: %s faults; see haveyoursay forms check", key, len(issues))

"""What the web pages are built from."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from forms.anonymous import Sendings
from forms.attachments.remaking import Remaker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.keys import Keys
    from forms.library import Library
    from forms.settings import Settings
    from forms.store import Store

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def new_response_id() -> str:
    """Make a response's id: 128 bits of chance, so that it says nothing about when or who."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, handed in by the composition root; clock and ids too, so that tests can hold them still.

    In the demo the pages answer to every loopback name.
    """

    store: Store
    keys: Keys
    library: Library
    settings: Settings
    clock: Callable[[], datetime]
    demo: bool = False
    new_id: Callable[[], str] = new_response_id
    remaker: Remaker = field(default_factory=Remaker)
    sendings: Sendings = field(default_factory=Sendings)


PARTS = web.AppKey("parts", Parts)


def list_hosts(parts: Parts) -> frozenset[str]:
    """Name the hosts we answer to, without ports: another name in `Host` is somebody else's page."""
    public = urlsplit(parts.settings.public_url).hostname or ""
    named = {public.lower(), parts.settings.listen_host.lower()} - {""}
    return frozenset(named | LOOPBACK) if parts.demo else frozenset(named)

"""The lax provider as a process of its own, and what asks it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from forms.settings_openid import OpenIdSettings
from tests.openid.lax_provider import CLIENT_ID, CLIENT_SECRET

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

ROOT = Path(__file__).parents[2]
SUBJECT = "subject-1"
EMAIL = "ada@example.gov.uk"
ADA = {"sub": SUBJECT, "email": EMAIL, "email_verified": True}


@contextmanager
def running(*command: str) -> Iterator[str]:
    """Run a provider in a process of its own; yield its address."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.terminate()


@dataclass
class Lax:
    """The lax provider, from outside."""

    base: str
    session: aiohttp.ClientSession
    now: float = 0.0

    @property
    def settings(self) -> OpenIdSettings:
        return OpenIdSettings(self.base, CLIENT_ID, CLIENT_SECRET)

    async def behave(self, wrong: str = "", **more: Any) -> dict[str, int]:
        """Tell it what to do; return how often each of its addresses was asked since the last time."""
        told = {"wrong": wrong, "as": ADA, "now": self.now, **more}
        async with self.session.post(f"{self.base}/behave", json=told) as answer:
            asked: dict[str, int] = await answer.json()
            return asked


@pytest.fixture(scope="session")
def lax_base() -> Iterator[str]:
    with running(sys.executable, "-m", "tests.openid.lax_provider") as base:
        yield base


@pytest.fixture
async def lax(lax_base: str) -> AsyncIterator[Lax]:
    """The lax provider, well-behaved, with keys of its own."""
    async with aiohttp.ClientSession() as session:
        provider = Lax(lax_base, session)
        await provider.behave(rotate="RS256")
        yield provider

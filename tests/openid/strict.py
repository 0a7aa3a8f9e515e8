"""The strict provider from outside: how it is started, and how a person signs in there."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from yarl import URL

from tests.openid.conftest import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    import aiohttp

HERE = Path(__file__).parent
MISSING = (
    "NOT TESTED: the strict OpenID provider needs Node.js 20 or newer and npm. On Debian: "
    "apt install --no-install-recommends nodejs npm; then `make test` installs it"
)
FORM = re.compile(r'<form method="post" action="([^"]+)"')


def need_strict_provider() -> str:
    """Return where Node.js is. Where it is missing, say so: loudly on a desk, by failing in the gate."""
    node = shutil.which("node")
    if node and (HERE / "node_modules" / "oidc-provider").is_dir():
        return node
    if os.environ.get("HAVE_YOUR_SAY_GATE"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@contextmanager
def running_strict(
    back: str, algorithm: str = "RS256", secret_by: str = "client_secret_basic"
) -> Iterator[str]:
    """Run it for one address of ours; yield its address."""
    with running(
        need_strict_provider(), str(HERE / "strict_provider.mjs"), back, algorithm, secret_by
    ) as base:
        yield base


@dataclass
class Person:
    """Somebody at the provider's pages, who reads nothing but the HTML."""

    session: aiohttp.ClientSession
    base: str

    async def sign_in(self, address: str, who: str) -> URL:
        """Go where we sent the browser, sign in, and return where the provider sends it back to."""
        answer = await self.session.get(URL(address, encoded=True), allow_redirects=False)
        while answer.status in {302, 303}:
            on = answer.url.join(URL(answer.headers["Location"], encoded=True))
            if not str(on).startswith(self.base):
                return on
            answer = await self.session.get(on, allow_redirects=False)
            form = FORM.search(await answer.text())
            if answer.status == 200 and form:
                on = answer.url.join(URL(form[1]))
                answer = await self.session.post(on, data={"who": who}, allow_redirects=False)
        raise AssertionError(f"the provider answers {answer.status}: {await answer.text()}")

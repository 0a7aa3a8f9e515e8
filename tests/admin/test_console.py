"""Who may look at the demo's console."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from aiohttp.test_utils import make_mocked_request

from admin.console.gate import is_from_here


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("192.0.2.7", {"Host": "localhost"}, False),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, False),
        ("127.0.0.1", {"forwarded": "for=192.0.2.7"}, False),
    ],
)
def test_console_is_for_this_machine(address: str, headers: dict[str, str], *, here: bool) -> None:
    transport = Mock()
    transport.get_extra_info.side_effect = lambda name, default=None: (
        (address, 50_000) if name == "peername" else default
    )
    asked = make_mocked_request("GET", "/console", headers=headers, transport=transport)
    assert is_from_here(asked) == here

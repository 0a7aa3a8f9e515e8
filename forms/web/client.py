"""Who asks: the client's address, past the proxies that are trusted to say it.

An address is only ever counted by, hashed, in memory. It is not stored and not logged.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.settings_reader import Network

Address: TypeAlias = IPv4Address | IPv6Address

_WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|([\d.]+):\d+")
HOUSEHOLD_BITS = 64
"""Of an IPv6 address: one household has all addresses that begin so, and could try from each."""


def name_client(request: web.Request) -> str:
    """Name who asks, so that one who does too much is slowed and no other.

    Read from the right: each proxy writes behind what it was told, and what a client wrote itself stands
    left of what the first trusted proxy saw. Other lines of the header count as one long one.
    """
    proxies = request.app[PARTS].settings.trusted_proxies
    told = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
    named = request.remote or ""
    for hop in reversed([hop.strip() for hop in told if hop.strip()]):
        if not _is_trusted(named, proxies):
            break
        named = hop
    found = read_address(named)
    return name_household(found) if found else named


def _is_trusted(written: str, proxies: tuple[Network, ...]) -> bool:
    """Tell whether what this address says of others is believed: a proxy on this machine, or one named."""
    found = read_address(written)
    if found is None:
        return False
    return found.is_loopback or any(found in network for network in proxies)


def read_address(written: str) -> Address | None:
    """Read an address. Some proxies write the port too, a new one for each connection: it names nobody."""
    with_port = _WITH_PORT.fullmatch(written)
    try:
        found = ip_address((with_port[1] or with_port[2]) if with_port else written)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def name_household(address: Address) -> str:
    """Take an IPv6 client as its network."""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((int(address), HOUSEHOLD_BITS), strict=False))

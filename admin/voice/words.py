"""How staff are told who said something, and by which way it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

AUDIENCES: Mapping[str, str] = {
    "child": "The child",
    "parent": "A parent",
    "carer": "A carer",
    "professional": "A professional",
    "everyone": "Somebody who was there",
}
CHANNELS: Mapping[str, str] = {
    "web": "on the web",
    "telegram": "in Telegram",
    "paper": "on paper",
    "assisted": "together with a worker",
    "phone": "by phone",
}


def name_audience(audience: str) -> str:
    """Say who it was."""
    return AUDIENCES.get(audience, audience)


def name_channel(channel: str) -> str:
    """Say how it came."""
    return CHANNELS.get(channel, channel)

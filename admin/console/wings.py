"""What the top of each page leads to: wings of rooms that belong together, for those who may enter them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.accounts.roles import Role
    from admin.console.staff import Staff

HOME = "/console"


@dataclass(frozen=True, slots=True)
class Wing:
    """Rooms that belong together: their addresses, and what each is called. A wing may be one room."""

    name: str
    rooms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Door:
    """One thing that a page leads to."""

    address: str
    name: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """The wings that somebody may enter, and the rooms of the one that the page is in.

    Of a wing with one room there are no `rooms`: the wing leads to it.
    """

    wings: tuple[Door, ...]
    rooms: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All wings, and which roles may enter each room."""

    wings: tuple[Wing, ...]
    roles: Mapping[str, frozenset[Role]]

    def find_ways(self, staff: Staff, here: str) -> Ways:
        """Find what somebody is led to from an address. A wing leads to the first room they may enter."""
        wings: list[Door] = []
        inside: tuple[Door, ...] = ()
        for wing in self.wings:
            rooms = tuple(
                Door(address, name, is_in(address, here))
                for address, name in wing.rooms
                if staff.is_any(self.roles[address])
            )
            if not rooms:
                continue
            is_here = any(room.is_here for room in rooms)
            inside = rooms if is_here and len(rooms) > 1 else inside
            name = rooms[0].name if len(rooms) == 1 else wing.name
            wings.append(Door(rooms[0].address, name, is_here))
        return Ways(tuple(wings), inside)


def is_in(address: str, here: str) -> bool:
    """Tell whether a page belongs to a room. Every page lies below the home page, and in no room of it."""
    return here == address or (address != HOME and here.startswith(f"{address}/"))

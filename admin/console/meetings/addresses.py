"""Where a meeting's pages are, and who may open them.

A council's reference may hold any sign: in an address each is escaped.
"""

from __future__ import annotations

from urllib.parse import quote

from admin.accounts.roles import Role
from admin.console.access import may

MEETINGS = "/console/meetings"
MEETING = MEETINGS + "/{review}"
LISTERS = may(Role.BUSINESS_SUPPORT, Role.MANAGER, own=(Role.IRO,))
"""Meetings without words: business support invites to them, and writes down when they move."""
RECORDERS = may(Role.MANAGER, own=(Role.IRO,))
"""What came of a meeting, with the child's wishes for it."""


def find_address(review_ref: str, room: str = "") -> str:
    """Return the address of a meeting's page, or of a room of it: `after`, `move`, `talk`, `brief`."""
    return f"{MEETINGS}/{quote(review_ref, safe='')}" + (f"/{room}" if room else "")

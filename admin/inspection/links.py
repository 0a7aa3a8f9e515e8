"""Where the row behind a figure is read, as a path on this service. Pure."""

from __future__ import annotations

from urllib.parse import quote

from admin.measures.kinds import Unit

ACTION = "action/"
_ROOMS = {
    Unit.REVIEW: "/console/meetings/",
    Unit.CHILD: "/console/children/",
    Unit.ALERT: "/console/alerts/",
    Unit.ACTION: "/console/done/",
}


def find_row_address(unit: Unit, ref: str) -> str:
    """Return the path of the page about a row; empty where it has none: a visit, a message."""
    if unit not in _ROOMS or (unit is Unit.ACTION and not ref.startswith(ACTION)):
        return ""
    return f"{_ROOMS[unit]}{quote(ref.removeprefix(ACTION), safe='')}"

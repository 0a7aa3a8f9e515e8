"""As whom somebody reads: as the person it is for, in their place while they are away, or as the manager."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from admin.console.access import About


class Who(StrEnum):
    """As whom words are opened; it stands in the record."""

    READER = "reader"
    COVER = "cover"
    """Leave cover: the IRO who runs the meeting while the child's own is away."""
    MANAGER = "manager"


REASONS: Mapping[str, str] = {
    "reader_away": "The person it is for is away",
    "safety": "Somebody may be hurt",
    "asked_by_child": "The child asked for it",
    "complaint": "A complaint or a request to see the file",
}
"""Why a manager opens what is for the IRO alone. The child is told, in words of `forms.message_words`."""
NO_REASON = "Choose why you open what was said to somebody else."


async def find_who(request: web.Request, about: About, named: str) -> Who:
    """Return as whom the person signed in reads what is named. Raises StoreUnavailableError."""
    staff = request[STAFF]
    iro_ref = await find_iro_ref(request.app[PARTS], about, named)
    if iro_ref not in staff.iro_refs:
        return Who.MANAGER
    return Who.READER if iro_ref == staff.iro_ref else Who.COVER

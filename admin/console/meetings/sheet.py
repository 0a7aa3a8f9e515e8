"""What the page after a meeting knows: the review, its sittings, the wishes that this person may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.console.access import About
from admin.console.meetings.one import find_review
from admin.console.scope import find_iro_ref
from admin.console.staff import STAFF
from admin.imports.lookups import find_sittings
from admin.recording.wishes import OwnForm, Said, Wish, read_own_form, read_recorded
from admin.suggested_code import CAME, STATUTORY, STAYED_AWAY, Known, Suggestion, suggest_code
from forms.london import london_day
from forms.sharing import Sharing
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from aiohttp import web

    from admin.imports.entries import Sat
    from forms.units import Row

IF_JOINED: Mapping[str, str] = {
    "If the child came": min(CAME),
    "If the child joined by video or phone": "video",
    "If the child did not come": STAYED_AWAY,
}
"""Ways of taking part of which each has its suggestion."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One meeting, to be recorded. `own` has the wishes that this person may see, and no others."""

    review: Row
    today: date
    sittings: Mapping[int, Sat]
    own: OwnForm | None
    recorded: Mapping[str, Said]

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """The child's wishes."""
        return self.own.wishes if self.own else ()

    @property
    def is_statutory(self) -> bool:
        """Tell whether it has a participation code."""
        return bool(self.review["meeting_kind"] == STATUTORY)

    def list_suggestions(self) -> list[tuple[str, Suggestion]]:
        """List what the record suggests for each way of taking part; one, where that makes no difference."""
        known = Known(
            meeting_kind=self.review["meeting_kind"],
            held_on=self.review["held_on"] or self.today,
            date_of_birth=self.review["date_of_birth"],
            sent_on=self.own.sent_on if self.own else None,
            how_join=self.own.how_join if self.own else "",
            advocate=self.review["advocate"],
        )
        each = [(when, suggest_code(replace(known, joined=joined))) for when, joined in IF_JOINED.items()]
        return [("", each[0][1])] if len({found for _, found in each}) == 1 else each


async def read_sheet(request: web.Request) -> Sheet:
    """Read what there is of the meeting that the address names. Raises 404, StoreUnavailableError."""
    parts, review = request.app[PARTS], await find_review(request)
    ref = review["review_ref"]
    own = await read_own_form(parts.store, parts.library, ref)
    if own and not await _is_theirs(request, ref):
        own = _leave_what_is_for_the_iro(own)
    return Sheet(
        review=review,
        today=london_day(parts.clock()),
        sittings=(await find_sittings(parts.store, [ref])).get(ref, {}),
        own=own,
        recorded=await read_recorded(parts.store, parts.keys, ref),
    )


async def _is_theirs(request: web.Request, review_ref: str) -> bool:
    """Tell whether it is about a child of theirs: what is for the IRO alone is for them then."""
    return await find_iro_ref(request.app[PARTS], About.REVIEW, review_ref) in request[STAFF].iro_refs


def _leave_what_is_for_the_iro(own: OwnForm) -> OwnForm:
    wishes = tuple(wish for wish in own.wishes if wish.sharing is not Sharing.ONLY_IRO)
    is_said = any(wish.key == "how_join" for wish in wishes)
    return replace(own, wishes=wishes, how_join=own.how_join if is_said else "")

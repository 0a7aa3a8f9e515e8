"""What the page after a meeting knows: the review, its sittings, the wishes that this person may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from admin.console.access import About
from admin.console.meetings.one import find_review
from admin.console.staff import STAFF
from admin.console.voice.opening import BRIEF
from admin.console.voice.reader import Who, find_who
from admin.imports.lookups import find_sittings
from admin.recording.wishes import OwnForm, Said, Wish, read_own_form, read_recorded
from admin.suggested_code import CAME, STATUTORY, STAYED_AWAY, Known, Suggestion, suggest_code
from forms.london import london_day
from forms.records import AuditEntry
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
    is_cut: bool
    """Whether there are wishes for the IRO alone, which this person may not see, or not yet."""
    is_cover: bool

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
    who = await find_who(request, About.REVIEW, ref)
    found = await read_own_form(parts.store, parts.library, ref)
    own = found if not found or await _may_see_all(request, who, found) else _leave_what_is_for_the_iro(found)
    return Sheet(
        review=review,
        today=london_day(parts.clock()),
        sittings=(await find_sittings(parts.store, [ref])).get(ref, {}),
        own=own,
        is_cut=own is not found and bool(found and own and len(own.wishes) < len(found.wishes)),
        is_cover=who is Who.COVER,
        recorded=await read_recorded(parts.store, parts.keys, ref),
    )


async def _may_see_all(request: web.Request, who: Who, own: OwnForm) -> bool:
    """Tell whether this person may see wishes that are for the IRO alone.

    Whoever covers may once they have opened the papers, of which the child is told. A manager may not: what
    they open with a reason they read on the papers.
    """
    if who is not Who.COVER:
        return who is Who.READER
    table, by = AuditEntry.__table__, request[STAFF].account_id  # type: ignore[attr-defined]  # SQLModel declares it at run time
    rows = await request.app[PARTS].store.read(
        select(table.c.number).where(
            table.c.about == own.response_id, table.c.action == BRIEF, table.c.by == by
        )
    )
    return bool(rows)


def _leave_what_is_for_the_iro(own: OwnForm) -> OwnForm:
    wishes = tuple(wish for wish in own.wishes if wish.sharing is not Sharing.ONLY_IRO)
    is_said = any(wish.key == "how_join" for wish in wishes)
    return replace(own, wishes=wishes, how_join=own.how_join if is_said else "")

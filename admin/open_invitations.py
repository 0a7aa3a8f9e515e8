"""Finding the one open invitation that a picture or a letter is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.invitation_rules import ROUTES, list_timings
from forms.records import Invitation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from admin.invitation_rules import Asking, MeetingRow
    from forms.definition import Audience
    from forms.store import Store


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that more may be said on. `person` is empty but for parents."""

    id: str
    form_key: str
    person: str


async def read_open_invitations(
    store: Store, review_ref: str, audience: Audience, now: datetime
) -> list[OpenInvitation]:
    """Read what an audience can still answer about a review. Raises StoreUnavailableError."""
    rows = await store.read(
        select(col(Invitation.id), col(Invitation.form_key), col(Invitation.person))
        .where(
            col(Invitation.review_ref) == review_ref,
            col(Invitation.audience) == audience.value,
            col(Invitation.revoked_at).is_(None),
            col(Invitation.expires_at) > now,
            col(Invitation.submitted) < col(Invitation.takes),
        )
        .order_by(col(Invitation.form_key), col(Invitation.person))
    )
    return [OpenInvitation(**row) for row in rows]


def keep_timely(
    invitations: Sequence[OpenInvitation], meeting: MeetingRow, asking: Asking
) -> list[OpenInvitation]:
    """Keep those whose time it is now; where that leaves none, all."""
    timings = list_timings(meeting, asking)
    timely = {route.form_key for route in ROUTES if route.timing in timings}
    kept = [invitation for invitation in invitations if invitation.form_key in timely]
    return kept or list(invitations)

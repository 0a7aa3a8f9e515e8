"""A turn over HTTP: the moves of one request, stored together, or refused with a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake import Taken, TurnUnit
from forms.languages.forms_said import speak_of
from forms.speaking import spoken
from forms.web.faults import ProblemError

if TYPE_CHECKING:
    from forms.attachments.sealed import SealedFile
    from forms.moves import Inbound
    from forms.web.parts import Parts
    from forms.web.ticket import Ticket
    from forms.worker_notes import Typed


async def take(  # noqa: PLR0913 - what a page says of the turn, each part by its name
    parts: Parts,
    ticket: Ticket,
    *moves: Inbound,
    begin: bool = False,
    shown: int | None = None,
    shown_version: str = "",
    files: tuple[SealedFile, ...] = (),
    form_key: str = "",
    unnamed: bool | None = None,
    minute: bool | None = None,
    counts_start: bool = True,
    typed: Typed | None = None,
) -> Taken:
    """Store the moves; when this returns they are durable. For `shown` and its version see `TurnUnit`.

    Raises ProblemError if they are refused, StoreUnavailableError if nothing could be kept.
    """
    outcome = await parts.store.write(
        TurnUnit(
            library=parts.library,
            keys=parts.keys,
            owner=ticket.owner(parts.keys),
            invitation_id=ticket.invitation_id,
            moves=moves,
            now=parts.clock(),
            new_id=parts.new_id(),
            begin=begin,
            shown=shown,
            shown_version=shown_version,
            files=files,
            form_key=form_key,
            unnamed=unnamed,
            minute=minute,
            counts_start=counts_start,
            language=spoken(),
            typed=typed,
        )
    )
    if isinstance(outcome, Taken):
        speak_of(outcome.form)
        return outcome
    raise ProblemError(outcome)

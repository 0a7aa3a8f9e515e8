"""What a report says of itself to whoever reads it: its period, how it was counted, when. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.london import LONDON

if TYPE_CHECKING:
    from admin.report.model import Stamp


def list_stamp_lines(stamp: Stamp) -> list[str]:
    """List what the stamp says, a sentence a line."""
    first, last = stamp.period.first_on, stamp.period.last_on
    lines = [
        f"Period: {first:%d/%m/%Y} to {last:%d/%m/%Y}. Definition: {stamp.definition}.",
        _say_hidden(stamp),
        f"Made on {stamp.made_at.astimezone(LONDON):%d/%m/%Y at %H:%M} by Have Your Say {stamp.version}.",
    ]
    if stamp.signed_on:
        lines.append(f"These figures were signed on {stamp.signed_on:%d/%m/%Y}.")
    if stamp.checksum:
        lines.append(f"Checksum of the figures: {stamp.checksum}")
    return lines


def _say_hidden(stamp: Stamp) -> str:
    if stamp.hidden_below is None:
        return "True counts, small ones too: for staff, not for publication."
    return f"Counts from 1 to {stamp.hidden_below - 1} are not shown, nor what would give them back."

"""The stamp of a report as named values, which a file carries beside its words. Pure.

Every format that has room for custom properties writes these, so that a file found in a drawer can be held
against the database. The names are for good: a file written today is read in ten years.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from admin.periods import Period
from admin.report.model import Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "HaveYourSay"
PERIOD_FROM = f"{PREFIX}.PeriodFrom"
PERIOD_TO = f"{PREFIX}.PeriodTo"
DEFINITION = f"{PREFIX}.Definition"
HIDDEN_BELOW = f"{PREFIX}.HiddenBelow"
"""0 where every count is shown as it is."""
MADE_AT = f"{PREFIX}.MadeAt"
VERSION = f"{PREFIX}.Version"
CHECKSUM = f"{PREFIX}.Checksum"
SIGNED_ON = f"{PREFIX}.SignedOn"
"""Empty where the period was not signed."""


def name_properties(stamp: Stamp) -> dict[str, str]:
    """Return the stamp as names and words. Dates and times as ISO 8601."""
    return {
        PERIOD_FROM: stamp.period.first_on.isoformat(),
        PERIOD_TO: stamp.period.last_on.isoformat(),
        DEFINITION: stamp.definition,
        HIDDEN_BELOW: str(stamp.hidden_below or 0),
        MADE_AT: stamp.made_at.isoformat(),
        VERSION: stamp.version,
        CHECKSUM: stamp.checksum,
        SIGNED_ON: stamp.signed_on.isoformat() if stamp.signed_on else "",
    }


def read_properties(properties: Mapping[str, str]) -> Stamp | None:
    """Return the stamp again; None if it is not one of ours, or was changed into nonsense."""
    try:
        return Stamp(
            Period(date.fromisoformat(properties[PERIOD_FROM]), date.fromisoformat(properties[PERIOD_TO])),
            properties[DEFINITION],
            int(properties[HIDDEN_BELOW]) or None,
            datetime.fromisoformat(properties[MADE_AT]),
            properties[VERSION],
            properties.get(CHECKSUM, ""),
            _read_day(properties.get(SIGNED_ON, "")),
        )
    except (KeyError, ValueError):
        return None


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

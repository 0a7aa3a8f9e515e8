"""A period of London days, the first and the last included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from forms.london import start_of_day

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last."""

    first_on: date
    last_on: date

    @property
    def starts_at(self) -> datetime:
        """Midnight in London before the first day, in UTC."""
        return start_of_day(self.first_on)

    @property
    def ends_at(self) -> datetime:
        """Midnight in London after the last day, in UTC: the first moment that is outside."""
        return start_of_day(self.last_on + timedelta(days=1))

"""What a database says about itself."""

from __future__ import annotations

from sqlmodel import Field

from forms.records.record import Record


class Mark(Record, table=True):
    """A fact about this database.

    `instance`: which keys it belongs to. `committed`: when it last proved that it can commit.
    """

    name: str = Field(primary_key=True)
    value: str

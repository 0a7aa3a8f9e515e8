"""What of it all may stand in a report: in words that show nobody, approved by a second person."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLModel reads the annotation at run time

from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import LATER_TEXT, UtcTime


class Quote(Record, table=True):
    """Words for a report: of one answer (`response_id`; `nameless_id`), or of one thing done (`action_id`).

    Only the wording for the report is kept, never the words it was made from; it is sealed all the same,
    since nobody has approved it yet. Who approves is never who proposed.
    """

    id: str = Field(primary_key=True)
    response_id: str | None = Field(default=None, foreign_key="response.id", index=True)
    action_id: str | None = Field(default=None, foreign_key="action.id", index=True)
    nameless_id: str | None = Field(default=None, index=True)
    """The answer without a name that they are of, once it keeps its id; None again when it goes."""
    question_key: str = ""
    audience: str
    proposed_at: datetime = Field(sa_type=UtcTime)
    proposed_by: str
    approved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    approved_by: str = ""
    refused_at: datetime | None = Field(default=None, sa_type=UtcTime)
    refused_by: str = ""
    sealed_key: bytes
    sealed: bytes
    themes: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """What its answer was coded as, once the codings are gone with the answer's words."""
    how: str = Field(default="", sa_column_kwargs=LATER_TEXT)
    """Whose words it is made of (`admin.gathered.How`), once what says so is gone as well."""

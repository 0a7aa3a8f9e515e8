"""Periods whose figures somebody signed."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLModel reads the annotations at run time

from sqlalchemy import Text
from sqlmodel import Field

from forms.records.record import Record
from forms.records.types import UtcTime


class SignedPeriod(Record, table=True):
    """The figures of a period as they were signed: counts alone, nobody's words, no reference of anybody.

    Never changed and never removed: the database itself refuses both. Whoever signs the same days again makes
    a new edition beside the old one, and says why.
    """

    __tablename__ = "signedperiod"

    id: str = Field(primary_key=True)
    """First day, last day and edition: `2025-04-01_2026-03-31_1`."""
    first_on: date
    last_on: date
    edition: int
    definition: str
    hidden_below: int
    """Below which count numbers were hidden where figures were published then."""
    program: str
    """The version of this program that counted."""
    signed_at: datetime = Field(sa_type=UtcTime)
    signed_by: str
    """The account that signed; empty where it was done at the command line."""
    reason: str
    """Why there is another edition; empty for the first."""
    counts: str = Field(sa_type=Text)
    """What was counted, as `admin.signed.codec` writes it."""
    figures: str = Field(sa_type=Text)
    """The figures as `admin.shown.checksum` writes them, true counts; the checksum is of these."""
    checksum: str
    seal: str
    """A keyed hash of all of it."""

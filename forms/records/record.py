"""What every table is made from."""

from __future__ import annotations

from pydantic import ConfigDict
from sqlmodel import SQLModel


class Record(SQLModel):
    """A row of a table. pydantic never checks its values, so it is not asked to prepare for that.

    Preparing took a third of what it takes to import the tables, at every start and for every command.
    """

    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]  # SQLModel has a type of its own for it

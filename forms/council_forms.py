"""Taking a council's own questionnaire into use: what may be taken, and the unit of work that takes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from forms.form_versions import keep_version
from forms.records import CouncilForm
from forms.units import Delete, Insert, Key, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from forms.definition import Form
    from forms.library import Library


class Adopted(Enum):
    """What came of an import."""

    NEW = "new"
    REPLACED = "replaced"
    """A version of the council's own was asked so far."""
    INSTEAD_OF_SHIPPED = "instead_of_shipped"
    SHIPPED_AGAIN = "shipped_again"
    """The file is the form that comes with this program: the council's own is put aside."""
    UNCHANGED = "unchanged"
    NOT_KNOWINGLY = "not_knowingly"
    """A shipped form would be replaced, and nobody said that this is meant. Nothing was done."""


@dataclass(frozen=True, slots=True)
class AdoptUnit:
    """Ask this version of a form from now on. `shipped` is the version that comes with us, if any.

    `replaces` says that putting a shipped form aside is meant; it needs no saying twice.
    """

    form: Form
    source: str
    shipped: str | None
    now: datetime
    replaces: bool = False

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(CouncilForm, "form_key", self.form.key),)

    def decide(self, rows: Rows) -> Writes[Adopted]:
        """Keep the text, and point to it."""
        held = rows.get(self.reads[0])
        asked = held["version"] if held else self.shipped
        if asked == self.form.version:
            return Writes(Adopted.UNCHANGED)
        if held and self.form.version == self.shipped:
            return Writes(Adopted.SHIPPED_AGAIN, (Delete(CouncilForm, {"form_key": self.form.key}),))
        if self.shipped and not held and not self.replaces:
            return Writes(Adopted.NOT_KNOWINGLY)
        kept = keep_version(self.form.key, self.form.version, self.source)
        if held:
            return Writes(Adopted.REPLACED, (kept, self._point(is_there=True)))
        came_of = Adopted.INSTEAD_OF_SHIPPED if self.shipped else Adopted.NEW
        return Writes(came_of, (kept, self._point(is_there=False)))

    def _point(self, *, is_there: bool) -> Write:
        key = {"form_key": self.form.key}
        values = {"version": self.form.version, "adopted_at": self.now}
        return Update(CouncilForm, key, values) if is_there else Insert(CouncilForm, {**key, **values})


def find_misfits(form: Form, library: Library) -> Iterator[str]:
    """Say why a form cannot take the place of the one asked under its key: it is for somebody else."""
    if form.key not in library.keys():  # noqa: SIM118 - a library is no dictionary
        return
    held = library.current(form.key)
    for column, found, expected in (
        ("audience", form.audience, held.audience),
        ("timing", form.timing, held.timing),
    ):
        if found is not expected:
            yield (
                f'settings, row 2, column {column}: found "{found}": the form {form.key} that is asked now '
                f'is for "{expected}"; keep that, or give yours another form_id'
            )

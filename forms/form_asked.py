"""Which form a turn is about: the one begun, or the one meant and invited to; with or without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import UNNAMED, Anonymity

if TYPE_CHECKING:
    from forms.definition import Form
    from forms.library import Library
    from forms.units import Row


@dataclass(frozen=True, slots=True)
class Meant:
    """What the page that begins says of its form: its key and version, each empty where it says nothing."""

    form_key: str
    shown_version: str

    def find(self, library: Library, response: Row | None, invitation: Row, *, unnamed: bool) -> Form | None:
        """Find the form; None if it is gone, or cannot be answered without a name."""
        if response is not None:
            version = response["form_version"].removesuffix(UNNAMED)
            form = library.find(response["form_key"], version)
        else:
            form = self._find_first(library, invitation["form_key"])
        if form is None or not unnamed:
            return form
        return form.unnamed if form.anonymous is Anonymity.CHOICE else None

    def _find_first(self, library: Library, key: str) -> Form | None:
        is_asked = key in library.keys()  # noqa: SIM118 - a library is no dictionary
        today = library.current(key) if is_asked else None
        if self.form_key in {"", key}:
            return library.find(key, self.shown_version.removesuffix(UNNAMED)) or today
        simpler = library.find_simpler(today) if today else None
        return simpler if simpler and simpler.key == self.form_key else None

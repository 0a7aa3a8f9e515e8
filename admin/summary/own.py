"""Which forms are whose own, and which of their answers the figures of a meeting are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import Audience, Timing
    from forms.library import Library

SEEN_BY_AN_ADULT = frozenset({"how_i_show_you"})
"""Forms about a child that an adult fills in from what the adult sees: never counted as the child's own."""
COUNTED = ("how_join", "could_see", "want_help")


def list_forms(library: Library, audience: Audience, timing: Timing) -> list[str]:
    """List the forms that these people fill in themselves at this time; the simple looks are among them."""
    forms = map(library.current, library.keys())
    own = (form.key for form in forms if form.audience is audience and form.timing is timing)
    return [key for key in own if key not in SEEN_BY_AN_ADULT]

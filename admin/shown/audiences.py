"""Who is heard by which forms: the parts of "What people told us", each kept apart. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Audience, Reader, Timing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from admin.shown.model import ShownForm, ShownSummary
    from forms.definition import Form

AGES = re.compile(r"_(\d+)_(\d+)(?:_simple)?$")
"""In the key of a form: for which ages it is."""
FEWER_WORDS = "_simple"
"""Ends the key of a form with fewer words."""
OBSERVED = "how_i_show_you"
"""An adult fills it in about a child who does not use words: never counted as the child's own."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Some people, at some time: their forms are collated, and no others with them. `who` are they."""

    key: str
    title: str
    who: str
    holds: Callable[[Form], bool]

    def find_forms(self, shown: ShownSummary) -> tuple[ShownForm, ...]:
        """Return their forms: the fuller looks first, the younger before the older."""
        forms = (one for one in shown.forms if find_heard(one.form) is self)
        return tuple(sorted(forms, key=lambda one: place(one.form)))


def place(form: Form) -> tuple[bool, int]:
    """Return by what forms are ordered: the fuller looks first, the younger before the older."""
    ages = AGES.search(form.key)
    return form.key.endswith(FEWER_WORDS), int(ages[1]) if ages else 0


def _is(audience: Audience, timing: Timing) -> Callable[[Form], bool]:
    return lambda form: form.audience is audience and form.timing is timing


def _is_of_leaver(form: Form) -> bool:
    return form.audience is Audience.CHILD and form.reader is Reader.ADVISER


HEARD = (
    Heard("leavers", "Care leavers", "care leavers", _is_of_leaver),
    Heard(
        "observed",
        "Seen by adults: babies, and children who do not use words",
        "adults about a child",
        lambda form: form.key == OBSERVED,
    ),
    Heard("children_before", "Before the review", "children", _is(Audience.CHILD, Timing.BEFORE)),
    Heard("children_between", "Between reviews", "children", _is(Audience.CHILD, Timing.BETWEEN)),
    Heard("children_after", "After the review", "children", _is(Audience.CHILD, Timing.AFTER)),
    Heard("parents_before", "Before the review", "parents", _is(Audience.PARENT, Timing.BEFORE)),
    Heard("parents_after", "After the review", "parents", _is(Audience.PARENT, Timing.AFTER)),
    Heard("carers_before", "Before the review", "carers", _is(Audience.CARER, Timing.BEFORE)),
    Heard("carers_after", "After the review", "carers", _is(Audience.CARER, Timing.AFTER)),
    Heard("professionals", "", "professionals", lambda form: form.audience is Audience.PROFESSIONAL),
    Heard("conferences", "", "people at conferences", lambda form: form.audience is Audience.EVERYONE),
)
CHAPTERS = (
    (
        "children",
        "Children",
        ("children_before", "children_between", "children_after", "leavers", "observed"),
    ),
    ("parents", "Parents", ("parents_before", "parents_after")),
    ("carers", "Carers", ("carers_before", "carers_after")),
    ("professionals", "Professionals", ("professionals",)),
    ("conferences", "Conferences", ("conferences",)),
)
"""In the order of the report: key, heading, and who is in it."""


def list_heard() -> Iterator[Heard]:
    """Yield everybody who is heard, in the order of the report."""
    by_key = {heard.key: heard for heard in HEARD}
    for _, _, keys in CHAPTERS:
        yield from (by_key[key] for key in keys)


def find_heard(form: Form) -> Heard | None:
    """Return to whom a form belongs: the first that holds it."""
    return next((heard for heard in HEARD if heard.holds(form)), None)

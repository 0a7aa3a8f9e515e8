"""Whose words an answer is made of: typed by the person, written down by somebody, or seen. Pure."""

from __future__ import annotations

from admin.gathered import How
from admin.summary.own import SEEN_BY_AN_ADULT

HELPER = "helper"
"""The question that says whether somebody helped, and how."""
TYPED_FOR_ME = "typed_for_me"
TYPED_IN = frozenset({"paper", "phone"})
"""Ways in which somebody at work types what was said or written: words can change on the way."""
TOGETHER = "assisted"
HELD_BY_THE_PERSON = frozenset({"alone", "read_to_me"})
"""What is said of the help where the person typed, although a worker sat beside."""


def find_how(form_key: str, channel: str, helper: str | None) -> How:
    """Tell whose words they are. What is not known counts as written down by somebody else."""
    if form_key in SEEN_BY_AN_ADULT:
        return How.OBSERVED
    is_typed_by_others = (
        helper == TYPED_FOR_ME
        or channel in TYPED_IN
        or (channel == TOGETHER and helper not in HELD_BY_THE_PERSON)
    )
    return How.WRITTEN_DOWN if is_typed_by_others else How.OWN_WORDS

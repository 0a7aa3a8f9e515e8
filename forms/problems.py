"""Every refusal that we foresee, with a stable code and an HTTP status."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ProblemCode(Enum):
    """A foreseen refusal: (code in logs and tests, HTTP status)."""

    CODE_UNKNOWN = ("code_unknown", 404)
    """Unknown, expired, used up and revoked codes: a stranger cannot tell them apart."""
    NOT_PLACED = ("not_placed", 404)
    """An open address that is none, or not any more."""
    NO_CONVERSATION = ("no_conversation", 410)
    """No draft here: never begun, begun elsewhere, or deleted."""
    ALREADY_SENT = ("already_sent", 409)
    """The code was used up elsewhere, or taken back, while this draft was being written."""
    NAMELESS = ("nameless", 409)
    """Somebody who gave no name asked to be contacted: there is nobody to contact."""
    CHOSEN_ALREADY = ("chosen_already", 409)
    """A page speaks of answers without a name, and these have one; or the other way round."""
    TOO_MANY_TRIES = ("too_many_tries", 429)
    TOO_MANY_FILES = ("too_many_files", 429)
    """Files come faster than they can be looked at, from this browser or from all."""
    FORM_GONE = ("form_gone", 503)
    """The version of the form that a draft was begun with cannot be read."""

    @property
    def code(self) -> str:
        """The stable name."""
        return self.value[0]

    @property
    def status(self) -> int:
        """The HTTP status that goes with it."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Problem:
    """A foreseen refusal, as a value."""

    code: ProblemCode
    retry_after: int = 0
    """Seconds to wait, where waiting helps."""


class StoreUnavailableError(Exception):
    """The database could not commit: nothing of the unit was kept."""

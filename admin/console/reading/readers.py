"""Who may open a response, and what they must say first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import Form

READER, MANAGER = "reader", "manager"
_WHO = {
    Reader.IRO: "I am the IRO it is for",
    Reader.ADVISER: "I am the adviser or pathway reviewer it is for",
    Reader.CHAIR: "I am the chair it is for",
}
REASONS = {
    "reader_away": "The person it is for is away",
    "safety": "Somebody may be hurt",
    "asked_by_child": "The child asked for it",
    "complaint": "A complaint or a request to see the file",
}
NO_WHO = "Choose who you are."
NO_REASON = "Choose why you open what was said to somebody else."


def list_readers(form: Form) -> Mapping[str, str]:
    """List who may open answers to a form.

    Feedback about a meeting is the manager's: whoever ran the meeting does not see it.
    """
    manager = {MANAGER: "I am the manager of the reviewing service"}
    return manager if form.reader is Reader.MANAGER else {READER: _WHO[form.reader], **manager}


def needs_reason(form: Form, who: str) -> bool:
    """Tell whether somebody opens what was said to another."""
    return who == MANAGER and form.reader is not Reader.MANAGER

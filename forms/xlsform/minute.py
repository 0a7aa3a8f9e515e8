"""The questions that may be answered alone, in a minute: which can be, and which cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Anonymity, Kind
from forms.xlsform.issues import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form, Question

MAX_IN_A_MINUTE = 3
"""Questions: with a fourth it is no minute any more."""


def list_minute_faults(form: Form) -> Iterator[str]:
    """List why these questions cannot be asked alone."""
    if len(form.minute) > MAX_IN_A_MINUTE:
        yield f"names {len(form.minute)} questions: expected at most {MAX_IN_A_MINUTE}, to be a minute"
    if len(set(form.minute)) < len(form.minute):
        yield "names a question twice"
    if form.minute and form.anonymous is Anonymity.CHOICE:
        yield "is filled in, and anonymous says choice: expected one of the two, since each has its own start"
    known = [question.key for question in form.asked]
    for key in dict.fromkeys(form.minute):
        question = form.find_question(key)
        if question is None or question.kind is Kind.NOTE:
            yield f'"{key}" is no question of this form{suggest(key, known)}'
        elif left_out := sorted(_list_names(question) - set(form.minute)):
            yield f'"{key}" depends on "{left_out[0]}", which is not asked in a minute'


def _list_names(question: Question) -> set[str]:
    """List the questions that conditions of this one look at."""
    conditions = (*question.relevant, question.constraint, question.alert)
    return {name for condition in conditions if condition for name in condition.names}

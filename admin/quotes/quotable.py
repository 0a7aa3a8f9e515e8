"""Which answers may be quoted: whoever gave them said so, and they are not for their reader alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.feedback.listing import read_anonymous_answers
from admin.how_said import HELPER, find_how
from forms.definition import SEALED_KINDS
from forms.records import ResponseAnswer
from forms.sharing import PRIVATE
from forms.what_may_be_said import find_row_sharing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from admin.gathered import How
    from forms.definition import Form, Question
    from forms.store import Store
    from forms.units import Row

ALLOWED = "quote_ok"


async def list_quotable(store: Store, form: Form, response_id: str) -> list[Question]:
    """List the questions whose answer may be quoted. Raises StoreUnavailableError."""
    rows = await store.read(_ANSWERS.where(col(ResponseAnswer.response_id) == response_id))
    for_others = (row for row in rows if row["sharing"] is None or find_row_sharing(row) is not PRIVATE)
    return _list_allowed(form, rows, for_others)


async def list_quotable_nameless(store: Store, form: Form, response: Row) -> tuple[list[Question], How]:
    """List the questions whose answer may be quoted, and whose words these are.

    Raises StoreUnavailableError.
    """
    rows = await read_anonymous_answers(store, form, response["id"])
    helper = next((row["value"] for row in rows if row["question_key"] == HELPER), None)
    return _list_allowed(form, rows, rows), find_how(form.key, response["channel"], helper)


def _list_allowed(form: Form, rows: Iterable[Row], for_others: Iterable[Row]) -> list[Question]:
    """List what was answered in words, for others to hear, if these may be quoted at all."""
    if all(row["question_key"] != ALLOWED or row["value"] != "yes" for row in rows):
        return []
    in_words = {row["question_key"] for row in for_others if row["sealed"] is not None}
    return [
        question for question in form.questions if question.key in in_words and question.kind in SEALED_KINDS
    ]


_ANSWERS = select(
    col(ResponseAnswer.question_key),
    col(ResponseAnswer.value),
    col(ResponseAnswer.sealed),
    col(ResponseAnswer.sharing),
)

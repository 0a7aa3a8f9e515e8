"""What a council must have recorded for a figure to mean anything: it follows from the conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.measures.conditions import Known, Yes, list_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from admin.measures.conditions import Condition
    from admin.measures.kinds import Measure

WORDS: Mapping[str, str] = {
    "code": "a participation code",
    "in_time": "a due date",
    "mode": "the way of meeting",
    "iro_contact": "speaking with the child before",
    "iro_contact_how": "how the IRO spoke with the child",
    "iro_contact_alone": "whether the child was alone with the IRO",
    "co_chaired": "whether the child helped to chair",
    "parent_attended": "whether a parent came",
    "parent_consulted": "whether a parent was consulted",
    "parent_invited": "whether a parent was invited",
    "carer_attended": "whether a carer came",
    "sent_views": "the child's own form",
    "could_see": "whether anybody could see",
    "asks_advocate": "whether the child wants an advocate",
    "asks_interpreter": "whether the child wants an interpreter",
}
"""What each column of a review holds, as far as a figure stands or falls with it."""
IS_RECORDED: Mapping[str, Condition] = {
    column: Yes(column) if column == "sent_views" else Known(column) for column in WORDS
}


def list_recorded(measure: Measure) -> list[str]:
    """Name the columns of reviews held that a measure rests on; the code is told of by the bounds."""
    columns = list_columns(measure.counts) | list_columns(measure.among)
    return [column for column in WORDS if column in columns and not (measure.is_bounded and column == "code")]

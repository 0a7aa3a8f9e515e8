"""A condition of a measure, put to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, String, and_, false, or_, true
from sqlmodel.sql.sqltypes import AutoString

from admin.measures.conditions import Among, Condition, Every, Known, No, Not, Some, Yes

if TYPE_CHECKING:
    from collections.abc import Mapping


def put(  # noqa: PLR0911 - a kind of condition a line
    condition: Condition, columns: Mapping[str, ColumnElement[Any]]
) -> ColumnElement[bool]:
    """Write a condition over these columns. Like the condition itself, it is never null.

    Texts are never null in `columns`, yes and no may be.
    """
    match condition:
        case Among(column, values):
            return columns[column].in_(sorted(values)) if values else false()
        case Yes(column):
            return columns[column].is_(true())
        case No(column):
            return columns[column].is_(false())
        case Known(column):
            return _is_known(columns[column])
        case Every(conditions):
            return and_(true(), *(put(each, columns) for each in conditions))
        case Some(conditions):
            return or_(false(), *(put(each, columns) for each in conditions))
        case Not(inner):
            return ~put(inner, columns)


def _is_known(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column != "" if isinstance(column.type, String | AutoString) else column.is_not(None)

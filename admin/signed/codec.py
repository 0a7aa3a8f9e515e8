"""The counts of a period as JSON, to be kept for good, and back. Pure.

Every dataclass is written field by field under its own names, so that a person can read it without this
program. What a later version adds takes its default when an older document is read; what it no longer has is
passed over. Words are left out: they are kept elsewhere, and go when somebody is erased.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from admin import gathered, groups, periods
from admin.gathered import Gathered
from admin.measures import kinds, shares
from admin.quotes import reading
from admin.signed.unreadable import UnreadableError
from admin.summary import beside, figures, forms, placements, questions
from admin.summary import summary as counted
from admin.summary.summary import Summary
from forms import definition
from forms.definition import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    FindForm = Callable[[str, str], Form | None]

VERSION = 1
"""Of this way of writing. A change that an older reader would misread gets another number."""
_ROOMS = (
    beside,
    figures,
    gathered,
    groups,
    kinds,
    shares,
    periods,
    reading,
    forms,
    placements,
    questions,
    counted,
    definition,
)
_KNOWN: Mapping[str, Any] = {
    name: known for room in _ROOMS for name, known in vars(room).items() if isinstance(known, type)
} | {"Mapping": Mapping, "date": date, "Number": float}
"""What counts are made of: modules import these for the type check alone, so they are looked up here."""


def leave_words_out(summary: Summary) -> Summary:
    """Return the counts alone: no quotation, and nothing that was gathered in words."""
    return replace(
        summary,
        quotes=(),
        pairs=(),
        themes=tuple(replace(theme, quotes=()) for theme in summary.themes),
        gathered=Gathered(elsewhere=summary.gathered.elsewhere, past=summary.gathered.past),
    )


def write_counts(summary: Summary) -> dict[str, Any]:
    """Write the counts of a period as JSON values, without words. Forms are named by key and version."""
    return {"version": VERSION, "summary": _write(leave_words_out(summary))}


def read_counts(document: Mapping[str, Any], find_form: FindForm) -> Summary:
    """Read the counts of a period. Raises UnreadableError: another version, or a form that is gone."""
    if document.get("version") != VERSION:
        raise UnreadableError("the counts are written in a way that this version does not know")
    try:
        summary = _read(Summary, document["summary"], find_form)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(f"the counts cannot be read: {type(error).__name__}") from None
    if not isinstance(summary, Summary):
        raise UnreadableError("the counts are none")
    return summary


def _write(value: Any) -> Any:  # noqa: ANN401 - whatever counts are made of
    if isinstance(value, Form):
        return {"key": value.key, "version": value.version}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_write(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _write(one) for key, one in value.items()}
    if is_dataclass(value):
        return {field.name: _write(getattr(value, field.name)) for field in fields(value)}
    return value


def _read(hint: Any, value: Any, find_form: FindForm) -> Any:  # noqa: ANN401 - likewise
    """Read a value that should be what the type says."""
    if get_origin(hint) is UnionType:
        return _read_optional(hint, value, find_form)
    if hint is Form:
        return _find(find_form, value["key"], value["version"])
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], one, find_form) for one in value)
    if get_origin(hint) is Mapping:
        return {key: _read(get_args(hint)[1], one, find_form) for key, one in value.items()}
    if is_dataclass(hint):
        return _read_fields(hint, value, find_form)
    return _read_plain(hint, value)


def _read_plain(hint: Any, value: Any) -> Any:  # noqa: ANN401 - likewise
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if issubclass(hint, Enum) else value


def _read_optional(hint: Any, value: Any, find_form: FindForm) -> Any:  # noqa: ANN401 - likewise
    if value is None:
        return None
    (of,) = (one for one in get_args(hint) if one is not NoneType)
    return _read(of, value, find_form)


def _read_fields(of: Any, values: Mapping[str, Any], find_form: FindForm) -> Any:  # noqa: ANN401 - likewise
    hints = get_type_hints(of, vars(sys.modules[of.__module__]), dict(_KNOWN))
    read = {
        field.name: _read(hints[field.name], values[field.name], find_form)
        for field in fields(of)
        if field.init and field.name in values
    }
    return of(**read)


def _find(find_form: FindForm, key: str, version: str) -> Form:
    form = find_form(key, version)
    if form is None:
        raise UnreadableError(f"version {version} of the form {key} is not here")
    return form

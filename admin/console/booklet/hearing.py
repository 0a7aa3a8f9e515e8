"""Who may hear an answer, as paper asks it: beside what is told in words or drawn, and once for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.console.booklet.sheet import list_rows
from forms.definition import SEALED_KINDS, SharingAsked
from forms.moves import Share
from forms.sharing import PRIVATE, WHOLE, find_common, find_sharing, may_choose
from forms.sharing_words import label_sharing, list_labels
from forms.web.given import first
from forms.web.hearing import Hear, build_hear, read_sharing
from forms.web.places import number_question
from forms.web.whole import prefix_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.console.booklet.sheet import Sheet
    from forms.definition import Question
    from forms.sharing import Sharing
    from forms.web.given import Fields

REST = "rest-"
"""Stands before the field of the one choice at the end of the booklet."""


def build_own(sheet: Sheet, row: Question, fields: Fields) -> Hear | None:
    """Build the choice beside a question; None where paper has none there."""
    if row.kind not in SEALED_KINDS:
        return None
    return build_hear(sheet.form, row, sheet.state, fields, prefix_fields(number_question(sheet.form, row)))


def build_rest(sheet: Sheet, fields: Fields) -> Hear | None:
    """Build the one choice at the end: for all answers, or for those that have none beside them."""
    if sheet.form.sharing is SharingAsked.NEVER:
        return None
    rest = (key for key, prefix in _list_keys(sheet) if prefix == REST)
    held = find_common(sheet.state.sharing.get(key, PRIVATE) for key in rest)
    chosen = read_sharing(first(fields, f"{REST}sharing")) or held or PRIVATE
    return Hear(label_sharing(sheet.form, chosen), list_labels(sheet.form), chosen, chosen, REST)


def _list_keys(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield each key that a choice is kept under, and what stands before its field."""
    if sheet.form.sharing is SharingAsked.ONCE:
        yield WHOLE, REST
        return
    for row in list_rows(sheet.form):
        if may_choose(sheet.form, row):
            is_own = row.kind in SEALED_KINDS
            yield row.key, prefix_fields(number_question(sheet.form, row)) if is_own else REST


def read_shares(sheet: Sheet, fields: Fields, *, is_fresh: bool) -> Iterator[Share]:
    """Yield who may hear what. A page that is not `is_fresh` can only let fewer people hear."""
    for key, prefix in _list_keys(sheet):
        chosen = read_sharing(first(fields, f"{prefix}sharing"))
        if chosen is not None:
            yield Share(key, chosen, sheet.state.sharing.get(key, PRIVATE) if is_fresh else None)


def name_heard(sheet: Sheet, row: Question) -> str:
    """Say who may hear an answer; nothing where there is no such choice."""
    held: Sharing | None = find_sharing(sheet.form, row, sheet.state.sharing)
    is_chosen = sheet.form.sharing is SharingAsked.ONCE or may_choose(sheet.form, row)
    return label_sharing(sheet.form, held) if held is not None and is_chosen else ""

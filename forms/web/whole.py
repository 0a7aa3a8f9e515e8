"""The page with all questions: what it shows, and how it is read back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms import wording
from forms.definition import Form, Kind, Question
from forms.route import find_route
from forms.sharing import WHOLE
from forms.speaking import gettext
from forms.web.controls import Control, build_control
from forms.web.given import Fields, first, make_move_or_skip, read_given, read_number, write_given
from forms.web.hearing import Hear, build_hear, build_whole, read_share
from forms.web.pages import Fault, show, wear
from forms.web.places import find_numbered, number_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web

    from forms.answers import RejectionCode
    from forms.intake import Taken
    from forms.moves import Inbound, State
    from forms.web.posted import Posted


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the page: a note, or a question with its control."""

    question: Question
    control: Control
    fault: str = ""
    hear: Hear | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page as it is to be shown: with what is held, or with what was given and refused."""

    form: Form
    state: State
    rows: tuple[Question, ...]
    fields: Fields
    revision: int
    faults: Mapping[str, RejectionCode] = field(default_factory=dict)


def prefix_fields(number: int) -> str:
    """Return what stands before the names of a question's fields on this page."""
    return f"q{number}-"


def list_shown(form: Form, state: State) -> tuple[Question, ...]:
    """Return the rows to show: those that apply, and depend on no answer that is still to come."""
    route = find_route(form, state.answers)
    return tuple(row for row in route if all(need.names <= state.answers.keys() for need in row.relevant))


def show_whole(request: web.Request, form: Form, state: State) -> web.Response:
    """Show the page with what is held."""
    rows = list_shown(form, state)
    fields: dict[str, list[str]] = {}
    for row in rows:
        prefix = prefix_fields(number_question(form, row))
        fields |= write_given(row, state.answers.get(row.key), prefix)
    return _show(request, Sheet(form, state, rows, fields, state.revision))


def show_refused(request: web.Request, taken: Taken, posted: Posted) -> web.Response:
    """Show the page again, with all that was given and what is wrong with it."""
    form, state = taken.form, taken.state
    asked = {question.key for _, question in _list_asked(form, posted)}
    notes = {row.key for row in list_shown(form, state) if row.kind is Kind.NOTE}
    rows = tuple(row for row in form.questions if row.key in asked | notes)
    return _show(request, Sheet(form, state, rows, posted.fields, posted.revision, taken.refused))


def _show(request: web.Request, sheet: Sheet) -> web.Response:
    wear(request, sheet.form)
    items = [_build_item(sheet, row) for row in sheet.rows]
    asked = (row for row in sheet.rows if row.kind is not Kind.NOTE)
    return show(
        request,
        "whole.html",
        gettext("All questions"),
        422 if sheet.faults else 200,
        [Fault(item.fault, item.control.id) for item in items if item.fault],
        form=sheet.form,
        takes_files=any(row.takes for row in sheet.rows),
        items=items,
        hear_once=build_whole(sheet.form, sheet.state, sheet.fields),
        revision=sheet.revision,
        shown=" ".join(str(number_question(sheet.form, row)) for row in asked),
    )


def _build_item(sheet: Sheet, row: Question) -> Item:
    prefix = prefix_fields(number_question(sheet.form, row))
    code = sheet.faults.get(row.key)
    return Item(
        row,
        build_control(row, sheet.fields, prefix),
        wording.explain(code, row) if code else "",
        build_hear(sheet.form, row, sheet.state, sheet.fields, prefix),
    )


def _list_asked(form: Form, posted: Posted) -> list[tuple[int, Question]]:
    """Return the questions that the page says it showed, numbered and each once.

    Only those can have been left out.
    """
    numbers = dict.fromkeys(read_number(text) or 0 for text in first(posted.fields, "shown").split())
    found = ((number, find_numbered(form, number)) for number in numbers)
    return [(number, row) for number, row in found if row is not None and row.kind is not Kind.NOTE]


def read_moves(form: Form, posted: Posted) -> list[Inbound]:
    """Return the moves that the page makes: an answer to each question it showed, and who may hear it."""
    moves: list[Inbound] = [*read_share(WHOLE, posted.fields)]
    for number, question in _list_asked(form, posted):
        prefix = prefix_fields(number)
        moves.append(make_move_or_skip(question, read_given(question, posted.fields, prefix)))
        moves += read_share(question.key, posted.fields, prefix)
    return moves

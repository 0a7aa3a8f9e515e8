"""What is held of a browser's conversation, read for the page that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select
from sqlmodel import col

from forms.answering import find_way_back
from forms.keys import TamperedError
from forms.languages.forms_said import speak_of
from forms.moves import State
from forms.problems import Problem, ProblemCode
from forms.records import Response
from forms.responses import open_draft
from forms.web.faults import ProblemError
from forms.web.pages import wear
from forms.web.parts import PARTS
from forms.web.posted import find_ticket
from forms.web.ticket import PAPER

if TYPE_CHECKING:
    from aiohttp import web

    from forms.answering import SafeWay
    from forms.definition import Form
    from forms.units import Row
    from forms.web.parts import Parts
    from forms.web.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that was begun here; `receipt` once it was sent, and then no answers any more."""

    form: Form
    state: State
    response_id: str
    receipt: str | None
    language: str
    """The code of the language it was last asked in."""
    unread: frozenset[str] = frozenset()
    """Of a booklet that is typed in: questions whose answer could not be read."""
    way_back: SafeWay | None = None
    """How whoever sent it may be answered; None until it is sent."""

    @property
    def waits_here(self) -> bool:
        """Tell whether an answer was asked for here."""
        return self.way_back is not None and self.way_back.is_here

    @property
    def has_answers(self) -> bool:
        """Tell whether anything was answered or left out yet."""
        return bool(self.state.answers)


async def find_held_here(request: web.Request) -> Held | None:
    """Find the conversation of the browser that asks; None if it has no code, or has not begun."""
    ticket = find_ticket(request)
    if ticket is None or not ticket.invitation_id:
        return None
    held = await find_held(request.app[PARTS], ticket)
    if held:
        wear(request, held.form)
    return held


_BY_OWNER = select(
    col(Response.id),
    col(Response.form_key),
    col(Response.form_version),
    col(Response.submitted_at),
    col(Response.receipt),
    col(Response.draft),
    col(Response.draft_day),
    col(Response.answer_by),
    col(Response.channel),
    col(Response.language),
).where(col(Response.owner) == bindparam("owner"))


async def find_held(parts: Parts, ticket: Ticket) -> Held | None:
    """Find this browser's conversation; None if it has not begun one.

    Raises ProblemError if its form cannot be read any more.
    """
    rows = await parts.store.read(_BY_OWNER, {"owner": ticket.owner(parts.keys).hash})
    return _open(parts, ticket, rows[0]) if rows else None


def _open(parts: Parts, ticket: Ticket, row: Row) -> Held | None:
    form = parts.library.find(row["form_key"], row["form_version"])
    if form is None:
        raise ProblemError(Problem(ProblemCode.FORM_GONE))
    form = speak_of(_ask_of(form, ticket))
    if row["submitted_at"]:
        way_back = find_way_back(row["answer_by"], row["channel"])
        return Held(form, State(), row["id"], row["receipt"], row["language"], way_back=way_back)
    try:
        draft = open_draft(ticket.owner(parts.keys), row)
    except TamperedError:
        return None
    return Held(form, draft.state, row["id"], None, row["language"], draft.unread)


def _ask_of(form: Form, ticket: Ticket) -> Form:
    if ticket.note == PAPER:
        return form.on_paper
    return form.away if ticket.is_lent else form

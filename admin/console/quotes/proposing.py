"""Proposing words for the report: what was typed is read, kept, and shown again where something is wrong."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.console.pages import show
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as
from admin.quotes.proposals import ProposeUnit, Wording
from forms.audit import Done
from forms.web.given import first
from forms.web.pages import Fault
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from admin.quotes.proposals import Proposal
    from forms.definition import Question
    from forms.web.given import Fields

MAX_WORDS = 600
NO_QUESTION = "Choose which answer it is from."
NO_WORDS = "Write the words as they may stand in the report."
TOO_LONG = f"Keep it under {MAX_WORDS} letters."


@dataclass(frozen=True, slots=True)
class Quoting:
    """Words of an answer, as they may stand in the report."""

    question_key: str
    wording: Wording


def read_quoted(fields: Fields, quotable: Sequence[Question]) -> Quoting | tuple[Fault, ...]:
    """Read which answer is quoted, and how; or what is wrong."""
    key, words = first(fields, "question"), first(fields, "words").strip()
    is_offered = key in {question.key for question in quotable}
    faults = (*(() if is_offered else (Fault(NO_QUESTION, "question-1"),)), *check_words(words, "words"))
    return faults or Quoting(key, Wording(words))


def check_words(words: str, field: str) -> tuple[Fault, ...]:
    """Say what keeps words from being proposed."""
    if not words:
        return (Fault(NO_WORDS, field),)
    return (Fault(TOO_LONG, field),) if len(words) > MAX_WORDS else ()


async def propose(request: web.Request, proposal: Proposal, of: str, page: str) -> bool:
    """Propose words, on record; pressed twice on one page, once. False: what they are of is gone.

    Raises StoreUnavailableError.
    """
    parts = request.app[PARTS]
    quote_id = parts.keys.mac("quote", of, page)
    unit = ProposeUnit(parts.keys, quote_id, proposal, parts.clock())
    done = Done("quote.propose", act_as(request), quote_id)
    return await request.app[RECORD].write(request, done, unit)


def show_quoting(
    request: web.Request,
    fields: Fields,
    faults: tuple[Fault, ...],
    quotable: Sequence[Question],
    back_to: tuple[str, str],
) -> web.Response:
    """Show which answers may be quoted, and room for the wording."""
    return show(
        request,
        "quote_new.html",
        "Words for the report",
        422 if faults else 200,
        faults,
        back_to=back_to,
        questions=[(question.key, question.label) for question in quotable],
        given={name: first(fields, name) for name in ("question", "words")},
        page=first(fields, "page") or secrets.token_hex(8),
    )

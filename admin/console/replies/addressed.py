"""Whom something is said to: the response, its form, the one safe way, and whether the way is open."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.accounts.roles import Role
from admin.console.staff import STAFF, find_reach
from admin.safe_way import explain_safe_way
from forms.answering import NOTICE, SafeWay, Way, find_way_back
from forms.languages.forms_said import translate_form
from forms.messages import TELEGRAM, find_chat_of, may_be_written_to, show_saying
from forms.records import Invitation, Response, ResponseAnswer
from forms.speaking import ENGLISH, Language, safely, speaking
from forms.web.language import OFFERED
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.definition import Form
    from forms.message_words import Shown
    from forms.messages import Saying
    from forms.units import Row

WANTS = ("tell_back", "reply_want")
"""The questions by which somebody asks for an answer."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whoever sent a response, as somebody who can be answered."""

    response: Row
    form: Form
    way: SafeWay
    chose_way: bool
    """False: nobody asked them, or they chose nothing; so the most careful way holds."""
    wants_answer: bool | None
    """None: their form does not ask."""
    language: Language
    is_shut: bool = False
    """Their chat cannot be written to any more: it was blocked, or told us to stop."""

    @property
    def address(self) -> str:
        """Return where the pages about this response are."""
        return f"/console/responses/{self.response['id']}"

    @property
    def is_child(self) -> bool:
        """Tell whether a child is spoken to, and not a grown-up."""
        return bool(self.response["audience"] == "child")

    @property
    def is_chat(self) -> bool:
        """Tell whether they read it in a chat."""
        return self.way.is_here and self.response["channel"] == TELEGRAM

    @property
    def is_read_here(self) -> bool:
        """Tell whether they read the words where they answered; otherwise somebody has to tell them."""
        return self.way.shows_words_here and not self.is_shut

    @property
    def how(self) -> str:
        """Say how they may be answered."""
        return explain_safe_way(self.way.codes)

    @property
    def notice(self) -> str:
        """Return all that is shown where others may see."""
        with self.speaking():
            return safely(NOTICE)

    def show(self, saying: Saying, author: str, today: date) -> Shown:
        """Return what they will read, in the language they answered in."""
        with self.speaking():
            return show_saying(translate_form(self.form, self.language), saying, author, today)

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak the language they answered in."""
        with speaking(self.language):
            yield

    def say_by_letter(self, words: str) -> str | None:
        """Return what may stand in a letter; None if no letter may go."""
        with self.speaking():
            return self.way.say_by(Way.LETTER, words)


async def find_addressed(request: web.Request) -> Addressed:
    """Find whom the address is about. Raises 404 where nothing was sent, or it is gone."""
    return await address_to(request, request.match_info["response"])


async def address_to(request: web.Request, response_id: str) -> Addressed:
    """Find whoever sent a response. Raises 404 where nothing was sent, or it is gone."""
    parts = request.app[PARTS]
    rows = await parts.store.read(_SENT.where(col(Response.id) == response_id))
    form = parts.library.find(rows[0]["form_key"], rows[0]["form_version"]) if rows else None
    if form is None:
        raise web.HTTPNotFound
    response = rows[0]
    way = find_way_back(response["answer_by"], response["channel"])
    answers = await _read_answers(request, response["id"])
    is_chat = way.is_here and response["channel"] == TELEGRAM
    is_open = not is_chat or may_be_written_to(await find_chat_of(parts.store, parts.keys, response))
    return Addressed(
        response,
        form,
        way,
        chose_way=bool(answers.get("safe_way")),
        wants_answer=_read_wish(form, answers),
        language=request.app[OFFERED].get(response["language"], ENGLISH),
        is_shut=not is_open,
    )


def _read_wish(form: Form, answers: dict[str, str]) -> bool | None:
    asked = [key for key in WANTS if form.find_question(key)]
    return any(answers.get(key) == "yes" for key in asked) if asked else None


async def _read_answers(request: web.Request, response_id: str) -> dict[str, str]:
    """Read what was chosen about being answered: choices, nobody's words."""
    rows = await request.app[PARTS].store.read(_CHOSEN.where(col(ResponseAnswer.response_id) == response_id))
    return {row["question_key"]: row["value"] for row in rows}


def act_as(request: web.Request) -> str:
    """Say in which role somebody acts here: as the child's IRO, or as the manager."""
    if find_reach(request) is not None:
        return Role.IRO
    return Role.MANAGER if Role.MANAGER in request[STAFF].roles else min(request[STAFF].roles)


_SENT = (
    select(Response.__table__, col(Invitation.review_ref))  # type: ignore[attr-defined]  # SQLModel declares it at run time
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .where(col(Response.sealed_key).is_not(None))
)
_CHOSEN = select(col(ResponseAnswer.question_key), col(ResponseAnswer.value)).where(
    col(ResponseAnswer.question_key).in_(("safe_way", *WANTS))
)

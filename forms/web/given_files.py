"""The answer to one question, with files: what the buttons of its page mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.attachments.sealed import SealedFile, seal_file
from forms.given_files import Refusal
from forms.moves import Change, Detach, Reply, Skip, SkipRest, Stop
from forms.web.given import make_move, read_given
from forms.web.hearing import read_share

if TYPE_CHECKING:
    from forms.definition import Question
    from forms.moves import Files, Inbound
    from forms.web.parts import Parts
    from forms.web.posted import Posted

TAKE_AWAY = "remove-"
"""What the button beside a file says, before its mark."""


async def remake_files(parts: Parts, posted: Posted) -> tuple[tuple[SealedFile, ...], Refusal | None]:
    """Make the files that came anew and seal them; say why the last of those left out is not taken."""
    taken: list[SealedFile] = []
    refusal = posted.refusal
    for content in posted.files:
        made = await parts.remaker.remake(content)
        if isinstance(made, Refusal):
            refusal = made
        else:
            taken.append(seal_file(parts.new_id(), made))
    return tuple(taken), refusal


def list_moves(question: Question, posted: Posted, files: Files, *, refused: bool) -> tuple[Inbound, ...]:
    """Return what a button of the page means. Words are taken along, unless it was 'Skip'."""
    if posted.act == "skip":
        return (Skip(question.key, posted.shown),)
    given = read_given(question, posted.fields)
    answer = _answer(question, given, posted.shown, files)
    shares = read_share(question.key, posted.fields)
    said = (*shares, answer) if given or files else shares
    if posted.act == "stop":
        return (*said, Stop())
    if posted.act.startswith(TAKE_AWAY):
        return (*said, Detach(question.key, posted.act.removeprefix(TAKE_AWAY)))
    if posted.act == "add" or refused:
        return (*said, Change(question.key))
    return (*said, SkipRest()) if posted.act == "all" else (*shares, answer)


def _answer(question: Question, given: tuple[str, ...], revision: int | None, files: Files) -> Inbound:
    if question.takes:
        return Reply(question.key, revision, "\n".join(given), files)
    return make_move(question, given, revision)

"""What is said about who may hear an answer. Read it aloud before changing it: children rely on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import Reader, SharingAsked
from forms.sharing import Sharing
from forms.speaking import N_, S_, gettext, safely

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.definition import Form

WHO_MAY_HEAR = N_("Who may hear this?")
DIFFERENT = N_("Not the same for every answer")

_READ_OUT = N_("It may be read out at my meeting")
_LABELS = {
    Reader.IRO: (N_("Only my IRO"), N_("My IRO may say it for me"), _READ_OUT),
    Reader.ADVISER: (N_("Only my adviser"), N_("My adviser may say it for me"), _READ_OUT),
    Reader.CHAIR: (N_("Only the chair"), N_("The chair may say it for me"), _READ_OUT),
    Reader.MANAGER: (N_("Only the manager"), N_("The manager may say it for me"), _READ_OUT),
}
_AT_FIRST = {
    Reader.IRO: N_("If you choose nothing, only your IRO hears it."),
    Reader.ADVISER: N_("If you choose nothing, only your adviser hears it."),
    Reader.CHAIR: N_("If you choose nothing, only the chair hears it."),
    Reader.MANAGER: N_("If you choose nothing, only the manager hears it."),
}
_HOW = {
    SharingAsked.EACH: N_("You choose who may hear each answer."),
    SharingAsked.ONCE: N_("At the end you choose who may hear it."),
}
_STILL = S_("That is so whatever you choose.")


def label_sharing(form: Form, sharing: Sharing) -> str:
    """Say who may hear an answer, in the words of the child."""
    return gettext(_LABELS[form.reader][list(Sharing).index(sharing)])


def label_common(form: Form, sharing: Sharing | None) -> str:
    """Say who may hear all answers; None where they differ."""
    return gettext(DIFFERENT) if sharing is None else label_sharing(form, sharing)


def list_labels(form: Form) -> list[tuple[Sharing, str]]:
    """List every choice with its words, the most private first."""
    return [(sharing, label_sharing(form, sharing)) for sharing in Sharing]


def say_who_may_hear(form: Form) -> Iterator[str]:
    """Say before question 1 that it is the child who chooses; nothing where there is no such choice."""
    if form.sharing is not SharingAsked.NEVER:
        yield f"{gettext(_HOW[form.sharing])} {gettext(_AT_FIRST[form.reader])}"


def say_what_still_holds(form: Form) -> Iterator[str]:
    """Say, right behind the one exception, that no choice changes it."""
    if form.sharing is not SharingAsked.NEVER:
        yield safely(_STILL)

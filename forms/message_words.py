"""What a person reads of a message, the same in every channel. Read it aloud before changing it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from forms.answering import MessageKind
from forms.definition import Reader
from forms.introduction import name_reader
from forms.speaking import N_, gettext, write_day

if TYPE_CHECKING:
    from datetime import date

    from forms.definition import Form

TITLE = N_("Messages for you")
READ_IT = N_("Read it")
NONE_NOW = N_("There is no message for you now.")
_WROTE = N_("{who} wrote this on {day}.")
_WAS_READ = N_("{who} has read what you sent.")
_HEAR_MORE = N_("You will hear more by {day}.")
YOU_SAID = N_("You said")
WHAT_HAPPENED = N_("What happened")
STANDING_IN = "cover"
"""Why somebody opened it who is no manager: they do the job of the person it was for, who is away."""
FILE = "file"
"""Why a manager opened it: somebody asked for everything that is held about the child."""
OPENED = N_("A manager opened what you sent. You can ask why.")
"""Where the reason is not to be said, or is one that we have no words for."""
_OPENED_BECAUSE = {
    "reader_away": N_("A manager opened what you sent, because the person it was for was away."),
    "safety": N_("A manager opened what you sent, because someone may be hurt."),
    "asked_by_child": N_("A manager opened what you sent, because you asked for that."),
    "complaint": N_("A manager opened what you sent, because someone complained or asked to see the file."),
    FILE: N_("A manager opened what you sent, because someone asked to see the file about you."),
    STANDING_IN: N_("The person it was for was away. Someone doing their job for now opened what you sent."),
}
_MANAGER = N_("The manager")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it is read: blocks under headings (most have none), and a line on who wrote it."""

    blocks: tuple[tuple[str, str], ...]
    foot: str = ""


@dataclass(frozen=True, slots=True)
class More:
    """What else a message says: why it was opened, or by when more is to be heard."""

    reason: str = ""
    promised_on: date | None = None


def name_author(form: Form, name: str) -> str:
    """Name whoever wrote: by name, else by the job of the person who reads the form."""
    if name:
        return name
    return gettext(_MANAGER) if form.reader is Reader.MANAGER else name_reader(form)


def explain_opening(reason: str) -> str:
    """Say that somebody else opened what was sent, and why, in one true sentence."""
    return gettext(_OPENED_BECAUSE.get(reason, OPENED))


def show_words(kind: MessageKind, who: str, written_on: date, words: tuple[str, str], more: More) -> Shown:
    """Return what is read. `words`: those written for the person, and what they had said, where told."""
    wrote = gettext(_WROTE).format(who=who, day=write_day(written_on))
    match kind:
        case MessageKind.READ:
            return Shown((("", gettext(_WAS_READ).format(who=who)),))
        case MessageKind.TOLD:
            return Shown((("", explain_opening(more.reason)),))
        case MessageKind.REPLY:
            return Shown((("", words[0]), *_say_more(more)), wrote)
        case MessageKind.HAPPENED:
            blocks = ((gettext(YOU_SAID), words[1]), (gettext(WHAT_HAPPENED), words[0]))
            return Shown((*blocks, *_say_more(more)), wrote)
    assert_never(kind)


def _say_more(more: More) -> tuple[tuple[str, str], ...]:
    if more.promised_on is None:
        return ()
    return (("", gettext(_HEAR_MORE).format(day=write_day(more.promised_on))),)

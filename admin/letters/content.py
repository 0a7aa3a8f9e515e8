"""What stands in one letter, whatever it is printed by: the PDF and the page are made from the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.letters import reminding, words
from admin.printed.help_routes import HELP_TITLE, list_routes
from admin.printed.voices import Voice, choose_voice, write_opening
from admin.printed.way_in import write_way_in
from forms.definition import Audience, Reader
from forms.introduction import say_what_for, say_who_reads
from forms.languages.forms_said import speak_of
from forms.speaking import ENGLISH, N_, gettext, safely, spoken
from forms.wording import HURT

if TYPE_CHECKING:
    from datetime import date

    from admin.printed.way_in import WayIn
    from admin.timetable import Step
    from forms.definition import Form
    from forms.speaking import Language
    from forms.wording import Council, Route

GREETING = N_("Hello")
ROLES = {
    Reader.IRO: N_("Independent Reviewing Officer (IRO)"),
    Reader.ADVISER: N_("Pathway reviewer or personal adviser"),
    Reader.CHAIR: N_("Chair of the meeting"),
}
"""Jobs of those whose name can stand over "who reads this". A manager's name is not known here."""


class LetterTooLongError(Exception):
    """What a letter is to say does not fit its page, at the smallest size."""


@dataclass(frozen=True, slots=True)
class Writer:
    """What every letter of a council has in common. `public_url` is the address that people open."""

    council: Council
    greeting: str
    public_url: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter is for: no name, since the letter carries none. `iro_name` is who runs the meeting."""

    form: Form
    audience: Audience
    takes: int
    iro_name: str
    code: str
    last_day: date
    number: str
    reminder: Step | None = None
    """Which reminder the letter is; None for an invitation."""


@dataclass(frozen=True, slots=True)
class Card:
    """Who reads it: a name and a role where they are known, and what is done with the answers."""

    title: str
    name: str
    role: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One page, in one language."""

    language: Language
    number: str
    council: str
    title: str
    greeting: str
    opening: tuple[str, ...]
    way_in: WayIn
    reader: Card
    ways_title: str
    ways: tuple[str, ...]
    help_title: str
    help_routes: tuple[Route, ...]
    is_large: bool
    foot: str

    def list_given(self) -> tuple[str, ...]:
        """List the texts that come from a council's settings and files."""
        card = self.reader
        return (self.council, self.greeting, self.title, self.way_in.address, card.name, *card.lines)


def write_letter(writer: Writer, whom: Addressee) -> Letter:
    """Write the letter of one person, in the language spoken now."""
    form, voice = speak_of(whom.form), choose_voice(whom.form, whom.audience)
    return Letter(
        language=spoken(),
        number=whom.number,
        council=writer.council.name[:1].upper() + writer.council.name[1:],
        title=form.title,
        greeting=gettext("{greeting},").format(greeting=_greet(writer.greeting)),
        opening=_write_opening(voice, form, whom.reminder),
        way_in=write_way_in(writer.public_url, whom.code, voice, whom.last_day, whom.takes),
        reader=_write_card(form, whom.iro_name),
        ways_title=gettext(words.OTHER_WAYS_TITLE[voice]),
        ways=_list_ways(voice, form, whom.reminder),
        help_title=safely(HELP_TITLE[whom.audience is Audience.CHILD]),
        help_routes=tuple(list_routes(writer.council, whom.audience)),
        is_large=voice is Voice.LITTLE,
        foot=gettext("Letter {number}").format(number=whom.number),
    )


def _write_opening(voice: Voice, form: Form, reminder: Step | None) -> tuple[str, ...]:
    if reminder is None:
        return write_opening(voice, form, say_what_for(form))
    return reminding.write_opening(voice, reminder)


def _list_ways(voice: Voice, form: Form, reminder: Step | None) -> tuple[str, ...]:
    if reminder is None:
        return words.list_ways(voice, form)
    return (*words.list_ways(voice, form, is_reminder=True), *reminding.list_ways())


def _greet(greeting: str) -> str:
    """Greet in the language spoken now: a council's own words are English, and a letter is no mix."""
    is_said = spoken().code == ENGLISH.code or greeting in spoken().words
    return gettext(greeting if is_said else GREETING)


def _write_card(form: Form, name: str) -> Card:
    """Name whoever reads it, or ran the meeting, once: a name may be long."""
    said = (*say_who_reads(form, ""), safely(HURT))
    title = gettext(words.READER_TITLE)
    if name and form.reader is Reader.MANAGER:
        return Card(title, "", "", (gettext("{name} ran the meeting.").format(name=name), *said))
    role = gettext(ROLES[form.reader]) if name and form.reader in ROLES else ""
    return Card(title, name, role, said)

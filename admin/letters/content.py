"""What stands in one letter, whatever it is printed by: the PDF and the page are made from the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.letters import words
from admin.letters.words import invite_to_talk
from admin.printed.help_routes import HELP_TITLE, HURT, list_routes
from admin.printed.voices import Voice, choose_voice, write_opening
from admin.printed.way_in import write_way_in
from forms.definition import Audience, Reader
from forms.introduction import say_what_for, say_who_reads
from forms.speaking import spoken

if TYPE_CHECKING:
    from datetime import date

    from admin.printed.way_in import WayIn
    from forms.definition import Form
    from forms.speaking import Language
    from forms.wording import Council, Route

ROLES = {
    Reader.IRO: "Independent Reviewing Officer (IRO)",
    Reader.ADVISER: "Pathway reviewer or personal adviser",
    Reader.CHAIR: "Chair of the meeting",
}
"""Jobs of those whose name can stand over "who reads this". A manager's name is not known here."""


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

    def list_given(self) -> tuple[str, ...]:
        """List the texts that come from a council's settings and files."""
        card = self.reader
        return (self.council, self.greeting, self.title, self.way_in.address, card.name, *card.lines)


def write_letter(writer: Writer, whom: Addressee) -> Letter:
    """Write the letter of one person."""
    form, voice = whom.form, choose_voice(whom.form, whom.audience)
    return Letter(
        language=spoken(),
        number=whom.number,
        council=writer.council.name[:1].upper() + writer.council.name[1:],
        title=form.title,
        greeting=f"{writer.greeting},",
        opening=write_opening(voice, form, say_what_for(form)),
        way_in=write_way_in(writer.public_url, whom.code, voice, whom.last_day, whom.takes),
        reader=_write_card(form, whom.iro_name),
        ways_title=words.OTHER_WAYS_TITLE[voice],
        ways=tuple(way.format(talk=invite_to_talk(voice, form)) for way in words.OTHER_WAYS[voice]),
        help_title=HELP_TITLE[whom.audience is Audience.CHILD],
        help_routes=tuple(list_routes(writer.council, whom.audience)),
        is_large=voice is Voice.LITTLE,
    )


def _write_card(form: Form, name: str) -> Card:
    """Name whoever reads it, or ran the meeting, once: a name may be long."""
    said = (*say_who_reads(form, ""), HURT)
    if name and form.reader is Reader.MANAGER:
        return Card(words.READER_TITLE, "", "", (f"{name} ran the meeting.", *said))
    return Card(words.READER_TITLE, name, ROLES.get(form.reader, "") if name else "", said)

"""What stands in one letter, whatever it is printed by: the PDF and the page are made from the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.letters import words
from admin.letters.words import Voice, choose_voice, invite_to_talk, open_letter
from admin.qr import make_link
from forms.codes import write_code
from forms.definition import Audience, Reader
from forms.introduction import say_what_for, say_who_reads
from forms.wording import Route, list_help_routes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.definition import Form
    from forms.wording import Council

CHILDLINE = "Childline"
MAY_BE_CHILDREN = frozenset({Audience.CHILD, Audience.EVERYONE})
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
    """One page."""

    number: str
    council: str
    title: str
    greeting: str
    opening: tuple[str, ...]
    link: str
    scan: str
    type_it: str
    address: str
    code: str
    until: tuple[str, ...]
    reader: Card
    ways_title: str
    ways: tuple[str, ...]
    help_title: str
    help_routes: tuple[Route, ...]
    is_large: bool


def write_letter(writer: Writer, whom: Addressee) -> Letter:
    """Write the letter of one person."""
    form, voice = whom.form, choose_voice(whom.form, whom.audience)
    place = {
        "day": f"{whom.last_day.day} {whom.last_day:%B %Y}",
        "takes": str(whom.takes),
        "talk": invite_to_talk(voice, form),
    }
    return Letter(
        number=whom.number,
        council=writer.council.name[:1].upper() + writer.council.name[1:],
        title=form.title,
        greeting=f"{writer.greeting},",
        opening=open_letter(voice, form, say_what_for(form)),
        link=make_link(writer.public_url, whom.code),
        scan=words.SCAN[voice],
        type_it=words.TYPE_IT[voice],
        address=short_address(writer.public_url),
        code=write_code(whom.code),
        until=(words.OPEN_UNTIL.format(**place), words.YOURS[voice].format(**place)),
        reader=_write_card(form, whom.iro_name),
        ways_title=words.OTHER_WAYS_TITLE[voice],
        ways=tuple(way.format(**place) for way in words.OTHER_WAYS[voice]),
        help_title=words.HELP_TITLE[whom.audience is Audience.CHILD],
        help_routes=tuple(list_routes(writer.council, whom.audience)),
        is_large=voice is Voice.LITTLE,
    )


def short_address(public_url: str) -> str:
    """Return the address as people type it: without the https that a browser adds by itself."""
    return public_url.removeprefix("https://").rstrip("/")


def _write_card(form: Form, name: str) -> Card:
    """Name whoever reads it, or ran the meeting, once: a name may be long."""
    said = (*say_who_reads(form, ""), words.HURT)
    if name and form.reader is Reader.MANAGER:
        return Card(words.READER_TITLE, "", "", (f"{name} ran the meeting.", *said))
    return Card(words.READER_TITLE, name, ROLES.get(form.reader, "") if name else "", said)


def list_routes(council: Council, audience: Audience) -> Iterator[Route]:
    """Yield the ways to help that are known: a number that is not set is left out."""
    for route in list_help_routes(council):
        if route.number and (route.name != CHILDLINE or audience in MAY_BE_CHILDREN):
            yield route

"""What stands in one booklet, from cover to envelope, whatever it is printed by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.paper import words
from admin.paper.pieces import (
    Blanks,
    Block,
    Booklet,
    Card,
    CodeCard,
    Envelope,
    HelpCard,
    Opening,
    Tone,
    Words,
)
from admin.paper.questions import list_questions
from admin.printed.help_routes import HELP_TITLE, MAY_BE_CHILDREN, list_routes
from admin.printed.voices import Voice, choose_voice, write_opening
from admin.printed.way_in import write_way_in
from forms.definition import Anonymity, Audience, Reader, Timing
from forms.introduction import name_reader, say_what_for, say_who_reads
from forms.languages.forms_said import speak_of
from forms.sharing_words import say_what_still_holds, say_who_may_hear
from forms.speaking import gettext, safely, say
from forms.without_name import UNNAMED
from forms.wording import HURT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from admin.paper.pieces import Piece
    from admin.paper.questions import Setting
    from forms.definition import Form
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class Printer:
    """What every booklet of a council has in common. `return_to` is its address; empty if it is not set."""

    council: Council
    public_url: str
    return_to: str


@dataclass(frozen=True, slots=True)
class Code:
    """What makes a booklet somebody's: the code of an invitation, until when, who runs the meeting."""

    code: str
    last_day: date
    takes: int
    iro_name: str


@dataclass(frozen=True, slots=True)
class Order:
    """A booklet to make; without a code it is a blank one."""

    form: Form
    audience: Audience
    code: Code | None = None

    @property
    def is_unnamed(self) -> bool:
        """Tell whether it is to come back without a name: a blank one of a form that may be answered so."""
        return self.code is None and self.form.anonymous is Anonymity.CHOICE

    @property
    def said(self) -> Form:
        """The form in the language spoken now."""
        return speak_of(self.form)

    @property
    def asked(self) -> Form:
        """The form as it is asked in here, in English."""
        return self.form.unnamed if self.is_unnamed else self.form.away


def write_booklet(printer: Printer, order: Order, setting: Setting) -> Booklet:
    """Write a booklet."""
    writer = _Writer(printer, order, choose_voice(order.form, order.audience))
    first, *others = list_questions(order.asked, setting)
    asked = (replace(first, opens_page=True), *others)
    blocks = (*writer.write_cover(), *asked, *writer.write_return())
    name = printer.council.name
    return Booklet(order.said.title, name[:1].upper() + name[1:], writer.say_foot(), blocks)


@dataclass(frozen=True, slots=True)
class _Writer:
    printer: Printer
    order: Order
    voice: Voice

    def say_foot(self) -> str:
        is_child = self.order.audience in MAY_BE_CHILDREN
        return safely(words.HELP_FOOT if is_child else words.HELP_FOOT_ADULT)

    def write_cover(self) -> Iterator[Block]:
        """Say what it is for, who reads it, how to fill it in, whose it is, who can help now."""
        form = self.order.said
        opening = write_opening(self.voice, form, say_what_for(form))
        said = " ".join(line for line in opening if line)
        yield _one(Opening(form.title, said, self._choose_scene("talk")))
        how = _one(Card(gettext(words.FILL_TITLE), say(words.FILL[self.voice])))
        yield replace(how, is_small=self.order.code is not None)
        yield replace(_one(Card(gettext(words.READS_TITLE), tuple(self._say_who_reads()))), is_small=True)
        yield from self._write_whose()
        yield self._write_help()

    def _choose_scene(self, name: str) -> str:
        """Children's booklets begin and end with a drawing."""
        return name if self.order.form.audience is Audience.CHILD else ""

    def _say_who_reads(self) -> Iterator[str]:
        code = self.order.code
        yield gettext(words.OPENED)
        yield from say_who_reads(self.order.form, code.iro_name if code else "")
        yield from say_who_may_hear(self.order.form)
        yield " ".join((safely(HURT), *say_what_still_holds(self.order.form)))
        yield gettext(words.NOT_LIVE)

    def _write_whose(self) -> Iterator[Block]:
        """Yield the code; or room for a name; or that no name is needed."""
        if self.order.code:
            yield replace(_one(self._write_code(self.order.code)), is_small=True)
        elif self.order.is_unnamed:
            lines = say((words.UNNAMED, *UNNAMED.sentences[1:]))
            yield replace(_one(Card(gettext(words.UNNAMED_TITLE), lines)), is_small=True)
        else:
            yield _one(
                Words(gettext(words.NAME_TITLE), Tone.HEADING),
                Words(gettext(words.WHY_NAME), Tone.BODY),
                Blanks(say(words.NAMES[self.voice])),
            )

    def _write_code(self, code: Code) -> CodeCard:
        """Write how to use the code; here the paper is the other way."""
        url = self.printer.public_url
        way_in = write_way_in(url, code.code, self.voice, code.last_day, code.takes)
        both = replace(way_in, until=(" ".join((*way_in.until, gettext(words.EITHER))),))
        return CodeCard(gettext(words.PHONE_TITLE[self.voice]), both)

    def _write_help(self) -> Block:
        routes = tuple(list_routes(self.printer.council, self.order.audience))
        title = safely(HELP_TITLE[self.order.audience is Audience.CHILD])
        return replace(_one(HelpCard(title, routes)), is_small=True)

    def write_return(self) -> Iterator[Block]:
        """Yield the last page: the envelope, what happens then, who can help now."""
        lines = split_address(self.printer.return_to)
        write = words.WRITE_ON_IT if lines else words.WRITE_BY_HAND[self.voice]
        hand_over = gettext(words.HAND_OVER[self.voice])
        pieces: tuple[Piece, ...] = (
            Opening(gettext(words.DONE_TITLE), "", self._choose_scene("thanks")),
            Words(f"1. {gettext(words.CLOSE[self.voice])}", Tone.BODY),
            Words(f"2. {gettext(write)}", Tone.BODY),
            Envelope(lines),
            Words(f"3. {hand_over} {gettext(words.NOBODY_ELSE[self.voice])}", Tone.BODY),
            Words(gettext(words.NO_ENVELOPE[self.voice]), Tone.BODY),
        )
        yield replace(_one(*pieces), opens_page=True)
        yield replace(_one(Card(gettext(words.NEXT_TITLE), tuple(self._say_next()))), is_small=True)
        yield self._write_help()

    def _say_next(self) -> Iterator[str]:
        form, code = self.order.form, self.order.code
        yield gettext(words.OPENED)
        if form.reader is Reader.MANAGER:
            yield from say(words.MANAGER_READS)
        else:
            who = (code.iro_name if code else "") or name_reader(form)
            yield gettext(words.READS_IT).format(who=who)
            if form.timing is Timing.BEFORE:
                yield gettext(words.IN_TIME)
        yield gettext(words.THANKS)


def split_address(written: str) -> tuple[str, ...]:
    """Part an address at its commas, as it is written on an envelope."""
    return tuple(part for part in map(str.strip, written.split(",")) if part)


def _one(*pieces: Piece) -> Block:
    return Block(pieces, kept=(0, len(pieces)))

"""One run of letters: codes are minted and stored, all is drawn, and then all files appear at once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.invitation_rules import NotAsked
from admin.invitations import Turn, invite_together
from admin.letters.content import Addressee, Letter, write_letter
from admin.letters.cover import CoverLine, write_cover
from admin.letters.page import draw_page
from admin.printed.typefaces import say_missing
from forms.london import london_day
from forms.records import Invitation, InvitationCode
from forms.speaking import speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from admin.invitations import Office, Outcome
    from admin.letters.content import Writer
    from admin.printed.tongue import Tongue
    from forms.library import Library

FILES = ("letters.pdf", "letters.html", "cover_list.csv")
LETTER, REMINDER = "letter", "reminder"
"""What codes are made for that a letter carries."""
LETTERS_TEXTS = "the council's name, SAY_LETTER_GREETING and the names of the IROs"
MOST = 2_000
"""Letters in one run: far more than a council's largest month, and some 40 MB while they are drawn."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters and whose each is, in the same order."""

    letters: tuple[Letter, ...]
    cover: tuple[CoverLine, ...]

    def draw(self, tell: Callable[[int, int], None] = lambda *_: None) -> Mapping[str, bytes]:
        """Draw the three files, and tell how many letters are drawn of how many.

        Raises LetterTooLongError.
        """
        from admin.letters.pdf import draw_pdf  # noqa: PLC0415 - what draws a PDF is heavy, and seldom needed

        drawn = draw_pdf(self.letters, tell)
        page = draw_page(self.letters, drawn.scales)
        return dict(zip(FILES, (drawn.pdf, page, write_cover(self.cover)), strict=True))

    def say_missing(self) -> str:
        """Say which signs are drawn as a box, for whoever prints them."""
        return say_missing((text for letter in self.letters for text in letter.list_given()), LETTERS_TEXTS)


async def leave_out_those_with_a_letter(office: Office, turns: Iterable[Turn]) -> list[Turn]:
    """Replace the turns of those who had a letter already. Raises StoreUnavailableError."""
    had = await _read_those_with_a_letter(office)

    def choose(turn: Turn) -> Turn:
        ask = turn.choice
        if isinstance(ask, NotAsked):
            return turn
        whose = ask.review_ref, ask.form_key, ask.audience.value, ask.person
        return Turn(turn.meeting, turn.audience, NotAsked.HAD_A_LETTER) if whose in had else turn

    return [choose(turn) for turn in turns]


async def _read_those_with_a_letter(office: Office) -> set[tuple[str, ...]]:
    columns = (Invitation.review_ref, Invitation.form_key, Invitation.audience, Invitation.person)
    rows = await office.store.read(
        select(*(col(column) for column in columns))
        .join(InvitationCode, col(InvitationCode.invitation_id) == col(Invitation.id))
        .where(col(InvitationCode.made_for).in_((LETTER, REMINDER)))
    )
    return {tuple(map(str, row.values())) for row in rows}


async def mint_letters(office: Office, turns: Sequence[Turn], now: datetime) -> list[Outcome]:
    """Invite where need be, and mint a code for each letter. Raises StoreUnavailableError."""
    return await invite_together(office, turns, now, made_for=LETTER)


def write_batch(writer: Writer, library: Library, outcomes: Iterable[Outcome], tongue: Tongue) -> Batch:
    """Write the letters of those for whom a code was minted, each in the language that `tongue` chooses."""
    mark = f"{secrets.randbelow(10_000):04}"
    pairs = list(_write_pairs(writer, library, outcomes, mark, tongue))
    return Batch(tuple(letter for letter, _ in pairs), tuple(line for _, line in pairs))


def _write_pairs(
    writer: Writer, library: Library, outcomes: Iterable[Outcome], mark: str, tongue: Tongue
) -> Iterator[tuple[Letter, CoverLine]]:
    page = 0
    for outcome in outcomes:
        ask, minted = outcome.ask, outcome.came_of
        if ask is None or isinstance(minted, NotAsked):
            continue
        page += 1
        number, last_day = f"{mark}-{page:03}", london_day(minted.expires_at - timedelta(hours=1))
        form = library.current(ask.form_key)
        whom = Addressee(
            form,
            ask.audience,
            ask.takes,
            outcome.meeting.iro_name,
            minted.code,
            last_day,
            number,
            outcome.reminder,
        )
        chosen = tongue.choose(form, ask.audience, outcome.meeting)
        with speaking(chosen.language):
            letter = write_letter(writer, whom)
        yield letter, CoverLine(page, number, outcome.meeting, ask, last_day, chosen)

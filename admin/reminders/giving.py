"""Giving reminders: each is written down with its code in one transaction, and only while it is due."""

from __future__ import annotations

from asyncio import gather
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.invitation_rules import NotAsked
from admin.invitations import TOGETHER, Minted, Outcome, list_codes, make_code
from admin.letters.batch import REMINDER
from admin.reminders.rules import CODES, REMINDERS, find_reminder
from forms.london import london_day
from forms.records import Invitation, InvitationCode, NoReminder, Reminder, Review
from forms.reminders import Reminded
from forms.units import Delete, Insert, Key, PutUnit, Rows, Writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from admin.invitations import Office
    from admin.reminders.finding import Due, Reminding
    from admin.reminders.rules import Standing
    from admin.timetable import Step, Terms
    from forms.keys import Keys
    from forms.units import Row

BY_LETTER, BY_MOUTH = "letter", "told"
"""By what somebody was reminded."""
ABOUT = ("meeting_kind", "review_type", "due_on", "held_on", "stood_down", "parents_safe_to_invite")


@dataclass(frozen=True, slots=True)
class RemindUnit:
    """Write a reminder down, with its code if it has one. None: it is not due, or not any more.

    It is asked once more as everything stands in this moment: two who print at once remind nobody twice.
    """

    found: Reminding
    step: Step
    terms: Terms
    now: datetime
    names: Names
    way: str
    code: Insert | None = None

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.invitation, self.review, self.names.no_reminder, *self.names.reminders.values())

    @property
    def invitation(self) -> Key:
        """What somebody is reminded of."""
        return Key(Invitation, "id", self.found.invitation_id)

    @property
    def review(self) -> Key:
        """The meeting that it is about."""
        return Key(Review, "review_ref", self.found.standing.meeting.review_ref)

    def decide(self, rows: Rows) -> Writes[datetime | None]:
        """Return until when the code opens anything."""
        invitation, review = rows.get(self.invitation), rows.get(self.review)
        if invitation is None or review is None or self.now >= invitation["expires_at"]:
            return Writes(None)
        standing = self._look_again(rows, invitation, review)
        if find_reminder(standing, self.terms, london_day(self.now)) is not self.step:
            return Writes(None)
        row = {
            "id": self.names.reminders[self.step].value,
            "invitation_id": self.found.invitation_id,
            "step": CODES[self.step],
            "way": self.way,
            "sent_at": self.now,
        }
        codes = (self.code,) if self.code is not None else ()
        return Writes(invitation["expires_at"], (Insert(Reminder, row), *codes))

    def _look_again(self, rows: Rows, invitation: Row, review: Row) -> Standing:
        had = {step: rows.get(key) for step, key in self.names.reminders.items()}
        return replace(
            self.found.standing,
            meeting=replace(self.found.standing.meeting, **{name: review[name] for name in ABOUT}),
            reminded={step: london_day(row["sent_at"]) for step, row in had.items() if row is not None},
            is_answered=invitation["submitted"] > 0,
            is_shut=invitation["revoked_at"] is not None,
            asked_not_to=rows.get(self.names.no_reminder) is not None,
        )


@dataclass(frozen=True, slots=True)
class Names:
    """Where it lies that somebody had a reminder, or asked for none."""

    reminders: Mapping[Step, Key]
    no_reminder: Key


def find_names(keys: Keys, found: Reminding) -> Names:
    """Find where it lies for one invitation: each reminder has one place, so nobody has it twice."""
    whom = Reminded(found.standing.meeting.child_ref, found.ask.audience.value, found.ask.person)
    return Names(
        {
            step: Key(Reminder, "id", keys.mac("reminder", found.invitation_id, code))
            for code, step in REMINDERS.items()
        },
        Key(NoReminder, "id", whom.name(keys)),
    )


def make_told(keys: Keys, due: Due, terms: Terms, now: datetime) -> RemindUnit:
    """Make the unit by which somebody says that they have reminded them, without a letter."""
    if due.of is None:
        raise ValueError("nobody is reminded of what they were not given")
    return RemindUnit(due.of, due.step, terms, now, find_names(keys, due.of), BY_MOUTH)


async def remind_together(office: Office, due: Sequence[Due], terms: Terms, now: datetime) -> list[Outcome]:
    """Mint a code for each letter that reminds somebody, and write it down; many share a commit.

    Raises StoreUnavailableError; codes that were stored by then are in nobody's hands.
    """
    outcomes: list[Outcome] = []
    for start in range(0, len(due), TOGETHER):
        some = due[start : start + TOGETHER]
        outcomes += await gather(*(_remind(office, one, terms, now) for one in some))
    return outcomes


async def _remind(office: Office, due: Due, terms: Terms, now: datetime) -> Outcome:
    outcome = Outcome(due.meeting, due.ask.audience, NotAsked.NO_LONGER_DUE, due.ask, due.step)
    if due.of is None:
        return outcome
    write, code = make_code(office.keys, due.of.invitation_id, now, made_for=REMINDER)
    names = find_names(office.keys, due.of)
    expires_at = await office.store.write(RemindUnit(due.of, due.step, terms, now, names, BY_LETTER, write))
    return outcome if expires_at is None else replace(outcome, came_of=Minted(code, expires_at))


async def forget_reminders(office: Office, due: Iterable[Due], outcomes: Iterable[Outcome]) -> None:
    """Take back reminders whose letters were not made: they are due again. Raises StoreUnavailableError."""
    codes = [Delete(InvitationCode, {"code_hash": each}) for each in list_codes(office.keys, outcomes)]
    notes = [Delete(Reminder, {"id": each}) for each in list_reminders(office.keys, due, outcomes)]
    await office.store.write(PutUnit((*codes, *notes)))


def list_reminders(keys: Keys, due: Iterable[Due], outcomes: Iterable[Outcome]) -> list[str]:
    """List where the reminders lie that were written down for letters."""
    return [
        find_names(keys, one.of).reminders[one.step].value
        for one, outcome in zip(due, outcomes, strict=True)
        if one.of is not None and not isinstance(outcome.came_of, NotAsked)
    ]

"""Who of the made-up people is asked, and who answers: through the rules and units of work of the service."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from admin.invitation_rules import Ask, Asking, MeetingRow, NotAsked, choose_asks, choose_audiences
from admin.invitations import InviteUnit, Minted, find_invitation_id, make_invitation
from admin.made_up.answers import Speaker, make_moves
from admin.made_up.people import SEED
from admin.made_up.recorded import is_so, pick
from forms.definition import Anonymity, Audience, Timing
from forms.intake import Outcome, Taken, TurnUnit
from forms.london import LONDON, start_of_day
from forms.owners import BrowserOwner, ChatOwner
from forms.participation import age_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.invitations import Office
    from admin.made_up.reviews import MadeReview, Years
    from forms.definition import Form
    from forms.library import Library
    from forms.owners import Owner

Item = TypeVar("Item")
TOGETHER = 400
"""Invitations or answers that wait for one another: enough to fill the writer's batches."""
ANSWER = {
    (Audience.CHILD, Timing.BEFORE): 46.0,
    (Audience.PARENT, Timing.BEFORE): 17.0,
    (Audience.CARER, Timing.BEFORE): 17.0,
    (Audience.CHILD, Timing.AFTER): 21.0,
    (Audience.PARENT, Timing.AFTER): 14.0,
    (Audience.CARER, Timing.AFTER): 15.0,
    (Audience.CHILD, Timing.BETWEEN): 19.0,
    (Audience.PROFESSIONAL, Timing.AFTER): 21.0,
}
"""How many of a hundred answer; of professionals, how many meetings bring answers at all."""
WAS_RARER = 0.8
"""In the year before."""
STAYED_SILENT = 0.15
"""Whose views reached no review has seldom answered, either."""
FEWER_WORDS = 16.0
"""Of a hundred, where there is a form with fewer words to choose."""
WITHOUT_A_NAME = 24.0
"""Of a hundred, where that can be chosen."""
GIVES_UP = 9.0
"""Of a hundred who begin in a browser, how many stop half-way and never come back."""
CHANNELS = {
    Audience.CHILD: {"web": 48, "assisted": 29, "paper": 23},
    Audience.PARENT: {"web": 56, "paper": 22, "telegram": 14, "assisted": 8},
    Audience.CARER: {"web": 69, "paper": 17, "telegram": 14},
    Audience.PROFESSIONAL: {"web": 86, "telegram": 8, "paper": 6},
}
FROM_SIXTEEN = {"web": 47, "telegram": 36, "assisted": 10, "paper": 7}
MAY_CHAT_FROM = 16
"""Telegram's own rule."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who was invited, about a review, at a moment."""

    review: MadeReview
    ask: Ask
    timing: Timing
    at: datetime


@dataclass(frozen=True, slots=True)
class Talks:
    """The made-up people's part of the demo: `rules` are those of the service, of any day."""

    office: Office
    library: Library
    rules: Asking
    years: Years
    now: datetime
    share: float

    async def hold(self, reviews: Iterable[MadeReview]) -> Counter[str]:
        """Invite, and let those answer who do; count both. Raises StoreUnavailableError."""
        held = [(review, review.held_on) for review in reviews]
        asked = [found for review, day in held if day for found in self._ask(review, day)]
        counts: Counter[str] = Counter(invited=len(asked))
        for some in _cut(asked):
            came_of = await asyncio.gather(*map(self._invite, some))
            units = [
                unit
                for one, minted in zip(some, came_of, strict=True)
                for unit in self._answer(one)
                if isinstance(minted, Minted) or not unit.unnamed  # nobody could tell that it was sent before
            ]
            counts += Counter(map(_name_outcome, await asyncio.gather(*map(self._write, units))))
        return counts

    async def _invite(self, one: Asked) -> Minted | NotAsked:
        """Invite by the unit itself: no review gets another reference here, so there is none to look up."""
        keys, ask = self.office.keys, one.ask
        writes, code = make_invitation(keys, ask, one.at, made_for="letter")
        minted = Minted(code, start_of_day(ask.closes_on + timedelta(days=1)))
        invitation_id = find_invitation_id(keys, ask.form_key, ask.review_ref, *ask.whom)
        return await self.office.store.write(InviteUnit(invitation_id, writes, minted, one.at, again=False))

    async def _write(self, unit: TurnUnit) -> Outcome:
        return await self.office.store.write(unit)

    def _ask(self, review: MadeReview, held_on: date) -> Iterator[Asked]:
        """Ask before the meeting, after it, and some three months later, as `invite` would have."""
        days = {
            Timing.BEFORE: held_on - timedelta(days=30),
            Timing.AFTER: held_on + timedelta(days=1),
            Timing.BETWEEN: held_on + timedelta(days=self.rules.check_in_days + 1),
        }
        for timing, day in days.items():
            at = _at(day, 9)
            if at >= self.now - timedelta(days=self.rules.open_days):
                continue
            asking = _on(self.rules, day)
            meeting = _describe(review, timing)
            for audience in choose_audiences(meeting, asking):
                for choice in choose_asks(meeting, audience, asking):
                    if isinstance(choice, Ask):
                        yield Asked(review, choice, self.library.current(choice.form_key).timing, at)

    def _answer(self, one: Asked) -> Iterator[TurnUnit]:
        luck = Random(f"{SEED}/{one.ask.form_key}/{one.review.ref}/{one.ask.audience}")  # noqa: S311 - made-up answers
        is_before = self.years.is_before(one.at.date())
        chance = ANSWER[one.ask.audience, one.timing] * self.share * (WAS_RARER if is_before else 1)
        if one.ask.audience is Audience.CHILD and one.review.row.get("participation_code") == "PN7":
            chance *= STAYED_SILENT
        if not is_so(luck, chance):
            return
        people = luck.choices((1, 2, 3, 4), (50, 28, 15, 7))[0] if one.ask.takes > 1 else 1
        for number in range(people):
            yield self._send(one, luck, number, is_before=is_before)

    def _send(self, one: Asked, luck: Random, number: int, *, is_before: bool) -> TurnUnit:
        keys = self.office.keys
        invitation_id = find_invitation_id(keys, one.ask.form_key, one.ask.review_ref, *one.ask.whom)
        secret = hashlib.sha256(f"{SEED}/{invitation_id}/{number}".encode()).digest()
        owner = self._make_owner(one, luck, invitation_id, secret)
        form = self._choose_form(one, owner.channel, luck)
        speaker = Speaker(one.review, one.ask.audience, owner.channel, is_before)
        moves = make_moves(form, speaker, luck)
        stops = owner.channel == "web" and is_so(luck, GIVES_UP)
        return TurnUnit(
            library=self.library,
            keys=keys,
            owner=owner,
            invitation_id=invitation_id,
            moves=moves[: len(moves) // 2] if stops else moves,
            now=_find_moment(one, luck),
            new_id=secret.hex()[:32],
            begin=True,
            unnamed=form.is_unnamed or None,
            form_key=form.key,
        )

    def _choose_form(self, one: Asked, channel: str, luck: Random) -> Form:
        """Choose the form invited to, or the one with fewer words; with a name, or without."""
        form = self.library.current(one.ask.form_key)
        simpler = self.library.find_simpler(form)
        if simpler and is_so(luck, FEWER_WORDS):
            return simpler
        may_be_unnamed = form.anonymous is Anonymity.CHOICE and channel in {"web", "paper"}
        return form.unnamed if may_be_unnamed and is_so(luck, WITHOUT_A_NAME) else form

    def _make_owner(self, one: Asked, luck: Random, invitation_id: str, secret: bytes) -> Owner:
        weights = CHANNELS[one.ask.audience]
        age = age_on(one.review.child.born, one.at.date())
        if one.ask.audience is Audience.CHILD and age >= MAY_CHAT_FROM:
            weights = FROM_SIXTEEN
        channel = pick(luck, weights)
        if channel == "telegram":
            return ChatOwner(self.office.keys, secret.hex(), invitation_id, one.at.date())
        return BrowserOwner(self.office.keys, secret, invitation_id, channel)


def _name_outcome(outcome: Outcome) -> str:
    if not isinstance(outcome, Taken):
        return "refused"
    if outcome.sent_as:
        return "answered without a name"
    return "answered" if outcome.receipt else "begun and not sent"


def _describe(review: MadeReview, timing: Timing) -> MeetingRow:
    """Describe a meeting as it was known at that time."""
    return MeetingRow(
        review_ref=review.ref,
        meeting_kind=review.kind,
        due_on=review.due_on,
        held_on=None if timing is Timing.BEFORE else review.held_on,
        date_of_birth=review.child.born,
        parents_safe_to_invite=review.row.get("parents_safe_to_invite", ""),
    )


def _on(rules: Asking, day: date) -> Asking:
    return Asking(day, rules.forms, rules.bands, rules.open_days, rules.check_in_days)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


def _find_moment(one: Asked, luck: Random) -> datetime:
    """Find when somebody answers: before the meeting, or within three weeks after being asked."""
    days = luck.randint(1, 28) if one.timing is Timing.BEFORE else luck.triangular(0, 21, 2)
    return _at(one.at.date() + timedelta(days=int(days)), luck.randint(9, 20), luck.randint(0, 59))


def _cut(found: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(found), TOGETHER):
        yield found[start : start + TOGETHER]

"""Who of the made-up people is asked, and who answers: through the rules and units of work of the service."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeVar

from admin.invitations import InviteUnit, Minted, find_invitation_id, make_invitation
from admin.made_up.answers import Speaker, make_moves
from admin.made_up.asked import Asked, ask_about, at_hour
from admin.made_up.people import SEED
from admin.made_up.recorded import is_so, pick
from admin.made_up.tendencies import (
    ANSWER,
    CHANNELS,
    FEWER_WORDS,
    FROM_SIXTEEN,
    GIVES_UP,
    IN_A_MINUTE,
    MAY_CHAT_FROM,
    STAYED_SILENT,
    WAS_RARER,
    WITHOUT_A_NAME,
)
from forms.definition import Anonymity, Audience, Timing
from forms.intake import Outcome, Taken, TurnUnit
from forms.london import start_of_day
from forms.owners import BrowserOwner, ChatOwner
from forms.participation import age_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.invitation_rules import Asking, NotAsked
    from admin.invitations import Office
    from admin.made_up.reviews import MadeReview, Years
    from forms.definition import Form
    from forms.library import Library
    from forms.owners import Owner

Item = TypeVar("Item")
TOGETHER = 400
"""Invitations or answers that wait for one another: enough to fill the writer's batches."""


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
        asked = [
            found
            for review in reviews
            if "stood_down" not in review.row
            for found in ask_about(review, self.rules, self.library, self.now)
        ]
        counts: Counter[str] = Counter(invited=len(asked))
        for some in _cut(asked):
            came_of = await asyncio.gather(*map(self._invite, some))
            units = [
                unit
                for one, minted in zip(some, came_of, strict=True)
                for unit in self._answer(one)
                if unit.now < self.now
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
            minute=form.whole is not None or None,
        )

    def _choose_form(self, one: Asked, channel: str, luck: Random) -> Form:
        """Choose the form invited to, the one with fewer words or a minute of it; with a name, or without."""
        form = self.library.current(one.ask.form_key)
        simpler = self.library.find_simpler(form)
        if simpler and is_so(luck, FEWER_WORDS):
            return simpler
        briefly = Random(str(luck.getstate()))  # noqa: S311 - made-up answers; apart, so that the others stay
        if form.in_a_minute and is_so(briefly, IN_A_MINUTE):
            return form.in_a_minute
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


def _find_moment(one: Asked, luck: Random) -> datetime:
    """Find when somebody answers: before the meeting, or within three weeks after being asked."""
    days = luck.randint(1, 28) if one.timing is Timing.BEFORE else luck.triangular(0, 21, 2)
    return at_hour(one.at.date() + timedelta(days=int(days)), luck.randint(9, 20), luck.randint(0, 59))


def _cut(found: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(found), TOGETHER):
        yield found[start : start + TOGETHER]

"""What came of the made-up council's posters and cards: scans, and answers without a name."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from admin.made_up.answers import Speaker, make_moves
from admin.made_up.people import SEED
from admin.made_up.recorded import is_so
from admin.placements import PlacementError, choose_forms, find_anchor_id, place
from forms.intake import Taken, TurnUnit
from forms.invited import ScanPlacementUnit
from forms.london import LONDON
from forms.owners import BrowserOwner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.invitations import Office
    from admin.made_up.reviews import Years
    from forms.library import Library

PLACES = (
    ("reception", "Reception of the civic centre", ("feedback_parent", "feedback_carer"), 5),
    ("family-centre", "Family time centre, waiting room", ("feedback_parent",), 7),
    ("carers-card", "Desk card of the fostering team", ("feedback_carer",), 4),
    ("school-leaflet", "Leaflet for designated teachers", ("feedback_professional",), 3),
)
"""Name, where it hangs, the forms to answer there, and scans in a good week of a medium council."""
ANSWERS_OF_SCANS = 17.0
"""Of a hundred."""


@dataclass(frozen=True, slots=True)
class Places:
    """The made-up council's placements."""

    office: Office
    library: Library
    years: Years
    share: float

    async def fill(self) -> Counter[str]:
        """Hang up what is not there yet, and let people come by. Raises StoreUnavailableError."""
        counts: Counter[str] = Counter()
        made_at = datetime.combine(self.years.before_on, time(9), LONDON)
        for name, title, forms, scans in PLACES:
            chosen = choose_forms(self.library, forms)
            try:
                await place(self.office, name, chosen, title, made_at)
            except PlacementError:  # it hangs there since the demo was made before, with all that came of it
                continue
            counts += await self._visit(name, forms, scans * self.share)
        return counts

    async def _visit(self, name: str, forms: tuple[str, ...], scans: float) -> Counter[str]:
        luck = Random(f"{SEED}/{name}")  # noqa: S311 - made-up people
        moments = [moment for moment in self._list_days(luck) if is_so(luck, 100 * scans / 7)]
        answers = [
            self._send(name, luck.choice(forms), now, luck)
            for now in moments
            if is_so(luck, ANSWERS_OF_SCANS)
        ]
        write = self.office.store.write
        await asyncio.gather(*(write(ScanPlacementUnit(name, now)) for now in moments))
        sent = [isinstance(outcome, Taken) for outcome in await asyncio.gather(*map(write, answers))]
        return Counter({"scans of placements": len(moments), "answers over placements": sum(sent)})

    def _list_days(self, luck: Random) -> Iterator[datetime]:
        """Yield a moment of every day so far."""
        for number in range((self.years.until_on - self.years.before_on).days):
            at = time(luck.randint(8, 18), luck.randint(0, 59))
            yield datetime.combine(self.years.before_on + timedelta(days=number), at, LONDON)

    def _send(self, name: str, form_key: str, now: datetime, luck: Random) -> TurnUnit:
        keys, form = self.office.keys, self.library.current(form_key).unnamed
        anchor_id = find_anchor_id(keys, name, form_key)
        secret = hashlib.sha256(f"{SEED}/{anchor_id}/{now}".encode()).digest()
        speaker = Speaker(None, form.audience, "web", self.years.is_before(now.date()))
        return TurnUnit(
            library=self.library,
            keys=keys,
            owner=BrowserOwner(keys, secret, anchor_id),
            invitation_id=anchor_id,
            moves=make_moves(form, speaker, luck),
            now=now,
            new_id=secret.hex()[:32],
            begin=True,
        )

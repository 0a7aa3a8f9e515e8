"""What the made-up council's IROs wrote back to children: that they read it, and what they replied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import col

from admin.made_up.people import SEED
from admin.made_up.recorded import is_so
from forms.answering import MessageKind
from forms.london import london_day
from forms.messages import Saying, Words, is_for_here, write_message
from forms.records import Invitation, Response
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from admin.made_up.build import House
    from forms.units import Row

READ, REPLIED = 75, 40
"""Of a hundred that children sent: of how many they hear that it was read, and how many are replied to."""
PROMISED, KEPT = 35, 85
"""Of a hundred replies: how many promise to say more by a day; of a hundred promises, how many are kept."""
KNOWN = 85
"""Of a hundred things said, how many the child knows by now."""
DAYS_TO_KEEP = 14
AT_ONCE = 400
REPLIES = (
    "Thank you for telling me. I will ask about it at your meeting, if that is all right with you.",
    "I read all of it. I would like to talk with you before the meeting. I will ring after school.",
    "Thank you. Some of this I can change and some I cannot. I will tell you which at the meeting.",
    "I am glad you told me what is going well. I will say it at the meeting as you wrote it.",
)
PROMISES = (
    "Thank you for telling me. I will find out about it, and tell you.",
    "I have asked your social worker about this. I will tell you what they say.",
)
WHAT_CAME = (
    "I asked about it. It takes until next month. I will not forget it.",
    "They said yes. Your social worker will tell you when.",
)


async def write_replies(house: House) -> Counter[str]:
    """Answer some of what children sent before their meetings. Again changes nothing.

    Raises StoreUnavailableError.
    """
    rows = await house.store.read(
        select(Response.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .where(
            col(Invitation.review_ref).like("DEMO-%"),
            col(Response.form_key).like("have_your_say_%"),
            col(Response.submitted_at).is_not(None),
            col(Response.sealed_key).is_not(None),
        )
        .order_by(col(Response.id))
    )
    said = tuple(insert for row in rows for insert in _Letters(house, row, _luck(row)).write())
    for start in range(0, len(said), AT_ONCE):
        await house.store.write(PutUnit(said[start : start + AT_ONCE]))
    kinds = Counter(insert.values["kind"] for insert in said)
    return Counter({"replies to children": kinds[MessageKind.REPLY]})


def _luck(row: Row) -> Random:
    return Random(f"{SEED}/reply/{row['id']}")  # noqa: S311 - a made-up council, no secret


@dataclass(frozen=True, slots=True)
class _Letters:
    """What is said to one child about what they sent, by chance that is the same each time."""

    house: House
    row: Row
    luck: Random

    def write(self) -> Iterator[Insert]:
        """Say that it was read, reply, and keep what was promised: what is not still to come."""
        luck = self.luck
        at = self.row["submitted_at"] + timedelta(days=luck.randint(0, 4), hours=luck.randint(1, 5))
        if is_so(luck, READ):
            yield from self._say(at, Saying(MessageKind.READ, by=""))
        if not is_so(luck, REPLIED):
            return
        at += timedelta(days=luck.randint(0, 3), minutes=20)
        if not is_so(luck, PROMISED):
            yield from self._reply(at, luck.choice(REPLIES))
            return
        yield from self._reply(at, luck.choice(PROMISES), london_day(at) + timedelta(days=DAYS_TO_KEEP))
        if is_so(luck, KEPT):
            later = at + timedelta(days=luck.randint(3, DAYS_TO_KEEP + 4))
            yield from self._reply(later, luck.choice(WHAT_CAME))

    def _reply(self, at: datetime, words: str, promised_on: date | None = None) -> Iterator[Insert]:
        return self._say(at, Saying(MessageKind.REPLY, "", Words(words), promised_on=promised_on))

    def _say(self, at: datetime, saying: Saying) -> Iterator[Insert]:
        """Say one thing, and let most of them know it some days later."""
        house, luck = self.house, self.luck
        if at > house.now:
            return
        message_id = house.keys.mac("made-up message", self.row["id"], str(saying.kind), at.isoformat())
        insert = write_message(house.keys, message_id, self.row, saying, at)
        known_at = at + timedelta(days=luck.randint(1, 6))
        if is_so(luck, KNOWN) and known_at <= house.now:
            how = "seen_at" if is_for_here(insert.values) else "done_at"
            insert = Insert(insert.table, {**insert.values, how: known_at}, unless_there=True)
        yield insert

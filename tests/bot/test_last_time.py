"""In a chat, too, what happened since last time comes first: after the OK, never before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.last_time import Deed, Kept, write_action
from forms.records import Child, Review
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from tests.bot.talk import Talk

DEED = Deed("more time with her sister", "asked the team", "", "You wanted more time.", "You have it now.")


async def keep_deed(talk: Talk) -> None:
    reviews = (Insert(Review, {"review_ref": ref, "child_ref": "C-1"}) for ref in ("R-1", "R-2"))
    kept = Kept("R-1", "iro", talk.clock())
    action = write_action(talk.parts.keys, "action-1", kept, DEED)
    await talk.parts.store.write(PutUnit((Insert(Child, {"child_ref": "C-1"}), *reviews, action)))


async def test_young_person_reads_what_happened_after_the_ok(talk: Talk) -> None:
    await keep_deed(talk)
    before = await talk.type(f"/start {await talk.invite(review_ref='R-2')}")
    before += await talk.press("Continue here")
    assert "You have it now." not in " ".join(before)
    [first, *_] = await talk.press("OK, start")
    said = first.index("Last time you said: You wanted more time.")
    assert said < first.index("What happened: You have it now.") < first.index("Question 1 of")
    assert "sister" not in first


async def test_nobody_else_reads_it(talk: Talk) -> None:
    await keep_deed(talk)
    await talk.type(f"/start {await talk.invite('feedback_carer', 'carer', review_ref='R-2')}")
    await talk.press("Continue here")
    assert "You have it now." not in " ".join(await talk.press("OK, start"))

"""Answers as if they had been sent: the rows that sending leaves, without walking through every page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from forms.last_time import Deed, Kept, write_action
from forms.records import Child, Invitation, Response, ResponseAnswer, Review
from forms.responses import write_answer
from forms.units import Insert, PutUnit
from forms.worker_notes import OBSERVED, Noted, write_note
from tests.console.staff import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.answers import Answer
    from tests.web.house import House

TEENS = "have_your_say_12_17"
ONLY, MAY_SAY, OUT = "only_iro", "iro_may_say", "read_out"


@dataclass(frozen=True)
class Plant:
    """What somebody answered, and who may hear each: `only_iro` where nothing is said of it."""

    answers: Mapping[str, Answer]
    heard: Mapping[str, str] = field(default_factory=dict)
    form_key: str = TEENS
    audience: str = "child"
    review_ref: str = "R-1"
    answer_by: str = "web"
    language: str = "en"
    sent_at: datetime | None = None


async def plant(house: House, what: Plant) -> str:
    """Write the rows of one response; return its id."""
    form = house.parts.library.current(what.form_key)
    key = house.parts.keys.new_data_key()
    response_id, now = secrets.token_hex(16), what.sent_at or house.clock.now
    invitation = {
        "id": f"inv-{response_id}",
        "form_key": form.key,
        "audience": what.audience,
        "review_ref": what.review_ref or None,
        "takes": 1,
        "submitted": 1,
        "created_at": now,
        "expires_at": now,
        "revoked_at": None,
    }
    response = {
        "id": response_id,
        "owner": secrets.token_hex(16),
        "invitation_id": invitation["id"],
        "form_key": form.key,
        "form_version": form.version,
        "audience": what.audience,
        "channel": "web",
        "language": what.language,
        "opened_at": now,
        "changed_at": now,
        "submitted_at": now,
        "sealed_key": key.sealed,
        "answer_by": what.answer_by if what.audience == "child" else "",
    }
    rows = []
    for name, answer in what.answers.items():
        question = form.find_question(name)
        assert question is not None, name
        row = write_answer(key.plain, response_id, question, answer)
        sharing = what.heard.get(name, ONLY) if form.sharing != "never" else None
        rows.append(Insert(ResponseAnswer, {**row, "sharing": sharing}))
    await house.parts.store.write(
        PutUnit((Insert(Invitation, invitation), Insert(Response, response), *rows))
    )
    return response_id


async def add_review(house: House, review_ref: str, **values: Any) -> None:
    """Add a review, with its child where it is a new one."""
    row = {"child_ref": "C-1", "iro_ref": OWN, "due_on": date(2026, 12, 4), **values}
    child = Insert(Child, {"child_ref": row["child_ref"]}, unless_there=True)
    await house.parts.store.write(PutUnit((child, Insert(Review, {"review_ref": review_ref, **row}))))


async def add_action(house: House, review_ref: str, deed: Deed, **kept: Any) -> None:
    """Add something that was done."""
    keys = house.parts.keys
    action = write_action(keys, secrets.token_hex(16), Kept(review_ref, "iro", house.clock.now, **kept), deed)
    await house.parts.store.write(PutUnit((action,)))


async def add_note(house: House, response_id: str, words: str) -> None:
    """Add what a worker noted beside a response."""
    noted = Noted(OBSERVED, "teacher", house.clock.now, words)
    note = write_note(house.parts.keys, secrets.token_hex(16), response_id, noted)
    await house.parts.store.write(PutUnit((note,)))

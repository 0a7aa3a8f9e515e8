"""Feedback about meetings, written straight into the database: a year of it, by how many said what."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forms.records import Child, Invitation, Response, ResponseAnswer, Review
from forms.units import Insert, PutUnit

if TYPE_CHECKING:
    from tests.web.house import House

FORM = "feedback_parent"
LAST_YEAR = datetime(2025, 9, 15, 12, 0, tzinfo=UTC)


async def add_feedback(
    house: House, iro_ref: str, answers: dict[str, list[str | None]], sent_at: datetime = LAST_YEAR
) -> list[str]:
    """Add one response for each place of the lists; None is a skip. Return their ids."""
    writes: list[Insert] = []
    ids = []
    version = house.parts.library.current(FORM).version
    kinds = {question.key: question.kind for question in house.parts.library.current(FORM).questions}
    for place in range(len(next(iter(answers.values())))):
        ref = f"{iro_ref}-{secrets.token_hex(4)}"
        response_id = secrets.token_hex(16)
        ids.append(response_id)
        row: dict[str, Any] = {
            "id": response_id,
            "invitation_id": f"inv-{ref}",
            "form_key": FORM,
            "form_version": version,
            "audience": "parent",
            "channel": "web",
            "language": "en",
            "anonymous": False,
            "opened_at": sent_at,
            "changed_at": sent_at,
            "submitted_at": sent_at,
            "sealed_key": house.parts.keys.new_data_key().sealed,
        }
        invitation = {
            "id": f"inv-{ref}",
            "form_key": FORM,
            "audience": "parent",
            "review_ref": ref,
            "takes": 1,
            "submitted": 1,
            "created_at": sent_at,
            "expires_at": sent_at,
        }
        writes += [
            Insert(Child, {"child_ref": f"child-{ref}"}),
            Insert(Review, {"review_ref": ref, "child_ref": f"child-{ref}", "iro_ref": iro_ref}),
            Insert(Invitation, invitation),
            Insert(Response, row),
        ]
        writes += [
            Insert(
                ResponseAnswer,
                {
                    "response_id": response_id,
                    "question_key": key,
                    "kind": str(kinds[key]),
                    "value": values[place],
                    "sealed": None,
                    "sharing": None,
                },
            )
            for key, values in answers.items()
        ]
    await house.parts.store.write(PutUnit(tuple(writes)))
    return ids


def many(**counts: int) -> list[str | None]:
    """Return answers, so many of each; `skip` are skips."""
    return [
        None if value == "skip" else value.strip("_") for value, count in counts.items() for _ in range(count)
    ]

"""Something on every list of the console: three of each, of two IROs."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role
from forms.records import (
    Action,
    Alert,
    AnswerImport,
    Complaint,
    GatheredItem,
    Invitation,
    Quote,
    Response,
    SignedPeriod,
)
from forms.units import Insert, PutUnit
from tests.console.meetings import TODAY, add_several, add_visit
from tests.console.staff import OTHER, add_account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.house import House

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
REFS = ("R-1", "held", "theirs")
"""Two meetings of OWN's children, one of OTHER's."""
SEALED = {"sealed_key": b"", "sealed": b""}


def make_id(number: int) -> str:
    return f"{number:02x}" + secrets.token_hex(15)


async def seed(house: House) -> None:
    """Put three of each on record."""
    await add_several(house)
    await add_visit(house, "a", "C-1", mode="phone", views_recorded=True)
    await add_visit(house, "b", "C-held", outcome="failed", visited_on=date(2026, 1, 5))
    await add_visit(house, "c", "C-theirs", iro_ref=OTHER, outcome="declined", visited_on=date(2026, 2, 5))
    account_id = await add_account(house, Role.BUSINESS_SUPPORT, name="Ash Bell")
    await add_account(house, Role.ANALYST, name="Kit Dale")
    for number, ref in enumerate(REFS):
        await house.parts.store.write(PutUnit(tuple(_list_rows(number, ref, account_id))))


def _list_rows(number: int, ref: str, by: str) -> Iterator[Insert]:
    at = NOON - timedelta(days=3 * number)
    action_id = make_id(number)
    yield Insert(Action, _make_action(action_id, number, ref, at))
    yield Insert(Quote, _make_quote(number, action_id, by, at))
    yield Insert(Complaint, _make_complaint(number, ref, at))
    alert = {"cause": ("help", "words", "choice")[number], "audience": "child", "review_ref": ref}
    taken = {"acknowledged_at": at if number else None, "closed_at": at if number == 2 else None}
    yield Insert(Alert, {"id": make_id(number), "raised_at": at, **alert, **taken})
    yield from _list_sent("feedback_parent", "parent", number, ref, at)
    yield from _list_sent("have_your_say_8_11", "child", number, ref, at)
    yield from (Insert(GatheredItem, _make_item(kind, number, by, at)) for kind in KINDS)
    brought = {
        "form_key": ("feedback_parent", "feedback_child", "feedback_carer")[number],
        "rows": 7 - number,
    }
    yield Insert(AnswerImport, {"id": make_id(number), "brought_at": at, "brought_by": by, **brought})
    yield Insert(SignedPeriod, _make_signed(number, by, at))


def _make_action(action_id: str, number: int, ref: str, at: datetime) -> dict[str, Any]:
    return {
        "id": action_id,
        "review_ref": ref,
        "written_at": at,
        "role": "iro",
        "outcome": ("", "done", "raised")[number],
        "tells_child": number < 2,
        "promised_on": TODAY + timedelta(days=2 * number - 2),
        "sealed_key": b"x",
        "sealed": b"",
    }


def _make_quote(number: int, action_id: str, by: str, at: datetime) -> dict[str, Any]:
    return {
        "id": make_id(number),
        "action_id": action_id if number else None,
        "audience": ("child", "parent", "carer")[number],
        "proposed_at": at,
        "proposed_by": by,
        "approved_at": at if number == 1 else None,
        **SEALED,
    }


def _make_complaint(number: int, ref: str, at: datetime) -> dict[str, Any]:
    return {
        "id": make_id(number),
        "source": "typed",
        "audience": ("child", "parent", "carer")[number],
        "review_ref": ref,
        "raised_at": at,
        "written_at": at,
        "acknowledged_at": at if number else None,
    }


def _list_sent(form: str, audience: str, number: int, ref: str, at: datetime) -> Iterator[Insert]:
    invitation_id = make_id(number)
    invitation = {"form_key": form, "audience": audience, "review_ref": ref, "created_at": at}
    yield Insert(Invitation, {"id": invitation_id, "expires_at": at, **invitation})
    response = {
        "id": make_id(number),
        "invitation_id": invitation_id,
        "form_key": form,
        "form_version": "",
        "audience": audience,
        "channel": ("web", "paper", "telegram")[number],
        "opened_at": at,
        "changed_at": at,
        "submitted_at": at,
        "sealed_key": b"x",
    }
    yield Insert(Response, response)


KINDS = ("compliment", "session", "pledge", "elsewhere")


def _make_item(kind: str, number: int, by: str, at: datetime) -> dict[str, Any]:
    day = TODAY - timedelta(days=5 * number)
    of_kind = {
        "compliment": {"source": ("email", "visit", "letter")[number], "role": "parent", "how": "own_words"},
        "session": {"count": 3 + number},
        "pledge": {"state": ("open", "done", "not_yet")[number]},
        "elsewhere": {"count": 30 - number, "out_of": 40},
    }[kind]
    return {
        "id": make_id(number),
        "kind": kind,
        "first_on": day,
        "last_on": day,
        "permission": "yes",
        "has_wording": True,
        "edition": 1,
        "entered_at": at,
        "entered_by": by,
        "approved_at": at if number == 1 else None,
        "sealed_key": b"",
        "sealed_shown": b"",
        **of_kind,
    }


def _make_signed(number: int, by: str, at: datetime) -> dict[str, Any]:
    year = 2025 - number
    return {
        "id": f"{year}-04-01_{year + 1}-03-31_1",
        "first_on": date(year, 4, 1),
        "last_on": date(year + 1, 3, 31),
        "edition": 1,
        "definition": ("eligible", "all_reviews", "eligible")[number],
        "hidden_below": 6,
        "program": "0",
        "signed_at": at + timedelta(hours=number),
        "signed_by": by,
        "reason": "",
        "counts": "",
        "figures": "",
        "checksum": "",
        "seal": "",
    }

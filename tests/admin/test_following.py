"""Meetings move, are stood down, and come back: their invitations follow."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from admin.following import MOVED, REOPENED, REVOKED, follow_meetings
from admin.invitation_rules import ROUTES, Ask, Asking
from admin.invitations import invite
from forms.definition import Audience
from forms.records import Child, Invitation, Review
from forms.units import Insert, PutUnit, Update
from tests.admin.review_row import make_review

if TYPE_CHECKING:
    from collections import Counter

    from forms.keys import Keys
    from forms.store import Store
    from tests.admin.conftest import Desk

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKING = Asking(TODAY, frozenset(), (range(4, 8), range(8, 12), range(12, 18)), 28, 91)
TIMINGS = {route.form_key: route.timing for route in ROUTES}
CLOSES = date(2026, 12, 29)
"""Four weeks after the day it is due, 1 December."""


class Shop:
    """A store with one review and what is asked about it."""

    def __init__(self, keys: Keys, store: Store) -> None:
        self.keys = keys
        self.store = store

    async def put(self, **review: Any) -> None:
        row = make_review("R", due_on=date(2026, 12, 1), **review)
        await self.store.write(PutUnit((Insert(Child, {"child_ref": "C"}), Insert(Review, row))))

    async def change(self, **review: Any) -> Counter[str]:
        if review:
            await self.store.write(PutUnit((Update(Review, {"review_ref": "R"}, review),)))
        return await follow_meetings(self.store, ASKING, NOW, TIMINGS)

    async def ask(
        self, form_key: str, audience: Audience, person: str = "", *, made_for: str = "list"
    ) -> None:
        ask = Ask("R", form_key, audience, 1, CLOSES, person)
        await invite(self, ask, NOW, made_for=made_for)

    async def read(self) -> list[tuple[str, bool]]:
        """Read each invitation's end, and whether it is revoked."""
        rows = await self.store.read(
            select(col(Invitation.expires_at), col(Invitation.revoked_at)).order_by(col(Invitation.person))
        )
        return [(f"{row['expires_at']:%Y-%m-%d %H:%M}", row["revoked_at"] is not None) for row in rows]


@pytest.fixture
async def shop(keys: Keys, store: Store) -> Shop:
    shop = Shop(keys, store)
    await shop.put(parents_safe_to_invite="MUM DAD")
    return shop


async def test_last_day_follows_a_meeting_that_moves_both_ways(shop: Shop) -> None:
    await shop.ask("have_your_say_12_17", Audience.CHILD)
    assert await shop.change(due_on=date(2026, 12, 11)) == {MOVED: 1}
    assert await shop.read() == [("2027-01-09 00:00", False)]
    assert await shop.change(due_on=date(2026, 11, 27)) == {MOVED: 1}
    assert await shop.read() == [("2026-12-26 00:00", False)]
    assert await shop.change(due_on=date(2026, 11, 1)) == {MOVED: 1}
    assert await shop.read() == [("2026-12-19 00:00", False)], "four weeks from the day it was made"


async def test_nothing_changed_changes_nothing(shop: Shop) -> None:
    await shop.ask("have_your_say_12_17", Audience.CHILD)
    await shop.ask("parent_before", Audience.PARENT, "MUM")
    assert await shop.change() == {}
    await shop.change(stood_down=True)
    assert await shop.change() == {}


async def test_day_on_a_printed_letter_is_only_put_later(shop: Shop) -> None:
    await shop.ask("have_your_say_12_17", Audience.CHILD, made_for="letter")
    assert await shop.change(due_on=date(2026, 11, 27)) == {}
    assert await shop.read() == [("2026-12-30 00:00", False)]
    assert await shop.change(due_on=date(2026, 12, 2)) == {MOVED: 1}


async def test_stood_down_revokes_and_coming_back_reopens(shop: Shop) -> None:
    await shop.ask("have_your_say_12_17", Audience.CHILD)
    assert await shop.change(stood_down=True) == {REVOKED: 1}
    assert await shop.read() == [("2026-12-30 00:00", True)]
    assert await shop.change(stood_down=False, due_on=date(2026, 12, 2)) == {REOPENED: 1}
    assert await shop.read() == [("2026-12-31 00:00", False)]


async def test_parent_no_longer_marked_as_safe_is_shut_out(shop: Shop) -> None:
    await shop.ask("parent_before", Audience.PARENT, "DAD")
    await shop.ask("parent_before", Audience.PARENT, "MUM")
    assert await shop.change(parents_safe_to_invite="MUM") == {REVOKED: 1}
    assert [is_revoked for _, is_revoked in await shop.read()] == [True, False]
    assert await shop.change(parents_safe_to_invite="MUM DAD") == {REOPENED: 1}


async def test_check_in_goes_by_the_day_three_months_after(shop: Shop) -> None:
    await shop.ask("check_in", Audience.CHILD)
    await shop.change(held_on=date(2026, 11, 19))
    assert await shop.read() == [("2027-03-19 00:00", False)]


async def test_what_has_been_answered_is_left_alone(shop: Shop) -> None:
    await shop.ask("have_your_say_12_17", Audience.CHILD)
    (row,) = await shop.store.read(select(col(Invitation.id)))
    await shop.store.write(PutUnit((Update(Invitation, {"id": row["id"]}, {"submitted": 1}),)))
    assert await shop.change(stood_down=True) == {}


async def test_many_invitations_follow(shop: Shop) -> None:
    for number in range(230):
        await shop.ask("parent_before", Audience.PARENT, f"P{number}")
    assert await shop.change(stood_down=True) == {REVOKED: 230}


def test_import_lets_invitations_follow(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("invite", "imports"):
        monkeypatch.setattr(f"admin.commands.{command}.read_now", lambda: NOW)
    head = "child_ref,date_of_birth,review_ref,held_on,due_on\n"
    desk.run("import", "reviews", desk.write("r.csv", f"{head}1,2010-01-01,R1,,2026-12-01\n"))
    desk.run("invite", "--review", "R1", "--audience", "child")
    moved = desk.write("r.csv", f"{head}1,2010-01-01,R1,,2026-12-08\n")
    assert "Invitations" not in desk.run("import", "reviews", moved, "--dry-run").stderr
    assert "Invitations with a new last day: 1\n" in desk.run("import", "reviews", moved).stderr
    (row,) = desk.read(text("SELECT expires_at FROM invitation"))
    assert row["expires_at"][:10] == "2027-01-06"

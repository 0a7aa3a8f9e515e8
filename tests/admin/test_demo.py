"""The demo's year: a manager who looks at it sees what each figure is for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlmodel import col

from admin.demo import prepare_demo
from admin.demo_asked import ASKED
from admin.demo_due import WAITING
from admin.invitation_rules import ROUTES
from admin.measures.kinds import Definition
from admin.periods import Period
from admin.placements import end_placement
from admin.reminders.finding import find_reminders_due
from admin.summary.summary import summarise
from admin.timetable import Step, make_terms
from forms.library import Library
from forms.records import Invitation, InvitationCode, Review
from forms.settings import load_settings
from forms.units import PutUnit, Update

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NONE_AT_FIRST = {
    "views_evidenced",
    "children_heard",
    "advocate_asked",
    "interpreter_asked",
    "wishes_met",
    "answered_privately",
    "heard_at_midpoint",
    "told_back",
    "told_back_in_time",
    "alerts_acknowledged_in_time",
    "miscoded",
}
"""Some need an answer; that nothing is miscoded is good news."""


async def test_demo_gives_every_figure_something_to_count(store: Store, keys: Keys) -> None:
    demo = await prepare_demo(store, keys, load_settings().for_demo(), NOW)
    period = Period(demo.first_on, demo.last_on)
    counted = await summarise(store, Library.shipped(), period, Definition.ELIGIBLE, demo.last_on)
    assert period == Period(date(2026, 4, 1), date(2026, 11, 20))
    assert {figure.name for figure in counted.figures if not figure.share.count} == NONE_AT_FIRST


async def test_demo_started_again_has_the_same_year_and_fresh_links(store: Store, keys: Keys) -> None:
    settings = load_settings().for_demo()
    first = await prepare_demo(store, keys, settings, NOW)
    again = await prepare_demo(store, keys, settings, NOW)
    period = Period(again.first_on, again.last_on)
    counted = await summarise(store, Library.shipped(), period, Definition.ELIGIBLE, again.last_on)
    assert counted.find("reviews_held").count == 25 + 4
    links = [{shown.link for shown in demo.links if "/s/" in shown.link} for demo in (first, again)]
    assert len(links[0]) == len(ASKED)
    assert links[0] & links[1] == set()


async def test_demo_shows_every_form_that_people_are_asked(store: Store, keys: Keys) -> None:
    demo = await prepare_demo(store, keys, load_settings().for_demo(), NOW)
    assert {shown.form_key for shown in ASKED} == {route.form_key for route in ROUTES}
    in_a_link = (col(Invitation.placement).is_(None), col(Invitation.review_ref).not_in(WAITING))
    invited = await store.read(select(col(Invitation.form_key)).where(*in_a_link))
    assert sorted(row["form_key"] for row in invited) == sorted(shown.form_key for shown in ASKED)
    assert demo.links[-1].link.endswith("/p/front-desk")


@pytest.mark.parametrize("number", range(len(ASKED)))
async def test_demo_started_after_an_answer_has_only_links_that_open(
    store: Store, keys: Keys, number: int
) -> None:
    settings = load_settings().for_demo()
    await prepare_demo(store, keys, settings, NOW)
    rows = await store.read(
        select(Invitation.__table__).where(col(Invitation.form_key) == ASKED[number].form_key)  # type: ignore[attr-defined]  # SQLModel declares it only at run time
    )
    used = {"submitted": ASKED[number].takes}
    await store.write(
        PutUnit(tuple(Update(Invitation, {"id": row["id"]}, used) for row in rows if not row["placement"]))
    )
    again = await prepare_demo(store, keys, settings, NOW)
    codes = [shown.link.rpartition("/")[2] for shown in again.links if "/s/" in shown.link]
    hashes = [keys.hash_code(code) for code in codes]
    open_ids = select(col(Invitation.id)).where(col(Invitation.submitted) < col(Invitation.takes))
    found = await store.read(
        select(col(InvitationCode.code_hash)).where(
            col(InvitationCode.code_hash).in_(hashes), col(InvitationCode.invitation_id).in_(open_ids)
        )
    )
    assert len(found) == len(ASKED)


async def test_demo_started_after_its_poster_was_ended_has_another(store: Store, keys: Keys) -> None:
    settings = load_settings().for_demo()
    await prepare_demo(store, keys, settings, NOW)
    await end_placement(store, "front-desk", NOW)
    again = await prepare_demo(store, keys, settings, NOW)
    assert again.links[-1].link.endswith("/p/front-desk-2")


async def test_demo_has_reminders_due_at_every_start(store: Store, keys: Keys) -> None:
    settings = load_settings().for_demo()
    for now in (NOW, NOW + timedelta(hours=2), NOW + timedelta(days=40)):
        await prepare_demo(store, keys, settings, now)
        due = await find_reminders_due(store, Library.shipped(), make_terms(settings), now)
        assert [(one.meeting.review_ref, one.step, one.ask.audience.value) for one in due] == [
            ("DEMO-SOON-2", Step.LAST_CALL, "child"),
            ("DEMO-SOON-1", Step.REMINDER, "carer"),
            ("DEMO-SOON-1", Step.REMINDER, "child"),
        ]


async def test_meeting_that_a_visitor_recorded_as_held_is_left_alone(store: Store, keys: Keys) -> None:
    settings = load_settings().for_demo()
    await prepare_demo(store, keys, settings, NOW)
    held = {"held_on": NOW.date(), "due_on": NOW.date()}
    await store.write(PutUnit((Update(Review, {"review_ref": "DEMO-SOON-2"}, held),)))
    await prepare_demo(store, keys, settings, NOW)
    [row] = await store.read(select(col(Review.due_on)).where(col(Review.review_ref) == "DEMO-SOON-2"))
    assert row["due_on"] == NOW.date()

"""What is recorded of a meeting: all or nothing, on the row that the page showed; words are sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from admin.following import find_changes_with
from admin.imports.review_columns import READERS
from admin.imports.sittings import find_held
from admin.imports.visits import READERS as VISIT_READERS
from admin.invitation_rules import ROUTES, Asking
from admin.recording import choices
from admin.recording.sittings import add_sitting, hold_meeting
from admin.recording.unit import RecordUnit, mark_review
from admin.recording.wishes import Said, read_own_form, read_recorded, write_wishes
from admin.suggested_code import STAYED_AWAY
from forms.library import Library
from forms.records import Child, Invitation, Response, ResponseAnswer, Review
from forms.sharing import Sharing
from forms.units import Insert, PutUnit
from tests.admin.review_row import make_review

if TYPE_CHECKING:
    from admin.imports.entries import Sat
    from forms.keys import Keys
    from forms.store import Store

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DUE = date(2026, 11, 19)
ASKING = Asking(TODAY, frozenset(), (range(4, 8), range(8, 12), range(12, 18)), 28, 91)
TIMINGS = {route.form_key: route.timing for route in ROUTES}


@pytest.mark.parametrize(
    ("column", "options"),
    [
        ("meeting_kind", choices.KINDS),
        ("review_type", choices.TYPES),
        ("mode", choices.MODES),
        ("participation_code", choices.CODES),
        ("reason_not_attending", choices.NOT_ATTENDING),
        ("reason_no_views", choices.NO_VIEWS),
        ("child_reason", choices.CHILD_SAYS),
        ("child_joined", choices.JOINED),
        ("iro_contact", choices.CONTACTS),
        ("iro_contact_how", choices.CONTACT_WAYS),
    ],
)
def test_what_may_be_recorded_is_what_the_list_of_reviews_takes(column: str, options: dict[str, str]) -> None:
    """No more and no less: a value of the list that nobody can record, or the other way round, is a fault."""
    read = READERS[column]
    values = set(options) - {"", STAYED_AWAY}
    assert {read(value) for value in values} == values
    offered = getattr(read("no such word"), "expected", "").replace(", or blank", "").split(", ")
    assert column == "participation_code" or set(offered) <= {*values, *(f"or {value}" for value in values)}


@pytest.mark.parametrize("column", ["mode", "outcome"])
def test_what_may_be_recorded_of_a_visit(column: str) -> None:
    options = choices.VISIT_MODES if column == "mode" else choices.VISIT_OUTCOMES
    assert {VISIT_READERS[column](value) for value in options} == set(options)


DAYS = st.integers(0, 40).map(lambda days: DUE + timedelta(days=days))


@given(st.lists(st.tuples(DAYS, st.sampled_from(["", "virtual", "in_person"]), st.booleans()), min_size=1))
def test_a_meeting_is_held_when_somebody_says_that_it_is_over(said: list[tuple[date, str, bool]]) -> None:
    sittings: dict[int, Sat] = {}
    for held_on, mode, is_last in said:
        before = sittings
        sittings = add_sitting(before, held_on, mode, is_last=is_last)
        found = hold_meeting(sittings, held_on, mode)
        days = [sat.held_on for sat in sittings.values()]
        assert days.count(None) == (0 if is_last else 1)
        assert [*sittings] == [*range(1, len(sittings) + 1)]
        assert (found["held_on"] is not None) == is_last
        if sittings:
            assert found["held_on"] == find_held(list(sittings.values()))
        assert len(sittings) - len(before) in ({0, -1} if is_last else {0, 1, 2})


def test_two_sittings_and_then_a_slip_put_right() -> None:
    first = add_sitting({}, DUE, "virtual", is_last=False)
    both = add_sitting(first, DUE + timedelta(days=7), "in_person", is_last=True)
    assert hold_meeting(both, DUE, "") == {"held_on": DUE + timedelta(days=7), "mode": "hybrid"}
    mended = add_sitting(both, DUE + timedelta(days=8), "virtual", is_last=True)
    assert [sat.held_on for sat in mended.values()] == [DUE, DUE + timedelta(days=8)]
    assert hold_meeting(mended, DUE, "") == {"held_on": DUE + timedelta(days=8), "mode": "virtual"}


async def read_review(store: Store) -> Any:
    return (await store.read(select(Review.__table__)))[0]


@pytest.fixture
async def meeting(store: Store) -> Any:
    await store.write(
        PutUnit((Insert(Child, {"child_ref": "C"}), Insert(Review, make_review("R", due_on=DUE))))
    )
    return await read_review(store)


async def invite(store: Store, form_key: str = "have_your_say_12_17") -> None:
    row = {"id": "i", "form_key": form_key, "audience": "child", "review_ref": "R", "created_at": NOW}
    await store.write(PutUnit((Insert(Invitation, {**row, "expires_at": NOW + timedelta(days=28)}),)))


async def test_a_meeting_that_moves_takes_its_invitations_along(store: Store, meeting: Any) -> None:
    await invite(store)
    values = {"due_on": date(2026, 12, 1)}
    changes = await find_changes_with(store, ASKING, NOW, TIMINGS, {"review_ref": "R", **values})
    unit = RecordUnit("R", mark_review(meeting), values, NOW, TODAY, follow=changes)
    assert await store.write(unit) is True
    moved = "SELECT old_due_on, new_due_on, expires_at FROM reviewmove, invitation WHERE invitation.id = 'i'"
    found = (await store.read(text(moved)))[0]
    assert [str(value)[:10] for value in found.values()] == ["2026-11-19", "2026-12-01", "2026-12-30"]


async def test_a_meeting_stood_down_shuts_its_invitations_in_the_same_moment(
    store: Store, meeting: Any
) -> None:
    await invite(store)
    values = {"stood_down": True}
    changes = await find_changes_with(store, ASKING, NOW, TIMINGS, {"review_ref": "R", **values})
    await store.write(RecordUnit("R", mark_review(meeting), values, NOW, TODAY, follow=changes))
    found = await store.read(text("SELECT revoked_at FROM invitation"))
    assert found[0]["revoked_at"] is not None
    assert (await read_review(store))["stood_down"] is True


async def test_of_two_who_record_at_once_the_second_is_told(store: Store, keys: Keys, meeting: Any) -> None:
    seen = mark_review(meeting)
    wishes = tuple(write_wishes(keys, "R", (Said("where", "met"),), NOW))
    first = RecordUnit("R", seen, {"participation_code": "PN1"}, NOW, TODAY)
    second = RecordUnit("R", seen, {"participation_code": "PN7"}, NOW, TODAY, beside=wishes)
    assert await store.write(first) is True
    assert await store.write(second) is False
    assert (await read_review(store))["participation_code"] == "PN1"
    assert await store.read(text("SELECT id FROM wishoutcome")) == []


async def test_a_review_that_is_gone_is_not_recorded(store: Store, meeting: Any) -> None:
    assert await store.write(RecordUnit("X", mark_review(meeting), {}, NOW, TODAY)) is False


@pytest.mark.usefixtures("meeting")
async def test_reasons_are_sealed_and_a_later_record_takes_the_place(store: Store, keys: Keys) -> None:
    first = (Said("where", "not", "Canary: the room was taken."), Said("when", "met"))
    for said in (first, (Said("where", "partly", "Half of it."),)):
        unit = RecordUnit(
            "R",
            mark_review(await read_review(store)),
            {},
            NOW,
            TODAY,
            tuple(write_wishes(keys, "R", said, NOW)),
        )
        await store.write(unit)
        rows = await store.read(text("SELECT * FROM wishoutcome"))
        assert b"Canary" not in b"".join(row["sealed"] or b"" for row in rows)
    assert await read_recorded(store, keys, "R") == {
        "where": Said("where", "partly", "Half of it."),
        "when": Said("when", "met"),
    }


@pytest.mark.usefixtures("meeting")
async def test_wishes_are_those_of_the_form_that_was_sent_last(store: Store) -> None:
    await invite(store)
    sent = [("old", NOW - timedelta(days=2), "school"), ("new", NOW, "home")]
    writes: list[Insert] = []
    for name, sent_at, where in sent:
        response = Response(
            id=name,
            invitation_id="i",
            form_key="have_your_say_12_17",
            form_version=Library.shipped().current("have_your_say_12_17").version,
            audience="child",
            channel="web",
            opened_at=sent_at,
            changed_at=sent_at,
            submitted_at=sent_at,
        )
        writes.append(Insert(Response, response.model_dump()))
        answers: dict[str, str | None] = {
            "where": where,
            "when": "not_mind",
            "who_come": "mum friend",
            "chair": "no",
            "how_join": None,
        }
        for key, value in answers.items():
            row = {"response_id": name, "question_key": key, "kind": "select_one", "value": value}
            row |= {"sealed": None, "sharing": "read_out" if key == "where" else None}
            writes.append(Insert(ResponseAnswer, row))
    await store.write(PutUnit(tuple(writes)))
    found = await read_own_form(store, Library.shipped(), "R")
    assert found is not None
    assert (found.response_id, found.sent_on, found.how_join) == ("new", TODAY, "")
    assert [(wish.key, wish.said, wish.sharing) for wish in found.wishes] == [
        ("where", ("Where I live",), Sharing.READ_OUT),
        ("who_come", ("My mum", "A friend"), Sharing.ONLY_IRO),
    ]
    assert await read_own_form(store, Library.shipped(), "another") is None


def test_review_columns_are_all_in_its_mark() -> None:
    row = make_review("R")
    marks = {mark_review({**row, name: "changed"}) for name in Review.model_fields}
    assert len(marks | {mark_review(row)}) == len(Review.model_fields) + 1

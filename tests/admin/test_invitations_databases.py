"""Inviting, letters and pictures read and write alike on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from admin.invitation_rules import ROUTES, Asking, NotAsked
from admin.invitations import forget_codes, invite_all, invite_together, list_turns, mint_code
from admin.letters.batch import leave_out_those_with_a_letter
from admin.meetings import read_meetings_due
from admin.open_invitations import read_open_invitations
from forms.definition import Audience
from forms.invited import find_by_code
from forms.problems import Problem
from forms.records import Child, Iro, Review
from forms.units import Insert, PutUnit
from tests.admin.review_row import make_review

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FORMS = frozenset(route.form_key for route in ROUTES)
ASKING = Asking(date(2026, 11, 20), FORMS, (range(4, 8), range(8, 12), range(12, 18)), 28, 91)


@dataclass(frozen=True)
class Office:
    keys: Keys
    store: Store


async def test_inviting_reads_and_writes_alike_on_both_databases(keys: Keys, store: Store) -> None:
    office = Office(keys, store)
    due = make_review(
        "DUE", due_on=date(2026, 11, 10), iro_ref="I", parents_safe_to_invite="MUM", stood_down=False
    )
    called_off = make_review("OFF", due_on=date(2026, 11, 10), stood_down=True)
    to_be_off = make_review("TO BE OFF", due_on=date(2026, 11, 30), stood_down=True)
    child = {"child_ref": "C", "date_of_birth": date(2010, 1, 1)}
    rows = [Insert(Child, child), Insert(Iro, {"iro_ref": "I", "name": "Sam"})]
    rows += [Insert(Review, row) for row in (due, called_off, to_be_off)]
    await store.write(PutUnit(tuple(rows)))

    meetings = await read_meetings_due(store, ASKING, 42)
    assert [(meeting.review_ref, meeting.iro_name) for meeting in meetings] == [
        ("DUE", "Sam"),
        ("TO BE OFF", ""),
    ]
    turns = list(list_turns(meetings, None, ASKING))
    first = [outcome async for outcome in invite_all(office, turns, NOW)]
    assert [outcome.came_of for outcome in first[3:]] == [NotAsked.STOOD_DOWN]
    assert await leave_out_those_with_a_letter(office, turns) == turns

    letters = await invite_together(office, turns, NOW, made_for="letter")
    codes = [outcome.came_of.code for outcome in letters if not isinstance(outcome.came_of, NotAsked)]
    assert len(codes) == 3
    left_out = await leave_out_those_with_a_letter(office, turns)
    assert [turn.choice for turn in left_out] == [NotAsked.HAD_A_LETTER] * 3 + [NotAsked.STOOD_DOWN]
    await forget_codes(office, letters)
    assert isinstance(await find_by_code(store, keys, codes[0], NOW), Problem)
    assert await leave_out_those_with_a_letter(office, turns) == turns

    (held,) = await read_open_invitations(store, "DUE", Audience.PARENT, NOW)
    assert (held.form_key, held.person) == ("parent_before", "MUM")
    code = await mint_code(office, held.id, NOW, made_for="qr")
    assert code is not None
    found = await find_by_code(store, keys, code, NOW)
    assert not isinstance(found, Problem)
    assert (found.invitation_id, found.iro_name) == (held.id, "Sam")

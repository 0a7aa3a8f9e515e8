"""Complaints as they lie in the store: sealed, each step once, and nothing that takes one away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.complaints import (
    OpenComplaintUnit,
    Raised,
    RaiseUnit,
    Source,
    Step,
    StepKind,
    StepUnit,
    find_complaint_id,
    may_take,
    open_words,
    wants_to_complain,
    write_complaint,
)
from forms.definition import Kind, Question
from forms.keys import TamperedError
from forms.records import Complaint, ComplaintStep
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
WORDS, ANSWER = "nobody brought the grey heron", "the heron was brought on Tuesday"
RAISED = Raised(Source.TYPED, "child", NOW, NOW, by="acc-1")


def ask(key: str) -> Question:
    return Question(key=key, kind=Kind.SELECT_ONE, label=key, row=0)


async def read(store: Store, table: Any) -> list[Any]:
    return list(await store.read(table.__table__.select()))


async def raise_one(store: Store, keys: Keys, words: str = WORDS) -> str:
    complaint_id = keys.mac("complaint typed", "one")
    assert await store.write(RaiseUnit(write_complaint(keys, complaint_id, RAISED, words)))
    return complaint_id


@pytest.mark.parametrize(
    ("key", "answer", "wants"),
    [
        ("is_complaint", "yes", True),
        ("is_complaint", "no", False),
        ("is_complaint", None, False),
        ("reply_want", "yes", False),
        ("change_one", "yes", False),
    ],
)
def test_only_the_choice_to_complain_is_one(key: str, answer: str | None, *, wants: bool) -> None:
    assert wants_to_complain(((ask("other"), "yes"), (ask(key), answer))) == wants


async def test_complaint_is_kept_once_and_sealed(store: Store, keys: Keys, folder: Path) -> None:
    complaint_id = await raise_one(store, keys)
    again = write_complaint(keys, complaint_id, RAISED, "something else")
    assert not await store.write(RaiseUnit(again))
    [row] = await read(store, Complaint)
    assert open_words(keys, row) == WORDS
    assert find_words(folder, WORDS) == []


async def test_words_open_under_no_other_id(store: Store, keys: Keys) -> None:
    complaint_id = await raise_one(store, keys)
    row = await store.write(OpenComplaintUnit(complaint_id))
    assert row is not None
    with pytest.raises(TamperedError):
        open_words(keys, {**row, "id": find_complaint_id(keys, "another")})
    assert await store.write(OpenComplaintUnit("0" * 32)) is None


async def test_steps_are_added_and_change_the_times(store: Store, keys: Keys) -> None:
    complaint_id = await raise_one(store, keys)
    step = Step(complaint_id, StepKind.ACKNOWLEDGED, "acc-2", "page-1")
    later = NOW + timedelta(days=1)
    assert await store.write(StepUnit(keys, step, later))
    noted = replace(step, kind=StepKind.NOTED, words="rang")
    assert await store.write(StepUnit(keys, noted, later))
    assert not await store.write(StepUnit(keys, noted, later))
    assert await store.write(StepUnit(keys, replace(noted, page="page-2"), later))
    answered = replace(step, kind=StepKind.ANSWERED, words=ANSWER, outcome="upheld")
    assert await store.write(StepUnit(keys, answered, later))
    assert not await store.write(StepUnit(keys, replace(answered, page="page-9"), later))
    assert not await store.write(StepUnit(keys, replace(step, kind=StepKind.EXTENDED), later))
    [row] = await read(store, Complaint)
    assert (row["acknowledged_at"], row["extended_at"], row["answered_at"]) == (later, None, later)
    assert row["outcome"] == "upheld"
    steps = await read(store, ComplaintStep)
    assert sorted(row["kind"] for row in steps) == ["acknowledged", "answered", "noted", "noted"]
    assert {open_words(keys, row) for row in steps} == {"", "rang", ANSWER}


@given(
    done=st.sets(st.sampled_from(["acknowledged_at", "extended_at", "answered_at"])),
    kind=st.sampled_from(StepKind),
)
def test_what_is_done_is_not_done_again(done: set[str], kind: StepKind) -> None:
    row = {name: NOW if name in done else None for name in ("acknowledged_at", "extended_at", "answered_at")}
    allowed = may_take(row, kind)
    if kind is StepKind.NOTED:
        assert allowed
    elif f"{kind}_at" in done or (kind is StepKind.EXTENDED and "answered_at" in done):
        assert not allowed
    else:
        assert allowed

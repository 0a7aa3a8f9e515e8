"""Which participation code the record suggests: only what follows from it, and always with a reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.suggested_code import Known, list_doubts, suggest_code
from forms.participation import ParticipationCode as Code
from forms.participation import check_age, find_birthday

HELD = date(2026, 11, 20)
BORN = date(2012, 3, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
NEAR = st.integers(-3, 3).map(lambda days: HELD + timedelta(days=days))
KNOWN = st.builds(
    Known,
    meeting_kind=st.sampled_from(["cla_review", "cla_review", "cla_review", "icpc", "pathway", "other"]),
    held_on=st.one_of(st.none(), NEAR, NEAR),
    date_of_birth=st.one_of(st.none(), st.just(BORN), NEAR.map(lambda day: day.replace(year=2022))),
    joined=st.sampled_from(["", "away", "away", "all", "part", "room", "video", "phone"]),
    sent_on=st.one_of(st.none(), NEAR, NEAR),
    how_join=st.sampled_from(["", "someone_speaks", "send_words", "all", "not_come"]),
    advocate=st.sampled_from([None, True, False]),
)


def away(**changed: object) -> Known:
    return Known(
        **{"meeting_kind": "cla_review", "held_on": HELD, "date_of_birth": BORN, "joined": "away"} | changed
    )  # type: ignore[arg-type]


@given(KNOWN)
def test_how_a_child_who_was_there_took_part_is_never_guessed(known: Known) -> None:
    suggested = suggest_code(known)
    assert suggested.code in {None, Code.PN0, Code.PN5, Code.PN6}
    assert suggested.why.endswith(".")
    if known.joined in {"all", "part", "room"}:
        assert suggested.code in {None, Code.PN0}


@given(KNOWN)
def test_nothing_is_suggested_that_the_national_checks_would_report(known: Known) -> None:
    code = suggest_code(known).code
    if code and known.date_of_birth and known.held_on:
        assert check_age(code, known.date_of_birth, known.held_on) is None
        assert [*list_doubts(code, known)] == []


@given(KNOWN)
def test_of_each_code_there_is_what_it_says(known: Known) -> None:
    code = suggest_code(known).code
    if code is not None:
        assert known.meeting_kind == "cla_review"
        assert known.held_on
    if code is Code.PN0:
        assert known.date_of_birth
        assert known.held_on
        assert known.held_on < find_birthday(known.date_of_birth, 4)
    if code is Code.PN5:
        assert (known.joined, known.how_join) == ("away", "someone_speaks")
        assert known.sent_on
        assert known.held_on
        assert known.sent_on <= known.held_on
        assert known.advocate is not False
    if code is Code.PN6:
        assert known.joined in {"away", "video", "phone"}
        assert known.joined != "away" or (known.sent_on and known.held_on and known.sent_on <= known.held_on)


@pytest.mark.parametrize(
    ("known", "code", "why"),
    [
        (away(sent_on=HELD), Code.PN6, "sent their own form"),
        (away(sent_on=HELD, how_join="someone_speaks"), Code.PN5, "asked in their own form"),
        (away(sent_on=HELD, how_join="someone_speaks", advocate=False), Code.PN6, "sent their own form"),
        (away(sent_on=HELD + timedelta(days=1)), None, "only after the meeting"),
        (away(), None, "PN7 is for you to say"),
        (away(joined="room"), None, "Only somebody who was there"),
        (away(joined="phone"), Code.PN6, "by video or phone"),
        (away(joined=""), None, "until you say how"),
        (away(held_on=None), None, "until the day it was held"),
        (away(meeting_kind="icpc"), None, "looked-after children only"),
        (away(date_of_birth=HELD.replace(year=2022) + timedelta(days=1)), Code.PN0, "under four"),
        (away(date_of_birth=HELD.replace(year=2022)), None, "PN7 is for you to say"),
    ],
)
def test_code_and_reason(known: Known, code: Code | None, why: str) -> None:
    suggested = suggest_code(known)
    assert suggested.code is code
    assert why in suggested.why


@given(st.sampled_from(Code), KNOWN)
def test_a_doubt_is_raised_where_the_national_checks_would_raise_it(code: Code, known: Known) -> None:
    doubts = " ".join(list_doubts(code, known))
    if known.date_of_birth and known.held_on:
        rule = check_age(code, known.date_of_birth, known.held_on)
        assert ("(rule" in doubts) == (rule is not None)
        assert rule is None or f"(rule {rule.number})" in doubts


@pytest.mark.parametrize(
    ("code", "joined", "doubt"),
    [
        (Code.PN1, "away", "PN1 says that the child was there"),
        (Code.PN2, "video", "PN2 says that the child was there"),
        (Code.PN7, "all", "PN7 says that the child was not there"),
        (Code.PN1, "room", None),
        (Code.PN6, "phone", None),
        (Code.PN7, "", None),
    ],
)
def test_a_code_that_contradicts_what_was_said_is_doubted(code: Code, joined: str, doubt: str | None) -> None:
    doubts = [*list_doubts(code, away(joined=joined))]
    assert (doubts == []) if doubt is None else (doubt in doubts[0])

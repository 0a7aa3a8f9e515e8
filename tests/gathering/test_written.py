"""What is typed is checked field by field; what names somebody is not printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.gathering.kinds import ASKED, Kind
from admin.gathering.naming import names_somebody
from admin.gathering.written import Written, read_written
from tests.gathering.typed import CAME, WORDING, fields

TODAY = date(2026, 11, 30)


def read(kind: Kind, **changed: str) -> Written:
    written = read_written(kind, fields(kind, **changed), TODAY)
    assert isinstance(written, Written), written
    return written


def find_faults(kind: Kind, **changed: str) -> list[str]:
    faults = read_written(kind, fields(kind, **changed), TODAY, ("Ada Quill",))
    return [] if isinstance(faults, Written) else [field for field, _ in faults]


@pytest.mark.parametrize("kind", Kind)
def test_what_is_good_has_no_fault(kind: Kind) -> None:
    written = read(kind)
    assert written.columns["has_wording"]
    assert written.columns["last_on"] >= written.columns["first_on"]


def test_what_came_is_kept_apart_from_the_words_for_a_report() -> None:
    written = read(Kind.COMPLIMENT)
    assert written.kept["words"] == CAME
    assert (written.shown["shown"], written.columns["source"]) == (WORDING, "email")
    assert set(written.kept) == {"words", "staff", "permission_by"}
    assert not set(written.kept) & set(written.shown)


def test_pledge_is_for_a_year_unless_a_day_is_named() -> None:
    assert read(Kind.PLEDGE).columns["last_on"] == date(2027, 3, 31)
    assert read(Kind.PLEDGE, last_on="31/12/2026").columns["last_on"] == date(2026, 12, 31)
    assert read(Kind.PLEDGE, first_on="29/02/2024").columns["last_on"] == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("kind", "changed", "faulty"),
    [
        (Kind.ELSEWHERE, {"count": "403"}, ["count"]),
        (Kind.ELSEWHERE, {"first_on": "", "last_on": ""}, ["first_on", "last_on"]),
        (Kind.ELSEWHERE, {"count": "4.5"}, ["count"]),
        (Kind.ELSEWHERE, {"count": "-4"}, ["count"]),
        (Kind.ELSEWHERE, {"count": "9" * 400}, ["count"]),
        (Kind.ELSEWHERE, {"last_on": "01/03/2026"}, ["last_on"]),
        (Kind.ELSEWHERE, {"last_on": "01/12/2026"}, ["last_on"]),
        (Kind.ELSEWHERE, {"out_of": ""}, []),
        (Kind.ELSEWHERE, {"measure": "participation"}, []),
        (Kind.ELSEWHERE, {"measure": "how happy they are"}, ["measure"]),
        (Kind.ELSEWHERE, {"count": "0", "out_of": "0"}, []),
        (Kind.SESSION, {"first_on": "01/12/2026"}, ["first_on"]),
        (Kind.SESSION, {"words": "Ada Quill came too."}, ["words"]),
        (Kind.SESSION, {"words": "x" * 4001}, ["words"]),
        (Kind.SESSION, {"how": "guessed"}, ["how-1"]),
        (Kind.PLEDGE, {"evidence": "", "said_by": ""}, ["evidence", "said_by"]),
        (Kind.PLEDGE, {"state": "open", "evidence": "", "said_by": ""}, []),
        (Kind.PLEDGE, {"last_on": "01/03/2026"}, ["last_on"]),
        (Kind.PLEDGE, {"last_on": "30/04/2027"}, ["last_on"]),
        (Kind.COMPLIMENT, {"permission_by": ""}, ["permission_by"]),
        (Kind.COMPLIMENT, {"shown": ""}, ["shown"]),
        (Kind.COMPLIMENT, {"permission": "not_asked"}, ["shown"]),
        (Kind.COMPLIMENT, {"permission": "no", "shown": "", "permission_by": ""}, []),
        (Kind.COMPLIMENT, {"shown": "Thank you, tola!"}, ["shown"]),
        (Kind.COMPLIMENT, {"shown": "TO was kind."}, ["shown"]),
        (Kind.COMPLIMENT, {"shown": "T.O. was kind."}, ["shown"]),
        (Kind.COMPLIMENT, {"about": "what Hale did"}, ["about"]),
        (Kind.COMPLIMENT, {"shown": "Thanks to the IRO, Mr and all."}, []),
    ],
)
def test_fault_stands_at_its_field(kind: Kind, changed: dict[str, str], faulty: list[str]) -> None:
    assert find_faults(kind, **changed) == faulty


@given(words=st.text(max_size=60), before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_name_that_was_typed_is_found_wherever_it_stands(words: str, before: str, after: str) -> None:
    assert names_somebody(f"{before} Okafor {after}", "Tola Okafor", ())
    assert names_somebody(words, "", ()) in {True, False}


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_whatever_is_typed_is_read_or_refused_at_a_field(kind: Kind, data: st.DataObject) -> None:
    names = [each.name for each in ASKED[kind].fields]
    changed = data.draw(st.dictionaries(st.sampled_from(names), st.text(max_size=40)))
    found = read_written(kind, fields(kind, **changed), TODAY)
    if not isinstance(found, Written):
        assert {field.removesuffix("-1") for field, _ in found} <= set(names)

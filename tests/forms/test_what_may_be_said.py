"""What may be said to whom: nothing that is private comes out anywhere but in the reader's own brief."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from forms.sharing import KEPT_CLOSE, Sharing
from forms.what_may_be_said import To, list_not_front_of, sort_answers, what_may_be_said

KEYS = st.sampled_from(["change_wish", "worry", "safe_feel", "who_not_come", *sorted(KEPT_CLOSE)])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "question_key": KEYS,
            "sharing": st.sampled_from([*map(str, Sharing), None, "", "READ_OUT", "everybody"]),
            "value": st.sampled_from([None, "mum", "mum dad", "3"]),
            "sealed": st.sampled_from([None, b"sealed"]),
        }
    ),
    max_size=12,
)


def make_row(key: str, sharing: str | None, value: str | None = "yes", sealed: bytes | None = None) -> Any:
    return {"question_key": key, "sharing": sharing, "value": value, "sealed": sealed}


@given(ROWS)
def test_what_is_private_comes_out_in_no_list(rows: list[dict[str, Any]]) -> None:
    for to, sharing in ((To.SAY_FOR_ME, "iro_may_say"), (To.READ_ALOUD, "read_out")):
        said = what_may_be_said(rows, to)
        assert all(row["sharing"] == sharing for row in said)
        assert not [row for row in said if row["question_key"] in KEPT_CLOSE]
        assert not [row for row in said if row["value"] is None and row["sealed"] is None]


@given(ROWS, ROWS)
def test_what_is_withheld_leaves_no_trace(rows: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
    private = [{**row, "sharing": str(Sharing.ONLY_IRO)} for row in more]
    for to in (To.SAY_FOR_ME, To.READ_ALOUD):
        assert what_may_be_said([*private, *rows, *private], to) == what_may_be_said(rows, to)


@given(ROWS)
def test_the_reader_has_all_in_order_and_the_lists_are_parts_of_it(rows: list[dict[str, Any]]) -> None:
    brief = sort_answers(rows)
    assert list(brief.private) == rows
    for part in (brief.say_for_me, brief.read_aloud):
        places = [next(n for n, row in enumerate(rows) if row is each) for each in part]
        assert places == sorted(places)
    assert not [row for row in brief.say_for_me if any(row is other for other in brief.read_aloud)]


def test_each_list_has_what_the_child_gave_it() -> None:
    rows = [
        make_row("worry", "only_iro"),
        make_row("change_wish", "iro_may_say"),
        make_row("fun", "read_out", None, b"sealed"),
        make_row("best_thing", "read_out", None),
        make_row("old", None),
    ]
    brief = sort_answers(rows)
    assert [row["question_key"] for row in brief.say_for_me] == ["change_wish"]
    assert [row["question_key"] for row in brief.read_aloud] == ["fun"]


def test_people_before_whom_nothing_is_said_are_named_to_the_reader_alone() -> None:
    rows = [make_row("not_front_of", "read_out", "mum new_people"), make_row("worry", "read_out")]
    assert list_not_front_of(rows) == ("mum", "new_people")
    assert list_not_front_of([make_row("not_front_of", None, None)]) == ()
    assert [row["question_key"] for row in what_may_be_said(rows, To.READ_ALOUD)] == ["worry"]

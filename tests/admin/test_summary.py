"""A period on real databases: three reviews, two forms, and days at the edges of the month."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.measures.kinds import Definition
from admin.periods import Period
from admin.summary.questions import find_mean, find_median
from admin.summary.summary import summarise
from forms.library import Library
from forms.records import (
    AnonymousAnswer,
    AnonymousResponse,
    Child,
    Invitation,
    Placement,
    PlacementCount,
    Response,
    ResponseAnswer,
    Review,
)
from forms.units import Insert, PutUnit
from tests.admin.printed import as_json, as_page
from tests.report.read_back import read_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import SQLModel

    from forms.store import Store

HERE = Path(__file__).parent
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
TODAY = date(2026, 11, 20)
IN_OCTOBER = datetime(2026, 10, 10, 12, tzinfo=UTC)
SENT_FOR_OCTOBER = (
    datetime(2026, 9, 30, 23, 30, tzinfo=UTC),  # half past midnight on 1 October in London
    datetime(
        2026, 10, 31, 23, 30, tzinfo=UTC
    ),  # half past eleven at night on the 31st: no longer summer time
)
SENT_FOR_OTHERS = (
    datetime(2026, 9, 30, 22, 30, tzinfo=UTC),
    datetime(2026, 11, 1, 0, 30, tzinfo=UTC),
)


def row(record: SQLModel) -> Insert:
    return Insert(type(record), record.model_dump())


def respond(name: str, invitation: str, form: str, sent_at: datetime | None, *answers: Any) -> list[Insert]:
    response = Response(
        id=name,
        invitation_id=invitation,
        form_key=form,
        form_version="1",
        audience="child",
        channel="telegram" if name.startswith("t") else "web",
        opened_at=sent_at or IN_OCTOBER,
        changed_at=sent_at or IN_OCTOBER,
        submitted_at=sent_at,
    )
    rows = [
        ResponseAnswer(response_id=name, question_key=key, kind=kind, value=value, sealed=sealed)
        for key, kind, value, sealed in answers
    ]
    return [row(response), *map(row, rows)]


def invite(name: str, form: str, review_ref: str, created_at: datetime, takes: int = 1) -> Insert:
    invitation = Invitation(
        id=name,
        form_key=form,
        audience="child",
        review_ref=review_ref,
        takes=takes,
        created_at=created_at,
        expires_at=created_at,
    )
    return row(invitation)


def child_answers(
    listened: str | None, who: str | None, safe: str | None, words: bytes | None
) -> Sequence[Any]:
    return (
        ("listened", "select_one", listened, None),
        ("who_come", "select_multiple", who, None),
        ("safe_feel", "range", safe, None),
        ("order", "rank", "dad mum", None),
        ("next_on", "date", "2027-01-01", None),
        ("worry", "text", None, words),
    )


def list_rows() -> list[Insert]:
    born = date(2010, 1, 1)
    rows = [row(Child(child_ref=ref, date_of_birth=born)) for ref in ("1", "2", "3")]
    held = {"A": ("1", date(2026, 10, 1)), "B": ("2", date(2026, 10, 31)), "C": ("3", date(2026, 11, 1))}
    for ref, (child, day) in held.items():
        code, reason = ("PN6", "did_not_wish") if ref == "A" else ("", "")
        rows.append(
            row(
                Review(
                    review_ref=ref,
                    child_ref=child,
                    held_on=day,
                    due_on=date(2026, 10, 20),
                    participation_code=code,
                    reason_not_attending=reason,
                )
            )
        )
        rows.append(invite(f"c{ref}", "small_child", ref, IN_OCTOBER))
    rows.append(row(Review(review_ref="X", child_ref="1", held_on=date(2026, 10, 5), meeting_kind="icpc")))
    rows += respond(
        "w1", "cA", "small_child", SENT_FOR_OTHERS[0], *child_answers("yes", "mum dad", "3", b"sealed")
    )
    rows += respond("t1", "cB", "small_child", SENT_FOR_OTHERS[1], *child_answers("yes", "dad", "10", None))
    rows += respond("w2", "cB", "small_child", None)
    rows += respond("w3", "cC", "small_child", IN_OCTOBER, *child_answers("no", None, None, None))
    rows.append(invite("p1", "small_group", "A", IN_OCTOBER, takes=12))
    rows.append(invite("p2", "small_group", "B", SENT_FOR_OTHERS[1], takes=12))
    for number, sent_at in enumerate((*SENT_FOR_OCTOBER, *SENT_FOR_OTHERS)):
        answer = ("on_time", "select_one", "yes" if number else None, None)
        rows += respond(f"wp{number}", "p1", "small_group", sent_at, answer)
    return rows


@pytest.fixture
async def october(store: Store) -> Store:
    await store.write(PutUnit(tuple(list_rows())))
    return store


@pytest.fixture
def library() -> Library:
    found = Library.from_folder(HERE / "questionnaires")
    assert found.broken == {}
    return found


async def test_summary_counts_forms_by_their_own_days(october: Store, library: Library) -> None:
    forms = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"]
    named = ("form", "audience", "invited", "opened", "submitted", "response_rate", "channels")
    assert [{name: form[name] for name in named} for form in forms] == [
        {
            "form": "small_child",
            "audience": "child",
            "invited": 2,
            "opened": 3,
            "submitted": 2,
            "response_rate": 100.0,
            "channels": {"telegram": 1, "web": 1},
        },
        {
            "form": "small_group",
            "audience": "professional",
            "invited": 1,
            "opened": 2,
            "submitted": 2,
            "response_rate": None,
            "channels": {"web": 2},
        },
    ]


async def test_summary_counts_answers(october: Store, library: Library) -> None:
    forms = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"]
    scale = dict.fromkeys(map(str, range(11)), 0) | {"3": 1, "10": 1}

    def counted(key: str, kind: str, answered: int, skipped: int, **rest: Any) -> dict[str, Any]:
        base = {"key": key, "kind": kind, "answered": answered, "skipped": skipped}
        return {**base, "counts": {}, "mean": None, "median": None, **rest}

    assert [question for form in forms for question in form["questions"]] == [
        counted("listened", "select_one", 2, 0, counts={"yes": 2, "no": 0}),
        counted("who_come", "select_multiple", 2, 0, counts={"mum": 1, "dad": 2}),
        counted("safe_feel", "range", 2, 0, counts=scale, mean=6.5, median=6.5),
        counted("moves", "integer", 0, 0),
        counted("order", "rank", 2, 0, counts={"mum": 0, "dad": 2}),
        counted("next_on", "date", 2, 0),
        counted("worry", "text", 1, 1),
        counted("on_time", "select_one", 1, 1, counts={"yes": 1, "no": 0}),
    ]


async def test_summary_counts_reviews_held_in_the_period(october: Store, library: Library) -> None:
    summary = await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY)
    printed = as_json(summary)
    figures = {name: (value["count"], value["out_of"]) for name, value in printed["measures"].items()}
    named = (
        "reviews_held",
        "reviews_due",
        "reviews_overdue",
        "reviews_in_time",
        "participation",
        "children_heard",
    )
    assert {name: figures[name] for name in named} == {
        "reviews_held": (2, None),
        "reviews_due": (3, None),
        "reviews_overdue": (1, 3),
        "reviews_in_time": (1, 2),
        "participation": (1, 1),
        "children_heard": (2, 2),
    }
    assert (printed["reasons_not_attending"], printed["period"]) == (
        {"did_not_wish": 1},
        {"from": "2026-10-01", "to": "2026-10-31"},
    )


async def test_summary_as_a_page(october: Store, library: Library) -> None:
    """What is counted stands in the chapter; how the chapter reads: tests/report/chapter.md."""
    page = as_page(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))
    rows: dict[str, list[str]] = {}
    for table in read_markdown(page).tables:
        for name, *cells in table.rows:
            rows.setdefault(name, cells)
    assert rows["Reviews held"] == ["2"]
    assert rows["Participation"] == ["1", "1", "100.0 %"]
    assert rows["Reviews in time"] == ["1", "2", "50.0 %"]
    assert rows["PN6, did not attend, views sent"] == ["1", "50.0 %"]
    assert rows["Initial child protection conferences"] == ["1"]


@given(st.dictionaries(st.integers(-20, 20), st.integers(1, 9), min_size=1))
def test_mean_and_median_lie_between_the_answers(counts: dict[int, int]) -> None:
    low, high = min(counts), max(counts)
    mean, median = find_mean(counts), find_median(counts)
    assert mean is not None
    assert median is not None
    assert low <= mean <= high
    assert low <= median <= high


@pytest.mark.parametrize(
    ("counts", "mean", "median"),
    [
        ({}, None, None),
        ({5: 1}, 5.0, 5.0),
        ({0: 1, 1: 2}, 0.67, 1.0),
        ({1: 7, 2: 1}, 1.13, 1.0),
        ({0: 1, 7: 1}, 3.5, 3.5),
    ],
)
def test_mean_and_median(counts: dict[int, int], mean: float | None, median: float | None) -> None:
    assert (find_mean(counts), find_median(counts)) == (mean, median)


async def test_answers_to_what_is_no_longer_asked_stand_after_the_others(
    october: Store, library: Library
) -> None:
    """An earlier version may have asked in other words what is now a scale, or what is not asked at all."""
    answers = (
        ("safe_feel", "select_one", "yes", None),
        ("listened", "select_one", "yes", None),
        ("mood", "range", "4", None),
        ("hope", "text", None, b"sealed"),
    )
    await october.write(PutUnit(tuple(respond("w9", "cA", "small_child", IN_OCTOBER, *answers))))
    form = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"][0]
    asked_now = [question for question in form["questions"] if "dropped" not in question]
    found = {question["key"]: question["answered"] for question in asked_now}
    assert (found["safe_feel"], found["listened"]) == (2, 3)
    dropped = {"answered": 1, "skipped": 0, "mean": None, "median": None, "dropped": True}
    assert form["questions"][len(asked_now) :] == [
        {"key": "hope", "kind": "text", "counts": {}, **dropped},
        {"key": "mood", "kind": "range", "counts": {"4": 1}, **dropped, "mean": 4.0, "median": 4.0},
        {"key": "safe_feel", "kind": "select_one", "counts": {"yes": 1}, **dropped},
    ]


async def test_other_looks_of_a_form_count_for_the_form_that_was_invited_to(
    october: Store, library: Library
) -> None:
    rows = [invite("other", "small_group", "B", IN_OCTOBER)]
    rows += respond("w20", "cB", "small_group", IN_OCTOBER, ("on_time", "select_one", "no", None))
    await october.write(PutUnit(tuple(rows)))
    forms = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"]
    counted = ("submitted", "filled_in", "response_rate")
    assert [tuple(form[name] for name in counted) for form in forms] == [(3, 2, 150.0), (2, 3, None)]
    assert "of the 2 who filled in this very look" in forms[0]["definition"]
    assert forms[1]["questions"][0]["counts"] == {"yes": 1, "no": 1}


async def test_answers_without_a_name_belong_to_the_monday_of_their_week(
    october: Store, library: Library
) -> None:
    rows: list[Insert] = []
    for name, week_on in (
        ("in", date(2026, 10, 26)),
        ("out", date(2026, 9, 28)),
        ("late", date(2026, 11, 2)),
    ):
        given = AnonymousResponse(
            id=name,
            form_key="small_group",
            form_version="1",
            audience="professional",
            channel="paper",
            week_on=week_on,
            sealed_key=b"",
        )
        answer = AnonymousAnswer(response_id=name, question_key="on_time", kind="select_one", value="yes")
        rows += [row(given), row(answer)]
    await october.write(PutUnit(tuple(rows)))
    group = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"][1]
    assert (group["submitted"], group["anonymous"], group["opened"]) == (3, 1, 3)
    assert group["channels"] == {"paper": 1, "web": 2}
    assert group["questions"][0]["counts"] == {"yes": 2, "no": 0}
    assert "Monday" in group["definition"]


async def test_placements_are_summed_over_the_days_of_the_period(october: Store, library: Library) -> None:
    made_at = datetime(2026, 9, 1, tzinfo=UTC)
    later = datetime(2026, 11, 2, tzinfo=UTC)
    rows = [row(Placement(name=name, title="Hall", created_at=made_at)) for name in ("poster", "card")]
    rows.append(row(Placement(name="later", created_at=later)))
    for day, scans in ((date(2026, 9, 30), 100), (OCTOBER.first_on, 3), (OCTOBER.last_on, 4)):
        rows.append(row(PlacementCount(name="poster", day=day, scans=scans, starts=2, completions=1)))
    await october.write(PutUnit(tuple(rows)))
    summary = await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY)
    assert as_json(summary)["placements"] == [
        {"name": "card", "scans": 0, "starts": 0, "completions": 0},
        {"name": "poster", "scans": 7, "starts": 4, "completions": 2},
    ]
    assert "| Hall | 7 | 4 | 2 |" in as_page(summary)


async def test_open_codes_are_in_no_response_rate(october: Store, library: Library) -> None:
    poster = Invitation(
        id="open",
        form_key="small_child",
        audience="child",
        placement="poster",
        takes=1_000_000,
        created_at=IN_OCTOBER,
        expires_at=IN_OCTOBER,
    )
    await october.write(PutUnit((row(poster), *respond("w30", "open", "small_child", IN_OCTOBER))))
    form = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"][0]
    assert (form["invited"], form["submitted"], form["response_rate"]) == (2, 3, 100.0)
    assert "2 sent it" in form["definition"]


async def test_two_periods_stand_side_by_side(october: Store, library: Library) -> None:
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    summary = await summarise(
        october, library, OCTOBER, Definition.ALL_REVIEWS, date(2026, 12, 1), compared_with=november
    )
    printed = as_json(summary)
    compared = printed["compare"]
    assert (compared["period"]["from"], compared["definition"]) == ("2026-11-01", "all_reviews")
    assert (
        printed["measures"]["participation"]["out_of"],
        compared["measures"]["participation"]["out_of"],
    ) == (
        2,
        1,
    )
    assert compared["points"]["participation"] == 50.0
    assert compared["points"]["reviews_held"] is None
    assert compared["points"]["reviews_in_time_first"] is None
    assert printed["default_measures"]["participation"]["out_of"] == 1
    assert compared["default_measures"]["participation"]["out_of"] == 0


async def test_answers_to_a_form_that_is_asked_no_more_are_counted(october: Store, library: Library) -> None:
    rows = [invite("old", "gone", "A", IN_OCTOBER)]
    rows += respond("w40", "old", "gone", IN_OCTOBER, ("mood", "range", "4", None))
    await october.write(PutUnit(tuple(rows)))
    *_, form = as_json(await summarise(october, library, OCTOBER, Definition.ELIGIBLE, TODAY))["forms"]
    assert (form["form"], form["submitted"], form["dropped"]) == ("gone", 1, True)
    assert [(question["key"], question["counts"]) for question in form["questions"]] == [("mood", {"4": 1})]
    later = Period(date(2026, 12, 1), date(2026, 12, 2))
    forms = as_json(await summarise(october, library, later, Definition.ELIGIBLE, TODAY))["forms"]
    assert [form["form"] for form in forms] == ["small_child", "small_group"]

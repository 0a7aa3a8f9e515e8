"""The made-up council: real files and forms, every figure with something to count, nobody real near it."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from admin.made_up.alerts import LEFT_OPEN
from admin.made_up.people import SIZES, make_children
from admin.made_up.reviews import find_years, make_others, make_reviews, make_visits
from admin.made_up.themes import THEMES
from admin.made_up.words import ANYTHING, BY_KEY
from admin.themes.book import read_starting_book
from forms.london import london_day
from forms.records import (
    Alert,
    AnonymousResponse,
    Coding,
    Invitation,
    Message,
    OutboxMessage,
    Response,
    ResponseAnswer,
    Review,
)

if TYPE_CHECKING:
    from pathlib import Path

    from admin.made_up.reviews import MadeReview, Years
    from tests.admin.conftest import Desk

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
BARE = {"reviews_held", "reviews_due", "reviews_stood_down"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make the small council once; return its folder and what was printed."""
    from tests.admin.conftest import Desk  # noqa: PLC0415 - the fixture of that name stands for one test

    folder = tmp_path_factory.mktemp("made_up")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("SAY_DATABASE_URL", raising=False)
        patch.setenv("SAY_DATA_DIR", str(folder / "data"))
        patch.setattr("admin.commands.demo.read_now", lambda: NOW)
        result = Desk(folder).run("demo", "--size", "small")
    assert result.exit_code == 0, result.stderr
    return folder, result.stdout


@pytest.fixture
def council(made: tuple[Path, str], desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SAY_DATA_DIR", str(made[0] / "data" / "demo"))
    return desk


def list_commands(printed: str) -> list[list[str]]:
    """List the printed `summary` commands, as the words after the program."""
    lines = [shlex.split(line) for line in printed.splitlines() if " summary " in line]
    return [words[words.index("summary") :] for words in lines]


def test_every_measure_of_the_year_has_something_to_count(made: tuple[Path, str], council: Desk) -> None:
    *quarters, year = list_commands(made[1])
    assert len(quarters) == 4
    printed = json.loads(council.run(*year, "--format", "json").stdout)
    for measures in (printed["measures"], printed["compare"]["measures"]):
        assert {name for name, figure in measures.items() if figure["out_of"] is None} == BARE
        assert {name for name, figure in measures.items() if figure["out_of"] == 0} == set()
    points = {name for name, value in printed["compare"]["points"].items() if value is None}
    chosen = next(each for each in printed["comparisons"] if each["kind"] == "chosen")
    not_alike = {name for name, one in chosen["measures"].items() if one["not_alike"]}
    assert points == BARE | not_alike
    assert "participation" not in not_alike
    for form in printed["forms"]:
        assert form["submitted"] == sum(form["channels"].values())
        is_rare = form["audience"] != "child" and form["form"].endswith(
            "_simple"
        )  # few adults are asked here
        assert form["filled_in"] or is_rare, form["form"]
    assert len(printed["placements"]) == 4
    assert all(placed["scans"] >= placed["starts"] for placed in printed["placements"])
    assert sum(placed["completions"] for placed in printed["placements"])


def test_quarters_make_up_the_year(made: tuple[Path, str], council: Desk) -> None:
    *quarters, year = (
        json.loads(council.run(*words, "--format", "json").stdout) for words in list_commands(made[1])
    )
    for name in ("reviews_held", "reviews_due", "participation", "visits_done", "parents_invited"):
        for key in ("count", "out_of"):
            parts = [found["measures"][name][key] or 0 for found in quarters]
            assert sum(parts) == (year["measures"][name][key] or 0)
    for place, form in enumerate(year["forms"]):
        assert form["submitted"] == sum(found["forms"][place]["submitted"] for found in quarters)


def test_report_has_themes_of_every_audience_and_words_about_some(
    made: tuple[Path, str], council: Desk
) -> None:
    *_, year = list_commands(made[1])
    codings = council.read(select(Coding.__table__))  # type: ignore[attr-defined]
    assert {row["is_second"] for row in codings} == {False, True}
    assert len({row["theme_key"] for row in codings}) > 15
    printed = json.loads(council.run(*year, "--format", "json").stdout)
    assert "child" in {quoted["audience"] for quoted in printed["quotes"]}
    assert all(quoted["themes"] for quoted in printed["quotes"])
    words = [(quoted["audience"], quoted["words"]) for quoted in printed["quotes"]]
    assert len(words) == len(set(words)), "no words stand twice"


def test_every_made_up_sentence_with_themes_is_one_that_somebody_writes() -> None:
    written = {words for sentences in (*BY_KEY.values(), ANYTHING) for words in sentences}
    assert set(THEMES) <= written
    keys = {entry.key for entry in read_starting_book().entries}
    assert {theme for themes in THEMES.values() for theme in themes} <= keys


def test_answers_are_sealed_and_exact_versions_stand_beside(council: Desk) -> None:
    words = council.read(select(col(ResponseAnswer.value)).where(col(ResponseAnswer.kind) == "text"))
    assert len(words) > 50
    assert {row["value"] for row in words} == {None}
    channels = {row["channel"] for row in council.read(select(col(Response.channel)).distinct())}
    assert channels == {"web", "paper", "telegram", "assisted"}
    versions = {row["form_version"] for row in council.read(select(col(Response.form_version)).distinct())}
    assert all(re.fullmatch(r"[0-9a-f]{12}(\W\w+)?", version) for version in versions)


def test_children_are_answered_by_the_way_they_chose_and_most_know_it(council: Desk) -> None:
    said = council.read(select(Message.__table__))  # type: ignore[attr-defined]
    assert {row["kind"] for row in said} == {"read", "reply"}
    assert {row["sealed"] is None for row in said if row["kind"] == "reply"} == {False}
    assert len({row["way"] for row in said}) > 4
    assert all(row["written_at"] <= NOW for row in said)
    known = [row for row in said if row["seen_at"] or row["done_at"]]
    assert len(said) / 2 < len(known) < len(said)
    assert all((row["seen_at"] is not None) is row["way"].startswith("web") for row in known)
    assert any(row["promised_on"] for row in said)


def test_nobody_is_mailed_about_the_past(council: Desk) -> None:
    assert council.read(select(OutboxMessage.__table__)) == []  # type: ignore[attr-defined]
    alerts = council.read(select(Alert.__table__))  # type: ignore[attr-defined]
    old = [row for row in alerts if row["raised_at"] < NOW - LEFT_OPEN]
    assert old
    assert all(row["raised_at"] < row["acknowledged_at"] < row["closed_at"] <= NOW for row in old)
    assert {row["cause"] for row in alerts} == {"choice"}


def test_made_again_it_is_the_same(
    made: tuple[Path, str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAY_DATA_DIR", str(made[0] / "data"))
    monkeypatch.setattr("admin.commands.demo.read_now", lambda: NOW)
    again = desk.run("demo", "--size", "small")
    assert again.exit_code == 0
    monkeypatch.setenv("SAY_DATA_DIR", str(made[0] / "data" / "demo"))
    named = select(func.count()).where(col(Response.submitted_at).is_not(None)).scalar_subquery()
    nameless = select(func.count()).select_from(AnonymousResponse).scalar_subquery()
    sent = desk.read(select((named + nameless).label("found")))
    said = re.findall(r"(?m)^([\d,]+) answer(?:ed|ed without a name|s over placements)$", made[1])
    assert sent[0]["found"] == sum(int(number.replace(",", "")) for number in said)
    assert len(said) == 3


def test_real_council_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAY_DATA_DIR", str(desk.folder / "data" / "demo"))
    row = "child_ref,review_ref,due_on,held_on\n1,A,2026-10-05,2026-10-05\n"
    desk.run("import", "reviews", desk.write("r.csv", row))
    monkeypatch.setenv("SAY_DATA_DIR", str(desk.folder / "data"))
    refused = desk.run("demo")
    assert (refused.exit_code, "nobody made up" in refused.stderr) == (1, True)
    monkeypatch.setenv("SAY_DATA_DIR", str(desk.folder / "data" / "demo"))
    assert [row["review_ref"] for row in desk.read(select(col(Review.review_ref)))] == ["A"]


def test_folder_with_strange_files_is_refused(desk: Desk) -> None:
    folder = desk.folder / "data" / "demo"
    folder.mkdir(parents=True)
    (folder / "letters.pdf").write_text("")
    refused = desk.run("demo")
    assert (refused.exit_code, "letters.pdf" in refused.stderr) == (1, True)
    assert [path.name for path in folder.iterdir()] == ["letters.pdf"]


def test_meetings_of_the_next_weeks_have_been_asked_about(council: Desk) -> None:
    today = london_day(NOW)
    coming = council.read(
        select(col(Response.channel))
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Review.held_on).is_(None), col(Review.due_on) >= today)
        .where(col(Response.submitted_at).is_not(None))
    )
    assert coming
    assert council.read(select(col(Response.id)).where(col(Response.changed_at) > NOW)) == []
    assert council.read(select(col(Review.held_on)).where(col(Review.held_on) >= today)) == []


def test_what_has_happened_stays_so_the_next_day() -> None:
    years, later = find_years(date(2026, 11, 20)), find_years(date(2026, 12, 4))
    children = make_children(SIZES["small"], years.before_on, years.ends_on)
    assert children == make_children(SIZES["small"], later.before_on, later.ends_on)
    rows = {review.ref: review.row for review in (*make_reviews(children, later), *_make_others(later))}
    for review in (*make_reviews(children, years), *_make_others(years)):
        if review.held_on:
            assert rows[review.ref] == review.row
    visits = make_visits(children, SIZES["small"], later)
    assert all(visit in visits for visit in make_visits(children, SIZES["small"], years))


def _make_others(years: Years) -> tuple[MadeReview, ...]:
    children = make_children(SIZES["small"], years.before_on, years.ends_on)
    return make_others(children, SIZES["small"], years)


def test_large_council_is_as_large_as_promised() -> None:
    """Twelve thousand reviews of five thousand children; its answers take too long to make for a test."""
    years = find_years(date(2026, 11, 29))
    children = make_children(SIZES["large"], years.before_on, years.ends_on)
    reviews = make_reviews(children, years)
    assert 12_000 <= sum(review.held_on is not None for review in reviews) <= 13_000
    assert 4_850 <= len({review.child.ref for review in reviews}) <= 5_150


def test_medium_council_is_a_medium_one() -> None:
    years = find_years(date(2026, 11, 20))
    children = make_children(SIZES["medium"], years.before_on, years.ends_on)
    held = [found.held_on for found in make_reviews(children, years)]
    for first_on, last_on in ((years.before_on, years.first_on), (years.first_on, years.last_on)):
        in_year = [day for day in held if day and first_on <= day <= last_on]
        assert 2850 <= len(in_year) <= 3300
    for day in (years.before_on, years.first_on, years.last_on):
        assert 1050 <= sum(child.entered_on <= day < child.left_on for child in children) <= 1350


@pytest.mark.parametrize(("month", "day", "ends"), [(3, 31, 2025), (4, 1, 2026), (11, 20, 2026)])
def test_years_are_those_that_have_ended(month: int, day: int, ends: int) -> None:
    years = find_years(date(2026, month, day))
    expected: tuple[date, ...] = (date(ends - 2, 4, 1), date(ends - 1, 4, 1), date(ends, 3, 31))
    assert (years.before_on, years.first_on, years.last_on) == expected
    assert years.ends_on == date(ends + 1, 3, 31)

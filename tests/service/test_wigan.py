"""Wigan's tables of 2013/14 (domain.md, section 4), from 43 people who answer its own form on the web.

Everything goes the way it goes at a council: its form and its list are imported beside a running service, 208
children are invited, 43 of them go from the link to the thanks, and the summary is printed. How many answered
each question was not published, so the bases here are ours; the counts are theirs.

`REWRITE=1 pytest tests/service/test_wigan.py` writes wigan_summary.md anew; read the difference before
keeping it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forms.london import london_day
from tests.service.house import House
from tests.service.person import Person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

HERE = Path(__file__).parent
FORM = "wigan_before"
INVITED, ANSWERED = 208, 43
PUBLISHED: Mapping[str, Mapping[str, int]] = {
    "talk_about": {
        "contact": 29,
        "school": 22,
        "health": 20,
        "home": 17,
        "family": 16,
        "friends": 12,
        "going_home": 1,
    },
    "who_not_come": {"school": 11, "siblings": 6, "health": 4, "worker": 3, "parents": 3, "unknown": 1},
    "meeting_help": {"who_attends": 15, "meet_iro": 14, "where": 14, "friend": 13, "chair": 7},
    "if_not_there": {"someone": 29, "questionnaire": 16, "text": 5, "email": 3},
}
BASES = {"talk_about": 43, "who_not_come": 21, "meeting_help": 36, "if_not_there": 41}
"""How many of the 43 answer each question; the others skip it."""
HEADINGS = "child_ref,date_of_birth,iro_ref,review_ref,due_on,held_on,participation_code"

Plan = list[dict[str, tuple[str, ...]]]


def plan_answers() -> Plan:
    """Deal each table out among those who answer it, like cards: nobody gets an option twice."""
    people: Plan = [{} for _ in range(ANSWERED)]
    for question, counts in PUBLISHED.items():
        cards = [option for option, count in counts.items() for _ in range(count)]
        first = list(PUBLISHED).index(question) * 11  # not always the same people skip
        for place, option in enumerate(cards):
            person = people[(first + place % BASES[question]) % ANSWERED]
            person[question] = (*person.get(question, ()), option)
    return people


def test_plan_adds_up_to_what_was_published() -> None:
    people = plan_answers()
    for question, counts in PUBLISHED.items():
        chosen = [person[question] for person in people if question in person]
        assert len(chosen) == BASES[question]
        assert all(len(set(options)) == len(options) for options in chosen)
        assert {option: sum(option in options for options in chosen) for option in counts} == counts


def write_list(path: Path, due_on: date, held_on: date | None) -> str:
    """Write the council's list: 208 children of 14, each with a review."""
    born, held, code = due_on.replace(year=due_on.year - 14, day=1), held_on or "", "PN1" if held_on else ""
    rows = (f"C{n},{born},I1,R{n},{due_on},{held},{code}" for n in range(INVITED))
    path.write_text("\n".join([HEADINGS, *rows]) + "\n")
    return str(path)


def run(house: House, *words: str) -> str:
    done = house.run(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_first_link(house: House, code: str) -> None:
    """Wait until the running service has taken the form up: it says so, in so many seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if Person(house.base).get(f"/s/{code}").has_button("Start"):
            return
        time.sleep(0.1)
    raise AssertionError("the running service never asked the imported form")


def answer(house: House, code: str, answers: Mapping[str, tuple[str, ...]]) -> None:
    """Go from the link to the thanks, ticking what was planned."""
    person = Person(house.base)
    page = person.press(person.get(f"/s/{code}"), "Start")
    for question in PUBLISHED:
        form, _ = page.find_form("Next")
        boxes = [control for control in form.controls if control.kind == "checkbox"]
        assert [box.value for box in boxes] == list(PUBLISHED[question])
        ticked = [(box.name, box.value) for box in boxes if box.value in answers.get(question, ())]
        page = person.press(page, "Next" if ticked else "Skip", ticked)
        assert page.status == 200
    assert "Thank you" in person.press(page, "Send").text


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A council that asked its own questions, and had its answers."""
    house = House(tmp_path_factory.mktemp("wigan") / "data")
    today = london_day(datetime.now(UTC))
    with house.serving():
        said = run(house, "forms", "import", str(HERE / "wigan.md"))
        assert f"{FORM}: taken into use" in said
        run(house, "import", "reviews", write_list(house.folder / "due.csv", today + timedelta(days=9), None))
        codes = list(csv.DictReader(io.StringIO(run(house, "invite", "--due-within", "30", "--form", FORM))))
        assert [row["form"] for row in codes] == [FORM] * INVITED
        open_first_link(house, codes[0]["code"])
        for row, answers in zip(codes, plan_answers(), strict=False):
            answer(house, row["code"], answers)
        run(house, "import", "reviews", write_list(house.folder / "held.csv", today, today))
    return house


def summarise(house: House, shape: str, *words: str) -> str:
    today = london_day(datetime.now(UTC))
    days = ("--from", str(today - timedelta(days=1)), "--to", str(today))
    return run(house, "summary", *days, "--format", shape, *words)


@pytest.fixture(scope="module")
def counted(house: House) -> dict[str, Any]:
    """The form in the summary as JSON."""
    forms: list[dict[str, Any]] = json.loads(summarise(house, "json"))["forms"]
    return next(form for form in forms if form["form"] == FORM)


def test_response_rate_is_that_of_wigan(counted: dict[str, Any]) -> None:
    assert (counted["invited"], counted["submitted"], counted["channels"]) == (208, 43, {"web": 43})
    assert (counted["response_rate"], round(counted["response_rate"])) == (20.7, 21)


@pytest.mark.parametrize("question", PUBLISHED)
def test_every_count_is_as_published_over_those_who_answered(counted: dict[str, Any], question: str) -> None:
    found = next(asked for asked in counted["questions"] if asked["key"] == question)
    assert found["counts"] == PUBLISHED[question]
    assert (found["answered"], found["skipped"]) == (BASES[question], ANSWERED - BASES[question])


def test_tables_as_a_person_reads_them(house: House) -> None:
    golden = HERE / "wigan_summary.md"
    said = cut_out(summarise(house, "md"))
    if os.environ.get("REWRITE"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def cut_out(page: str) -> str:
    """Cut the tables of what was answered out of the page: the rest of it is about this day."""
    kept = (line for line in page.splitlines() if line.startswith(("**Children, before the review: ", "| ")))
    tables = "\n".join(kept).split("**Children, before the review: ")[1:]
    return "\n\n".join(f"**{table.partition(chr(10) + '**')[0].strip()}" for table in tables) + "\n"


def test_what_is_published_has_no_cell_of_one_to_five(house: House) -> None:
    forms = json.loads(summarise(house, "json", "--published"))["forms"]
    form = next(form for form in forms if form["form"] == FORM)
    assert (form["invited"], form["submitted"], form["response_rate"]) == (208, 43, 21)
    questions = {question["key"]: question for question in form["questions"]}
    for key, counts in PUBLISHED.items():
        shown = questions[key]["counts"]
        assert shown.keys() == counts.keys()
        hidden = {option for option, count in shown.items() if count == "c"}
        assert hidden >= {option for option, count in counts.items() if count < 6}
        assert {option: shown[option] for option in counts if option not in hidden} == {
            option: count for option, count in counts.items() if option not in hidden
        }
    assert [questions[key]["answered"] for key in PUBLISHED] == [43, 21, 36, "c"]  # two skipped the last
    assert questions["who_not_come"]["counts"]["school"] == 11


def test_published_table_has_no_cell_of_one_to_five_either(house: House) -> None:
    rows = csv.DictReader(io.StringIO(summarise(house, "csv", "--published")))
    mine = [row for row in rows if row["section"] == "answers" and row["name"].startswith(f"{FORM}.")]
    assert len(mine) == sum(map(len, PUBLISHED.values()))
    assert not {row["count"] for row in mine} & set("12345")
    assert {row["percent"] for row in mine if row["count"] == "c"} == {"c"}

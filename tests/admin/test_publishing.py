"""What was published before is reckoned with: by the command, in a real database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.records import AuditEntry, PublishedFigures

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

HEAD = "child_ref,date_of_birth,review_ref,due_on,held_on,participation_code,mode"


def make_file(march: int) -> str:
    """Write 60 reviews of November, of which 40 in person, and some of March, all in person."""
    november = [
        f"C{n},2010-01-01,R{n},2025-11-05,2025-11-05,PN1,{'virtual' if n < 20 else 'in_person'}"
        for n in range(60)
    ]
    later = [f"D{n},2010-01-01,S{n},2026-03-05,2026-03-05,PN1,in_person" for n in range(march)]
    return "\n".join((HEAD, *november, *later, ""))


def publish(desk: Desk, last: str, *words: str) -> dict[str, Any]:
    days = ("--from", "2025-04-01", "--to", last, "--compare", "none")
    done = desk.run("summary", *days, "--published", *words)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["measures"]
    return found


def test_year_does_not_give_back_what_eleven_months_leave(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", make_file(march=3)))
    eleven = publish(desk, "2026-02-28")
    assert (eleven["reviews_in_person"]["count"], eleven["reviews_virtual"]["count"]) == (40, 20)
    year = publish(desk, "2026-03-31")
    assert {year[name]["count"] for name in ("reviews_held", "reviews_in_person", "participation")} == {"c"}


def test_year_is_shown_where_march_has_enough(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", make_file(march=9)))
    publish(desk, "2026-02-28")
    year = publish(desk, "2026-03-31")
    assert [year[name]["count"] for name in ("reviews_held", "reviews_in_person", "reviews_virtual")] == [
        69,
        49,
        20,
    ]


def test_same_again_is_the_same_and_stands_once_in_the_ledger_and_twice_in_the_audit(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", make_file(march=3)))
    assert publish(desk, "2026-02-28") == publish(desk, "2026-02-28")
    [row] = desk.read(select(col(PublishedFigures.id), col(PublishedFigures.hidden_below)))
    assert (row["id"], row["hidden_below"]) == ("000001", 6)
    told = [row["action"] for row in desk.read(select(col(AuditEntry.action)))]
    assert told.count("figures.publish") == 2


def test_one_late_code_is_not_told_by_publishing_again(desk: Desk) -> None:
    desk.run("import", "reviews", desk.write("r.csv", make_file(march=0)))
    before = publish(desk, "2026-03-31")
    assert before["reviews_virtual"]["count"] == 20
    changed = make_file(march=0).replace("PN1,virtual", "PN1,in_person", 1)
    desk.run("import", "reviews", desk.write("r.csv", changed))
    after = publish(desk, "2026-03-31")
    assert (after["reviews_virtual"]["count"], after["reviews_held"]["count"]) == ("c", 60)


def test_staff_counts_leave_nothing_in_the_ledger(desk: Desk) -> None:
    assert desk.run("summary", "--from", "2025-04-01", "--to", "2026-03-31").exit_code == 0
    assert desk.read(select(col(PublishedFigures.id))) == []

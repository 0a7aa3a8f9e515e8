"""The whole service on PostgreSQL: import, invite, answer, count, with the commands a council uses."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.service.house import House
from tests.service.person import Person, answer_everything

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgresql import PostgresServer

HEADINGS = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on,participation_code"


def test_council_on_postgresql_imports_invites_and_counts(tmp_path: Path, postgresql: PostgresServer) -> None:
    today = datetime.now(UTC).date()
    house = House(tmp_path / "data", {"SAY_DATABASE_URL": postgresql.create_database()})
    held = today - timedelta(days=3)
    reviews = tmp_path / "reviews.csv"
    row = f"C1,{today.year - 14}-01-01,I1,Sam Okafor,R1,{held},{held},PN1"
    reviews.write_text(f"{HEADINGS}\n{row}\n")
    imported = house.run("import", "reviews", str(reviews))
    assert imported.returncode == 0, imported.stderr
    invited = house.run("invite", "--review", "R1")
    codes = list(csv.DictReader(io.StringIO(invited.stdout)))
    assert [code["audience"] for code in codes] == ["child", "carer", "professional"], invited.stderr
    with house.serving():
        for code in codes:
            page = answer_everything(Person(house.base), f"/s/{code['code']}", "It went well.")
            assert "saved" in page.text
        summary = house.run("summary", "--from", str(held), "--to", str(today + timedelta(days=1)))
    found = json.loads(summary.stdout)
    assert found["measures"]["participation"]["count"] == 1
    sent = {form["form"]: form["submitted"] for form in found["forms"] if form["submitted"]}
    assert sent == {"feedback_carer": 1, "feedback_child": 1, "feedback_professional": 1}

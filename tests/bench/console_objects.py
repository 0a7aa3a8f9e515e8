"""What there is to be opened in the council of the benchmark, by the names that addresses have for it."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.definition import Reader
from forms.library import Library

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from random import Random

OF_A_REVIEW = "review r {} WHERE (? = '' OR r.iro_ref = ?)"
ANSWERED = "JOIN invitation i ON i.review_ref = r.review_ref JOIN response s ON s.invitation_id = i.id"
SENT = "AND s.submitted_at IS NOT NULL AND s.form_key NOT IN ({managers})"
NEWEST = "ORDER BY random() LIMIT 400"
FOUND: Mapping[str, str] = {
    "review": f"SELECT r.review_ref AS review FROM {OF_A_REVIEW.format(ANSWERED)} {SENT} "
    f"AND (random() % 2 OR r.due_on > date('now', '-60 days')) GROUP BY 1 {NEWEST}",
    "response": f"SELECT s.id AS response FROM {OF_A_REVIEW.format(ANSWERED)} {SENT} {NEWEST}",
    "child": f"SELECT DISTINCT r.child_ref AS child FROM {OF_A_REVIEW.format('')} {NEWEST}",
    "invitation": "SELECT i.id AS invitation, i.form_key AS form FROM "
    + OF_A_REVIEW.format("JOIN invitation i ON i.review_ref = r.review_ref")
    + f" AND i.expires_at > datetime('now') AND i.form_key NOT IN ({{managers}}) {NEWEST}",
    "alert": "SELECT a.id AS alert FROM "
    + OF_A_REVIEW.format("JOIN alert a ON a.review_ref = r.review_ref")
    + f" {NEWEST}",
    "action": "SELECT a.id AS action FROM "
    + OF_A_REVIEW.format("JOIN action a ON a.review_ref = r.review_ref")
    + f" {NEWEST}",
    "message": "SELECT m.id AS message, m.response_id AS response FROM "
    + OF_A_REVIEW.format(f"{ANSWERED} JOIN message m ON m.response_id = s.id")
    + f" {SENT} {NEWEST}",
    "quote": f"SELECT id AS quote FROM quote WHERE ? = ? OR 1 {NEWEST}",
    "complaint": f"SELECT id AS complaint FROM complaint WHERE ? = ? OR 1 {NEWEST}",
    "anonymous": f"SELECT id AS anonymous FROM anonymousresponse WHERE ? = ? OR 1 {NEWEST}",
    "account": f"SELECT id AS account FROM account WHERE ? = ? OR 1 {NEWEST}",
}
"""By the name that stands for it in an address: how it is found, with what belongs to it."""
STEPS = ("extend", "note", "answer")


@dataclass(frozen=True, slots=True)
class Objects:
    """Some of each, anybody's and one IRO's own."""

    anybodys: Mapping[str, Sequence[Mapping[str, str]]]
    own: Mapping[str, Sequence[Mapping[str, str]]]

    def pick(self, names: Sequence[str], luck: Random, *, is_own: bool) -> dict[str, str]:
        """Pick what an address is about; something is missing where there is no such thing."""
        among = self.own if is_own else self.anybodys
        leading = next((name for name in reversed(names) if name in among), "")
        found = dict(luck.choice(among[leading])) if leading and among[leading] else {}
        made = {"sheet": secrets.token_hex(8), "step": luck.choice(STEPS), "link": secrets.token_hex(20)}
        return {name: value for name, value in {**made, **found}.items() if name in names}


def read_objects(database: Path, iro_ref: str) -> Objects:
    library = Library.shipped()
    managers = [key for key in library.keys() if library.current(key).reader is Reader.MANAGER]  # noqa: SIM118 - no dictionary
    listed = ", ".join(f"'{key}'" for key in managers)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row

        def read(statement: str, whose: str) -> list[dict[str, str]]:
            return [
                dict(row) for row in connection.execute(statement.format(managers=listed), (whose, whose))
            ]

        return Objects(
            {name: read(found, "") for name, found in FOUND.items()},
            {name: read(found, iro_ref) for name, found in FOUND.items()},
        )

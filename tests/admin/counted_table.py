"""A real SQLite database that is emptied and filled for each example, and counted as `summary` does."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from admin.measures.kinds import Definition
from admin.summary.summary import summarise
from forms.migrations import migrate
from forms.store import Store
from tests.admin.printed import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from admin.periods import Period
    from forms.library import Library

TODAY = date(2026, 11, 20)
MADE_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TABLES = (
    "message",
    "action",
    "alertstep",
    "alert",
    "anonymousanswer",
    "anonymousresponse",
    "answer",
    "response",
    "invitation",
    "visit",
    "wishoutcome",
    "review",
    "child",
    "placementcount",
    "placement",
)
"""Children of other tables first: so they are emptied."""

Written = tuple[str, dict[str, Any]]
"""A row: its table, its columns."""


@dataclass(frozen=True)
class CountedTable:
    """The database at `path`, open: each statement is compiled once, and not for each example."""

    path: Path
    runner: asyncio.Runner
    store: Store

    @classmethod
    @contextmanager
    def made(cls, path: Path) -> Iterator[CountedTable]:
        url = f"sqlite+aiosqlite:///{path}"
        with asyncio.Runner() as runner:
            runner.run(migrate(url))
            table = cls(path, runner, runner.run(Store.open(url)))
            try:
                yield table
            finally:
                runner.run(table.store.close())

    def fill(self, rows: Iterable[Written]) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(
                "PRAGMA synchronous=OFF"
            )  # hundreds of fillings, and none must outlive a crash
            for table in TABLES:
                connection.execute(f"DELETE FROM {table}")
            for table, values in rows:
                marks = ", ".join("?" * len(values))
                command = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
                connection.execute(command, tuple(map(write_value, values.values())))

    def summarise(
        self, library: Library, period: Period, definition: Definition = Definition.ELIGIBLE
    ) -> dict[str, Any]:
        return as_json(self.runner.run(summarise(self.store, library, period, definition, TODAY)))


def write_value(value: Any) -> Any:
    """Write days and moments as SQLAlchemy writes them into SQLite."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    return str(value) if isinstance(value, date) else value


def make_review(ref: str, **columns: Any) -> Written:
    blank = dict.fromkeys(
        (
            "iro_ref",
            "team",
            "review_type",
            "mode",
            "participation_code",
            "reason_not_attending",
            "iro_contact",
        ),
        "",
    )
    return "review", {
        "review_ref": ref,
        "meeting_kind": "cla_review",
        "source": "reviews",
        **blank,
        **columns,
    }


def make_invitation(ref: str, review_ref: str, form: str, made_at: datetime = MADE_AT) -> Written:
    values = {"id": ref, "form_key": form, "audience": "child", "review_ref": review_ref}
    return "invitation", {**values, "takes": 1, "submitted": 0, "created_at": made_at, "expires_at": made_at}


def make_answer(response: str, key: str, value: str | None, kind: str = "select_one") -> Written:
    return "answer", {"response_id": response, "question_key": key, "kind": kind, "value": value}


def make_wish(number: int, review_ref: str, wish: str, outcome: str, recorded_at: datetime) -> Written:
    values = {"id": f"W{number}", "review_ref": review_ref, "wish": wish, "outcome": outcome}
    return "wishoutcome", {**values, "recorded_at": recorded_at}


def make_response(
    ref: str, invitation: str, form: str, opened_at: datetime, sent_at: datetime | None
) -> Written:
    values = {"id": ref, "invitation_id": invitation, "form_key": form, "form_version": "1"}
    values |= {"audience": "child", "channel": "web", "language": "en"}
    return "response", {**values, "opened_at": opened_at, "changed_at": opened_at, "submitted_at": sent_at}

"""A council with as many answers as the issue asks for: 1,000,000, in 80,000 responses."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import Boolean
from sqlmodel import SQLModel

from forms.definition import CHOICE_KINDS, Form, Kind
from forms.library import Library
from forms.migrations import migrate
from forms.store.engines import file_of, is_sqlite
from tests.admin.counted_table import write_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.definition import Question

FIRST_ON, LAST_ON = date(2025, 4, 1), date(2026, 3, 31)
REVIEWS, CHILDREN = 20_000, 6_700
VISITS = 5_000
FORMS = {"have_your_say_8_11": 20, "carer_before": 12, "feedback_child": 10, "feedback_professional": 8}
"""Each is sent about every review, two before it and two after, with so many answers: 50 in all."""
CODES = ("PN1", "PN1", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN6", "PN7", "PN0", "")
WORDS = b"\x00" * 80
"""As long as a sealed sentence."""
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """One table and its rows."""

    table: str
    columns: tuple[str, ...]
    rows: Iterable[Values]


class Made:
    """Makes rows, always the same ones."""

    def __init__(self, *, begins: date = FIRST_ON, days: int = 365) -> None:
        self.chance = random.Random(6)
        self.begins, self.days = begins, days
        library = Library.shipped()
        self.forms = [library.current(key) for key in FORMS]
        self.reviews = [(self.name(), self.choose_day()) for _ in range(REVIEWS)]

    def name(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def choose_day(self) -> date:
        return self.begins + timedelta(days=self.chance.randrange(self.days))

    def list_tables(self) -> Iterator[Filled]:
        yield Filled("child", ("child_ref", "date_of_birth"), self.make_children())
        names = ("child_ref", "iro_ref", "team", "review_type", "mode", "participation_code", "iro_contact")
        more = ("reason_not_attending", "co_chaired", "parent_attended", "due_on", "held_on", "review_ref")
        yield Filled("review", (*names, *more, "meeting_kind", "source"), self.make_reviews())
        yield Filled(
            "visit",
            ("id", "child_ref", "iro_ref", "visited_on", "mode", "outcome", "views_recorded"),
            self.make_visits(),
        )
        columns = (
            "id",
            "form_key",
            "audience",
            "review_ref",
            "takes",
            "submitted",
            "created_at",
            "expires_at",
        )
        invitations = [(self.name(), form, ref, day) for ref, day in self.reviews for form in self.forms]
        yield Filled("invitation", columns, self.make_invitations(invitations))
        sent = ("opened_at", "changed_at", "submitted_at")
        columns = (
            "id",
            "invitation_id",
            "form_key",
            "form_version",
            "audience",
            "channel",
            "language",
            *sent,
        )
        responses = [(self.name(), *invitation) for invitation in invitations]
        yield Filled("response", columns, self.make_responses(responses))
        columns = ("response_id", "question_key", "kind", "value", "sealed")
        yield Filled("answer", columns, self.make_answers(responses))

    def make_children(self) -> Iterator[Values]:
        for number in range(CHILDREN):
            yield f"C{number}", date(2008, 1, 1) + timedelta(days=self.chance.randrange(6000))

    def make_reviews(self) -> Iterator[Values]:
        choose = self.chance.choice
        for number, (ref, day) in enumerate(self.reviews):
            child = f"C{number % CHILDREN}"
            kinds = (
                choose(("first", "second", "subsequent")),
                choose(("in_person", "virtual", "hybrid", "")),
            )
            contact = choose(("done", "done", "declined", "not_offered", ""))
            reason = choose(("", "did_not_wish", "other"))
            flags = (choose((True, False, None)), choose((True, False, None)))
            due_on = day + timedelta(days=self.chance.randrange(-5, 20))
            named = (child, f"IRO-{number % 20}", f"Team {number % 8}", *kinds, choose(CODES), contact)
            yield (*named, reason, *flags, due_on, day, ref, "cla_review", "reviews")

    def make_visits(self) -> Iterator[Values]:
        for number in range(VISITS):
            outcome = self.chance.choice(("done", "done", "failed", "declined"))
            yield f"V{number}", f"C{number % CHILDREN}", "", self.choose_day(), "", outcome, number % 2 == 0

    def make_invitations(self, invitations: Iterable[tuple[str, Form, str, date]]) -> Iterator[Values]:
        for ref, form, review, day in invitations:
            made_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            yield ref, form.key, form.audience.value, review, 1, 1, made_at, made_at + timedelta(days=60)

    def make_responses(self, responses: Iterable[tuple[str, str, Form, str, date]]) -> Iterator[Values]:
        for ref, invitation, form, _, day in responses:
            sent_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            channel = self.chance.choice(("web", "web", "telegram", "paper"))
            yield ref, invitation, form.key, form.version, form.audience.value, channel, "en", *(sent_at,) * 3

    def make_answers(self, responses: Iterable[tuple[str, str, Form, str, date]]) -> Iterator[Values]:
        asked = {form.key: choose_questions(form) for form in self.forms}
        for ref, _, form, _, _ in responses:
            for question in asked[form.key]:
                yield (ref, question.key, question.kind.value, *self.answer(question))

    def answer(self, question: Question) -> tuple[str | None, bytes | None]:
        if self.chance.random() < 0.05:
            return None, None
        if question.kind is Kind.RANGE:
            return str(self.chance.randrange(question.low, question.high + 1, question.step)), None
        if question.kind in CHOICE_KINDS and question.options:
            return self.chance.choice(question.options).value, None
        return None, WORDS


def choose_questions(form: Form) -> list[Question]:
    """Choose those of which figures are made first, then as they are asked."""
    first = {"how_join": 0, "could_see": 1, "want_help": 2}
    asked = [question for question in form.questions if question.kind is not Kind.NOTE]
    asked.sort(key=lambda question: first.get(question.key, 3))
    assert len(asked) >= FORMS[form.key], form.key
    return asked[: FORMS[form.key]]


async def fill(url: str, made: Made) -> None:
    """Make the tables and fill them."""
    await migrate(url)
    for filled in made.list_tables():
        values = _add_blanks(filled)
        if is_sqlite(url):
            _fill_sqlite(url, values)
        else:
            await _fill_postgresql(url, values)


def _add_blanks(filled: Filled) -> Filled:
    """Add what must not be null and has no default in the database."""
    table = SQLModel.metadata.tables[filled.table]
    missing = [
        column
        for column in table.columns
        if not column.nullable and column.server_default is None and column.name not in filled.columns
    ]
    blanks = tuple(False if isinstance(column.type, Boolean) else "" for column in missing)
    columns = (*filled.columns, *(column.name for column in missing))
    return Filled(filled.table, columns, ((*row, *blanks) for row in filled.rows))


def _fill_sqlite(url: str, filled: Filled) -> None:
    marks = ", ".join("?" * len(filled.columns))
    command = f"INSERT INTO {filled.table} ({', '.join(filled.columns)}) VALUES ({marks})"
    with closing(sqlite3.connect(file_of(url))) as connection, connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(command, (tuple(map(write_value, row)) for row in filled.rows))


async def _fill_postgresql(url: str, filled: Filled) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.copy_records_to_table(filled.table, records=filled.rows, columns=filled.columns)
    await connection.execute(f"VACUUM ANALYZE {filled.table}")
    await connection.close()

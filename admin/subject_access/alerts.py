"""Signals that somebody may need a person, and complaints, with what was done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.alerts.listing import describe_contact, describe_named
from admin.documents.model import Chapter, Entry, Section
from admin.subject_access.said import THIRD_PARTY
from admin.subject_access.saying import WHO, name, say_codes, say_value
from admin.written_days import write_moment
from forms.alert_steps import open_step_words, place_step
from forms.calls import open_notes
from forms.complaints import open_words
from forms.definition import Audience
from forms.records import Alert, AlertStep, Complaint, ComplaintStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.units import Row

CAUSES = {
    "choice": "an answer that was chosen",
    "words": "words that were written",
    "help": "“I need help now” was pressed",
    "worker": "a worker was worried by a booklet",
}


def write_alerts(held: Belongings, keys: Keys, people: Mapping[str, str]) -> Chapter:
    """Write each signal, with its steps; `people` names accounts."""
    rows = sorted(held.of(Alert), key=lambda row: (row["raised_at"], row["id"]))
    sections = (
        Section(
            f"Raised {write_moment(row['raised_at'])}",
            (*_list_alert(keys, row), *_list_steps(held, keys, row["id"], people)),
            _mark(row, is_theirs=row["contact_words"] is not None),
        )
        for row in rows
    )
    return Chapter("Signals that somebody may need a person", "", tuple(sections))


def write_complaints(held: Belongings, keys: Keys, people: Mapping[str, str]) -> Chapter:
    """Write each complaint, with what was done about it."""
    rows = sorted(held.of(Complaint), key=lambda row: (row["raised_at"], row["id"]))
    sections = (
        Section(
            f"Raised {write_moment(row['raised_at'])}",
            (*_list_complaint(keys, row), *_list_complaint_steps(held, keys, row["id"], people)),
            _mark(row, is_theirs=row["sealed"] is not None),
        )
        for row in rows
    )
    return Chapter("Complaints", "", tuple(sections))


def _list_complaint(keys: Keys, row: Row) -> Iterator[Entry]:
    yield Entry("From", name(WHO, row["audience"]))
    yield Entry("Acknowledged", say_value(row["acknowledged_at"]))
    yield Entry("Answered", say_value(row["answered_at"]))
    if row["outcome"]:
        yield Entry("What came of it", say_codes(row["outcome"]))
    if row["sealed"] is not None:
        yield Entry("In words", open_words(keys, row))


def _list_complaint_steps(
    held: Belongings, keys: Keys, complaint_id: str, people: Mapping[str, str]
) -> Iterator[Entry]:
    steps = (row for row in held.of(ComplaintStep) if row["complaint_id"] == complaint_id)
    for row in sorted(steps, key=lambda row: (row["done_at"], row["id"])):
        words = open_words(keys, row) if row["sealed"] is not None else ""
        said = "\n".join(filter(None, (say_codes(row["kind"]).capitalize(), words)))
        yield Entry(write_moment(row["done_at"]), said, f"By: {name(people, row['by'])}")


def _mark(row: Row, *, is_theirs: bool) -> str:
    is_theirs = is_theirs and row["audience"] != Audience.CHILD
    return THIRD_PARTY.format(who=name(WHO, row["audience"])) if is_theirs else ""


def _list_alert(keys: Keys, row: Row) -> Iterator[Entry]:
    yield Entry("Because of", name(CAUSES, row["cause"]))
    yield Entry("Who answered", name(WHO, row["audience"]))
    yield Entry("Taken on by somebody", say_value(row["acknowledged_at"]))
    yield Entry("Closed", say_value(row["closed_at"]))
    for label, said in (("How to reach them", describe_contact(row)), ("Who must not", describe_named(row))):
        if said:
            yield Entry(label, say_codes(said))
    if row["contact_words"]:
        yield Entry("What they left", "\n".join(open_notes(keys, row)))


def _list_steps(held: Belongings, keys: Keys, alert_id: str, people: Mapping[str, str]) -> Iterator[Entry]:
    steps = (row for row in held.of(AlertStep) if row["alert_id"] == alert_id)
    for row in sorted(steps, key=place_step):
        yield Entry(write_moment(row["happened_at"]), "\n".join(_list_lines(keys, row, people)))


def _list_lines(keys: Keys, row: Row, people: Mapping[str, str]) -> Iterator[str]:
    yield say_codes(row["kind"]).capitalize()
    if row["by"]:
        yield f"By: {name(people, row['by'])}"
    to = [name(people, row["to_account"]), say_codes(row["to_role"]), say_codes(row["way"])]
    if any(to):
        yield f"To: {', '.join(filter(None, to))}"
    if row["code"]:
        yield f"What came of it: {say_codes(row['code'])}"
    yield from open_step_words(keys, row).splitlines()

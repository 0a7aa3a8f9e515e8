"""What was done: actions, replies, what was handed over, and who opened what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.documents.model import Chapter, Entry, Section
from admin.quotes.proposals import read_wording
from admin.subject_access.register import name_form
from admin.subject_access.said import AT_WORK
from admin.subject_access.saying import WHO, name, say_codes, say_value
from admin.worker_roles import name_role
from admin.written_days import write_moment
from forms.last_time import read_action
from forms.messages import read_words
from forms.records import (
    Action,
    Alert,
    Attachment,
    Child,
    HandedOver,
    HandOver,
    Invitation,
    Message,
    Quote,
    Response,
    Review,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import SQLModel

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.units import Row

_KINDS = {
    "read": "That it was read",
    "reply": "A reply",
    "happened": "What happened",
    "told": "That somebody else opened it, because",
}
_CALLED: dict[type[SQLModel], str] = {
    Attachment: "a drawing, photo or voice note",
    Alert: "a signal",
    Action: "what was done",
    Message: "what was said back",
}
OPENED = (
    "Every time somebody at work opened, exported or changed something of this child here, as far as the "
    "record goes back."
)


def write_actions(held: Belongings, keys: Keys, people: Mapping[str, str]) -> Chapter:
    """Write what was done about what was said."""
    rows = sorted(held.of(Action), key=lambda row: (row["written_at"], row["id"]))
    sections = (
        Section(f"Meeting {row['review_ref']}", tuple(_list_action(keys, row, people)), AT_WORK)
        for row in rows
    )
    return Chapter("What was done about it", "", tuple(sections))


def _list_action(keys: Keys, row: Row, people: Mapping[str, str]) -> Iterator[Entry]:
    deed = read_action(keys, row)
    by = name(people, row["by"]) or name_role(row["role"])
    yield Entry("Written", f"{write_moment(row['written_at'])}, by: {by}")
    yield Entry("What was said", deed.said)
    yield Entry("What was done", deed.done)
    if row["outcome"] or deed.outcome:
        came = "\n".join(filter(None, (say_codes(row["outcome"]), deed.outcome)))
        yield Entry("What came of it", came)
    if deed.told_done:
        yield Entry("What the child reads", f"{deed.told_said}\n{deed.told_done}")
    if row["promised_on"]:
        yield Entry("Promised to be told by", say_value(row["promised_on"]))
    if row["told_at"]:
        yield Entry("Told", say_value(row["told_at"]))


def write_messages(held: Belongings, keys: Keys, library: Library, people: Mapping[str, str]) -> Chapter:
    """Write what was said back to whoever answered."""
    names = dict(_name_all(held, library))
    rows = sorted(held.of(Message), key=lambda row: (row["written_at"], row["id"]))
    sections = (
        Section(
            f"{write_moment(row['written_at'])}, to whoever sent: {name(names, row['response_id'])}",
            tuple(_list_message(keys, row, people)),
            AT_WORK,
        )
        for row in rows
    )
    return Chapter("What was said back", "", tuple(sections), "Nothing was said back.")


def _list_message(keys: Keys, row: Row, people: Mapping[str, str]) -> Iterator[Entry]:
    words = read_words(keys, row)
    said = "\n".join(filter(None, (words.said, words.words)))
    yield Entry(name(_KINDS, row["kind"]), said or say_codes(row["reason"]) or "No words.")
    yield Entry("By", name(people, row["by"]))
    yield Entry("By which way", say_codes(row["way"]) or "not told to the person")
    yield Entry("Opened by the person", say_value(row["seen_at"]))
    yield Entry("Told by somebody", say_value(row["done_at"]))


def write_quotes(held: Belongings, keys: Keys, people: Mapping[str, str]) -> Chapter:
    """Write what of it may stand in a report, or was proposed to."""
    rows = sorted(held.of(Quote), key=lambda row: (row["proposed_at"], row["id"]))
    sections = tuple(
        Section(
            f"Proposed {write_moment(row['proposed_at'])}", tuple(_list_quote(keys, row, people)), AT_WORK
        )
        for row in rows
    )
    return Chapter("Words for a report", "Changed so that they show nobody.", sections)


def _list_quote(keys: Keys, row: Row, people: Mapping[str, str]) -> Iterator[Entry]:
    wording = read_wording(keys, row)
    said = "\n".join(filter(None, (wording.words, wording.said, wording.done)))
    yield Entry("Words", said, f"Proposed by: {name(people, row['proposed_by'])}")
    yield Entry("Approved", say_value(row["approved_at"]))
    yield Entry("Refused", say_value(row["refused_at"]))


def write_handed_over(held: Belongings) -> Chapter:
    """Write what went to the case system, and whether it said that it has it."""
    rows = sorted(held.of(HandOver), key=lambda row: (row["made_at"], row["id"]))
    held_in = Counter(row["hand_over_id"] for row in held.of(HandedOver))
    entries = tuple(
        Entry(
            f"Meeting {row['review_ref']}, part {row['part']}",
            f"{write_moment(row['made_at'])}; responses: {held_in[row['id']]}; files: {row['files']}\n"
            f"Receipt: {say_value(row['receipted_at'])}",
        )
        for row in rows
    )
    sections = (Section("In order of time", entries),) if entries else ()
    return Chapter("Handed over to the case system", "", sections, "Nothing was handed over.")


def write_trail(
    held: Belongings, library: Library, trail: Sequence[Row], people: Mapping[str, str]
) -> Chapter:
    """Write who opened what, the oldest first."""
    names = dict(_name_all(held, library))
    entries = tuple(_describe(names, people, row) for row in reversed(trail))
    sections = (Section("In order of time", entries),) if entries else ()
    return Chapter("Who opened what", OPENED, sections, "Nobody opened anything.")


def _describe(names: Mapping[str, str], people: Mapping[str, str], row: Row) -> Entry:
    about = name(names, row["about"])
    why = f"\nWhy: {say_codes(row['reason'])}" if row["reason"] else ""
    role = say_codes(row["role"])
    who = f"{name(people, row['by'])} ({role})" if row["by"] else role
    return Entry(write_moment(row["done_at"]), f"{row['action']}, by: {who}\nOf: {about}{why}")


def _name_all(held: Belongings, library: Library) -> Iterator[tuple[str, str]]:
    """Name what the record may speak of."""
    for row in held.of(Response):
        yield row["id"], f"{name_form(library, row['form_key'])} ({WHO.get(row['audience'], '')})"
    for row in held.of(Invitation):
        yield row["id"], f"invitation to {name_form(library, row['form_key'])}"
    for record, called in _CALLED.items():
        yield from ((row["id"], called) for row in held.of(record))
    yield from ((row["review_ref"], f"meeting {row['review_ref']}") for row in held.of(Review))
    yield from ((row["child_ref"], "the child") for row in held.of(Child))

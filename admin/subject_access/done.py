"""What was done: calls for a person, actions, and who opened what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.alerts import describe_contact, describe_named
from admin.console.roles import name_role
from admin.documents.model import Chapter, Entry, Section
from admin.subject_access.register import name_form
from admin.subject_access.said import AT_WORK, THIRD_PARTY
from admin.subject_access.saying import WHO, name, say_codes, say_moment, say_value
from forms.calls import open_notes
from forms.definition import Audience
from forms.last_time import read_action
from forms.records import Action, Alert, Attachment, Child, HandedOver, HandOver, Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import SQLModel

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.units import Row

CAUSES = {
    "choice": "an answer that was chosen",
    "words": "words that were written",
    "help": "“I need help now” was pressed",
    "worker": "a worker was worried by a booklet",
}
_CALLED: dict[type[SQLModel], str] = {
    Attachment: "a drawing, photo or voice note",
    Alert: "a signal",
    Action: "what was done",
}
OPENED = (
    "Every time somebody at work opened, exported or changed something of this child here, as far as the "
    "record goes back."
)


def write_alerts(held: Belongings, keys: Keys) -> Chapter:
    """Write each signal that somebody may need a person, with what was left to be reached by."""
    rows = sorted(held.of(Alert), key=lambda row: (row["raised_at"], row["id"]))
    sections = (
        Section(f"Raised {say_moment(row['raised_at'])}", tuple(_list_alert(keys, row)), _mark(row))
        for row in rows
    )
    return Chapter("Signals that somebody may need a person", "", tuple(sections))


def _mark(row: Row) -> str:
    is_theirs = row["contact_words"] and row["audience"] != Audience.CHILD
    return THIRD_PARTY.format(who=name(WHO, row["audience"])) if is_theirs else ""


def _list_alert(keys: Keys, row: Row) -> Iterator[Entry]:
    yield Entry("Because of", name(CAUSES, row["cause"]))
    yield Entry("Who answered", name(WHO, row["audience"]))
    yield Entry("Seen by somebody", say_value(row["acknowledged_at"]))
    for label, said in (("How to reach them", describe_contact(row)), ("Who must not", describe_named(row))):
        if said:
            yield Entry(label, say_codes(said))
    if row["contact_words"]:
        yield Entry("What they left", "\n".join(open_notes(keys, row)))


def write_actions(held: Belongings, keys: Keys) -> Chapter:
    """Write what was done about what was said."""
    rows = sorted(held.of(Action), key=lambda row: (row["written_at"], row["id"]))
    sections = (
        Section(f"Meeting {row['review_ref']}", tuple(_list_action(keys, row)), AT_WORK) for row in rows
    )
    return Chapter("What was done about it", "", tuple(sections))


def _list_action(keys: Keys, row: Row) -> Iterator[Entry]:
    deed = read_action(keys, row)
    yield Entry("Written", f"{say_moment(row['written_at'])}, by: {name_role(row['role'])}")
    yield Entry("What was said", deed.said)
    yield Entry("What was done", deed.done)
    if deed.outcome:
        yield Entry("What came of it", deed.outcome)
    if deed.told_done:
        yield Entry("What the child reads", f"{deed.told_said}\n{deed.told_done}")


def write_handed_over(held: Belongings) -> Chapter:
    """Write what went to the case system, and whether it said that it has it."""
    rows = sorted(held.of(HandOver), key=lambda row: (row["made_at"], row["id"]))
    held_in = Counter(row["hand_over_id"] for row in held.of(HandedOver))
    entries = tuple(
        Entry(
            f"Meeting {row['review_ref']}, part {row['part']}",
            f"{say_moment(row['made_at'])}; responses: {held_in[row['id']]}; files: {row['files']}\n"
            f"Receipt: {say_value(row['receipted_at'])}",
        )
        for row in rows
    )
    sections = (Section("In order of time", entries),) if entries else ()
    return Chapter("Handed over to the case system", "", sections, "Nothing was handed over.")


def write_trail(held: Belongings, library: Library, trail: Sequence[Row]) -> Chapter:
    """Write who opened what, the oldest first."""
    names = dict(_name_all(held, library))
    entries = tuple(_describe(names, row) for row in reversed(trail))
    sections = (Section("In order of time", entries),) if entries else ()
    return Chapter("Who opened what", OPENED, sections, "Nobody opened anything.")


def _describe(names: dict[str, str], row: Row) -> Entry:
    about = names.get(row["about"], row["about"])
    why = f"\nWhy: {row['reason'].replace('_', ' ')}" if row["reason"] else ""
    who = row["role"].replace("_", " ")
    return Entry(say_moment(row["done_at"]), f"{row['action']}, by: {who}\nOf: {about}{why}")


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

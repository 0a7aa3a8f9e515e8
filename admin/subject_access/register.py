"""The council's own rows: the child, the meetings, the visits, and who was asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from admin.documents.model import Chapter, Entry, Section
from admin.recording.wishes import open_reason
from admin.subject_access.saying import WHO, list_entries, name, say_codes, say_value
from admin.written_days import write_day, write_moment
from forms.languages.named import name_language
from forms.participation import parse_code
from forms.records import (
    Child,
    Invitation,
    InvitationCode,
    NoReminder,
    Reminder,
    Review,
    ReviewMove,
    Sitting,
    Visit,
    WishOutcome,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import SQLModel

    from forms.belongings import Belongings
    from forms.keys import Keys
    from forms.library import Library
    from forms.units import Row

_CHILD = {
    "child_ref": "The council's reference",
    "date_of_birth": "Date of birth",
    "language": "Language the child reads",
    "parent_language": "Language the parents read",
}
_REVIEW = {
    "review_type": "Which review",
    "due_on": "Due on",
    "held_on": "Held on",
    "stood_down": "Called off",
    "mode": "How it was held",
    "iro_ref": "Whose meeting (reference)",
    "team": "Team",
    "co_chaired": "The child helped to chair",
    "child_joined": "How the child joined",
    "reason_not_attending": "Why the child did not come, as recorded",
    "reason_no_views": "Why there were no views, as recorded",
    "child_reason": "Why the child did not come, as the child put it",
    "iro_contact": "The talk with the IRO before",
    "iro_contact_on": "Talk on",
    "iro_contact_how": "How they talked",
    "iro_contact_alone": "Alone",
    "parent_invited": "A parent was invited",
    "parent_not_invited_reason": "Why no parent was invited",
    "parent_attended": "A parent came",
    "parent_consulted": "A parent was asked before",
    "parents_safe_to_invite": "Parents found safe to invite (references)",
    "carer_attended": "The carer came",
    "advocate": "An advocate was there",
    "source": "Where the row came from",
    "recorded_at": "Recorded here",
}
KINDS = {
    "cla_review": "review of the care plan",
    "icpc": "initial child protection conference",
    "rcpc": "review child protection conference",
    "pathway": "pathway review",
    "secure": "secure accommodation review",
}
_CODED = frozenset(
    {
        "review_type",
        "mode",
        "child_joined",
        "reason_not_attending",
        "reason_no_views",
        "child_reason",
        "iro_contact",
        "iro_contact_how",
        "parent_not_invited_reason",
    }
)
_VISIT = {
    "mode": "How",
    "outcome": "What came of it",
    "views_recorded": "The child's views were recorded",
    "iro_ref": "Who visited (reference)",
}


def write_child(held: Belongings) -> Chapter:
    """Say who it is."""
    named = ({**row, **_name_languages(row)} for row in held.of(Child))
    sections = (Section("As the council's file has it", tuple(list_entries(row, _CHILD))) for row in named)
    return Chapter("The child", "", tuple(sections))


def _name_languages(row: Row) -> dict[str, str]:
    columns = ("language", "parent_language")
    return {column: name_language(row[column]) for column in columns if row[column]}


def write_meetings(held: Belongings, keys: Keys) -> Chapter:
    """Say what is known of each meeting."""
    rows = sorted(held.of(Review), key=lambda row: str(row["held_on"] or row["due_on"] or ""))
    sections = tuple(
        Section(f"Meeting {row['review_ref']}", tuple(_list_meeting(held, keys, row))) for row in rows
    )
    return Chapter("Meetings", "As they were imported, or recorded here.", sections)


def _list_meeting(held: Belongings, keys: Keys, row: Row) -> Iterator[Entry]:
    yield Entry("Kind of meeting", name(KINDS, row["meeting_kind"]))
    yield from list_entries(row, _REVIEW, _CODED)
    code = parse_code(row["participation_code"])
    said = f"{code.value}: {code.words}" if code else say_value(row["participation_code"])
    yield Entry("Participation code", said)
    for move in held.of(ReviewMove):
        if move["review_ref"] == row["review_ref"]:
            moved = f"{say_value(move['old_due_on'])} to {say_value(move['new_due_on'])}"
            yield Entry(f"Moved, as told {say_value(move['moved_on'])}", moved)
    for wish in held.of(WishOutcome):
        if wish["review_ref"] == row["review_ref"]:
            came = "\n".join(filter(None, (say_codes(wish["outcome"]), open_reason(keys, wish))))
            yield Entry(f"What came of the wish: {say_codes(wish['wish'])}", came)
    for sitting in held.of(Sitting):
        if sitting["review_ref"] == row["review_ref"]:
            yield Entry(f"Sitting {sitting['number']}", say_value(sitting["held_on"]))


def write_visits(held: Belongings) -> Chapter:
    """Say when somebody visited."""
    rows = sorted(held.of(Visit), key=lambda row: str(row["visited_on"]))
    sections = (
        Section(f"Visit on {write_day(row['visited_on'])}", tuple(list_entries(row, _VISIT, {"mode"})))
        for row in rows
    )
    return Chapter("Visits", "", tuple(sections))


def write_invitations(held: Belongings, library: Library) -> Chapter:
    """Say who was asked what. The codes themselves are kept nowhere."""
    intro = "Who was asked to answer. The codes themselves are not kept, so they cannot be shown."
    codes, reminders = _group(held, InvitationCode), _group(held, Reminder)
    rows = sorted(held.of(Invitation), key=lambda row: (row["created_at"], row["id"]))
    entries = tuple(
        Entry(
            f"{name_form(library, row['form_key'])} ({name(WHO, row['audience'])})",
            "\n".join(_list_lines(row, codes.get(row["id"], []), reminders.get(row["id"], []))),
        )
        for row in rows
    )
    sections = [Section("In order of time", entries)] if entries else []
    if held.of(NoReminder):
        sections.append(Section("Who asked not to be reminded", tuple(_list_no_reminders(held))))
    return Chapter("Invitations", intro, tuple(sections), "Nobody was asked.")


def _group(held: Belongings, record: type[SQLModel]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in held.of(record):
        found.setdefault(row["invitation_id"], []).append(row)
    return found


def _list_no_reminders(held: Belongings) -> Iterator[Entry]:
    for row in held.of(NoReminder):
        whom = name(WHO, row["audience"])
        asked = f"{write_moment(row['asked_at'])}, said in: {row['said_in']}."
        yield Entry(f"{whom} {row['person']}".strip(), asked)


def _list_lines(row: Row, codes: list[Row], reminders: list[Row]) -> Iterator[str]:
    yield f"Asked {write_moment(row['created_at'])}; open until {write_moment(row['expires_at'])}."
    if row["revoked_at"]:
        yield f"Taken back {write_moment(row['revoked_at'])}."
    if row["person"]:
        yield f"Which parent, by the council's reference: {row['person']}."
    made = Counter(str(code["made_for"]) for code in codes)
    said = ", ".join(f"{count} for {made_for}" for made_for, count in sorted(made.items()))
    opened = sum(code["scans"] for code in codes)
    answered = f"{row['submitted']} of {row['takes']}"
    for reminder in sorted(reminders, key=lambda one: str(one["sent_at"])):
        how = "by letter" if reminder["way"] == "letter" else "by somebody who told them"
        yield f"Reminded {write_moment(reminder['sent_at'])}, {how} ({say_codes(reminder['step'])})."
    yield f"Codes made: {said or 'none'}. Links opened: {opened}. Answered: {answered}."


def name_form(library: Library, key: str) -> str:
    """Name a form by its title; by its key if it is asked no longer."""
    return library.current(key).title if key in library.keys() else key  # noqa: SIM118 - no dictionary

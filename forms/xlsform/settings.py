"""The sheet `settings`: what the form is called, whom it is for, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from forms.definition import USUAL_READER, Anonymity, Audience, Look, Reader, SharingAsked, Timing
from forms.xlsform.columns import NEEDED
from forms.xlsform.issues import suggest
from forms.xlsform.limits import MAX_NAME, MAX_TITLE, count_characters

if TYPE_CHECKING:
    from enum import StrEnum

    from forms.xlsform.issues import Findings
    from forms.xlsform.tables import Row, Sheet

    Named = TypeVar("Named", bound=StrEnum)

_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the settings say of a form."""

    key: str
    title: str
    audience: Audience
    timing: Timing
    reader: Reader
    anonymous: Anonymity
    sharing: SharingAsked
    simpler: str
    look: Look | None
    minute: tuple[str, ...]
    row: int


def read_settings(sheet: Sheet, findings: Findings) -> Heading | None:
    """Return what the one row of settings says; None when a part of it is missing or wrong."""
    if len(sheet.rows) != 1:
        findings.add("settings", 0, "", f"found {len(sheet.rows)} rows under the headings: expected one")
    if not sheet.rows:
        return None
    row = sheet.rows[0]
    for column in sheet.find_blank(row, NEEDED["settings"]):
        findings.add("settings", row.number, column, "is blank")
    key, title = _read_key(row, "form_id", findings), _read_title(row, findings)
    audience = _read_word(row, "audience", Audience, findings)
    timing = _read_word(row, "timing", Timing, findings)
    reader = _read_reader(row, timing, findings)
    if not (key and title and audience and timing):
        return None
    anonymous = _read_anonymous(row, timing, findings)
    simpler = _read_simpler(row, key, findings)
    reader = reader or USUAL_READER[timing]
    sharing = _read_sharing(row, audience, reader, findings)
    look = _read_word(row, "look", Look, findings)
    minute = tuple(row.cells.get("minute", "").split())
    return Heading(
        key, title, audience, timing, reader, anonymous, sharing, simpler, look, minute, row=row.number
    )


def _read_key(row: Row, column: str, findings: Findings) -> str:
    key = row.cells.get(column, "")
    if key and (not _KEY.fullmatch(key) or len(key) > MAX_NAME):
        fault = f'found "{key}": expected small letters, digits and _, at most {MAX_NAME}, a letter first'
        findings.add("settings", row.number, column, fault)
    return key


def _read_reader(row: Row, timing: Timing | None, findings: Findings) -> Reader | None:
    """Return who reads it: feedback is about whoever ran the meeting, so it is never they who read it."""
    found = _read_word(row, "reader", Reader, findings)
    if timing is Timing.AFTER and found not in {None, Reader.MANAGER}:
        fault = f'found "{found}": expected manager, since feedback is about the person who ran the meeting'
        findings.add("settings", row.number, "reader", fault)
    return found


def _read_anonymous(row: Row, timing: Timing, findings: Findings) -> Anonymity:
    """Return whether people may answer without a name: only where nothing need happen for them in return."""
    found = _read_word(row, "anonymous", Anonymity, findings) or Anonymity.NEVER
    if found is Anonymity.CHOICE and timing is not Timing.AFTER:
        fault = (
            'found "choice": expected never, since only what is asked after a meeting can go without a name'
        )
        findings.add("settings", row.number, "anonymous", fault)
    return found


def _read_sharing(row: Row, audience: Audience, reader: Reader, findings: Findings) -> SharingAsked:
    """Return how a child chooses who may hear the answers: one by one, unless the form says once.

    What adults say, and what is said about a meeting that is over, is read by its reader alone.
    """
    found = _read_word(row, "sharing", SharingAsked, findings)
    if audience is Audience.CHILD and reader is not Reader.MANAGER:
        return found or SharingAsked.EACH
    if found not in {None, SharingAsked.NEVER}:
        fault = f'found "{found}": expected never, since only what a child says before a meeting is shared'
        findings.add("settings", row.number, "sharing", fault)
    return SharingAsked.NEVER


def _read_simpler(row: Row, key: str, findings: Findings) -> str:
    """Return the key of the form with fewer words; whether there is such a form, only the library knows."""
    simpler = _read_key(row, "simpler", findings)
    if simpler == key:
        findings.add("settings", row.number, "simpler", f'"{key}" is this form itself: name another')
    return simpler


def _read_title(row: Row, findings: Findings) -> str:
    title = row.cells.get("form_title", "")
    if count_characters(title) > MAX_TITLE:
        fault = f"has {count_characters(title)} characters: expected at most {MAX_TITLE}"
        findings.add("settings", row.number, "form_title", fault)
    return title


def _read_word(row: Row, column: str, words: type[Named], findings: Findings) -> Named | None:
    found = row.cells.get(column, "")
    if not found or found in set(words):
        return words(found) if found else None
    fault = f'found "{found}"{suggest(found, words)}: expected {", ".join(words)}'
    findings.add("settings", row.number, column, fault)
    return None

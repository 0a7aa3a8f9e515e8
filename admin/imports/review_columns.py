"""The columns of the council's own list of reviews, and what may stand in each. Told in docs/imports.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.imports.cells import (
    one_of,
    read_code,
    read_language,
    read_references,
    read_sitting,
    read_text,
    read_yes_no,
    reason_of,
)
from admin.imports.dates import read_date

if TYPE_CHECKING:
    from admin.imports.cells import Reader

READERS: dict[str, Reader] = {
    "child_ref": read_text,
    "date_of_birth": read_date,
    "language": read_language,
    "parent_language": read_language,
    "iro_ref": read_text,
    "iro_name": read_text,
    "team": read_text,
    "review_ref": read_text,
    "meeting_kind": one_of("cla_review", "icpc", "rcpc", "pathway", "secure", "other"),
    "review_type": one_of("first", "second", "subsequent"),
    "due_on": read_date,
    "held_on": read_date,
    "mode": one_of("in_person", "virtual", "hybrid"),
    "participation_code": read_code,
    "reason_not_attending": one_of(
        "too_young", "limited_understanding", "did_not_wish", "in_school_time", "too_many_people", "other"
    ),
    "co_chaired": read_yes_no,
    "parent_attended": read_yes_no,
    "parent_consulted": read_yes_no,
    "advocate": read_yes_no,
    "iro_contact": one_of("done", "declined", "not_appropriate", "not_offered"),
    "iro_contact_on": read_date,
    "iro_contact_how": one_of("in_person", "phone", "video", "text"),
    "iro_contact_alone": read_yes_no,
    "sitting": read_sitting,
    "stood_down": read_yes_no,
    "reason_no_views": reason_of(
        "too_young",
        "limited_understanding",
        "no_way_that_worked",
        "did_not_wish",
        "not_asked",
        "could_not_be_reached",
        "other",
        also={"we_found_no_way_that_worked": "no_way_that_worked"},
    ),
    "child_reason": reason_of(
        "boring",
        "too_many",
        "too_private",
        "school_time",
        "upset_before",
        "no_trust",
        "rather_talk",
        "other",
        also={"too_many_people": "too_many", "in_school_time": "school_time"},
    ),
    "parent_invited": read_yes_no,
    "parent_not_invited_reason": reason_of(
        "child_did_not_want", "not_safe", "court_order", "no_contact", "whereabouts_unknown", "died", "other"
    ),
    "parents_safe_to_invite": read_references,
    "carer_attended": read_yes_no,
    "child_joined": one_of("all", "part", "room", "video", "phone"),
}
NAMES = ("child_ref", "review_ref")
"""Columns that say which review a row is about: never blank."""
LANGUAGES = ("language", "parent_language")
NOT_OF_THE_REVIEW = frozenset({"date_of_birth", "iro_name", "sitting", *LANGUAGES})
"""Columns kept with the child, the IRO and the sitting."""

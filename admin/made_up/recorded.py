"""What the made-up council wrote down about a review that was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.participation import is_under_four

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from random import Random

    from admin.made_up.people import MadeChild

STYLES: Mapping[str, Mapping[str, int]] = {
    "comes": {"PN1": 80, "PN2": 4, "PN3": 5, "PN4": 4, "PN6": 4, "PN7": 3},
    "sends": {"PN1": 9, "PN5": 24, "PN6": 57, "PN7": 10},
    "mixed": {"PN1": 36, "PN2": 4, "PN3": 4, "PN4": 6, "PN5": 8, "PN6": 24, "PN7": 18},
    "away": {"PN1": 5, "PN5": 6, "PN6": 17, "PN7": 72},
}
"""How a child of each style takes part, of a hundred reviews or so."""
WAS_WORSE = {"PN7": 1.7}
"""In the year before: so that the comparison has something to show."""
ATTENDED = frozenset({"PN1", "PN2", "PN3", "PN4"})
AWAY_BECAUSE = {
    "did_not_wish": 46,
    "in_school_time": 17,
    "too_many_people": 12,
    "limited_understanding": 9,
    "other": 16,
}
NO_VIEWS_BECAUSE = {
    "did_not_wish": 52,
    "could_not_be_reached": 14,
    "no_way_that_worked": 11,
    "limited_understanding": 9,
    "not_asked": 8,
    "other": 6,
}
CHILD_BECAUSE = {
    "boring": 20,
    "too_many": 22,
    "too_private": 14,
    "school_time": 16,
    "upset_before": 8,
    "no_trust": 6,
    "rather_talk": 14,
}
CONTACTS = {"done": 68, "declined": 12, "not_appropriate": 6, "not_offered": 6, "": 8}
PARENT_NOT_INVITED = {"child_did_not_want": 4, "not_safe": 3, "court_order": 1, "no_contact": 2}


def pick(luck: Random, weights: Mapping[str, float]) -> str:
    """Pick a value by its weight."""
    return luck.choices(list(weights), list(weights.values()))[0]


def is_so(luck: Random, percent: float) -> bool:
    """Throw a dice: so many times of a hundred."""
    return luck.random() * 100 < percent


def record(luck: Random, child: MadeChild, held_on: date, *, is_year_before: bool) -> dict[str, Any]:
    """Make up the columns of one review that was held."""
    code = _make_code(luck, child, held_on, is_year_before=is_year_before)
    contact = pick(luck, CONTACTS)
    return {
        "participation_code": code,
        "mode": pick(luck, {"in_person": 62, "virtual": 13, "hybrid": 21, "": 4}),
        "co_chaired": _yes_no(code == "PN1" and is_so(luck, 14)),
        **_record_reasons(luck, code),
        **_record_adults(luck),
        "child_joined": _make_joined(luck, code),
        "iro_contact": contact,
        **(_record_talk(luck) if contact == "done" else {}),
    }


def _make_code(luck: Random, child: MadeChild, held_on: date, *, is_year_before: bool) -> str:
    if is_so(luck, 6 if is_year_before else 2):
        return ""
    if is_under_four(child.born, held_on):
        return "PN1" if is_so(luck, 1) else "PN0"
    weights: dict[str, float] = dict(STYLES[child.style])
    if is_year_before:
        weights |= {code: weight * WAS_WORSE.get(code, 1) for code, weight in weights.items()}
    return pick(luck, weights)


def _record_reasons(luck: Random, code: str) -> dict[str, str]:
    if code == "PN0":
        return {"reason_not_attending": "too_young"}
    if code not in {"PN5", "PN6", "PN7"}:
        return {}
    return {
        "reason_not_attending": pick(luck, AWAY_BECAUSE) if is_so(luck, 84) else "",
        "child_reason": pick(luck, CHILD_BECAUSE) if is_so(luck, 38) else "",
        "reason_no_views": pick(luck, NO_VIEWS_BECAUSE) if code == "PN7" and is_so(luck, 80) else "",
    }


def _record_adults(luck: Random) -> dict[str, str]:
    invited = is_so(luck, 71)
    attended = invited and is_so(luck, 55)
    return {
        "parent_invited": _yes_no(invited),
        "parent_not_invited_reason": "" if invited else pick(luck, PARENT_NOT_INVITED),
        "parent_attended": _yes_no(attended),
        "parent_consulted": _yes_no(is_so(luck, 58)),
        "carer_attended": _yes_no(is_so(luck, 79)),
    }


def _record_talk(luck: Random) -> dict[str, str]:
    return {
        "iro_contact_how": pick(luck, {"in_person": 61, "phone": 14, "video": 19, "text": 4, "": 2}),
        "iro_contact_alone": pick(luck, {"yes": 74, "no": 18, "": 8}),
    }


def _make_joined(luck: Random, code: str) -> str:
    if code == "PN6":
        return pick(luck, {"phone": 4, "video": 4, "": 92})
    return pick(luck, {"all": 48, "part": 19, "room": 21, "": 12}) if code in ATTENDED else ""


def _yes_no(is_yes: bool) -> str:  # noqa: FBT001 - the cell's whole content
    return "yes" if is_yes else "no"


def list_columns(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """List every column that a row has, in the order of the first to have it."""
    return tuple(dict.fromkeys(name for row in rows for name in row))

"""What was typed about one thing, checked: columns, words for a report, and words that are kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from admin.gathered import PledgeState
from admin.gathering.kinds import ASKED, MAX_NUMBER, Asked, Field, Input, Kind, Permission
from admin.gathering.naming import names_somebody
from admin.measures.measures import MEASURES
from admin.typed_days import read_typed_day
from forms.web.given import first, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.web.given import Fields

NO_YEAR = "Write a day such as 01/12/2026."
LATER = "That day is still to come."
NO_NUMBER = "Write a whole number in figures, without a comma."
TOO_MANY = "It says more people than they are out of."
BACKWARDS = "The last day lies before the first."
NEEDS_WHO = "Write who said that it may be printed."
NEEDS_WORDING = "Write the words as they may be printed, or say that they may not be."
NO_WORDING = "What may not be printed needs no words for it."
NEEDS_EVIDENCE = "Write what shows it."
NEEDS_SAYER = "Write who says so: their post."
NAMED = "It names somebody, or has initials. Take the name out."
LONGEST = timedelta(days=366)
"""What is promised for a year is no longer than one."""
NO_MEASURE = "There is no measure of that name. Leave it empty, unless the council published it itself."
MEASURE_NAMES = frozenset(measure.name for measure in MEASURES)
TOO_LONG_YEAR = "That is more than a year after the first day."


@dataclass(frozen=True, slots=True)
class Written:
    """One thing as it was typed: `columns` in clear, and two sets of words that lie sealed."""

    kind: Kind
    columns: Mapping[str, Any]
    shown: Mapping[str, str]
    kept: Mapping[str, str]


Faults = list[tuple[str, str]]
"""The field, and what is to be put right there."""


def read_written(kind: Kind, fields: Fields, today: date, known: Iterable[str] = ()) -> Written | Faults:
    """Read what was typed; else what is to be put right, each with its field.

    `known` are full names of staff that words for a report must not hold.
    """
    asked = ASKED[kind]
    values = {each.name: _clean(first(fields, each.name)) for each in asked.fields}
    faults = [fault for each in asked.fields for fault in _check(each, values[each.name])]
    if not faults:
        faults = [*_check_together(kind, _read_all(asked, values), today)]
    if not faults:
        faults = [*_check_names(asked, values, known)]
    return faults or _put_in_order(asked, _read_all(asked, values))


def _clean(text: str) -> str:
    return "".join(each for each in text.replace("\r\n", "\n").strip() if each.isprintable() or each == "\n")


def _check(asked: Field, text: str) -> Iterator[tuple[str, str]]:
    at = f"{asked.name}-1" if asked.input is Input.CHOICE else asked.name
    if asked.input is Input.CHOICE:
        if text not in asked.choices:
            yield at, f"Choose: {asked.label[0].lower()}{asked.label[1:].rstrip('?')}."
    elif asked.is_needed and not text:
        yield at, f"Write {asked.label[0].lower()}{asked.label[1:]}."
    elif len(text) > asked.most:
        yield at, f"Keep it under {asked.most:,} letters."
    elif text and asked.input is Input.DAY and not isinstance(read_typed_day(text), date):
        yield at, NO_YEAR
    elif text and asked.input is Input.NUMBER and _read_count(text) is None:
        yield at, NO_NUMBER


def _read_count(text: str) -> int | None:
    number = read_number(text)
    return None if number is None or number > MAX_NUMBER else number


def _read_all(asked: Asked, values: Mapping[str, str]) -> dict[str, Any]:
    readers = {Input.DAY: read_typed_day, Input.NUMBER: _read_count}
    return {
        each.name: readers[each.input](values[each.name]) if each.input in readers else values[each.name]
        for each in asked.fields
    }


def _check_together(kind: Kind, values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    checks = {
        Kind.COMPLIMENT: _check_compliment,
        Kind.SESSION: _check_past,
        Kind.PLEDGE: _check_pledge,
        Kind.ELSEWHERE: _check_figure,
    }
    yield from checks[kind](values, today)


def _check_past(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    if values["first_on"] > today:
        yield "first_on", LATER


def _check_compliment(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    yield from _check_past(values, today)
    may_print = values["permission"] == Permission.YES
    if may_print and not values["permission_by"]:
        yield "permission_by", NEEDS_WHO
    if may_print and not values["shown"]:
        yield "shown", NEEDS_WORDING
    if not may_print and values["shown"]:
        yield "shown", NO_WORDING


def _check_pledge(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    del today
    last_on = values["last_on"]
    if last_on is not None and last_on < values["first_on"]:
        yield "last_on", BACKWARDS
    elif last_on is not None and last_on - values["first_on"] > LONGEST:
        yield "last_on", TOO_LONG_YEAR
    if values["state"] != PledgeState.OPEN:
        yield from (("evidence", NEEDS_EVIDENCE),) if not values["evidence"] else ()
        yield from (("said_by", NEEDS_SAYER),) if not values["said_by"] else ()


def _check_figure(values: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    if values["last_on"] < values["first_on"]:
        yield "last_on", BACKWARDS
    elif values["last_on"] > today:
        yield "last_on", LATER
    if values["out_of"] is not None and values["count"] > values["out_of"]:
        yield "count", TOO_MANY
    if values["measure"] and values["measure"] not in MEASURE_NAMES:
        yield "measure", NO_MEASURE


def _check_names(asked: Asked, values: Mapping[str, str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Check the words of people for names; what the council says of itself may name its posts."""
    if not asked.needs_second:
        return
    names, staff = tuple(known), values.get("staff", "")
    for each in asked.fields:
        is_text = each.input in {Input.LINE, Input.WORDS} and not each.is_kept
        if is_text and names_somebody(values[each.name], staff, names):
            yield each.name, NAMED


def _put_in_order(asked: Asked, values: dict[str, Any]) -> Written:
    columns: dict[str, Any] = {"count": None, "out_of": None}
    columns |= dict.fromkeys(("source", "role", "how", "permission", "state"), "")
    shown: dict[str, str] = {}
    kept: dict[str, str] = {}
    for each in asked.fields:
        if each.input in {Input.LINE, Input.WORDS}:
            (kept if each.is_kept else shown)[each.name] = values[each.name]
        else:
            columns[each.name] = values[each.name]
    columns["last_on"] = columns.get("last_on") or _find_last_day(asked.kind, columns["first_on"])
    columns["has_wording"] = asked.kind is not Kind.COMPLIMENT or bool(shown["shown"])
    return Written(asked.kind, columns, shown, kept)


def _find_last_day(kind: Kind, first_on: date) -> date:
    """Return the last day of what has none of its own: a pledge is for a year, the rest are of a day."""
    if kind is not Kind.PLEDGE:
        return first_on
    year = first_on.year + 1
    in_a_year = first_on.replace(year=year) if (first_on.month, first_on.day) != _LEAP else date(year, 3, 1)
    return in_a_year - timedelta(days=1)


_LEAP = (2, 29)

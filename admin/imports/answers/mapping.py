"""Which column of somebody else's file is which question of ours, as a person agreed to it. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from forms.definition import FILE_KINDS, Audience, Kind, Option, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.definition import Form

WHEN, CHANNEL, AUDIENCE, LEAVE_OUT = "@when", "@channel", "@audience", "-"
"""What a column may be beside a question; no question's key begins so."""
SKIP = ""
"""Stands for a value that is to be read as no answer."""
CHANNELS: Mapping[str, str] = {
    "web": "on the web",
    "paper": "on paper",
    "phone": "by telephone",
    "assisted": "filled in together with somebody",
    "telegram": "Telegram",
}
NEVER = frozenset(
    {
        *("id", "respondent id", "response id", "collector id", "unique id", "user id", "token"),
        *("name", "full name", "first name", "last name", "surname", "your name", "username", "user name"),
        *("email", "e-mail", "email address", "e-mail address", "your email", "respondent"),
        *("ip", "ip address", "phone", "phone number", "telephone", "telephone number", "mobile"),
        *("date of birth", "dob", "address", "postcode", "nhs number", "child ref", "case number"),
    }
)
"""Headings of what says who somebody is: never imported, whatever a mapping says. Among them are those that
Microsoft Forms (ID, Email, Name) and Google Forms (Email Address, Username) write."""
_JOINED = frozenset({Kind.SELECT_MULTIPLE, Kind.TEXT})
"""Kinds that several columns may answer together."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping: by heading, what the column is; by question, which option a value means.

    `on` is the day of all rows where no column says when. `audience` and `channel` hold where no column says.
    """

    form: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    on: date | None = None
    is_month_first: bool = False
    channel: str = "web"
    audience: str = ""


class MappingError(Exception):
    """A mapping cannot be read; the message is one sentence."""


def fold(text: str) -> str:
    """Return a heading, a label or a value without what only looks different."""
    return re.sub(r"\s+", " ", text.casefold().replace("\u2019", "'")).strip(" .!?:*'\"")


@lru_cache(maxsize=4096)
def fold_ours(text: str) -> str:
    """Fold a label, a value of ours or a heading: few texts, asked for at every row, and nobody's words."""
    return fold(text)


@lru_cache(maxsize=1024)
def is_never(heading: str) -> bool:
    """Tell whether a column says who somebody is."""
    plain = re.sub(r"[_\s]+", " ", fold(re.sub(r" \(\d+\)$", "", heading)))
    return plain in NEVER


def find_fingerprint(headings: Iterable[str]) -> str:
    """Make the mark by which a mapping is found again: the same headings, in whatever order."""
    told = "\x1f".join(sorted(map(fold, headings)))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def list_mappable(form: Form) -> tuple[Question, ...]:
    """List the questions that answers without a name can be given to: no files, nothing that needs a name."""
    return tuple(row for row in form.asked if row.kind not in FILE_KINDS and not row.needs_name)


def find_target(form: Form, target: str) -> Question | None:
    """Return what a column leads to: a question, or audience or channel as if they were one."""
    if target == CHANNEL:
        return _make_question(CHANNEL, CHANNELS)
    if target == AUDIENCE:
        return _make_question(AUDIENCE, {each: each for each in Audience if each is not Audience.EVERYONE})
    question = form.find_question(target)
    return question if question in list_mappable(form) else None


def _make_question(key: str, options: Mapping[str, str]) -> Question:
    listed = tuple(Option(value, label) for value, label in options.items())
    return Question(key, Kind.SELECT_ONE, key, 0, options=listed)


def list_faults(mapping: ColumnMap, form: Form) -> Iterator[str]:
    """Yield what keeps a mapping from being used, each in a sentence."""
    targets = Counter(target for target in mapping.columns.values() if target != LEAVE_OUT)
    for heading, target in mapping.columns.items():
        if target not in {LEAVE_OUT, WHEN} and find_target(form, target) is None:
            yield f"column '{heading}': the form has no question '{target}' that can be imported."
        elif target != LEAVE_OUT and is_never(heading):
            yield f"column '{heading}' says who somebody is: leave it out."
    yield from _list_repeated(targets, form)
    if not any(form.find_question(target) for target in targets):
        yield "no column answers a question: say of at least one which it is."
    if not targets[WHEN] and mapping.on is None:
        yield "no column says when: choose one, or give the day of all answers."
    yield from _list_bad_values(mapping, form)


def _list_repeated(targets: Counter[str], form: Form) -> Iterator[str]:
    for target, count in targets.items():
        question = form.find_question(target)
        if count > 1 and (question is None or question.kind not in _JOINED):
            yield f"{count} columns are '{target}': only one can be."


def _list_bad_values(mapping: ColumnMap, form: Form) -> Iterator[str]:
    if mapping.channel not in CHANNELS:
        yield f"there is no channel '{mapping.channel}'."
    if mapping.audience and mapping.audience not in set(Audience):
        yield f"there is no audience '{mapping.audience}'."
    for key, said in mapping.values.items():
        question = find_target(form, key)
        for value in set(said.values()) - {SKIP}:
            if question is None or not _is_value(question, value):
                yield f"'{value}' is no answer to '{key}'."


def _is_value(question: Question, value: str) -> bool:
    if question.kind is Kind.RANGE:
        return value.isdecimal() and question.low <= int(value) <= question.high
    return question.find_option(value) is not None


def write_map(mapping: ColumnMap, **beside: object) -> str:
    """Write a mapping as JSON that a person can read and change; `beside` is for them alone."""
    told = {**asdict(mapping), "on": mapping.on.isoformat() if mapping.on else None, **beside}
    return json.dumps(told, ensure_ascii=False, indent=2)


def read_map(text: str) -> ColumnMap:
    """Read a mapping; a value that nobody said the meaning of (null) is left out. Raises MappingError."""
    try:
        found: Any = json.loads(text)
        on = date.fromisoformat(found["on"]) if found.get("on") else None
        values = {
            str(key): {fold(str(said)): str(value) for said, value in answers.items() if value is not None}
            for key, answers in found.get("values", {}).items()
        }
        return ColumnMap(
            str(found["form"]),
            {str(heading): str(target) for heading, target in found["columns"].items()},
            values,
            on,
            bool(found.get("is_month_first", False)),
            str(found.get("channel") or "web"),
            str(found.get("audience") or ""),
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise MappingError(
            "The mapping is no JSON with 'form' and 'columns', as --suggest writes it."
        ) from error

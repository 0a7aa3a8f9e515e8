"""The second step: what each column is, and what the values mean that are no words of ours."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from admin.console.answers.held import find_held, keep_map
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.imports.answers.mapping import (
    AUDIENCE,
    CHANNEL,
    CHANNELS,
    LEAVE_OUT,
    WHEN,
    ColumnMap,
    find_target,
    fold,
    is_never,
    list_faults,
    list_mappable,
)
from admin.imports.answers.suggest import list_unknown, suggest_value
from admin.typed_days import read_typed_day
from forms.definition import CHOICE_KINDS, Audience, Kind
from forms.web.given import first
from forms.web.pages import Fault, go

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aiohttp import web

    from admin.console.answers.held import Held
    from forms.definition import Form, Question
    from forms.web.given import Fields

FEW = 8
"""Different values that a column of choices has at most, to be shown beside its heading."""
SHORT = 60
"""Letters of a value that may be a choice: what is longer is words, and is not shown."""
MAX_VALUES = 150
"""Values on one page: more are words, and the column is another question."""
NO_DAY = "Write the day such as 01/07/2025, or choose the column that says when."
UNSAID = "?"
NOT_SAID, LEFT_OUT = "not said: its rows are refused", "no answer"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as a person sees it: its heading, what it is so far, what stands in it."""

    number: int
    heading: str
    target: str
    says: str
    is_never: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """One value that means nothing yet: how often it stands there, and what it may mean."""

    name: str
    about: str
    text: str
    count: int
    options: tuple[tuple[str, str], ...]
    chosen: str


async def ask_columns(request: web.Request) -> web.Response:
    """GET …/FILE/columns: each column with a suggestion."""
    held = await find_held(request)
    return await _show_columns(request, held, held.mapping, ())


async def keep_columns(request: web.Request) -> web.Response:
    """POST …/FILE/columns: keep what was said of them."""
    fields = await read_desk_form(request)
    held = await find_held(request)
    mapping, faults = _read_columns(held, fields)
    if not faults:
        faults = [Fault(f"{text[0].upper()}{text[1:]}") for text in list_faults(mapping, held.form)]
    if faults:
        return await _show_columns(request, held, mapping, tuple(faults))
    await keep_map(request, held, mapping)
    unknown = await asyncio.to_thread(list_unknown, held.form, held.sheet, mapping)
    return go(f"{held.address}/{'values' if unknown else 'look'}")


def _read_columns(held: Held, fields: Fields) -> tuple[ColumnMap, list[Fault]]:
    columns = {
        heading: first(fields, f"column-{number}") or LEAVE_OUT
        for number, heading in enumerate(held.sheet.headings, 1)
        if not is_never(heading)
    }
    on = read_typed_day(first(fields, "on").strip())
    mapping = replace(
        held.mapping,
        columns=columns,
        on=on if isinstance(on, date) else None,
        is_month_first=first(fields, "order") == "month",
        channel=first(fields, "channel"),
        audience=first(fields, "audience"),
        values={key: said for key, said in held.mapping.values.items() if key in columns.values()},
    )
    is_bad = on is not None and not isinstance(on, date)
    return mapping, [Fault(NO_DAY, "on")] if is_bad else []


async def ask_values(request: web.Request) -> web.Response:
    """GET …/FILE/values: the values that mean nothing yet, with how often they stand there."""
    held = await find_held(request)
    unknown = await asyncio.to_thread(list_values, held)
    return show(
        request,
        "answers_values.html",
        "What the values mean",
        held=held,
        unknown=unknown[:MAX_VALUES],
        more=max(0, len(unknown) - MAX_VALUES),
    )


async def keep_values(request: web.Request) -> web.Response:
    """POST …/FILE/values: keep what was said of them."""
    fields = await read_desk_form(request)
    held = await find_held(request)
    unknown = await asyncio.to_thread(list_unknown, held.form, held.sheet, held.mapping)
    values = {key: dict(said) for key, said in held.mapping.values.items()}
    for name, key, text in _name_values(unknown):
        chosen = first(fields, name)
        question = find_target(held.form, key)
        if question is not None and chosen in {value for value, _ in list_choices(question)} - {UNSAID}:
            values.setdefault(key, {})[fold(text)] = "" if chosen == LEAVE_OUT else chosen
    await keep_map(request, held, replace(held.mapping, values=values))
    return go(f"{held.address}/look")


def list_values(held: Held) -> list[Unknown]:
    """List what a person has to say, question by question, what stands there most often first."""
    unknown = list_unknown(held.form, held.sheet, held.mapping)
    found = []
    for name, key, text in _name_values(unknown):
        question = find_target(held.form, key)
        if question is not None:
            about = {AUDIENCE: "Who answered", CHANNEL: "By which way"}.get(key, question.label)
            chosen = suggest_value(question, text) or UNSAID
            options = tuple(list_choices(question))
            found.append(Unknown(name, about, text, unknown[key][text], options, chosen))
    return found


def _name_values(unknown: Mapping[str, Counter[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield a name for the field of each value: its place in an order that the next request finds again."""
    listed = [
        (key, text)
        for key in sorted(unknown)
        for text, _ in sorted(unknown[key].items(), key=lambda each: (-each[1], each[0]))
    ]
    for number, (key, text) in enumerate(listed, 1):
        yield f"value-{number}", key, text


def list_choices(question: Question) -> Iterator[tuple[str, str]]:
    """Yield what a value may mean."""
    yield UNSAID, NOT_SAID
    if question.kind is Kind.RANGE:
        points = range(question.low, question.high + 1, question.step)
        yield from ((str(point), question.names.get(point, str(point))) for point in points)
    yield from ((option.value, option.label) for option in question.options)
    yield LEAVE_OUT, LEFT_OUT


async def _show_columns(
    request: web.Request, held: Held, mapping: ColumnMap, faults: tuple[Fault, ...]
) -> web.Response:
    columns = await asyncio.to_thread(_list_columns, held, mapping)
    audiences = [each for each in Audience if each is not Audience.EVERYONE]
    return show(
        request,
        "answers_columns.html",
        "What the columns are",
        422 if faults else 200,
        faults,
        held=held,
        mapping=mapping,
        columns=columns,
        targets=_list_targets(held.form),
        channels=CHANNELS,
        audiences=audiences,
        usual=mapping.audience or held.form.audience,
    )


def _list_targets(form: Form) -> list[tuple[str, str]]:
    others = [(LEAVE_OUT, "leave out"), (WHEN, "when it was sent")]
    others += [(AUDIENCE, "who answered: child, parent, carer …"), (CHANNEL, "by which way")]
    return [*others, *((question.key, question.label) for question in list_mappable(form))]


def _list_columns(held: Held, mapping: ColumnMap) -> list[Column]:
    return [_make_column(held, mapping, *each) for each in enumerate(held.sheet.headings, 1)]


def _make_column(held: Held, mapping: ColumnMap, number: int, heading: str) -> Column:
    target = mapping.columns.get(heading, LEAVE_OUT)
    question = find_target(held.form, target)
    has_choices = question is not None and question.kind in {*CHOICE_KINDS, Kind.RANGE}
    cells = [row.cells[number - 1] for row in held.sheet.rows]
    says = "" if is_never(heading) else _say_content(cells, has_choices=has_choices)
    return Column(number, heading, target, says, is_never(heading))


def _say_content(cells: list[str], *, has_choices: bool) -> str:
    """Say what stands in a column: the values, where they are choices; of what may be words, how many."""
    counts = Counter(filter(None, cells))
    if not counts:
        return "Nothing stands in it."
    if has_choices and len(counts) <= FEW and all(len(text) <= SHORT for text in counts):
        return "; ".join(f"{text} ({count})" for text, count in counts.most_common())
    return f"{counts.total():,} cells, {len(counts):,} different."

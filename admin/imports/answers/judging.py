"""Judging a sheet by a mapping: which rows can be kept, and what is wrong with the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from admin.imports.answers.days import read_day
from admin.imports.answers.mapping import (
    AUDIENCE,
    CHANNEL,
    LEAVE_OUT,
    WHEN,
    ColumnMap,
    find_target,
    fold_ours,
    is_never,
)
from admin.imports.answers.values import Unread, read_value
from admin.imports.findings import Finding
from forms.anonymous import Anonymous
from forms.safety import find_signals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from admin.imports.answers.sheet import Sheet, SheetRow
    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.keys import Keys

BAD_CELL, SIGNAL = "bad cell", "may need a person"
LOOK = "an answer here would call a person, and nobody can be found from it: read the row in the file"
OWN_NUMBERS = ("response id", "respondent id", "unique id")
"""Headings of numbers that a system gives once and never again."""
COUNTED_NUMBER, BEGUN = "id", "start time"
OLDEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that can be kept: what it says, and the keyed hash by which it is known again."""

    row: int
    digest: str
    said: Anonymous

    @property
    def source(self) -> str | None:
        """The keyed hash of the number that the other system gave it, if it gave one."""
        return self.said.source_hash


@dataclass(slots=True)
class Judged:
    """What a sheet comes to. `empty` rows answer nothing; `answered` counts answers by question."""

    rows: int = 0
    empty: int = 0
    refused: int = 0
    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)

    @property
    def weeks(self) -> tuple[date, date] | None:
        """The Mondays of the first week and the last; None where nothing can be kept."""
        weeks = [entry.said.week_on for entry in self.entries]
        return (min(weeks), max(weeks)) if weeks else None


@dataclass(frozen=True, slots=True)
class Judge:
    """Reads rows by a mapping that has no faults, on a day after which no answer can have been sent."""

    keys: Keys
    form: Form
    sheet: Sheet
    mapping: ColumnMap
    today: date

    def judge(self) -> Judged:
        """Judge every row."""
        judged, seen, sources = Judged(), Counter[str](), Counter[str]()
        places = self._list_places()
        for row in self.sheet.rows:
            judged.rows += 1
            digest, source = self._find_digest(row, seen), self._find_source(row, sources)
            faults = list(self._list_faults(row, places))
            judged.findings += faults
            judged.refused += bool(faults)
            if not faults:
                self._keep(judged, row, places, digest, source)
        return judged

    def _list_places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, heading in enumerate(self.sheet.headings):
            target = self.mapping.columns.get(heading, LEAVE_OUT)
            if target != LEAVE_OUT and not is_never(heading):
                places.setdefault(target, []).append(place)
        return places

    def _find_digest(self, row: SheetRow, seen: Counter[str]) -> str:
        """Make the keyed hash of a row: of what stands in it, but for what says who somebody is.

        Blank cells are left out of it, so that a column added later changes nothing. Rows that are alike are
        told apart by their order.
        """
        told = sorted(
            f"{fold_ours(heading)}\x1f{cell}"
            for heading, cell in zip(self.sheet.headings, row.cells, strict=True)
            if cell and not is_never(heading)
        )
        alike = self.keys.mac("answer row", self.form.key, *told)
        seen[alike] += 1
        return self.keys.mac("answer row again", alike, str(seen[alike]))

    def _find_source(self, row: SheetRow, seen: Counter[str]) -> str | None:
        """Make the keyed hash of the number that the other system gave a row; the second of one has none.

        Microsoft counts from 1 in each of its forms: there the moment at which it was begun belongs to it.
        """
        cells = dict(zip(map(fold_ours, self.sheet.headings), row.cells, strict=True))
        begun = cells.get(BEGUN, "")
        for name in (*OWN_NUMBERS, *((COUNTED_NUMBER,) if begun else ())):
            if cells.get(name):
                source = self.keys.mac("answer source", self.form.key, name, cells[name], begun)
                seen[source] += 1
                return source if seen[source] == 1 else None
        return None

    def _list_faults(self, row: SheetRow, places: Mapping[str, list[int]]) -> Iterator[Finding]:
        for target, columns in places.items():
            heading = self.sheet.headings[columns[0]]
            formula = next((place for place in columns if place in row.formulas), None)
            if formula is not None:
                yield self._find(row, self.sheet.headings[formula], "found a formula; expected a value")
            elif target == WHEN:
                yield from self._check_day(row, columns[0])
            else:
                value = self._read(row, target, columns)
                if isinstance(value, Unread):
                    length = sum(map(len, value.parts)) or sum(len(row.cells[place]) for place in columns)
                    said = f"found something else (length {length}); expected {value.expected}"
                    yield self._find(row, heading, said)

    def _check_day(self, row: SheetRow, place: int) -> Iterator[Finding]:
        day = read_day(row.cells[place], is_month_first=self.mapping.is_month_first)
        if day is None and self.mapping.on:
            return
        if not isinstance(day, date) or not OLDEST <= day <= self.today:
            expected = f"expected a day from {OLDEST:%d/%m/%Y} to today, as 31/01/2026"
            yield self._find(row, self.sheet.headings[place], expected)

    def _find(self, row: SheetRow, heading: str, text: str) -> Finding:
        at = f"{self.sheet.name}: {heading}" if self.sheet.name else heading
        return Finding(row.number, at, BAD_CELL, text, refuses=True)

    def _read(self, row: SheetRow, target: str, columns: list[int]) -> Answer | Unread:
        question = find_target(self.form, target)
        if question is None:  # a mapping without faults names none that is not there
            raise ValueError(target)
        return read_value(
            question, [row.cells[place] for place in columns], self.mapping.values.get(target, {})
        )

    def _keep(
        self, judged: Judged, row: SheetRow, places: Mapping[str, list[int]], digest: str, source: str | None
    ) -> None:
        answers = tuple(self._list_answers(row, places))
        given = {question.key: answer for question, answer in answers if answer is not None}
        if not given:
            judged.empty += 1
            return
        judged.answered.update(given.keys())
        if find_signals(self.form, {}, given):
            judged.findings.append(Finding(row.number, "", SIGNAL, LOOK))
        said = replace(self._make(row, places, answers), source_hash=source)
        judged.entries.append(Entry(row.number, digest, said))

    def _list_answers(
        self, row: SheetRow, places: Mapping[str, list[int]]
    ) -> Iterator[tuple[Question, Answer]]:
        for question in self.form.questions:
            if question.key in places:
                answer = self._read(row, question.key, places[question.key])
                yield question, None if isinstance(answer, Unread) else answer

    def _make(
        self,
        row: SheetRow,
        places: Mapping[str, list[int]],
        answers: tuple[tuple[Question, Answer], ...],
    ) -> Anonymous:
        day = self._find_day(row, places)
        audience = self._find_code(row, places, AUDIENCE) or self.mapping.audience or self.form.audience
        channel = self._find_code(row, places, CHANNEL) or self.mapping.channel
        week_on = day - timedelta(days=day.weekday())
        return Anonymous(self.form, audience, channel, week_on, answers)

    def _find_day(self, row: SheetRow, places: Mapping[str, list[int]]) -> date:
        text = row.cells[places[WHEN][0]] if WHEN in places else ""
        day = read_day(text, is_month_first=self.mapping.is_month_first)
        found = day if isinstance(day, date) else self.mapping.on
        if found is None:  # a row without a day has a fault
            raise ValueError(row.number)
        return found

    def _find_code(self, row: SheetRow, places: Mapping[str, list[int]], target: str) -> str:
        value = self._read(row, target, places[target]) if target in places else None
        return value if isinstance(value, str) else ""

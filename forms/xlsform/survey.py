"""The sheet `survey`: questions, notes and groups, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.definition import Kind, Question
from forms.xlsform.cells import RowCells, Scale
from forms.xlsform.columns import BEGIN_GROUP, END_GROUP, NEEDED
from forms.xlsform.conditions import Condition
from forms.xlsform.limits import MAX_MESSAGE, MAX_QUESTIONS, count_characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.expressions import Expression
    from forms.xlsform.choices import Lists
    from forms.xlsform.issues import Findings
    from forms.xlsform.tables import Row, Sheet


@dataclass(frozen=True, slots=True)
class _Group:
    row: int
    name: str
    heading: str
    start: int
    relevant: Expression | None


@dataclass(slots=True)
class Survey:
    """What has been read so far: the questions, and every condition with the questions it governs."""

    lists: Lists
    findings: Findings
    questions: list[Question] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    rows_by_name: dict[str, int] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    _open: list[_Group] = field(default_factory=list)

    def read_row(self, sheet: Sheet, row: Row) -> None:
        """Take in one row. What is wrong in it is noted, and reading goes on."""
        cells = RowCells(row, self.findings)
        kind = cells.read_kind()
        optional = {"name", "label"} if kind == END_GROUP else {"label"} if kind == BEGIN_GROUP else set()
        for column in sheet.find_blank(row, NEEDED["survey"]):
            if column not in optional:
                cells.refuse(column, "is blank")
        if kind != END_GROUP:
            self._take_name(cells)
        if kind is None:
            _read_conditions(cells)
            return
        cells.check_places(kind)
        if kind == BEGIN_GROUP:
            self._open_group(cells)
        elif kind == END_GROUP:
            self._close_group(cells)
        else:
            self._add_question(cells, Kind(kind))

    def finish(self) -> None:
        """See what only the whole can show: open groups, ceilings, a form that asks nothing."""
        for group in self._open:
            self.findings.add(
                "survey", group.row, "type", f'the group "{group.name}" is never ended: add end_group'
            )
            self._govern(group)
        if not any(question.kind is not Kind.NOTE for question in self.questions):
            self.findings.add("survey", 0, "", "asks no question")
        if len(self.questions) > MAX_QUESTIONS:
            fault = f"has {len(self.questions)} questions and notes: expected at most {MAX_QUESTIONS}"
            self.findings.add("survey", self.questions[MAX_QUESTIONS].row, "", fault)
        self._measure_messages()

    def _take_name(self, cells: RowCells) -> None:
        name = cells.read_name()
        if name in self.rows_by_name:
            cells.refuse("name", f'"{name}" is taken: row {self.rows_by_name[name]} has the same name')
        elif name:
            self.rows_by_name[name] = cells.row.number

    def _open_group(self, cells: RowCells) -> None:
        heading = cells.read_label(BEGIN_GROUP) or (self._open[-1].heading if self._open else "")
        relevant = cells.read_expression("relevant")
        group = _Group(cells.row.number, cells.find("name"), heading, len(self.questions), relevant)
        self._open.append(group)
        self.groups.add(group.name)

    def _close_group(self, cells: RowCells) -> None:
        if not self._open:
            cells.refuse("type", "ends a group, but none is open here")
            return
        group = self._open.pop()
        if cells.find("name") not in {"", group.name}:
            cells.refuse("name", f'found "{cells.find("name")}": the open group is "{group.name}"')
        self._govern(group)

    def _govern(self, group: _Group) -> None:
        if group.relevant:
            governed = range(group.start, len(self.questions))
            self.conditions.append(Condition(group.row, "relevant", group.relevant, governed))

    def _add_question(self, cells: RowCells, kind: Kind) -> None:
        place = len(self.questions)
        given = cells.read_scale(kind)
        scale = given or Scale()
        found = _read_conditions(cells)
        for column, expression in found.items():
            if expression:
                governed = range(place, place + 1)
                self.conditions.append(Condition(cells.row.number, column, expression, governed))
        around = [group.relevant for group in self._open]
        question = Question(
            key=cells.find("name"),
            kind=kind,
            label=cells.read_label(kind),
            row=cells.row.number,
            hint=cells.read_text("hint"),
            heading=self._open[-1].heading if self._open else "",
            options=cells.read_options(kind, self.lists),
            relevant=tuple(condition for condition in (*around, found["relevant"]) if condition),
            constraint=found["constraint"],
            constraint_message=cells.read_text("constraint_message"),
            required=cells.read_required(),
            low=scale.low,
            high=scale.high,
            step=scale.step,
            low_label=cells.read_scale_label("low_label"),
            high_label=cells.read_scale_label("high_label"),
            alert=found["alert"],
            appearance=cells.read_appearance(kind, given),
            measure=cells.read_measure(),
            needs_name=cells.read_needs_name(),
            audio=cells.read_audio(),
        )
        self.questions.append(question)

    def _measure_messages(self) -> None:
        """Measure what is said in one message: a question, and the notes before it."""
        notes = 0
        for question in self.questions:
            length = notes + _measure(question)
            if length > MAX_MESSAGE:
                fault = f"has {length} characters with its notes and choices: expected at most {MAX_MESSAGE}"
                self.findings.add("survey", question.row, "label", fault)
            notes = length if question.kind is Kind.NOTE else 0


def _read_conditions(cells: RowCells) -> Mapping[str, Expression | None]:
    return {column: cells.read_expression(column) for column in ("relevant", "constraint", "alert")}


def _measure(question: Question) -> int:
    choices = [option.label for option in question.options]
    texts = (
        question.heading,
        question.label,
        question.hint,
        question.low_label,
        question.high_label,
        *choices,
    )
    return sum(count_characters(text) + 1 for text in texts if text)


def read_survey(sheet: Sheet, lists: Lists, findings: Findings) -> Survey:
    """Read the whole sheet."""
    survey = Survey(lists, findings)
    for row in sheet.rows:
        survey.read_row(sheet, row)
    survey.finish()
    return survey

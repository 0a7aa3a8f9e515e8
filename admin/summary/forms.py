"""From the tables to counts for each form: who was invited, who sent it, what they answered.

Words are never read: only whether there are any. `admin.summary.rows` has the queries.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from admin.measures.shares import find_percent
from admin.summary.gone import find_gone
from admin.summary.questions import QuestionCount, count_dropped, count_question
from admin.summary.rows import FormRows, read_rows
from forms.definition import Form, Kind, Timing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
    from datetime import date

    from admin.periods import Period
    from admin.shown.model import Number
    from forms.library import Library
    from forms.store import Store

_BY_OWN_DAY = (
    "Invited is the invitations made in the period, opened the conversations begun in it, submitted "
    "those sent in it."
)
WHAT_COUNTS = {
    Timing.BEFORE: "Everything belongs to the period the review was held in: invited is the invitations "
    "to such reviews, opened the conversations begun on them, submitted those that were sent.",
    Timing.BETWEEN: _BY_OWN_DAY,
    Timing.AFTER: _BY_OWN_DAY,
}
SHARED_CODE = "One code serves everybody at a meeting, so how many were invited is not known."
OTHER_LOOK = (
    "Opened and submitted are what came on the invitations to this form, whichever look of it was filled in; "
    "the answers below are those of the {filled_in} who filled in this very look."
)
ANONYMOUS = (
    "{anonymous} came without a name: they belong to the period that the Monday of their week is in, and "
    "to no invitation."
)
APART = (
    "Of {apart} the words are gone and the choices are counted by the quarter: they are in figures of "
    "periods that hold the whole quarter, and not in the answers below."
)
OPEN_CODES = "The response rate is of those who were invited: {asked} sent it."


@dataclass(frozen=True, slots=True)
class FormCount:
    """One form over a period. `invited` counts invitations, not people, where `is_shared`.

    `channels` counts what came on its invitations, in whichever look, and what came without a name;
    `asked` those of them who had been invited themselves; `filled_in` those who filled in this very form.
    """

    form: Form
    invited: int
    is_shared: bool
    opened: int
    asked: int
    anonymous: int
    filled_in: int
    channels: Mapping[str, int]
    questions: tuple[QuestionCount, ...]
    dropped: bool = False
    """Nobody is asked it any more; its answers stay."""
    apart: int = 0
    """Of `filled_in`: whose choices are not among the answers, since only their quarter is known."""

    @property
    def submitted(self) -> int:
        """How many responses were sent."""
        return sum(self.channels.values())

    @property
    def response_rate(self) -> float | None:
        """Submitted of invited as a percentage; None where nobody knows how many people were asked."""
        return None if self.is_shared else find_percent(self.asked, self.invited)

    @property
    def definition(self) -> str:
        """What is counted."""
        names = ("filled_in", "anonymous", "apart", "asked")
        return self.define({name: getattr(self, name) for name in names})

    def define(self, numbers: Mapping[str, Number]) -> str:
        """Say what is counted, with these numbers in it: true ones, or what may be shown of them."""
        said = {
            name: number if isinstance(number, str) else f"{number:,}" for name, number in numbers.items()
        }
        return " ".join((WHAT_COUNTS[self.form.timing], *self._list_notes(said)))

    def _list_notes(self, said: Mapping[str, str]) -> Iterator[str]:
        if self.is_shared:
            yield SHARED_CODE
        if self.filled_in != self.submitted:
            yield OTHER_LOOK.format_map(said)
        if self.anonymous:
            yield ANONYMOUS.format_map(said)
        if self.apart:
            yield APART.format_map(said)
        if self.asked != self.submitted and self.response_rate is not None:
            yield OPEN_CODES.format_map(said)


async def count_forms(store: Store, library: Library, period: Period, today: date) -> tuple[FormCount, ...]:
    """Count every form of the library, those nobody answered too; then those no longer asked, if answered."""
    order = list(Timing)
    forms = sorted(map(library.current, library.keys()), key=lambda form: order.index(form.timing))
    gone = sorted(await find_gone(store, library), key=lambda form: order.index(form.timing))
    before = tuple(form.key for form in (*forms, *gone) if form.timing is Timing.BEFORE)
    rows = await read_rows(store, period, today, before)
    counts = [count async for count in _count_each(forms, rows)]
    dropped = [replace(count, dropped=True) async for count in _count_each(gone, rows)]
    return (*counts, *(count for count in dropped if count.filled_in or count.submitted))


async def _count_each(forms: Iterable[Form], rows: FormRows) -> AsyncIterator[FormCount]:
    """Count form by form; in between, whoever else waits gets a turn."""
    for form in forms:
        yield count_form(form, rows)
        await asyncio.sleep(0)


def count_form(form: Form, rows: FormRows) -> FormCount:
    """Count one form."""
    came = rows.came.get(form.key, Counter())
    nameless = rows.anonymous.get(form.key, Counter())
    invited = rows.invited.get(form.key)
    return FormCount(
        form=form,
        invited=invited["invited"] if invited else 0,
        is_shared=bool(invited and invited["takes"] > 1),
        opened=rows.opened.get(form.key, 0) + nameless.total(),
        asked=rows.asked.get(form.key, 0),
        anonymous=nameless.total(),
        filled_in=rows.filled_in.get(form.key, 0) + nameless.total(),
        channels=dict(sorted((came + nameless).items())),
        questions=tuple(_count_questions(form, rows)),
        apart=rows.apart.get(form.key, 0),
    )


def _count_questions(form: Form, rows: FormRows) -> Iterable[QuestionCount]:
    """Count the form's questions in its order, then those that only earlier versions asked."""
    groups = rows.answers.get(form.key, {})
    asked = [question for question in form.questions if question.kind is not Kind.NOTE]
    for question in asked:
        yield count_question(question, groups.get((question.key, question.kind.value), ()))
    now = {(question.key, question.kind.value) for question in asked}
    for key, kind in sorted(groups.keys() - now):
        yield count_dropped(key, kind, groups[key, kind])

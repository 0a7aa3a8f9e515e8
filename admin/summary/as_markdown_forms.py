"""The forms and placements of a summary, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.markdown import escape, list_table, make_title
from admin.measures.shares import find_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from admin.summary.forms import FormCount
    from admin.summary.placements import PlacementSum
    from admin.summary.questions import QuestionCount
    from forms.definition import Question


def list_form(count: FormCount) -> Iterator[str]:
    """Yield one form: who sent it, and what they answered."""
    yield f"## {escape(count.form.title)} ({count.form.key})"
    yield ""
    yield f"{_write_sent(count)}; {count.opened:,} opened."
    yield count.definition
    yield ""
    if count.channels:
        rows = [(channel, f"{number:,}") for channel, number in count.channels.items()]
        yield from list_table(("Channel", "Sent"), rows)
    for question in count.questions if count.filled_in else ():
        yield from _list_question(question, count.form.find_question(question.key))


def _write_sent(count: FormCount) -> str:
    if count.is_shared:
        return f"Sent {count.submitted:,}; one code each for {count.invited:,} meetings"
    if count.filled_in and not count.submitted:
        return f"Filled in by {count.filled_in:,}, whom another look of it was sent to"
    return f"Sent {_write_part(count.submitted, count.invited)} invited"


def _list_question(counted: QuestionCount, question: Question | None) -> Iterator[str]:
    yield f"### {escape(_write_question(counted, question))}"
    yield ""
    yield f"Answered {counted.answered:,}, skipped {counted.skipped:,}.{_write_middle(counted)}"
    yield ""
    if not counted.counts:
        return
    if counted.kind == "select_multiple":
        yield "People could choose more than one."
        yield ""
    labels = (
        {option.value: option.label for option in question.options}
        if question and not counted.dropped
        else {}
    )
    rows = [
        (labels.get(value, value), _write_part(number, counted.answered))
        for value, number in counted.counts.items()
    ]
    yield from list_table(("Put first" if counted.kind == "rank" else "Answer", "People"), rows)


def _write_question(counted: QuestionCount, question: Question | None) -> str:
    if counted.dropped:
        return f"{make_title(counted.key)} (no longer asked, or not in this way)"
    return question.label if question else counted.key


def _write_middle(counted: QuestionCount) -> str:
    return "" if counted.mean is None else f" Mean {counted.mean}, median {counted.median}."


def _write_part(count: int, answered: int) -> str:
    percent = find_percent(count, answered)
    return f"{count:,} of {answered:,}" + ("" if percent is None else f" ({percent} %)")


def list_placements(placements: Sequence[PlacementSum]) -> Iterator[str]:
    """Yield what came of each placement; nothing where there are none."""
    if not placements:
        return
    yield "## Posters, leaflets and cards"
    yield ""
    heads = ("Name", "Where", "Scanned", "Begun", "Sent")
    rows = [
        (placed.name, placed.title, f"{placed.scans:,}", f"{placed.starts:,}", f"{placed.completions:,}")
        for placed in placements
    ]
    yield from list_table(heads, rows)

"""The summary as a page people can read: every figure as `n of N (p %)`, beside what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.shares import Share, find_percent
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from admin.summary import Summary
    from admin.summary_forms import FormCount
    from admin.summary_questions import QuestionCount
    from forms.definition import Question

KINDS = {
    "cla_review": "Reviews of looked-after children",
    "icpc": "Initial child protection conferences",
    "rcpc": "Review child protection conferences",
    "pathway": "Pathway reviews",
    "secure": "Secure accommodation reviews",
    "other": "Other meetings",
}


def as_markdown(summary: Summary) -> str:
    """Write the page."""
    days = f"{_write_day(summary.period.first_on)} to {_write_day(summary.period.last_on)}"
    lines = [
        "# Participation and engagement",
        "",
        f"{days}. Participation is counted by the definition `{summary.definition}`.",
        "True counts, small ones too: for staff, not for publication.",
        "",
        *_list_figures(summary),
        *_list_codes(summary),
        *_list_reasons("Why children did not attend", summary.reasons_not_attending),
        *_list_reasons("Why children did not attend, as they put it", summary.child_reasons),
        *_list_reasons("Why no views reached the review", summary.reasons_no_views),
        *_list_kinds(summary),
    ]
    for count in summary.forms:
        lines += _list_form(count)
    lines += _list_placements(summary)
    return "\n".join(lines).rstrip() + "\n"


def write_share(share: Share) -> str:
    """Write `n of N (p %)`; a bare count by itself."""
    if share.out_of is None:
        return f"{share.count:,}"
    percent = "no percentage" if share.percent is None else f"{share.percent} %"
    return f"{share.count:,} of {share.out_of:,} ({percent})"


def write_bounds(share: Share) -> str:
    """Write what the figure could be, had every review a code."""
    return "" if share.low is None else f"{share.low} % to {share.high} %"


def _list_figures(summary: Summary) -> Iterator[str]:
    yield "## Reviews"
    yield ""
    if summary.uncoded:
        held = sum(summary.participation_codes.values()) + summary.uncoded
        yield (
            f"{summary.uncoded:,} of {held:,} reviews held have no valid participation code. Where a figure "
            "depends on them, the page says how low and how high it could be if they were known."
        )
        yield ""
    rows = [
        (_title(figure.name), write_share(figure.share), write_bounds(figure.share), figure.definition)
        for figure in summary.figures
    ]
    yield from _table(("Figure", "Count", "Could be", "What it counts"), rows)


def _list_codes(summary: Summary) -> Iterator[str]:
    yield "## Participation codes"
    yield ""
    counts = summary.participation_codes
    rows = [(code.value, code.words, f"{counts[code.value]:,}") for code in ParticipationCode]
    yield from _table(("Code", "What it means", "Reviews"), rows)


def _list_reasons(heading: str, reasons: Mapping[str, int]) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    rows = [(_title(reason), f"{count:,}") for reason, count in reasons.items()]
    yield from _table(("Reason", "Reviews"), rows) if rows else ("No reasons are recorded.", "")


def _list_kinds(summary: Summary) -> Iterator[str]:
    yield "## Meetings held"
    yield ""
    yield "Only reviews of looked-after children are in the figures above."
    yield ""
    rows = [(KINDS.get(kind, _title(kind)), f"{held:,}") for kind, held in summary.meetings_by_kind.items()]
    yield from _table(("Meeting", "Held"), rows)


def _list_placements(summary: Summary) -> Iterator[str]:
    if not summary.placements:
        return
    yield "## Posters, leaflets and cards"
    yield ""
    heads = ("Name", "Where", "Scanned", "Begun", "Sent")
    rows = [
        (placed.name, placed.title, f"{placed.scans:,}", f"{placed.starts:,}", f"{placed.completions:,}")
        for placed in summary.placements
    ]
    yield from _table(heads, rows)


def _list_form(count: FormCount) -> Iterator[str]:
    yield f"## {count.form.title}"
    yield ""
    yield f"{_write_sent(count)}; {count.opened:,} opened."
    yield count.definition
    yield ""
    if count.channels:
        rows = [(channel, f"{number:,}") for channel, number in count.channels.items()]
        yield from _table(("Channel", "Sent"), rows)
    for question in count.questions if count.submitted else ():
        yield from _list_question(question, count.form.find_question(question.key))


def _write_sent(count: FormCount) -> str:
    if count.is_shared:
        return f"Sent {count.submitted:,}; one code each for {count.invited:,} meetings"
    return f"Sent {_write_part(count.submitted, count.invited)} invited"


def _list_question(counted: QuestionCount, question: Question | None) -> Iterator[str]:
    yield f"### {_escape(question.label if question else counted.key)}"
    yield ""
    yield f"Answered {counted.answered:,}, skipped {counted.skipped:,}.{_write_middle(counted)}"
    yield ""
    if not counted.counts:
        return
    if counted.kind == "select_multiple":
        yield "People could choose more than one."
        yield ""
    labels = {option.value: option.label for option in question.options} if question else {}
    rows = [
        (labels.get(value, value), _write_part(number, counted.answered))
        for value, number in counted.counts.items()
    ]
    yield from _table(("Put first" if counted.kind == "rank" else "Answer", "People"), rows)


def _write_middle(counted: QuestionCount) -> str:
    return "" if counted.mean is None else f" Mean {counted.mean}, median {counted.median}."


def _write_part(count: int, answered: int) -> str:
    percent = find_percent(count, answered)
    return f"{count:,} of {answered:,}" + ("" if percent is None else f" ({percent} %)")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_escape, cells))} |"


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _write_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

"""The summary as a page people can read: every figure as `n of N (p %)`, beside what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.markdown import list_table, make_title
from admin.shown.reasons import KINDS
from admin.summary.as_markdown_forms import list_form, list_placements
from admin.summary.compared import find_points
from forms.participation import ParticipationCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from admin.measures.shares import Share
    from admin.periods import Period
    from admin.summary.summary import Figure, Figures, Summary


def as_markdown(summary: Summary) -> str:
    """Write the page."""
    lines = [
        "# Participation and engagement",
        "",
        f"{_write_days(summary.period)}. Participation is counted by the definition `{summary.definition}`.",
        *_list_notes(summary),
        "True counts, small ones too: for staff, not for publication.",
        "",
        *_list_figures(summary),
        *_list_codes(summary),
        *_list_reasons("Why children did not attend", summary.reasons_not_attending),
        *_list_reasons("Why children did not attend, as they put it", summary.child_reasons),
        *_list_reasons("Why no views reached the review", summary.reasons_no_views),
        *_list_reasons("Why parents were not invited", summary.reasons_parents_not_invited),
        *_list_kinds(summary),
    ]
    for count in summary.forms:
        lines += list_form(count)
    lines += list_placements(summary.placements)
    lines += _list_said(summary)
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
    yield from list_table(_list_heads(summary), (_list_cells(summary, figure) for figure in summary.figures))


def _list_heads(summary: Summary) -> Iterator[str]:
    yield from ("Figure", "Count", "Could be")
    if summary.counted.default:
        yield "By `eligible`"
    if summary.compared:
        days = _write_days(summary.compared.period)
        yield days
        if summary.compared.default:
            yield f"{days}, by `eligible`"
        yield "Points"
    yield "What it counts"


def _list_cells(summary: Summary, figure: Figure) -> Iterator[str]:
    yield from (make_title(figure.name), write_share(figure.share), write_bounds(figure.share))
    if summary.counted.default:
        yield _write_default(summary.counted, figure)
    if summary.compared:
        yield _write_figure(summary.compared.find(figure.name))
        if summary.compared.default:
            yield _write_default(summary.compared, figure)
        yield _write_points(find_points(summary)[figure.name])
    yield figure.definition


def _write_default(figures: Figures, figure: Figure) -> str:
    """Write a figure by the default definition, if that counts it in another way."""
    default = figures.find_default(figure.name)
    return _write_figure(default) if default and default.definition != figure.definition else ""


def _write_figure(figure: Figure | None) -> str:
    if figure is None:
        return ""
    bounds = write_bounds(figure.share)
    return f"{write_share(figure.share)}, could be {bounds}" if bounds else write_share(figure.share)


def _write_points(points: float | None) -> str:
    """Write by how many percentage points a figure is higher now; nothing where that cannot be said."""
    return "" if points is None else f"{points:+.1f}" if points else "0.0"


def _list_codes(summary: Summary) -> Iterator[str]:
    yield "## Participation codes"
    yield ""
    counts = summary.participation_codes
    rows = [(code.value, code.words, f"{counts[code.value]:,}") for code in ParticipationCode]
    yield from list_table(("Code", "What it means", "Reviews"), rows)


def _list_reasons(heading: str, reasons: Mapping[str, int]) -> Iterator[str]:
    yield f"## {heading}"
    yield ""
    rows = [(make_title(reason), f"{count:,}") for reason, count in reasons.items()]
    yield from list_table(("Reason", "Reviews"), rows) if rows else ("No reasons are recorded.", "")


def _list_kinds(summary: Summary) -> Iterator[str]:
    yield "## Meetings held"
    yield ""
    yield "Only reviews of looked-after children are in the figures above."
    yield ""
    rows = [
        (KINDS.get(kind, make_title(kind)), f"{held:,}") for kind, held in summary.meetings_by_kind.items()
    ]
    yield from list_table(("Meeting", "Held"), rows)


def _list_said(summary: Summary) -> Iterator[str]:
    """List words that a second person approved; nothing where there are none."""
    if summary.quotes:
        yield from ("## In their own words", "", "Changed so that nobody can be known by them.", "")
        yield from list_table(
            ("From", "Words"), ((quoted.audience, quoted.words) for quoted in summary.quotes)
        )
    if summary.pairs:
        yield from ("## You said, we did", "")
        rows = ((pair.said, pair.done, make_title(pair.outcome)) for pair in summary.pairs)
        yield from list_table(("You said", "We did", "What came of it"), rows)


def _list_notes(summary: Summary) -> Iterator[str]:
    if summary.counted.default:
        yield "What the definition `eligible` counts in another way stands beside."
    if summary.compared:
        yield (
            f"Compared with {_write_days(summary.compared.period)}; points say by how many percentage points "
            "a figure is higher now."
        )


def _write_days(period: Period) -> str:
    return f"{_write_day(period.first_on)} to {_write_day(period.last_on)}"


def _write_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

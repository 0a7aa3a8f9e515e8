"""Sentences about the answers of one audience: how many answered, what is best and least, the score. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.collated import part_in_three
from admin.report.making import draw_columns
from admin.report.model import Column, Drawn, Holds, Row, Table
from admin.report.numbers import (
    add_up,
    is_known,
    make_whole,
    quote_words,
    write_count,
    write_percent,
)
from admin.report.parts.answers import CLOSING, LESS_ASKED, SCORE, is_yes_no
from admin.report.sentences import NOT_SHOWN
from admin.report.written import write_number
from forms.definition import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from admin.report.collated import Collated
    from admin.report.model import Block
    from admin.report.parts.answers import Told
    from admin.shown.model import Number, ShownForm

YES_IS_BAD = frozenset({"bullied"})
HALF = 50
"""Per cent of those invited: where fewer answered, a reader must know before quoting."""
FEW_ANSWERED = "Fewer than half of those invited answered; what follows are the views of those who did."
FIFTIETH = 50
"""A mean that moves by less than this part of its scale is about the same."""


def say_response(forms: Sequence[ShownForm], who: str, rate: Number | None) -> str:
    """Say how many forms came, and how many of those invited answered."""
    sent, nameless = (add_up(getattr(form, name) for form in forms) for name in ("submitted", "anonymous"))
    if not is_known(sent):
        return f"How many forms came from {who}: {NOT_SHOWN}."
    words = f"{write_count(sent)} {'form' if sent == 1 else 'forms'} came from {who}"
    if is_known(nameless) and nameless:
        words += f", {write_count(nameless)} of them without a name"
    invited = add_up(form.invited for form in forms)
    if is_known(rate) and is_known(invited):
        words += f"; {write_percent(rate)} of {write_count(invited)} invitations were answered"
    return f"{words}."


def say_few(rate: Number | None) -> str:
    """Say that few answered, where that is so."""
    return FEW_ANSWERED if is_known(rate) and rate < HALF else ""


def say_best_in_three(told: Told) -> str:
    """Say which scale is most often good, and which least, of those that most were asked."""
    found: dict[str, tuple[Number, Number]] = {}
    scales = [one for one in told.asked if one.kind == Kind.RANGE and one.is_shown]
    for key in dict.fromkeys(one.key for one in scales):
        asked = [one for one in scales if one.key == key]
        parts, base = part_in_three(asked), add_up(one.answered for one in asked)
        if parts is not None:
            found[told.words.topics.get(key, asked[0].label)] = (told.share(parts[0], base), base)
    return _say_ends(found, "Of the scales that most were asked about", "was good")


def say_most_yes(told: Told) -> str:
    """Say which question was answered yes most often, and which least, of those that most were asked."""
    left_out = CLOSING | LESS_ASKED | YES_IS_BAD
    asked = [one for one in told.asked if is_yes_no(one) and one.key not in left_out]
    found = {one.label: (told.share(one.counts["yes"], one.answered), one.answered) for one in asked}
    return _say_ends(found, "Of the questions that most were asked", "was answered yes")


def _say_ends(found: dict[str, tuple[Number, Number]], of: str, was: str) -> str:
    """Say the highest and the lowest; nothing where one of them is not shown."""
    most = max((base for _, base in found.values() if is_known(base)), default=0)
    asked = {name: share for name, (share, base) in found.items() if not is_known(base) or 2 * base >= most}
    known = {name: share for name, share in asked.items() if is_known(share)}
    if len(known) < 2 or len(known) < len(asked):  # noqa: PLR2004 - of one there is no most and least
        return ""
    high, low = max(known, key=lambda name: known[name]), min(known, key=lambda name: known[name])
    if known[high] == known[low]:
        return ""
    first = f"{of}, {quote_words(high)} {was} most often ({write_percent(known[high])})"
    return f"{first}, {quote_words(low)} least often ({write_percent(known[low])})."


def make_score(told: Told) -> Iterable[Block | None]:
    """Make the table and the chart of how a meeting was rated; nothing where that was not asked."""
    one = find_score(told)
    if one is None:
        return ()
    rows = [Row((cell.label, cell.count, told.share(cell.count, one.answered))) for cell in one.cells]
    rows.append(Row(("Answered", one.answered, None), is_total=True))
    columns = (Column("Score", Holds.WORDS), Column("People"), Column("Share", Holds.PERCENT))
    table = Table(f"{told.key}_score", f"{told.title}: {one.label}", columns, tuple(rows))
    return (table, draw_columns(table, Drawn.COLUMNS, ("Share",), Holds.PERCENT))


def find_score(told: Told) -> Collated | None:
    """Return the question that rates the meeting; None where it was not asked, or nothing of it is shown."""
    found = (one for one in told.asked if one.key == SCORE and one.kind == Kind.RANGE and one.is_shown)
    return next(found, None)


def say_score(one: Collated | None, before: tuple[Collated, ...], when: str) -> str:
    """Say the mean and the median of a scale, and what the mean was `when` ("the year before") on it."""
    if one is None or one.mean is None or one.median is None:
        return ""
    points = sorted(one.points)
    mean, median = (write_number(make_whole(number), Holds.NUMBER) for number in (one.mean, one.median))
    other = next(
        (was for was in before if was.key == one.key and was.points.keys() == one.points.keys()), None
    )
    then = _say_mean_before(one.mean, other.mean if other else None, when, points[-1] - points[0])
    scale = f"On the scale of {points[0]} to {points[-1]}"
    return f"{scale}, {quote_words(one.label)} got {mean} on average (median {median}){then}."


def _say_mean_before(mean: float, before: float | None, when: str, length: int) -> str:
    if before is None:
        return ""
    said = write_number(make_whole(before), Holds.NUMBER)
    if mean == before:
        return f", the same as {when}"
    if abs(mean - before) * FIFTIETH < length:
        return f", about the same as {when} ({said})"
    return f", {'up' if mean > before else 'down'} from {said} {when}"

"""The answers of one audience as tables and charts: three shares, yes and no, choices, words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.collated import Collated, part_in_three
from admin.report.making import draw_columns, say, take_number
from admin.report.model import Column, Drawn, Holds, Row, Table
from admin.report.numbers import (
    add_up,
    is_known,
    join_words,
    quote_words,
    share_of,
    write_percent,
)
from forms.definition import SEALED_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from admin.report.model import Block, Chart
    from admin.report.wording import Words
    from admin.shown.model import Number, ShownCell

CLOSING = frozenset({
    *("helper", "helper_role", "could_see", "safe_way", "tell_back", "quote_ok", "not_front_of", "reader"),
    *("ring_me", "reply_want", "is_complaint", "role", "seen_by", "first_meeting", "tell_more"),
})  # fmt: skip
"""Questions about how to answer somebody, not about what they think: in the annex alone."""
LESS_ASKED = frozenset(
    {"where", "when", "observer_ok", "find_family", "who_not_come", "missed_why", "work_study"}
)
"""Likewise in the annex: of use when planning meetings, less to whoever reads a chapter."""
YES_NO = ("yes", "partly", "no", "not_sure")
YES_TITLES = ("Yes", "Partly", "No", "Not sure")
THREE_TITLES = ("Good", "In between", "Not good")
THREE_NOTE = (
    "Of five faces, 4 and 5 are good and 1 and 2 are not; of 0 to 10, 7 to 10 are good and 0 to 3 are not. "
    "Scales are put beside each other in these three shares only, and never averaged over one another."
)
SEVERAL = "People could choose more than one."
LAST = frozenset({"other", "something_else"})
"""Options that stand last, however many chose them."""
SCORE = "meeting_score"
"""How the meeting was: it has a table and a chart of its own."""
TOO_FEW = 2
MOST = 3
"""As many as a sentence names."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one audience told: its key and name for tables, the questions, and how they may be shown."""

    key: str
    title: str
    asked: tuple[Collated, ...]
    words: Words
    is_published: bool

    def share(self, count: Number, out_of: Number) -> Number:
        """Work out a percentage."""
        return share_of(count, out_of, is_published=self.is_published)


def is_yes_no(asked: Collated) -> bool:
    """Tell whether a question is answered by yes and no."""
    return asked.kind == Kind.SELECT_ONE and {"yes", "no"} <= asked.counts.keys() <= set(YES_NO)


def make_three(told: Told) -> Iterable[Block | None]:
    """Make the table of scales as three shares, and its chart."""
    by_key: dict[str, list[Collated]] = {}
    for one in told.asked:
        if one.kind == Kind.RANGE and one.is_shown and one.key != SCORE:
            by_key.setdefault(one.key, []).append(one)
    made = filter(None, (_make_three_row(told, asked) for asked in by_key.values()))
    rows = tuple(row for row in made if any(is_known(take_number(cell)) for cell in row.cells[1:-1]))
    if not rows:
        return ()
    columns = (
        Column("Question", Holds.WORDS),
        *(Column(title, Holds.PERCENT) for title in THREE_TITLES),
        Column("Answered"),
    )
    notes = (THREE_NOTE, *say_left_out(one for asked in by_key.values() for one in asked))
    table = Table(f"{told.key}_in_three", f"{told.title}: how it is", columns, rows, notes)
    return (table, _draw_stacked(table, THREE_TITLES))


def _make_three_row(told: Told, asked: list[Collated]) -> Row | None:
    parts = part_in_three(asked)
    if parts is None:
        return None
    base = add_up(one.answered for one in asked)
    label = told.words.topics.get(asked[0].key, asked[0].label)
    return Row((label, *(told.share(part, base) for part in parts), base))


def make_yes_no(told: Told) -> Iterable[Block | None]:
    """Make the table of questions answered by yes and no, and its chart."""
    left_out = CLOSING | LESS_ASKED
    asked = [one for one in told.asked if is_yes_no(one) and one.is_shown and one.key not in left_out]
    if not asked:
        return ()
    rows = tuple(
        Row((_label(one, asked), *(_share_value(told, one, value) for value in YES_NO), one.answered))
        for one in asked
    )
    columns = (
        Column("Question", Holds.WORDS),
        *(Column(title, Holds.PERCENT) for title in YES_TITLES),
        Column("Answered"),
    )
    table = Table(f"{told.key}_yes_no", f"{told.title}: yes and no", columns, rows, say_left_out(asked))
    return (table, _draw_stacked(table, YES_TITLES))


def _draw_stacked(table: Table, titles: Sequence[str]) -> Chart | None:
    """Draw a bar a question; of one or two the table says it sooner."""
    return draw_columns(table, Drawn.STACKED, titles, Holds.PERCENT) if len(table.rows) > TOO_FEW else None


def _share_value(told: Told, asked: Collated, value: str) -> Number | None:
    counts = asked.counts
    return told.share(counts[value], asked.answered) if value in counts else None


def _label(one: Collated, among: Sequence[Collated]) -> str:
    """Name a question; with its form where another of the table is asked by the same name."""
    same = [other for other in among if other.key == one.key]
    return f"{one.label} ({one.where})" if len(same) > 1 else one.label


def list_choices(told: Told) -> tuple[Collated, ...]:
    """List the questions of which one or more things could be chosen, other than yes and no."""
    kinds = {Kind.SELECT_ONE.value, Kind.SELECT_MULTIPLE.value, Kind.RANK.value}
    return tuple(one for one in told.asked if one.kind in kinds and not is_yes_no(one))


def is_in_chapter(one: Collated, among: Sequence[Collated]) -> bool:
    """Tell whether a question stands in the chapter: what readers ask for, in the form that most answered."""
    if one.key in CLOSING | LESS_ASKED or not one.is_shown:
        return False
    same = [other for other in among if other.key == one.key]
    return one is max(same, key=lambda other: other.answered if is_known(other.answered) else -1)


def make_choices(told: Told) -> Iterator[Block | None]:
    """Yield a sentence, a table and a chart of each question with choices that stands in the chapter."""
    choices = list_choices(told)
    for one in choices:
        if is_in_chapter(one, choices):
            table = make_choice(told, one, choices)
            yield say(say_chosen_most(told, one))
            yield table
            if one.several:
                yield draw_columns(table, Drawn.BARS, ("Share",), Holds.PERCENT)


def say_chosen_most(told: Told, asked: Collated) -> str:
    """Say what was chosen most; nothing where a number is hidden, which could be the larger one."""
    counts = {cell.label: cell.count for cell in asked.cells if cell.value not in LAST}
    known = {label: count for label, count in counts.items() if is_known(count) and count}
    if len(known) < MOST or not all(is_known(cell.count) for cell in asked.cells):
        return ""
    most = sorted(known, key=lambda label: -known[label])[:MOST]
    shares = [(label, told.share(known[label], asked.answered)) for label in most]
    said = [f"{quote_words(label)} ({write_percent(share)})" for label, share in shares if is_known(share)]
    return f"{asked.label} Chosen most: {join_words(said)}." if len(said) == MOST else ""


def make_choice(told: Told, asked: Collated, among: Sequence[Collated]) -> Table:
    """Make the table of one question: the most chosen first where several could be, else as asked."""
    same = [one for one in among if one.key == asked.key]
    place = f"_{same.index(asked) + 1}" if len(same) > 1 else ""
    cells = sorted(asked.cells, key=_order) if asked.several else asked.cells
    rows = [Row((cell.label, cell.count, told.share(cell.count, asked.answered))) for cell in cells]
    rows.append(Row(("Answered", asked.answered, None), is_total=True))
    columns = (Column("Answer", Holds.WORDS), Column("People"), Column("Share", Holds.PERCENT))
    notes = ((SEVERAL,) if asked.several else ()) + say_left_out([asked])
    caption = f"{told.title}: {_label(asked, same)}"
    return Table(f"{told.key}_{asked.key}{place}", caption, columns, tuple(rows), notes)


def _order(cell: ShownCell) -> tuple[int, float]:
    """Put the most chosen first; what is hidden stands last, as asked, so that its place tells nothing."""
    if not is_known(cell.count):
        return (2, 0)
    return (1 if cell.value in LAST else 0, -cell.count)


def make_words(told: Told) -> Table | None:
    """Make the table of questions answered in words: how many wrote, of those who were asked."""
    asked = [one for one in told.asked if one.kind in SEALED_KINDS]
    rows = tuple(Row((one.label, one.answered, add_up((one.answered, one.skipped)))) for one in asked)
    columns = (Column("Question", Holds.WORDS), Column("Answered"), Column("Asked"))
    caption = f"{told.title}: answered in words"
    return Table(f"{told.key}_words", caption, columns, rows) if rows else None


def say_left_out(asked: Iterable[Collated]) -> tuple[str, ...]:
    """Say which forms are in no sum, because a number of theirs is hidden."""
    left_out = dict.fromkeys(name for one in asked for name in one.left_out)
    if not left_out:
        return ()
    names = join_words(left_out)
    return (f"Not added in, since it is not shown how many filled them in: {names}.",)

"""The figures of a period as they may be shown, whoever sees them: each number is a number or a mark. Pure.

`admin.summary` counts. Two functions make this of it: `admin.shown.true.show_true` with every count as it is,
for staff, and `admin.shown.published.show_published` with small numbers hidden. Whatever is printed, drawn,
exported or said in a sentence is made from this alone: what is hidden is hidden everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from admin.gathered import NOTHING_GATHERED, Gathered
from admin.measures.called import Good
from admin.measures.kinds import Definition

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from admin.gathered import Theme
    from admin.groups import Dimension
    from admin.measures.kinds import Unit
    from admin.periods import Period
    from admin.quotes.reading import Pair, Quoted
    from forms.definition import Audience, Form, Timing


class Mark(StrEnum):
    """What stands where there is no number."""

    HIDDEN = "c"
    """Somebody could be found behind it, or behind another number that follows from it."""
    NONE = "z"
    """There is none: a share of nothing, or a percentage on a base too small for one."""


Number: TypeAlias = "int | float | Mark"


@dataclass(frozen=True, slots=True)
class ShownShare:
    """So many out of so many. `out_of` and `percent` are None for a bare count.

    `percent`, `low` and `high` go from 0 to 100: one decimal for staff, whole numbers where published. The
    bounds are None where every code is known, or where they would say what is hidden.
    """

    count: Number
    out_of: Number | None = None
    percent: Number | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_hidden(self) -> bool:
        """Tell whether any of it is."""
        return Mark.HIDDEN in {self.count, self.out_of, self.percent}


@dataclass(frozen=True, slots=True)
class ShownComparison:
    """The same measure in another period, or what was aimed at.

    `points` is how many percentage points higher it is now, as printed. `not_alike` says in a sentence why
    the two must not be compared; empty where they may.
    """

    kind: str
    """`chosen`, `before` (the period before), `last_year` (the same days a year ago)."""
    period: Period
    share: ShownShare
    points: Number | None = None
    not_alike: str = ""
    by_default: ShownShare | None = None
    """By the definition `eligible`, as with the measure itself."""


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure: what it is called, counted in what, its share, and in a sentence what that means.

    `good` tells which way is better; what is not `is_published` stands in no report for the public.
    """

    name: str
    title: str
    unit: Unit
    definition: str
    share: ShownShare
    by_default: ShownShare | None = None
    """By the definition `eligible`, where another was chosen and counts it in another way."""
    compared: tuple[ShownComparison, ...] = ()
    target: float | None = None
    """The percentage that the council aims at."""
    good: Good = Good.NEITHER
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A list of counts that part one total, or (with `several`) of which people could have more than one."""

    key: str
    title: str
    cells: Mapping[str, Number]
    labels: Mapping[str, str]
    """What each cell is called."""
    total: Number
    several: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One answer to a question: the value, what it is called, how many, and the share of who answered."""

    value: str
    label: str
    count: Number
    percent: Number


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One question. No `cells` where the answers are words, or where all of them must stay hidden.

    `mean` and `median` are None where the answers are no numbers, and hidden where any cell is.
    """

    key: str
    kind: str
    label: str
    answered: Number
    skipped: Number
    cells: tuple[ShownCell, ...] = ()
    mean: Number | None = None
    median: Number | None = None
    several: bool = False
    dropped: bool = False
    """An earlier version of the form asked it, and it is asked no longer, or not in this way."""


@dataclass(frozen=True, slots=True)
class ShownForm:
    """One form over a period. What each number counts: `admin.summary.forms.FormCount`."""

    form: Form
    title: str
    audience: Audience
    timing: Timing
    definition: str
    invited: Number
    opened: Number
    submitted: Number
    filled_in: Number
    anonymous: Number
    response_rate: Number | None
    """None where one code serves everybody at a meeting."""
    channels: Mapping[str, Number]
    items: tuple[ShownItem, ...]
    dropped: bool = False
    asked: Number | None = None
    """Of those invited, how many sent it: what the response rate is of."""


@dataclass(frozen=True, slots=True)
class ShownCollated:
    """One question over several forms of the same people that ask it alike, added up before it was hidden."""

    people: str
    """The key of who they are: `admin.shown.audiences`."""
    item: ShownItem
    forms: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """Forms that are in no sum, since it is not shown how many filled them in."""


@dataclass(frozen=True, slots=True)
class ShownPlacement:
    """What came of a poster, a leaflet, a desk card."""

    name: str
    title: str
    scans: Number
    starts: Number
    completions: Number


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The measures of one team, age band, type of review, channel, or of one IRO."""

    key: str
    label: str
    measures: tuple[ShownMeasure, ...]


@dataclass(frozen=True, slots=True)
class ShownGroups:
    """The measures by one thing that parts the reviews."""

    dimension: Dimension
    groups: tuple[ShownGroup, ...]


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """How many said something of one kind, of those who were coded, and approved words for it."""

    theme: Theme
    responses: Number
    out_of: Number
    percent: Number


@dataclass(frozen=True, slots=True)
class ShownSummary:
    """Everything that may be shown about a period. `hidden_below` is None where true counts are shown."""

    council: str
    period: Period
    definition: Definition
    hidden_below: int | None
    counted_on: date
    measures: tuple[ShownMeasure, ...]
    tables: tuple[ShownTable, ...]
    """Of reviews: `participation_codes`, `reasons_not_attending`, `child_reasons`, `reasons_no_views`,
    `reasons_parents_not_invited`, `meetings_by_kind`."""
    forms: tuple[ShownForm, ...]
    placements: tuple[ShownPlacement, ...] = ()
    groups: tuple[ShownGroups, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    pairs: tuple[Pair, ...] = ()
    themes: tuple[ShownTheme, ...] = ()
    gathered: Gathered = NOTHING_GATHERED
    signed_on: date | None = None
    """When the period was signed, if it was: the figures are those that were signed."""
    collated: tuple[ShownCollated, ...] = ()
    """The questions that several forms ask alike."""
    earlier: ShownSummary | None = None
    """The same of an earlier period, as far as its answers to questions are compared with these."""

    @property
    def has_default(self) -> bool:
        """Tell whether the default definition stands beside: another was chosen."""
        return self.definition is not Definition.ELIGIBLE

    @property
    def is_published(self) -> bool:
        """Tell whether small numbers are hidden."""
        return self.hidden_below is not None

    def find_measure(self, name: str) -> ShownMeasure | None:
        """Return a measure; None if there is none of that name."""
        return next((measure for measure in self.measures if measure.name == name), None)

    def find_table(self, key: str) -> ShownTable | None:
        """Return a table of reviews; None if there is none of that key."""
        return next((table for table in self.tables if table.key == key), None)

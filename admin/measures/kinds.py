"""What a measure is: which rows are its base, which of them count, and how both are said in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from admin.measures.called import CALLED, Good
from admin.measures.conditions import ALWAYS, Condition

if TYPE_CHECKING:
    from collections.abc import Mapping


class Definition(StrEnum):
    """How a council counts participation; the first is ours."""

    ELIGIBLE = "eligible"
    ALL_REVIEWS = "all_reviews"
    UNDER_FOURS_COUNT = "under_fours_count_as_participating"


class Unit(StrEnum):
    """What is counted: each of them once."""

    REVIEW = "review"
    CHILD = "child"
    VISIT = "visit"
    ALERT = "alert"
    ACTION = "action"
    """Something that was said or promised to whoever sent a form."""

    @property
    def plural(self) -> str:
        """Several of them."""
        return "children" if self is Unit.CHILD else f"{self}s"


class Rows(StrEnum):
    """Which rows of a period a measure looks at, before it asks anything of them."""

    HELD = "held"
    """Statutory reviews held."""
    DUE = "due"
    """Statutory reviews due, held or not."""
    STOOD_DOWN = "stood_down"
    VISITS = "visits"
    TELLINGS = "tellings"
    """What was written to be told to whoever sent a form, or to the child."""
    PROMISES = "promises"
    """To tell somebody by a day."""
    ALERTS = "alerts"


class OfChild(StrEnum):
    """When a child counts: by how many of its own reviews in the base do."""

    ALL = "all"
    SOME = "some"
    """One, and not all of them."""
    NONE = "none"
    ANY = "any"

    def is_met(self, counted: int, out_of: int) -> bool:
        """Tell it of so many of so many reviews."""
        met = {self.ALL: counted == out_of, self.NONE: not counted, self.ANY: counted > 0}
        return met.get(self, 0 < counted < out_of)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count a measure, in words: what is counted, out of what (empty: a bare count)."""

    counted: str
    out_of: str

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.counted}, out of {self.out_of}." if self.out_of else f"{self.counted}."


OF_ELIGIBLE = "eligible reviews (held, with a valid code that is not PN0)"
OF_ALL = "all reviews held, coded or not"
OF_CODED = "reviews held with a valid code"


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure: of the `rows`, `among` says which are its base, and `counts` which of those count.

    With `is_bounded` the base is the eligible reviews, and goes by definition; with `counts_under_fours` one
    of these adds those coded PN0 to both sides. With `of_child`, children are counted, each once. Without
    `out_of` it is a bare count.
    """

    name: str
    counted: str
    out_of: str
    counts: Condition
    among: Condition = ALWAYS
    rows: Rows = Rows.HELD
    unit: Unit = Unit.REVIEW
    of_child: OfChild | None = None
    is_bounded: bool = False
    counts_under_fours: bool = False

    @property
    def title(self) -> str:
        """What it is called where it is printed."""
        return CALLED[self.name].title

    @property
    def good(self) -> Good:
        """Which way is better."""
        return CALLED[self.name].good

    @property
    def is_published(self) -> bool:
        """Tell whether it may stand in a report for the public."""
        return CALLED[self.name].is_published

    @property
    def default(self) -> Reading:
        """How it is counted where no definition says otherwise."""
        return Reading(self.counted, self.out_of)

    @property
    def readings(self) -> Mapping[Definition, Reading]:
        """The definitions by which it is counted in another way."""
        if not self.is_bounded:
            return {}
        readings = {Definition.ALL_REVIEWS: Reading(self.counted, OF_ALL)}
        if self.counts_under_fours:
            with_young = Reading(f"{self.counted}, and those coded PN0", OF_CODED)
            readings[Definition.UNDER_FOURS_COUNT] = with_young
        return readings

    def read_by(self, definition: Definition) -> Reading:
        """Return how it is counted by a definition."""
        return self.readings.get(definition, self.default)

"""The shapes a measure can have: of reviews held, of eligible reviews, of children, of visits, or a count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from admin.measures.called import CALLED, Good
from admin.measures.shares import Share, find_bounded_share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from admin.measures.facts import Facts, ReviewFact, VisitFact

    Test: TypeAlias = Callable[[ReviewFact], bool]
    VisitTest: TypeAlias = Callable[[VisitFact], bool]


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count a measure: what is counted, out of what (empty: a bare count), and how."""

    counted: str
    out_of: str
    find: Callable[[Facts], Share]

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.counted}, out of {self.out_of}." if self.out_of else f"{self.counted}."


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure. `readings` holds the definitions by which it differs from `default`."""

    name: str
    unit: Unit
    default: Reading
    readings: Mapping[Definition, Reading] = field(default_factory=dict)

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

    def read_by(self, definition: Definition) -> Reading:
        """Return how it is counted by a definition."""
        return self.readings.get(definition, self.default)


def count_all(name: str, counted: str, find: Callable[[Facts], int]) -> Measure:
    """Make a count by itself."""
    return Measure(name, Unit.REVIEW, Reading(counted, "", lambda facts: Share(find(facts))))


def of_held(name: str, counted: str, out_of: str, counts: Test, among: Test) -> Measure:
    """Make a share of the reviews held in the period that `among` picks."""

    def find(facts: Facts) -> Share:
        base = [fact for fact in facts.held if among(fact)]
        return Share(sum(map(counts, base)), len(base))

    return Measure(name, Unit.REVIEW, Reading(counted, out_of, find))


def of_all(name: str, counted: str, counts: Test) -> Measure:
    """Make a share of all reviews held in the period: what is not recorded does not count."""
    return of_held(name, counted, "all reviews held", counts, lambda _: True)


def of_visits(name: str, counted: str, out_of: str, counts: VisitTest, among: VisitTest) -> Measure:
    """Make a share of the visits of the period that `among` picks."""

    def find(facts: Facts) -> Share:
        base = [visit for visit in facts.visits if among(visit)]
        return Share(sum(map(counts, base)), len(base))

    return Measure(name, Unit.VISIT, Reading(counted, out_of, find))


def of_eligible(name: str, counted: str, counts: Test, *, counts_under_fours: bool = False) -> Measure:
    """Make a share of the eligible reviews, with bounds for the uncoded; the base goes by definition.

    With `counts_under_fours` the definition of that name adds those coded PN0 to both sides.
    """

    def find(facts: Facts) -> Share:
        count = sum(map(counts, facts.eligible))
        return find_bounded_share(count, len(facts.eligible), facts.unknown)

    def find_over_all(facts: Facts) -> Share:
        return Share(sum(map(counts, facts.eligible)), len(facts.held))

    def find_with_young(facts: Facts) -> Share:
        count = sum(map(counts, facts.eligible)) + facts.young
        return find_bounded_share(count, len(facts.eligible) + facts.young, facts.unknown)

    readings = {Definition.ALL_REVIEWS: Reading(counted, "all reviews held, coded or not", find_over_all)}
    if counts_under_fours:
        with_young = f"{counted}, and those coded PN0"
        base = "reviews held with a valid code"
        readings[Definition.UNDER_FOURS_COUNT] = Reading(with_young, base, find_with_young)
    eligible = "eligible reviews (held, with a valid code that is not PN0)"
    return Measure(name, Unit.REVIEW, Reading(counted, eligible, find), readings)


def of_children(
    name: str, counted: str, out_of: str, counts: Callable[[Sequence[ReviewFact]], bool], among: Test
) -> Measure:
    """Make a share of the children with a review that `among` picks: each child is counted once."""

    def find(facts: Facts) -> Share:
        children = _group_by_child(fact for fact in facts.held if among(fact))
        return Share(sum(map(counts, children)), len(children))

    return Measure(name, Unit.CHILD, Reading(counted, out_of, find))


def _group_by_child(facts: Iterable[ReviewFact]) -> list[list[ReviewFact]]:
    children = defaultdict(list)
    for fact in facts:
        children[fact.child_ref].append(fact)
    return list(children.values())

"""How far two people find the same in the same answers: in percent, and beyond chance. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FEW = 20
"""Answers that both coded: below it the figure says little."""
GRADES = ((0.8, "very good"), (0.6, "good"), (0.4, "fair"), (-1.0, "poor"))
"""What a kappa of at least so much is called; after Landis and Koch (1977), in four steps."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer that two people coded, and the themes they could choose from."""

    first: frozenset[str]
    second: frozenset[str]
    offered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `answers`, in `same` both chose the very same themes. `kappa` is None where chance explains all."""

    answers: int
    same: int
    kappa: float | None

    @property
    def percent(self) -> int:
        """Of a hundred answers, rounded half up."""
        return (200 * self.same + self.answers) // (2 * self.answers) if self.answers else 0

    @property
    def said(self) -> str:
        """Say it in a sentence."""
        if not self.answers:
            return "No answer was coded by two people yet."
        told = f"In {self.same} of {self.answers} answers both chose the very same themes ({self.percent} %)."
        if self.kappa is None:
            return f"{told} There is too little variety to say how much of that is chance."
        grade = next(name for least, name in GRADES if round(self.kappa, 2) >= least)
        graded = f"Cohen's kappa is {self.kappa:.2f}: {grade} agreement beyond chance."
        few = f" Below {FEW} answers this says little." if self.answers < FEW else ""
        return f"{told} {graded}{few}"


def compare(pairs: Iterable[Pair]) -> Agreement:
    """Compare two people's coding: each theme offered for an answer is a decision, in it or not.

    Cohen's kappa (1960) over all decisions together: (agreed - by chance) / (1 - by chance).
    """
    answers = same = agreed = decisions = firsts = seconds = 0
    for pair in pairs:
        answers += 1
        same += pair.first == pair.second
        offered = pair.offered | pair.first | pair.second
        decisions += len(offered)
        agreed += len(offered) - len(pair.first ^ pair.second)
        firsts += len(pair.first)
        seconds += len(pair.second)
    return Agreement(answers, same, _find_kappa(agreed, firsts, seconds, decisions))


def _find_kappa(agreed: int, firsts: int, seconds: int, decisions: int) -> float | None:
    if not decisions:
        return None
    first, second = firsts / decisions, seconds / decisions
    by_chance = first * second + (1 - first) * (1 - second)
    return None if by_chance >= 1 else (agreed / decisions - by_chance) / (1 - by_chance)

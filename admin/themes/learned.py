"""What themes an answer may be about, learned from what people here coded: suggestions, and no more. Pure.

Naive Bayes, one theme against the rest: how much likelier is each word where the theme was found than where
it was not? Why this, and how well it does: docs/decisions/2026-11-30-themes.md. What is learned is made of
people's words: it stays in memory, and is printed nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ENOUGH = 10
"""Answers in which people found a theme, before it is suggested: from fewer we would learn chance."""
SMOOTHING = 0.5
"""Added to every count, so that a word seen once decides nothing."""
RARENESS = 0.5
"""How much of a theme's rareness speaks against it: all of it would hide the rare ones for good."""
MOST = 3
"""Themes suggested for one answer."""
STEM = 6
"""Letters of a word that are looked at: "sister" and "sisters" are one."""
FOLDS = 5
"""Rounds in which a part of the answers is held back, to see what would have been suggested for them."""
SMALL_WORDS = frozenset(
    {
        *("a", "about", "an", "and", "are", "as", "at", "be", "but", "did", "do", "does", "for", "from"),
        *("had", "has", "have", "he", "her", "him", "his", "how", "i", "if", "in", "is", "it", "me", "my"),
        *("not", "of", "on", "or", "our", "she", "so", "t", "that", "the", "their", "them", "there", "they"),
        *("this", "to", "too", "us", "very", "was", "we", "were", "what", "when", "who", "will", "with"),
        *("would", "you", "your"),
    }
)
"""Words that say nothing of what an answer is about."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, repr=False)
class Example:
    """The stems of an answer's words, and the themes that a person found in it."""

    stems: frozenset[str]
    themes: frozenset[str]


@dataclass(frozen=True, slots=True, repr=False)
class Model:
    """By theme: how much each stem speaks for it, and what is said for it before a word is read."""

    weights: Mapping[str, Mapping[str, float]]
    starts: Mapping[str, float]

    def suggest(self, stems: Iterable[str], among: Iterable[str]) -> list[str]:
        """Return the likeliest themes, as far as the words speak for them, the likeliest first."""
        known = tuple(stems)
        scores = ((self._weigh(theme, known), theme) for theme in among if theme in self.starts)
        likely = sorted(((score, theme) for score, theme in scores if score > 0), reverse=True)
        return [theme for _, theme in likely[:MOST]]

    def _weigh(self, theme: str, stems: Sequence[str]) -> float:
        weights = self.weights[theme]
        return self.starts[theme] + sum(weights.get(stem, 0.0) for stem in stems)


@dataclass(frozen=True, slots=True)
class Quality:
    """How good suggestions are for one theme, on answers held back. `found`: by people, in how many."""

    theme: str
    found: int
    suggested: int
    right: int

    @property
    def precision(self) -> float | None:
        """Of what was suggested, how much a person had found; None where nothing was."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """Of what people found, how much was suggested."""
        return self.right / self.found if self.found else None


def list_stems(words: str) -> frozenset[str]:
    """List the beginnings of an answer's words, small ones left out, without regard to capitals."""
    found = (word.casefold() for word in _WORD.findall(words))
    return frozenset(word[:STEM] for word in found if word not in SMALL_WORDS)


def learn(examples: Sequence[Example]) -> Model:
    """Learn every theme that was found often enough."""
    often = Counter(theme for example in examples for theme in example.themes)
    everywhere = Counter(stem for example in examples for stem in example.stems)
    known = [theme for theme, times in often.items() if times >= ENOUGH]
    weights = {theme: _weigh_words(theme, examples, everywhere) for theme in known}
    odds = {theme: log(often[theme] / max(1, len(examples) - often[theme])) for theme in known}
    return Model(weights, {theme: RARENESS * value for theme, value in odds.items()})


def _weigh_words(theme: str, examples: Sequence[Example], everywhere: Counter[str]) -> dict[str, float]:
    """Weigh each stem: the logarithm of how much likelier it is in the theme than elsewhere."""
    here = Counter(stem for example in examples if theme in example.themes for stem in example.stems)
    added = SMOOTHING * len(everywhere)
    all_here, all_else = here.total() + added, everywhere.total() - here.total() + added
    return {
        stem: log((here[stem] + SMOOTHING) / all_here) - log((times - here[stem] + SMOOTHING) / all_else)
        for stem, times in everywhere.items()
    }


def measure(examples: Sequence[Example], *, by_wording: bool = False) -> list[Quality]:
    """Hold every fifth answer back in turn, learn from the others, and compare: by theme found often enough.

    `by_wording`: an answer that several gave word for word is held back wherever it stands, so that what is
    measured is how well new words are understood.
    """
    found: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for taught, held_back in _part(examples, by_wording=by_wording):
        model = learn(taught)
        for example in held_back:
            themes = frozenset(model.suggest(example.stems, model.starts))
            found.update(example.themes)
            suggested.update(themes)
            right.update(themes & example.themes)
    enough = sorted(theme for theme, times in found.items() if times >= ENOUGH)
    return [Quality(theme, found[theme], suggested[theme], right[theme]) for theme in enough]


def _part(examples: Sequence[Example], *, by_wording: bool) -> Iterator[tuple[list[Example], list[Example]]]:
    """Yield, for each round, the answers to learn from and those held back."""
    first: dict[frozenset[str], int] = {}
    for example in examples:
        first.setdefault(example.stems, len(first))
    folds = [(first[each.stems] if by_wording else place) % FOLDS for place, each in enumerate(examples)]
    for fold in range(FOLDS):
        yield (
            [example for example, part in zip(examples, folds, strict=True) if part != fold],
            [example for example, part in zip(examples, folds, strict=True) if part == fold],
        )


def sum_up(qualities: Iterable[Quality]) -> Quality:
    """Add the themes up: of all that was suggested, and of all that people found."""
    each = list(qualities)
    return Quality("", *(sum(getattr(one, name) for one in each) for name in ("found", "suggested", "right")))

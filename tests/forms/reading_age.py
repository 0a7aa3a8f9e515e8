"""How hard a text is to read: the Flesch-Kincaid grade (Kincaid and others, 1975, Report 8-75).

    grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59

Grade 4 is read at nine to ten. The limits of the measure: it counts, it does not understand. It knows
nothing of how familiar a word is, and short questions score low. So we also bound every single sentence
and every word. Syllables are those between which pyphen would hyphenate, or the groups of vowels where
there are more: both miss some, so the larger number is taken.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pyphen

PLAIN_WORDS = {
    "Independent Reviewing Officer": "said once in each form, in brackets, as on a child's letters",
    "interpreter": "those who need one know the word",
    "complaint": "the word that gets it dealt with as one",
    "IRO": "explained in the first lines of each form",
}
"""Hard words that stay, and why: each counts as one plain word."""

_SENTENCE_END = re.compile(r"(?<=[.?])\s+")
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def list_sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]


def list_words(sentence: str) -> list[str]:
    for hard in PLAIN_WORDS:
        sentence = re.sub(rf"\b{hard}\b", "plain", sentence, flags=re.IGNORECASE)
    return _WORD.findall(sentence)


def count_syllables(word: str) -> int:
    small = word.lower()
    spoken = small.removesuffix("e") if not small.endswith("le") else small
    return max(len(_load_hyphens().positions(small)) + 1, len(_VOWELS.findall(spoken)), 1)


def measure_grade(texts: list[str]) -> float:
    sentences = [sentence for text in texts for sentence in list_sentences(text)]
    words = [word for sentence in sentences for word in list_words(sentence)]
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@lru_cache(maxsize=1)
def _load_hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")

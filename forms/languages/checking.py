"""Whether a translation can be said in place of the English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.plurals import get_plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.languages.catalogues import English, Said

_PLACES = re.compile(r"\{(\w*)[^{}]*\}|%\((\w+)\)s")
_COUNTS = frozenset({"count"})
"""Places that a plural form may leave out: Arabic says 'two pictures' in one word."""


def count_forms(code: str) -> int:
    """Return how many plural forms a language has."""
    return int(get_plural(code).num_plurals)


def find_places(text: str) -> frozenset[str]:
    """Return the places in a text that are filled later, like {number}."""
    return frozenset(found[1] or found[2] for found in _PLACES.finditer(text))


def find_faults(code: str, english: English, said: Said) -> Iterator[str]:
    """Say what is wrong with a translation; nothing, if it is right."""
    if isinstance(english, str):
        yield from _find_faults_of_one(english, said)
        return
    wanted = count_forms(code)
    forms = (said,) if isinstance(said, str) else said
    if len(forms) != wanted:
        yield f"needs {wanted} plural forms, and has {len(forms)}"
        return
    for form in forms:
        yield from _compare(form, _must(english), find_places(english[0]) | find_places(english[1]))


def _must(english: tuple[str, str]) -> frozenset[str]:
    return (find_places(english[0]) & find_places(english[1])) - _COUNTS


def _find_faults_of_one(english: str, said: Said) -> Iterator[str]:
    if not isinstance(said, str):
        yield "is one text, and has several plural forms"
        return
    yield from _compare(said, find_places(english), find_places(english))
    if (
        english != english.strip()
        and said
        and (said[:1].isspace(), said[-1:].isspace())
        != (
            english[:1].isspace(),
            english[-1:].isspace(),
        )
    ):
        yield "must begin and end with the same spaces as the English"


def _compare(said: str, must: frozenset[str], may: frozenset[str]) -> Iterator[str]:
    if not said.strip():
        yield "is empty"
        return
    found = find_places(said)
    for place in sorted(must - found):
        yield f"lacks {{{place}}}"
    for place in sorted(found - may):
        yield f"has {{{place}}}, which the English has not"
    if "<" in said or ">" in said:
        yield "has a sign < or >: no HTML in a translation"

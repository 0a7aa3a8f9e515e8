"""A language of which every word is marked, so that a word that nobody marked can be seen."""

from __future__ import annotations

import re

from forms.languages.catalogues import list_messages, read_message
from forms.languages.update import make_templates
from forms.speaking import Language

OPEN, CLOSE = "⟦", "⟧"
_INSIDE = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def make_pseudo(*, checks_safety: bool = True) -> Language:
    """Make it out of the templates as they are today."""
    templates = make_templates()
    words: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for name in ("forms", "pages"):
        for english, _ in map(read_message, list_messages(templates[name])):
            if isinstance(english, str):
                words[english] = _wrap(english)
            else:
                plurals[english[0]] = (_wrap(english[0]), _wrap(english[1]))
    safety = {m.id: _wrap(m.id) for m in list_messages(templates["safety"]) if isinstance(m.id, str)}
    return Language(
        "ar",
        f"{OPEN}Marked{CLOSE}",
        is_right_to_left=True,
        words=words,
        plurals=plurals,
        safety=safety if checks_safety else {},
        write_day=lambda day: _wrap(f"{day.day} {day:%B %Y}"),
        write_month=lambda day: _wrap(f"{day:%B %Y}"),
    )


def _wrap(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


def find_unmarked(text: str, allowed: tuple[str, ...]) -> list[str]:
    """Return the words that stand outside of every mark, without names that are the same in all languages."""
    while (shorter := _INSIDE.sub(" ", text)) != text:
        text = shorter
    for name in allowed:
        text = text.replace(name, " ")
    return _LATIN.findall(text)

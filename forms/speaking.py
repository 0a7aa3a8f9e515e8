"""Which language is spoken just now, and the words of it.

A channel says `with speaking(language):` around whatever it writes for one person; everything written
inside is in that language. Words are marked where they stand: `gettext("…")` says them now, `N_("…")`
marks a constant that is said later by `gettext(CONSTANT)`. Places in a text are named in braces and filled
after it was translated: `gettext("Question {number}").format(number=3)`; never an f-string, which no
translator could meet.

`safely` is for words about safety: who can help, what an alert does. They are said in another language
only once a person has checked them; until then they stay English.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def _one_or_many(count: int) -> int:
    return int(count != 1)


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code (BCP 47), its own name for itself, its direction, and its words by the English.

    `plurals` hold one text for each plural form; `choose_plural` says which form a count takes (CLDR).
    """

    code: str
    name: str
    is_right_to_left: bool = False
    words: Mapping[str, str] = field(default_factory=dict, repr=False)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    choose_plural: Callable[[int], int] = field(default=_one_or_many, repr=False)
    safety: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Words about safety that a person has checked; empty until then."""
    is_draft: bool = False
    """Not yet checked by a person: shown in the demo alone."""

    @property
    def direction(self) -> str:
        """Return `rtl` or `ltr`, as HTML calls it."""
        return "rtl" if self.is_right_to_left else "ltr"


ENGLISH = Language("en", "English")
_SPOKEN: ContextVar[Language] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak `language` inside, in this task alone."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _SPOKEN.get()


def gettext(text: str) -> str:
    """Say `text`, the English words, in the language spoken now."""
    return _SPOKEN.get().words.get(text, text)


def ngettext(one: str, many: str, count: int) -> str:
    """Say a text that depends on a count."""
    language = _SPOKEN.get()
    forms = language.plurals.get(one)
    if forms is None:
        return one if count == 1 else many
    return forms[language.choose_plural(count)]


def safely(text: str) -> str:
    """Say words about safety: English until a person has checked them in the language spoken now."""
    return _SPOKEN.get().safety.get(text, text)


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext's tools know a marked constant
    """Mark a constant for translation; it is said later, by `gettext`."""
    return text


def S_(text: str) -> str:  # noqa: N802 - likewise, of words about safety
    """Mark a constant about safety; it is said later, by `safely`."""
    return text

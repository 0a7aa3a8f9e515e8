"""Which language is spoken just now, and the words of it.

A channel says `with speaking(language):` around whatever it writes for one person; everything written
inside is in that language. Words are marked where they stand: `gettext("…")` says them now, `N_("…")`
marks a constant that is said later by `gettext(CONSTANT)`. Places in a text are named in braces and filled
after it was translated: `gettext("Question {number}").format(number=3)`; never an f-string, which no
translator could meet.

`safely` is for words about safety: who can help, what an alert does. They are said in another language
only once a person has checked them; until then they stay English, and HTML marks them as such.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""Around what keeps its order inside a text from right to left: a telephone number, an address, a code."""


def _one_or_many(count: int) -> int:
    return int(count != 1)


def _write_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _write_month(day: date) -> str:
    return f"{day:%B %Y}"


def _write_number(number: int) -> str:
    return f"{number:,}"


class LeftInEnglish(str):
    """Words about safety that nobody has checked in the language spoken now. HTML says what they are in."""

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> LeftInEnglish:
        """Fill the places."""
        return LeftInEnglish(super().format(*args, **kwargs))

    def __html__(self) -> str:
        """Write it for a page; a template's escaping calls this."""
        return f'<span lang="en" dir="ltr">{escape(str(self))}</span>'


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
    write_day: Callable[[date], str] = field(default=_write_day, repr=False)
    write_month: Callable[[date], str] = field(default=_write_month, repr=False)
    write_number: Callable[[int], str] = field(default=_write_number, repr=False)
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


def speak(language: Language) -> None:
    """Go on in `language` until the end of what `speaking` holds: where a form is in no other."""
    _SPOKEN.set(language)


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
    language = _SPOKEN.get()
    if language.code == ENGLISH.code:
        return text
    return language.safety.get(text) or LeftInEnglish(text)


def say(texts: Iterable[str]) -> tuple[str, ...]:
    """Say marked constants, one after the other."""
    return tuple(map(gettext, texts))


def write_day(day: date) -> str:
    """Write a day out, as the language does: 20 November 2026."""
    return _SPOKEN.get().write_day(day)


def write_month(day: date) -> str:
    """Write the month of a day, as the language does: November 2026."""
    return _SPOKEN.get().write_month(day)


def write_number(number: int) -> str:
    """Write a number out, as the language does: 4,000."""
    return _SPOKEN.get().write_number(number)


def keep_order(text: str) -> str:
    """Keep what is written from left to right in that order, where all else runs from right to left."""
    return f"{LEFT_TO_RIGHT}{text}{END}" if _SPOKEN.get().is_right_to_left and text else text


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext's tools know a marked constant
    """Mark a constant for translation; it is said later, by `gettext`."""
    return text


def S_(text: str) -> str:  # noqa: N802 - likewise, of words about safety
    """Mark a constant about safety; it is said later, by `safely`."""
    return text

"""From the catalogues of a language to `Language`, which is what pages and the bot speak."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from gettext import c2py
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from forms.languages.catalogues import list_messages, read_catalogue, read_message
from forms.languages.known import CATALOGUES, KNOWN, describe_language, list_shipped
from forms.speaking import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel.messages.catalog import Catalog

    from forms.languages.known import Known


@cache
def load_language(code: str) -> Language:
    """Read a language, with its words about safety. Raises KeyError for one that we do not know."""
    return make_language(KNOWN[code], [read_catalogue(code, name) for name in CATALOGUES])


def load_own_language(code: str, home: Path) -> Language:
    """Read a language that a council brought; where we have it too, the council's words go before ours.

    Raises KeyError for one that nobody knows.
    """
    known = describe_language(code)
    if known is None:
        raise KeyError(code)
    own = make_language(known, [read_catalogue(code, name, home) for name in CATALOGUES])
    if code not in list_shipped():
        return own
    ours = load_language(code)
    return replace(
        own,
        words={**ours.words, **own.words},
        plurals={**ours.plurals, **own.plurals},
        safety={**ours.safety, **own.safety},
    )


def make_language(known: Known, catalogues: list[Catalog]) -> Language:
    """Make a language of its catalogues, in the order of their names in CATALOGUES."""
    forms, pages, safety = catalogues
    code = known.code
    return Language(
        code,
        known.name,
        known.is_right_to_left,
        words={**_list_words(forms), **_list_words(pages)},
        plurals={**_list_plurals(forms), **_list_plurals(pages)},
        choose_plural=c2py(pages.plural_expr),
        safety=_list_words(safety),
        write_day=lambda day: format_date(day, "long", locale=code),
        write_month=lambda day: format_skeleton("yMMMM", day, locale=code),
        write_number=lambda number: str(format_decimal(number, locale=code)),
    )


def _list_words(catalogue: Catalog) -> Mapping[str, str]:
    return {
        english: said
        for english, said in map(read_message, list_messages(catalogue))
        if isinstance(english, str) and isinstance(said, str) and said
    }


def _list_plurals(catalogue: Catalog) -> Mapping[str, tuple[str, ...]]:
    return {
        english[0]: said
        for english, said in map(read_message, list_messages(catalogue))
        if isinstance(english, tuple) and isinstance(said, tuple) and all(said)
    }

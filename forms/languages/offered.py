"""Which languages are offered to the people who answer here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from forms.languages.catalogues import read_catalogue
from forms.languages.complete import find_gaps_in, says_everything
from forms.languages.known import CATALOGUES, KNOWN, find_home, list_own, list_shipped
from forms.languages.named import ALSO
from forms.languages.spoken import load_own_language, make_language
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.settings import Settings
    from forms.speaking import Language


def list_offered(settings: Settings) -> dict[str, Language]:
    """Return the languages to offer beside English, by code; none that is not complete.

    A language is offered once a person has checked all its words, those about safety too. The demo offers
    every one; what nobody has checked there is a draft, and its words about safety stay English.
    """
    return {
        code: replace(
            language,
            safety=language.safety if code in settings.languages_safety else {},
            is_draft=code not in settings.languages,
        )
        for code, language in _list_complete(settings)
    }


def _list_complete(settings: Settings) -> Iterator[tuple[str, Language]]:
    """List what comes with this program and what the council brought; its own words go before ours.

    What is not offered is not read: to read them all is half of what a start takes.
    """
    home = find_home(settings.data_dir)
    own = list_own(home)
    checked = set(settings.languages) & set(settings.languages_safety)
    for code in dict.fromkeys((*list_shipped(), *own)):
        if not (settings.offers_drafts or code in checked):
            continue
        if code in own:
            language = load_own_language(code, home)
            if says_everything(language):
                yield code, language
        elif found := _load_complete(code):
            yield code, found


@cache
def _load_complete(code: str) -> Language | None:
    """Read a language that came with this program; None if it is not complete. Each file is read once."""
    catalogues = [read_catalogue(code, name) for name in CATALOGUES]
    for name, catalogue in zip(CATALOGUES, catalogues, strict=True):
        if any(find_gaps_in(code, name, catalogue)):
            return None
    return make_language(KNOWN[code], catalogues)


def find_wanted(accepted: str, offered: Iterable[str]) -> str:
    """Return the first of the offered languages that a browser asks for; the empty text if it is English.

    It is only put first among what is offered: nothing is chosen for anybody, and nothing is kept of it.
    """
    there = {*offered, ENGLISH.code}
    names = (part.split(";")[0].strip().lower().split("-")[0] for part in accepted[:200].split(","))
    first = next((code for code in (ALSO.get(name, name) for name in names) if code in there), "")
    return "" if first == ENGLISH.code else first

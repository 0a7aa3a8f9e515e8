"""Which languages are offered to the people who answer here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from forms.languages.complete import find_gaps
from forms.languages.known import list_shipped
from forms.languages.spoken import load_language
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.settings import Settings
    from forms.speaking import Language

ALSO = {"prs": "fa"}
"""What browsers call languages that we know under another code: Dari."""


def list_offered(settings: Settings) -> dict[str, Language]:
    """Return the languages to offer beside English, by code; none that is not complete.

    A language is offered once a person has checked all its words, those about safety too. The demo offers
    every one; what nobody has checked there is a draft, and its words about safety stay English.
    """
    checked = set(settings.languages) & set(settings.languages_safety)
    wanted = (code for code in list_shipped() if settings.offers_drafts or code in checked)
    return {code: _offer(settings, code) for code in wanted if _is_complete(code)}


def _offer(settings: Settings, code: str) -> Language:
    language = load_language(code)
    return replace(
        language,
        safety=language.safety if code in settings.languages_safety else {},
        is_draft=code not in settings.languages,
    )


@cache
def _is_complete(code: str) -> bool:
    return not any(find_gaps(code))


def find_wanted(accepted: str, offered: Iterable[str]) -> str:
    """Return the first of the offered languages that a browser asks for; the empty text if it is English.

    It is only put first among what is offered: nothing is chosen for anybody, and nothing is kept of it.
    """
    there = {*offered, ENGLISH.code}
    names = (part.split(";")[0].strip().lower().split("-")[0] for part in accepted[:200].split(","))
    first = next((code for code in (ALSO.get(name, name) for name in names) if code in there), "")
    return "" if first == ENGLISH.code else first

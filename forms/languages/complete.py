"""Whether a language is complete: every text of every template is said, and none is said that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.languages.catalogues import (
    find_catalogue,
    list_messages,
    read_catalogue,
    read_message,
    read_template,
)
from forms.languages.checking import count_forms, find_faults
from forms.languages.known import CATALOGUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

    from forms.speaking import Language


def find_gaps(code: str) -> Iterator[str]:
    """Say what keeps a language from being complete, a line each."""
    for name in CATALOGUES:
        path = find_catalogue(code, name)
        if not path.exists():
            yield f"{code}/{name}.po is missing"
            continue
        yield from find_gaps_in(code, name, read_catalogue(code, name))


def find_gaps_in(code: str, name: str, catalogue: Catalog) -> Iterator[str]:
    """Say what one catalogue of a language lacks, a line each."""
    for fault in _find_faults_in(code, read_template(name), catalogue):
        yield f"{code}/{name}.po: {fault}"


def says_everything(language: Language) -> bool:
    """Tell whether every text of the pages and about safety is known in a language that a council brought."""
    pages, safety = (map(read_message, list_messages(read_template(name))) for name in ("pages", "safety"))
    said = all(
        english in language.words if isinstance(english, str) else english[0] in language.plurals
        for english, _ in pages
    )
    return said and all(english in language.safety for english, _ in safety)


def _find_faults_in(code: str, template: Catalog, catalogue: Catalog) -> Iterator[str]:
    if catalogue.num_plurals != count_forms(code):
        yield f"its head says {catalogue.num_plurals} plural forms, the language has {count_forms(code)}"
    for message in list_messages(template):
        held = catalogue.get(message.id)
        if held is None:
            yield f"{_quote(message)} is missing"
            continue
        if held.fuzzy:
            yield f"{_quote(message)} is marked fuzzy"
        english, said = read_message(held)
        yield from (f"{_quote(message)} {fault}" for fault in find_faults(code, english, said))
    for message in list_messages(catalogue):
        if template.get(message.id) is None:
            yield f"{_quote(message)} is not said any more"
    if catalogue.obsolete:
        yield f"keeps {len(catalogue.obsolete)} obsolete texts"


def _quote(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f'"{text}"'

"""Taking a language that translators brought into use: its catalogues in the council's own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.languages.catalogues import find_catalogue, new_catalogue, read_catalogue, write_catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from forms.languages.translators_book import Brought


def keep_words(home: Path, code: str, brought: Brought) -> int:
    """Add what was brought to what is kept of a language; return how many texts are said now."""
    count = 0
    for name, words in brought.words.items():
        held = read_catalogue(code, name, home)
        kept = new_catalogue(code)
        for message in held:
            if message.id:
                kept.add(message.id, message.string)
        for english, said in words.items():
            kept.add(english, said)
        write_catalogue(find_catalogue(code, name, home), kept)
        count += len(kept)
    return count

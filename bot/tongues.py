"""Which language is spoken in a chat: what its row says, or what was pressed before it had one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.languages.offered import list_offered
from forms.speaking import ENGLISH

if TYPE_CHECKING:
    from forms.settings import Settings
    from forms.speaking import Language
    from forms.units import Row

MAX_REMEMBERED = 1_000
"""Chats without a row that pressed a language: nothing is stored of them, and the oldest is forgotten."""


class Tongues:
    """Knows the languages that are offered, English first, and who speaks which."""

    def __init__(self, settings: Settings) -> None:
        self.offered: tuple[Language, ...] = (ENGLISH, *list_offered(settings).values())
        self._pressed: dict[str, Language] = {}

    @property
    def has_several(self) -> bool:
        """Tell whether there is anything to choose."""
        return len(self.offered) > 1

    def find(self, chat_hash: str, chat: Row | None) -> Language:
        """Return the language of a chat; one that is not offered any more gives way to English."""
        code = chat["language"] if chat else None
        held = next((language for language in self.offered if language.code == code), None)
        return held or self._pressed.get(chat_hash, ENGLISH)

    def begin_in(self, chat_hash: str, chat: Row | None, code: str | None) -> Language | None:
        """Return the language recorded of whoever a code was for; None where it is offered nowhere here.

        Or where something was pressed in this chat: what a person chose goes before what is recorded.
        """
        if chat_hash in self._pressed or (chat and chat["language"]):
            return None
        place = next((place for place, each in enumerate(self.offered) if each.code == code), 0)
        return self.note(chat_hash, place) if place else None

    def note(self, chat_hash: str, place: int) -> Language:
        """Note that the button at that place was pressed; return its language."""
        chosen = self.offered[place] if place < len(self.offered) else ENGLISH
        self._pressed.pop(chat_hash, None)
        self._pressed[chat_hash] = chosen
        if len(self._pressed) > MAX_REMEMBERED:
            del self._pressed[next(iter(self._pressed))]
        return chosen

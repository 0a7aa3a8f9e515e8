"""Whose draft it is, and under which key it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from forms.keys import Keys


class Owner(Protocol):
    """Who can go on with a draft: one browser, or one chat, for one invitation."""

    @property
    def channel(self) -> str:
        """How the answers come in: web, telegram, assisted, phone, paper."""
        ...

    @property
    def hash(self) -> str:
        """What is stored to find the draft again."""
        ...

    @property
    def day(self) -> str | None:
        """Which day's key new drafts are sealed with; None where the owner alone holds the key."""
        ...

    def draft_key(self, day: str | None) -> bytes:
        """Return the key that a draft sealed on `day` opens with. Raises TamperedError if destroyed."""
        ...


@dataclass(frozen=True)
class BrowserOwner:
    """A browser that holds a secret in its cookie. Without the secret nobody can open the draft."""

    keys: Keys
    secret: bytes
    invitation_id: str
    channel: str = "web"
    day: str | None = None

    @cached_property
    def hash(self) -> str:
        """A keyed hash of secret and invitation."""
        return self.keys.mac("browser", self.secret.hex(), self.invitation_id)

    def draft_key(self, day: str | None) -> bytes:
        """Derive the key from the secret."""
        del day
        return self.keys.browser_draft_key(self.secret, self.invitation_id)


@dataclass(frozen=True, slots=True)
class ChatOwner:
    """A Telegram chat. Drafts lie under the key of the day they were last saved on."""

    keys: Keys
    chat_hash: str
    invitation_id: str
    today: date
    channel: str = "telegram"

    @property
    def hash(self) -> str:
        """A keyed hash of chat and invitation."""
        return hash_chat_owner(self.keys, self.chat_hash, self.invitation_id)

    @property
    def day(self) -> str | None:
        """Today, as the key's name."""
        return self.today.isoformat()

    def draft_key(self, day: str | None) -> bytes:
        """Fetch the key of that day."""
        found = self.today if day is None else self.today.fromisoformat(day)
        return self.keys.day_draft_key(found, self.chat_hash)


def hash_chat_owner(keys: Keys, chat_hash: str, invitation_id: str) -> str:
    """Return what a response of a chat is found by. Whoever has both can see whether they match."""
    return keys.mac("chat-draft", chat_hash, invitation_id)

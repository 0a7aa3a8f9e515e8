"""Sealing and opening of words at rest, and keyed hashes. See docs/decisions/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


class TamperedError(Exception):
    """A sealed record does not belong where it was found, or was changed."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A response's own key: `plain` to seal its answers with, `sealed` to store beside them."""

    plain: bytes
    sealed: bytes


def seal(key: bytes, plain: bytes, context: str) -> bytes:
    """Seal with XChaCha20-Poly1305; only the same `context` opens it again. The nonce stands in front."""
    raise NotImplementedError


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """Open what `seal` made. Raises TamperedError."""
    raise NotImplementedError


class Keys:
    """The service's keys: `SAY_KEY_FILE` and `.pub`, `.draft`, `.mac` beside it."""

    @classmethod
    def load_or_make(cls, key_file: Path) -> Keys:
        """Read the keys; make them (temporary file, fsync, rename, 0600) where there are none."""
        raise NotImplementedError

    def mac(self, purpose: str, *parts: str) -> str:
        """Return a keyed hash, 32 hexadecimal digits: purposes and parts never run into each other."""
        raise NotImplementedError

    def hash_code(self, code: str) -> str:
        """Return what is stored of an invitation code (already normalised)."""
        raise NotImplementedError

    def new_data_key(self) -> DataKey:
        """Make a data key for one response."""
        raise NotImplementedError

    def open_data_key(self, sealed: bytes) -> bytes:
        """Open a response's data key. Raises TamperedError."""
        raise NotImplementedError

    def seal_message(self, plain: bytes) -> bytes:
        """Seal an inbox or outbox payload to the service's public key."""
        raise NotImplementedError

    def open_message(self, sealed: bytes) -> bytes:
        """Open an inbox or outbox payload. Raises TamperedError."""
        raise NotImplementedError

    def browser_draft_key(self, secret: bytes, invitation_id: str) -> bytes:
        """Derive a draft's key from the browser's secret: without that browser it cannot be made again."""
        raise NotImplementedError

    def day_draft_key(self, day: date, chat_hash: str) -> bytes:
        """Derive a bot draft's key from the key of the day, made when first asked for."""
        raise NotImplementedError

    def destroy_draft_keys(self, before: date) -> int:
        """Destroy the keys of the days before `before`; return how many."""
        raise NotImplementedError

"""Sealing and opening of words at rest, and keyed hashes. Why so: docs/decisions/2026-11-20-keys.md."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from forms.draft_keys import DraftKeys
from forms.files import locked_folder, make_folder, write_durably

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

KEY_BYTES = 32
MAC_BYTES = 16
"""128 bits: nobody can find two inputs with the same hash, and it stays short as a primary key."""
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


class TamperedError(Exception):
    """A sealed record does not belong where it was found, or was changed."""


class KeysError(Exception):
    """A key file is missing or damaged; the message is one sentence that names it."""


@dataclass(frozen=True, slots=True, repr=False)
class DataKey:
    """A response's own key: `plain` to seal its answers with, `sealed` to store beside them."""

    plain: bytes
    sealed: bytes


def seal(key: bytes, plain: bytes, context: str) -> bytes:
    """Seal with XChaCha20-Poly1305; only the same `context` opens it again. The nonce stands in front."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, context.encode(), nonce, key)


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """Open what `seal` made. Raises TamperedError."""
    nonce, box = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box, context.encode(), nonce, key)
    except (CryptoError, ValueError):  # PyNaCl lets a ValueError out if less than the tag is left
        raise TamperedError from None


def _hash(key: bytes, domain: bytes, size: int, parts: tuple[bytes, ...]) -> bytes:
    """BLAKE2b under `key`. Each part goes in with its length, so parts never run into each other."""
    digest = hashlib.blake2b(key=key, person=domain, digest_size=size)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _as_bytes(text: str) -> bytes:
    # A code typed by a stranger may hold half a surrogate pair: it must be unknown, not a crash.
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Keys:
    """The service's keys: `SAY_KEY_FILE` and `.pub`, `.draft`, `.mac` beside it.

    The private key opens, the public key seals, the mac key makes what is stored of codes and owners.
    """

    _private: PrivateKey = field(repr=False)
    _mac_key: bytes = field(repr=False)
    _drafts: DraftKeys = field(repr=False)

    @classmethod
    def load_or_make(cls, key_file: Path) -> Keys:
        """Read the keys; make them (temporary file, fsync, rename, 0600) where there are none.

        Raises KeysError if one is damaged.
        """
        make_folder(key_file.parent)
        with locked_folder(key_file.parent):
            _make_missing(key_file)
        return cls.load(key_file)

    @classmethod
    def load(cls, key_file: Path) -> Keys:
        """Read the keys. Raises KeysError if one is missing or damaged."""
        private = PrivateKey(_read_key(key_file))
        public = beside(key_file, "pub")
        if _read_key(public) != bytes(private.public_key):
            raise KeysError(f"The key file {public} does not belong to {key_file}.")
        drafts = DraftKeys(beside(key_file, "draft"))
        try:
            drafts.refresh()
        except (OSError, ValueError):
            raise KeysError(f"The key file {drafts.path} is missing or damaged.") from None
        return cls(private, _read_key(beside(key_file, "mac")), drafts)

    def mac(self, purpose: str, *parts: str) -> str:
        """Return a keyed hash, 32 hexadecimal digits: purposes and parts never run into each other."""
        return _hash(
            self._mac_key, b"say mac", MAC_BYTES, tuple(_as_bytes(part) for part in (purpose, *parts))
        ).hex()

    def hash_code(self, code: str) -> str:
        """Return what is stored of an invitation code (already normalised)."""
        return self.mac("code", code)

    def new_data_key(self) -> DataKey:
        """Make a data key for one response."""
        plain = secrets.token_bytes(KEY_BYTES)
        return DataKey(plain, self.seal_message(plain))

    def open_data_key(self, sealed: bytes) -> bytes:
        """Open a response's data key. Raises TamperedError."""
        return self.open_message(sealed)

    def seal_message(self, plain: bytes) -> bytes:
        """Seal an inbox or outbox payload to the service's public key."""
        return SealedBox(self._private.public_key).encrypt(plain)

    def open_message(self, sealed: bytes) -> bytes:
        """Open an inbox or outbox payload. Raises TamperedError."""
        try:
            return SealedBox(self._private).decrypt(sealed)
        except CryptoError:
            raise TamperedError from None

    def browser_draft_key(self, secret: bytes, invitation_id: str) -> bytes:
        """Derive a draft's key from the browser's secret: without that browser it cannot be made again."""
        return _hash(self._mac_key, b"say browser", KEY_BYTES, (secret, _as_bytes(invitation_id)))

    def day_draft_key(self, day: date, chat_hash: str) -> bytes:
        """Derive a bot draft's key from the key of the day, made when first asked for.

        A destroyed day gets a new key, which opens none of its old drafts.
        """
        return _hash(self._drafts.of_day(day), b"say chat", KEY_BYTES, (_as_bytes(chat_hash),))

    def destroy_draft_keys(self, before: date) -> int:
        """Destroy the keys of the days before `before`; return how many."""
        return self._drafts.destroy(before)


def beside(key_file: Path, ending: str) -> Path:
    """Name the file that lies beside the private key: `service.key` has `service.key.pub`."""
    return key_file.with_name(f"{key_file.name}.{ending}")


def _make_missing(key_file: Path) -> None:
    """Make what is missing; a start that was killed half-way is taken up where it stopped."""
    if not key_file.exists():
        write_durably(key_file, _dump(bytes(PrivateKey.generate())))
    made: dict[str, Callable[[], bytes]] = {
        "pub": lambda: _dump(bytes(PrivateKey(_read_key(key_file)).public_key)),
        "mac": lambda: _dump(secrets.token_bytes(KEY_BYTES)),
        "draft": lambda: b"{}\n",
    }
    for ending, make in made.items():
        path = beside(key_file, ending)
        if not path.exists():
            write_durably(path, make())


def _dump(key: bytes) -> bytes:
    return key.hex().encode() + b"\n"


def _read_key(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise KeysError(f"The key file {path} is missing or damaged.")
    return key

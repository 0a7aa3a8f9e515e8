"""A security key in Python: it signs what it is told to, true or not."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def write(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(written: str) -> bytes:
    return base64.urlsafe_b64decode(written + "==")


@dataclass
class Authenticator:
    """One passkey. What it says of itself can be changed before each use."""

    origin: str
    name: str
    count: int = 0
    flags: int = PRESENT | VERIFIED
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    owner: bytes = b""
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, options: str, **changed: Any) -> str:
        """Answer what a page asks of `navigator.credentials.create`."""
        asked = json.loads(options)
        self.owner = read(asked["user"]["id"])
        known = self.credential_id
        attested = bytes(16) + len(known).to_bytes(2, "big") + known + self._write_public()
        data = self._write_data(self.flags | ATTESTED) + attested
        client = self._write_client("webauthn.create", asked["challenge"], changed)
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._send({"clientDataJSON": write(client), "attestationObject": write(statement)})

    def sign_in(self, options: str, **changed: Any) -> str:
        """Answer what a page asks of `navigator.credentials.get`."""
        self.count += 1
        data = self._write_data(self.flags)
        client = self._write_client("webauthn.get", json.loads(options)["challenge"], changed)
        signed = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._send(
            {
                "clientDataJSON": write(client),
                "authenticatorData": write(data),
                "signature": write(signed),
                "userHandle": write(self.owner),
            }
        )

    def _send(self, response: dict[str, str]) -> str:
        known = write(self.credential_id)
        return json.dumps({"id": known, "rawId": known, "type": "public-key", "response": response})

    def _write_client(self, kind: str, challenge: str, changed: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **changed}).encode()

    def _write_data(self, flags: int) -> bytes:
        return hashlib.sha256(self.name.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _write_public(self) -> bytes:
        point = self.private.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

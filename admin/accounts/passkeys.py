"""Passkeys: added by somebody who is signed in, then enough by themselves.

A passkey counts as both factors, because the device must check its owner (by finger, face or PIN) each time:
"user verification" is required when one is added and whenever it is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from admin.accounts.attempts import Purpose
from forms.settings_reader import is_ip_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webauthn.helpers.structs import AuthenticationCredential

    from admin.accounts.attempts import Attempt
    from forms.keys import Keys
    from forms.units import Row

SIGN_IN = Purpose("passkey", timedelta(minutes=5))
ADD = Purpose("passkey-new", timedelta(minutes=5))
MILLISECONDS = 5 * 60 * 1000
"""For the browser to ask its owner: as long as the challenge lasts."""
MAX_CREDENTIAL = 16 * 1024
"""Signs of what a browser sends. Some 1,500 are usual; a certificate may come with it."""
UNREADABLE = (
    WebAuthnException,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    OverflowError,
)
"""What py_webauthn raises for what it cannot read; not all of it by its own names."""


class Fault(Enum):
    """Why a passkey was not taken: its stable name, and what its owner is told."""

    LATE = ("passkey.late", "That took too long, or was begun on another page. Press the button again.")
    USED = ("passkey.used", "That answer was used before. Press the button again.")
    WRONG = ("passkey.wrong", "This passkey could not be checked. Try again, or use another.")
    UNKNOWN = ("passkey.unknown", "This passkey opens no account here. It may have been removed.")
    COPIED = (
        "passkey.copied",
        (
            "This passkey says it was used less often than we know it was: there may be a copy of it. "
            "It was not taken. Sign in another way, and remove it."
        ),
    )
    THERE = ("passkey.there", "That passkey has been added already.")

    @property
    def code(self) -> str:
        """The stable name."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """What its owner is told."""
        return self.value[1]


class PasskeyError(Exception):
    """A passkey was not taken. The message is the stable name, and nothing that was sent."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys are good: the name they belong to, and the address the browser must be at."""

    name: str
    origin: str


def find_place(public_url: str) -> Place | None:
    """Return where passkeys are good. None at a bare number: browsers keep passkeys for names alone."""
    parts = urlsplit(public_url)
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port not in (None, 443 if parts.scheme == "https" else 80) else ""
    return None if not host or is_ip_address(host) else Place(host, f"{parts.scheme}://{host}{port}")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose passkey it is to be, as their device shows it."""

    account_id: str
    sign_in: str
    name: str


def hash_owner(keys: Keys, account_id: str) -> bytes:
    """Return what a device keeps of whose passkey it is: it says nothing to anybody else."""
    return bytes.fromhex(keys.mac("passkey owner", account_id))


def hash_credential(keys: Keys, credential_id: bytes) -> str:
    """Return what a passkey is found by."""
    return keys.mac("passkey", credential_id.hex())


def _make_challenge(keys: Keys, attempt: Attempt) -> bytes:
    return bytes.fromhex(attempt.derive(keys, "challenge"))


def ask_to_add(keys: Keys, place: Place, attempt: Attempt, owner: Owner, held: Sequence[bytes]) -> str:
    """Write what the browser is asked for, as JSON: a new passkey, on a device that holds none of `held`."""
    return options_to_json(
        generate_registration_options(
            rp_id=place.name,
            rp_name="Have Your Say",
            user_id=hash_owner(keys, owner.account_id),
            user_name=owner.sign_in,
            user_display_name=owner.name,
            challenge=_make_challenge(keys, attempt),
            timeout=MILLISECONDS,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in held],
        )
    )


def ask_to_sign_in(keys: Keys, place: Place, attempt: Attempt) -> str:
    """Write what the browser is asked for, as JSON: any passkey of this place's; nobody types a name."""
    return options_to_json(
        generate_authentication_options(
            rp_id=place.name,
            challenge=_make_challenge(keys, attempt),
            timeout=MILLISECONDS,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that was made just now."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    is_synced: bool


def check_new(keys: Keys, place: Place, attempt: Attempt, sent: str) -> NewKey:
    """Check a new passkey. Raises PasskeyError: WRONG."""
    try:
        made = verify_registration_response(
            credential=_read_json(sent),
            expected_challenge=_make_challenge(keys, attempt),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except UNREADABLE:
        raise PasskeyError(Fault.WRONG) from None
    synced = made.credential_backed_up
    return NewKey(made.credential_id, made.credential_public_key, made.sign_count, synced)


def read_shown(sent: str) -> AuthenticationCredential:
    """Read which passkey a browser shows; nothing of it is believed yet. Raises PasskeyError: WRONG."""
    try:
        return parse_authentication_credential_json(_read_json(sent))
    except UNREADABLE:
        raise PasskeyError(Fault.WRONG) from None


def check_shown(
    keys: Keys, place: Place, attempt: Attempt, shown: AuthenticationCredential, held: Row
) -> int:
    """Return how often the passkey says it was used. Raises PasskeyError: WRONG, COPIED."""
    if shown.response.user_handle not in (None, hash_owner(keys, held["account_id"])):
        raise PasskeyError(Fault.WRONG)
    try:
        checked = verify_authentication_response(
            credential=shown,
            expected_challenge=_make_challenge(keys, attempt),
            expected_rp_id=place.name,
            expected_origin=place.origin,
            credential_public_key=held["public_key"],
            credential_current_sign_count=0,  # compared below, where a lower one has a name of its own
            require_user_verification=True,
        )
    except UNREADABLE:
        raise PasskeyError(Fault.WRONG) from None
    count, before = checked.new_sign_count, held["sign_count"]
    if (count or before) and count <= before:
        raise PasskeyError(Fault.COPIED)
    return count


def _read_json(sent: str) -> dict[str, Any]:
    if len(sent) > MAX_CREDENTIAL:
        raise PasskeyError(Fault.WRONG)
    read = json.loads(sent)
    if not isinstance(read, dict):
        raise PasskeyError(Fault.WRONG)
    return read

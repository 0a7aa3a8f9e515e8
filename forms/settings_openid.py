"""How the council's own sign-in provider is named in the settings: all of it, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from forms.settings_reader import is_address, is_loopback

if TYPE_CHECKING:
    from forms.settings_reader import SettingsReader

ROLE_CODES = (
    "iro",
    "business_support",
    "manager",
    "analyst",
    "administrator",
    "auditor",
    "duty",
    "allegations_officer",
    "complaints_manager",
)
"""The roles of staff, as `admin.accounts.roles` has them: a test holds the two together."""
SHARED_PLACES = frozenset({"common", "organizations", "consumers"})
"""What stands in the place of the tenant where anybody at all may sign in."""
NOT_AN_ISSUER = "must be the https address that your provider calls its issuer, as it writes it"
NOT_ONE_TENANT = (
    "must name your own tenant, like https://login.microsoftonline.com/TENANT-ID/v2.0: `common`, "
    "`organizations` and `{tenantid}` let people of any organisation sign in"
)
NOT_ROLES = (
    "must be a claim and what its values mean here, like roles:HYS.Manager=manager HYS.IRO=iro, with the "
    f"roles {' '.join(ROLE_CODES)}"
)
NOT_A_DOMAIN = "must be one domain, like example.gov.uk"
_ROLES = re.compile(r"[^\s:=]+:\s*\S+=[a-z_]+(?:\s+\S+=[a-z_]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class OpenIdSettings:
    """What the settings say of it."""

    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    roles_claim: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    """What a value of the claim means here. Empty: roles are set by an administrator alone."""
    domain: str = ""
    is_enough: bool = False
    """Whether no second factor is asked of somebody whom the provider signed in."""

    def __bool__(self) -> bool:
        """Tell whether there is a provider."""
        return bool(self.issuer)


@dataclass(frozen=True, slots=True)
class OpenIdNames:
    """How the settings are called."""

    issuer: str
    client_id: str
    client_secret: str
    roles: str
    domain: str
    is_enough: str


def read_openid(read: SettingsReader, names: OpenIdNames) -> OpenIdSettings:
    """Read them; what is wrong is noted with the reader."""
    claim, roles = _read_roles(read, names.roles)
    settings = OpenIdSettings(
        issuer=_read_issuer(read, names.issuer),
        client_id=read.text(names.client_id, ""),
        client_secret=read.text(names.client_secret, ""),
        roles_claim=claim,
        roles=roles,
        domain=_read_domain(read, names.domain),
        is_enough=read.yes(names.is_enough),
    )
    _blame_missing(read, names)
    return settings


def _blame_missing(read: SettingsReader, names: OpenIdNames) -> None:
    needed = (names.issuer, names.client_id, names.client_secret)
    missing = [name for name in needed if not read.text(name, "")]
    if any(read.text(name, "") for name in (*needed, names.roles, names.domain)):
        for name in missing:
            read.blame(name, "must be set too, or none of the settings of a sign-in provider")


def _read_issuer(read: SettingsReader, name: str) -> str:
    """Read it as it is written: a token's issuer is compared letter by letter."""
    written = read.text(name, "")
    if not written:
        return ""
    if "{" in written or SHARED_PLACES & set(written.casefold().split("/")):
        read.blame(name, NOT_ONE_TENANT)
    elif not is_address(written, {"http", "https"}) or not _is_safe(written):
        read.blame(name, NOT_AN_ISSUER)
    return written


def _is_safe(written: str) -> bool:
    parts = urlsplit(written)
    return parts.username is None and (parts.scheme == "https" or is_loopback(parts.hostname or ""))


def _read_roles(read: SettingsReader, name: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    written = read.text(name, "")
    if not written:
        return "", ()
    claim, _, pairs = written.partition(":")
    split = (pair.rpartition("=") for pair in pairs.split())
    roles = tuple((value, role) for value, _, role in split)
    if not _ROLES.fullmatch(written) or not {role for _, role in roles} <= set(ROLE_CODES):
        read.blame(name, NOT_ROLES)
        return "", ()
    return claim, roles


def _read_domain(read: SettingsReader, name: str) -> str:
    written = read.text(name, "").casefold()
    if written and not _DOMAIN.fullmatch(written):
        read.blame(name, NOT_A_DOMAIN)
    return written

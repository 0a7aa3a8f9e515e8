"""From claims to somebody: their address if it is vouched for, how well they proved it, and their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.accounts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.settings_openid import OpenIdSettings

STRONG_CLASSES = frozenset(
    {
        "phr",
        "phrh",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "https://refeds.org/profile/mfa",
    }
)
"""Classes of authentication (`acr`) that mean two factors."""
MFA = "mfa"
"""The method (`amr`, RFC 8176) that means two factors."""
FROM_USERINFO = ("email", "email_verified", "xms_edov")
"""What is taken from there, beside roles. How somebody proved it is believed of the ID token alone."""


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Somebody, as the provider knows them."""

    issuer: str
    subject: str
    email: str
    """Empty unless the provider vouches for it."""
    has_two_factors: bool
    granted: frozenset[Role] | None
    """The roles that the provider gives; None where roles are not its business."""


def needs_userinfo(claims: Mapping[str, Any], settings: OpenIdSettings) -> bool:
    """Tell whether the ID token leaves out what we must know."""
    lacks_roles = bool(settings.roles) and _find(claims, settings.roles_claim) is None
    return "email" not in claims or lacks_roles


def join_userinfo(
    claims: dict[str, Any], told: Mapping[str, Any], settings: OpenIdSettings
) -> dict[str, Any]:
    """Return the claims with what was told beside them. The ID token wins."""
    first = settings.roles_claim.partition(".")[0]
    names = (*FROM_USERINFO, settings.roles_claim, first)
    return {**{name: told[name] for name in names if name in told}, **claims}


def read_identity(claims: Mapping[str, Any], settings: OpenIdSettings) -> Identity:
    """Read checked claims."""
    return Identity(
        issuer=settings.issuer,
        subject=claims["sub"],
        email=_read_email(claims),
        has_two_factors=settings.is_enough or has_two_factors(claims),
        granted=_read_roles(claims, settings) if settings.roles else None,
    )


def _read_email(claims: Mapping[str, Any]) -> str:
    """Return the address if it is vouched for: `email_verified`, or Entra ID's own `xms_edov`."""
    email = claims.get("email")
    is_vouched = _is_yes(claims.get("email_verified")) or _is_yes(claims.get("xms_edov"))
    return email if isinstance(email, str) and is_vouched else ""


def _is_yes(value: object) -> bool:
    """Tell whether a claim says yes. Some providers write it as text or as 1."""
    return value is True or (isinstance(value, int) and value == 1) or value in ("true", "1")


def has_two_factors(claims: Mapping[str, Any]) -> bool:
    """Tell whether the provider says that two factors were shown."""
    methods, kind = claims.get("amr"), claims.get("acr")
    return (isinstance(methods, list) and MFA in methods) or (
        isinstance(kind, str) and kind in STRONG_CLASSES
    )


def _read_roles(claims: Mapping[str, Any], settings: OpenIdSettings) -> frozenset[Role]:
    found = _find(claims, settings.roles_claim)
    given = {found} if isinstance(found, str) else {one for one in found or () if isinstance(one, str)}
    return frozenset(Role(role) for value, role in settings.roles if value in given)


def _find(claims: Mapping[str, Any], name: str) -> str | list[Any] | None:
    """Find a claim by its name, or by names parted by dots, one inside the other (as Keycloak has them)."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, str | list) else None


def list_ruled(settings: OpenIdSettings) -> frozenset[Role]:
    """Return the roles that are the provider's business: those that the setting names."""
    return frozenset(Role(role) for _, role in settings.roles)


def settle_roles(
    held: frozenset[Role], granted: frozenset[Role] | None, ruled: frozenset[Role]
) -> frozenset[Role]:
    """Return somebody's roles after they signed in.

    What the setting names, the provider gives and takes; the rest stays as an administrator set it.
    """
    return held if granted is None else (held - ruled) | (granted & ruled)

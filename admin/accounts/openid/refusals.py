"""Why a sign-in through the council's provider came to nothing: one name each, for logs and the page."""

from __future__ import annotations

from enum import Enum

NOT_TRUSTED = "What your council's sign-in answered could not be trusted, so it was not taken."


class Refusal(Enum):
    """A foreseen refusal: its stable name, and what an administrator should know of it."""

    ATTEMPT = (
        "attempt.unknown",
        "Signing in was not begun in this browser, or it took longer than ten minutes.",
    )
    USED = ("attempt.used", "This answer of your council's sign-in was used before.")
    DECLINED = ("provider.declined", "Your council's sign-in did not let you in.")
    SILENT = (
        "provider.silent",
        "Your council's sign-in cannot be reached just now.",
    )
    FAULT = ("provider.fault", "The provider answers with an error, or with something we cannot read.")
    METADATA = ("provider.metadata", "What the provider says of itself does not fit the settings.")
    RESPONSE_ISSUER = (
        "response.issuer",
        "The answer came from another provider than the one that was asked.",
    )
    CODE = ("code", "The provider does not take the code, or our client's secret.")
    FORM = ("token.form", "The ID token cannot be read.")
    ALGORITHM = ("token.algorithm", "The ID token is signed in a way that is not accepted.")
    KEY = ("token.key", "The ID token is signed with a key that the provider does not publish.")
    SIGNATURE = ("token.signature", "The ID token's signature is wrong.")
    ISSUER = ("token.issuer", "The ID token was made by another issuer.")
    AUDIENCE = ("token.audience", "The ID token was made for another service.")
    TIME = ("token.time", "The ID token is out of date, or from the future: look at the clocks of both.")
    NONCE = ("token.nonce", "The ID token belongs to another attempt.")
    ACCESS_HASH = ("token.access", "The access token does not belong to the ID token.")
    SUBJECT = ("token.subject", "The provider does not say who it is, or says two different things.")
    DOMAIN = ("token.domain", "The person belongs to another organisation (SAY_OPENID_DOMAIN).")
    STALE = ("token.stale", "The provider did not ask the person to sign in again.")
    UNVERIFIED = (
        "person.unverified",
        "Your council's sign-in vouches for no e-mail address of yours.",
    )
    NOBODY = (
        "person.unknown",
        "No administrator has added an account for you here, or it was ended.",
    )
    OTHER = ("person.other", "The account here belongs to somebody else at your council's sign-in.")
    NO_FACTOR = (
        "person.factor",
        "Your council's sign-in vouches for one factor alone, and your account has no second one here yet.",
    )
    NO_ROLE = ("person.role", "Your council's sign-in gives you no role in this service.")

    @property
    def code(self) -> str:
        """The stable name."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """What an administrator should know."""
        return self.value[1]

    @property
    def said(self) -> str:
        """What the person is told: of what the provider got wrong, no more than that it did."""
        is_theirs = self.code.startswith(("person.", "attempt")) or self in {Refusal.DECLINED, Refusal.SILENT}
        return self.sentence if is_theirs else NOT_TRUSTED

    @property
    def is_of_provider(self) -> bool:
        """Tell whether the provider is at fault, so that trying again later may help."""
        return self in {Refusal.SILENT, Refusal.FAULT, Refusal.METADATA}


class RefusedError(Exception):
    """The sign-in came to nothing. The message is the stable name, and nothing that anybody sent."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal

"""The code flow with the lax provider: what is right is taken, and each wrong is refused by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from yarl import URL

from admin.accounts.attempts import Attempt, begin_attempt
from admin.accounts.openid import fetching
from admin.accounts.openid.flow import OPENID, OPENID_AGAIN, Flow
from admin.accounts.openid.provider import Provider
from admin.accounts.openid.refusals import Refusal, RefusedError
from admin.accounts.roles import Role
from tests.openid.conftest import EMAIL, SUBJECT

if TYPE_CHECKING:
    from admin.accounts.openid.identity import Identity
    from forms.keys import Keys
    from tests.openid.conftest import Lax

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
BACK = "https://say.example.gov.uk/console/sign-in/openid/back"


@dataclass
class Asker:
    """Somebody who signs in by it, without pages."""

    lax: Lax
    flow: Flow
    now: datetime = NOW

    def clock(self) -> datetime:
        return self.now

    async def come_back(self, attempt: Attempt) -> dict[str, str]:
        """Go where the browser is sent, and return with what the provider says."""
        address = await self.flow.make_address(attempt)
        async with self.lax.session.get(URL(address, encoded=True), allow_redirects=False) as answer:
            came = URL(answer.headers["Location"], encoded=True)
        assert str(came).startswith(BACK)
        return dict(came.query)

    async def sign_in(self, attempt: Attempt | None = None) -> Identity:
        attempt = attempt or begin_attempt(OPENID, self.now)
        given = await self.come_back(attempt)
        if not self.flow.belongs(attempt, given):
            raise RefusedError(Refusal.ATTEMPT)
        return await self.flow.finish(attempt, given, self.now)


@pytest.fixture
async def asker(lax: Lax, keys: Keys) -> Asker:
    made = Asker(lax, Flow(Provider(lax.settings, lambda: NOW), keys, BACK))
    made.flow = Flow(Provider(lax.settings, made.clock), keys, BACK)
    lax.now = NOW.timestamp()
    await lax.behave()
    return made


@pytest.mark.parametrize("secret_by", ["client_secret_basic", "client_secret_post"])
@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
async def test_good_sign_in_says_who_it_is(asker: Asker, secret_by: str, algorithm: str) -> None:
    await asker.lax.behave(secret_by=secret_by, rotate=algorithm)
    found = await asker.sign_in()
    assert (found.subject, found.email, found.issuer) == (SUBJECT, EMAIL, asker.lax.base)
    assert not found.has_two_factors
    assert found.granted is None


WRONG: dict[str, Refusal] = {
    "issuer": Refusal.ISSUER,
    "issuer slash": Refusal.ISSUER,
    "audience": Refusal.AUDIENCE,
    "audience more": Refusal.AUDIENCE,
    "no audience": Refusal.AUDIENCE,
    "azp": Refusal.AUDIENCE,
    "nonce": Refusal.NONCE,
    "no nonce": Refusal.NONCE,
    "expired": Refusal.TIME,
    "no exp": Refusal.TIME,
    "future": Refusal.TIME,
    "not before": Refusal.TIME,
    "old": Refusal.TIME,
    "no iat": Refusal.TIME,
    "text time": Refusal.TIME,
    "endless": Refusal.TIME,
    "at_hash": Refusal.ACCESS_HASH,
    "no sub": Refusal.SUBJECT,
    "empty sub": Refusal.SUBJECT,
    "long sub": Refusal.SUBJECT,
    "number sub": Refusal.SUBJECT,
    "none": Refusal.ALGORITHM,
    "None": Refusal.ALGORITHM,
    "no alg": Refusal.ALGORITHM,
    "hs256": Refusal.ALGORITHM,
    "hs256 secret": Refusal.ALGORITHM,
    "other algorithm": Refusal.ALGORITHM,
    "unknown kid": Refusal.KEY,
    "other key": Refusal.SIGNATURE,
    "changed": Refusal.SIGNATURE,
    "crit": Refusal.FORM,
    "five parts": Refusal.FORM,
    "no token": Refusal.FORM,
    "number token": Refusal.FORM,
    "no id token": Refusal.FORM,
    "list claims": Refusal.FORM,
    "long token": Refusal.FORM,
    "response iss": Refusal.RESPONSE_ISSUER,
    "response no iss": Refusal.RESPONSE_ISSUER,
    "response no state": Refusal.ATTEMPT,
    "response other state": Refusal.ATTEMPT,
    "response no code": Refusal.CODE,
    "response error": Refusal.DECLINED,
    "userinfo sub": Refusal.SUBJECT,
    **{
        f"{place} {how}": Refusal.FAULT
        for place in ("discovery", "keys", "token", "userinfo")
        for how in ("500", "html", "huge", "list", "half", "deep", "redirect", "squeezed")
    },
    **{
        f"{place} {how}": Refusal.SILENT
        for place in ("discovery", "keys", "token", "userinfo")
        for how in ("hang", "slow")
    },
}
"""What the provider does wrong, and why it is refused."""
NEEDS_USERINFO = {"as": {"sub": SUBJECT}, "userinfo": {"email": EMAIL, "email_verified": True}}


SHORT = aiohttp.ClientTimeout(total=0.4)


@pytest.mark.parametrize("wrong", WRONG)
async def test_each_wrong_is_refused_by_name(
    asker: Asker, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if WRONG[wrong] is Refusal.SILENT:
        monkeypatch.setattr(fetching, "TIME", SHORT)
    more: dict[str, Any] = NEEDS_USERINFO if wrong.startswith("userinfo") else {}
    if wrong == "userinfo sub":
        more = {"as": {"sub": SUBJECT}, "userinfo": {"sub": "somebody-else", "email": EMAIL}}
    await asker.lax.behave(wrong, **more)
    with pytest.raises(RefusedError) as refused:
        await asker.sign_in()
    assert refused.value.refusal is WRONG[wrong]
    assert str(refused.value) == WRONG[wrong].code
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"authorization_endpoint": "http://other.example/authorize"},
        {"token_endpoint": "http://192.0.2.1/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "https://"},
        {"jwks_uri": None},
        {"jwks_uri": "https://[half"},
        {"jwks_uri": 12},
        {"userinfo_endpoint": "ftp://127.0.0.1/"},
        {"response_types_supported": ["id_token"]},
        {"code_challenge_methods_supported": ["plain"]},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
        {"response_types_supported": "code"},
    ],
    ids=str,
)
async def test_provider_that_describes_itself_wrongly_is_not_asked(
    asker: Asker, told: dict[str, Any]
) -> None:
    await asker.lax.behave(told=told)
    with pytest.raises(RefusedError, match=r"provider\.metadata"):
        await asker.flow.make_address(begin_attempt(OPENID, NOW))


async def test_silence_about_the_issuer_is_taken_where_nothing_was_promised(asker: Asker) -> None:
    told = {"authorization_response_iss_parameter_supported": None}
    await asker.lax.behave("response no iss", told=told)
    assert (await asker.sign_in()).subject == SUBJECT
    await asker.lax.behave("response iss", told=told)
    with pytest.raises(RefusedError, match=r"response\.issuer"):
        await asker.sign_in()


async def test_code_is_good_once_and_for_its_own_attempt(asker: Asker) -> None:
    attempt = begin_attempt(OPENID, NOW)
    given = await asker.come_back(attempt)
    other = begin_attempt(OPENID, NOW)
    assert asker.flow.belongs(attempt, given)
    assert not asker.flow.belongs(other, given)
    with pytest.raises(RefusedError, match="code"):
        await asker.flow.finish(other, given, NOW)  # its verifier is not the one that was promised
    given = await asker.come_back(attempt)
    assert (await asker.flow.finish(attempt, given, NOW)).subject == SUBJECT
    with pytest.raises(RefusedError, match="code"):
        await asker.flow.finish(attempt, given, NOW)


async def test_rotated_key_is_looked_for_at_once_and_then_not_for_each_token(asker: Asker) -> None:
    await asker.sign_in()
    await asker.lax.behave(rotate="RS256")
    await asker.sign_in()
    assert (await asker.lax.behave(rotate="ES256"))["keys"] == 1
    with pytest.raises(RefusedError, match=r"token\.key"):
        await asker.sign_in()
    with pytest.raises(RefusedError, match=r"token\.key"):
        await asker.sign_in()
    assert "keys" not in await asker.lax.behave()
    asker.now += timedelta(seconds=30)
    await asker.sign_in()


async def test_what_the_provider_says_of_itself_is_kept_for_an_hour(asker: Asker) -> None:
    await asker.sign_in()
    await asker.sign_in()
    assert await asker.lax.behave() == {"discovery": 1, "keys": 1, "token": 2}
    asker.now += timedelta(hours=1)
    asker.lax.now = asker.now.timestamp()
    await asker.lax.behave()
    await asker.sign_in()
    assert await asker.lax.behave() == {"discovery": 1, "keys": 1, "token": 1}


async def test_provider_that_is_silent_is_not_asked_by_everybody_in_turn(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asker.lax.behave("discovery hang")
    with monkeypatch.context() as shorter:
        shorter.setattr(fetching, "TIME", SHORT)
        for _ in range(5):
            with pytest.raises(RefusedError, match=r"provider\.silent"):
                await asker.sign_in()
    assert await asker.lax.behave() == {"discovery": 1}
    asker.now += timedelta(seconds=5)
    await asker.sign_in()


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": EMAIL, "email_verified": True}, EMAIL),
        ({"email": EMAIL, "email_verified": "true"}, EMAIL),
        ({"email": EMAIL, "xms_edov": True}, EMAIL),
        ({"email": EMAIL, "xms_edov": "1"}, EMAIL),
        ({"email": EMAIL, "xms_edov": 1}, EMAIL),
        ({"email": EMAIL}, ""),
        ({"email": EMAIL, "email_verified": False}, ""),
        ({"email": EMAIL, "email_verified": "false"}, ""),
        ({"email": EMAIL, "email_verified": [True]}, ""),
        ({"email": [EMAIL], "email_verified": True}, ""),
    ],
    ids=str,
)
async def test_address_counts_only_if_it_is_vouched_for(asker: Asker, claims: Any, email: str) -> None:
    await asker.lax.behave(**{"as": {"sub": SUBJECT, **claims}})
    assert (await asker.sign_in()).email == email


async def test_what_the_token_leaves_out_is_asked_for_and_the_token_wins(asker: Asker) -> None:
    told = {"email": EMAIL, "email_verified": True, "amr": ["mfa"], "acr": "phr", "roles": ["B"]}
    await asker.lax.behave(**{"as": {"sub": SUBJECT}, "userinfo": told})
    found = await asker.sign_in()
    assert found.email == EMAIL
    assert not found.has_two_factors, "how somebody signed in is believed of the signed token alone"
    settings = replace(asker.lax.settings, roles_claim="roles", roles=(("A", "manager"), ("B", "analyst")))
    asker.flow = replace(asker.flow, provider=Provider(settings, asker.clock))
    assert (await asker.sign_in()).granted == {Role.ANALYST}
    await asker.lax.behave(**{"as": {"sub": SUBJECT, "roles": ["A"]}, "userinfo": told})
    assert (await asker.sign_in()).granted == {Role.MANAGER}


@pytest.mark.parametrize(
    ("claims", "has_two"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": "mfa"}, False),
        ({"acr": "1"}, False),
        ({"acr": "phrh"}, True),
        ({"acr": ["phr"]}, False),
        ({"amr": [["mfa"]]}, False),
    ],
    ids=str,
)
async def test_two_factors_only_if_the_provider_says_so(asker: Asker, claims: Any, *, has_two: bool) -> None:
    await asker.lax.behave(**{"as": {"sub": SUBJECT, "email": EMAIL, **claims}})
    assert (await asker.sign_in()).has_two_factors is has_two


async def test_council_may_say_that_its_provider_is_enough(asker: Asker) -> None:
    settings = replace(asker.lax.settings, is_enough=True)
    asker.flow = replace(asker.flow, provider=Provider(settings, asker.clock))
    assert (await asker.sign_in()).has_two_factors


@pytest.mark.parametrize(
    ("said", "is_right"), [("example.gov.uk", True), ("other.example", False), (None, False)]
)
async def test_google_domain_must_be_the_councils(asker: Asker, said: str | None, *, is_right: bool) -> None:
    settings = replace(asker.lax.settings, domain="example.gov.uk")
    asker.flow = replace(asker.flow, provider=Provider(settings, asker.clock))
    await asker.lax.behave(**{"as": {"sub": SUBJECT, "email": EMAIL, **({"hd": said} if said else {})}})
    if is_right:
        assert (await asker.sign_in()).subject == SUBJECT
    else:
        with pytest.raises(RefusedError, match=r"token\.domain"):
            await asker.sign_in()


@pytest.mark.parametrize(("ago", "is_new"), [(0, True), (30, True), (3600, False), (None, False)])
async def test_signing_in_again_needs_a_new_sign_in_there(
    asker: Asker, ago: int | None, *, is_new: bool
) -> None:
    when = {} if ago is None else {"auth_time": int(NOW.timestamp()) - ago}
    await asker.lax.behave(**{"as": {"sub": SUBJECT, "email": EMAIL, **when}})
    attempt = begin_attempt(OPENID_AGAIN, NOW)
    address = URL(await asker.flow.make_address(attempt), encoded=True)
    assert (address.query["prompt"], address.query["max_age"]) == ("login", "0")
    if is_new:
        assert (await asker.sign_in(attempt)).subject == SUBJECT
    else:
        with pytest.raises(RefusedError, match=r"token\.stale"):
            await asker.sign_in(attempt)


async def test_nothing_of_an_attempt_can_be_told_from_its_address(asker: Asker) -> None:
    attempt = begin_attempt(OPENID, NOW)
    address = URL(await asker.flow.make_address(attempt), encoded=True)
    shown = {address.query[name] for name in ("state", "nonce", "code_challenge")}
    hidden = attempt.derive(asker.flow.keys, "verifier")
    assert len(shown | {hidden, attempt.secret}) == 5
    assert hidden not in str(address)
    assert attempt.secret not in str(address)
    assert 43 <= len(hidden) <= 128  # RFC 7636, 4.1
    assert address.query["code_challenge_method"] == "S256"

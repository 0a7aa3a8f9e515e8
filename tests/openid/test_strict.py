"""The code flow with a certified provider, which takes nothing that is not right: npm's oidc-provider."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest

from admin.accounts.attempts import begin_attempt
from admin.accounts.openid.flow import OPENID, OPENID_AGAIN, Flow
from admin.accounts.openid.provider import Provider
from admin.accounts.openid.refusals import RefusedError
from admin.accounts.roles import Role
from forms.settings_openid import OpenIdSettings
from tests.openid.lax_provider import CLIENT_ID, CLIENT_SECRET
from tests.openid.strict import Person, running_strict

if TYPE_CHECKING:
    from admin.accounts.attempts import Purpose
    from admin.accounts.openid.identity import Identity
    from forms.keys import Keys

BACK = "https://say.example.gov.uk/console/sign-in/openid/back"


def read_clock() -> datetime:
    return datetime.now(UTC)


async def sign_in(base: str, keys: Keys, who: str, purpose: Purpose = OPENID) -> Identity:
    settings = OpenIdSettings(base, CLIENT_ID, CLIENT_SECRET, "roles", (("HYS.Manager", "manager"),))
    flow = Flow(Provider(settings, read_clock), keys, BACK)
    attempt = begin_attempt(purpose, read_clock())
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        back = await Person(session, base).sign_in(await flow.make_address(attempt), who)
    given = dict(back.query)
    assert flow.belongs(attempt, given)
    return await flow.finish(attempt, given, read_clock())


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
async def test_strict_provider_signs_people_in(keys: Keys, algorithm: str) -> None:
    with running_strict(BACK, algorithm) as base:
        ada = await sign_in(base, keys, "ada")
        assert (ada.subject, ada.email, ada.has_two_factors) == ("ada", "ada@example.gov.uk", False)
        assert ada.granted == {Role.MANAGER}


async def test_strict_provider_tells_how_somebody_signed_in(keys: Keys) -> None:
    with running_strict(BACK) as base:
        assert (await sign_in(base, keys, "eve")).email == ""
        grace = await sign_in(base, keys, "grace", OPENID_AGAIN)
        assert (grace.has_two_factors, grace.granted) == (True, frozenset())
        with pytest.raises(RefusedError, match=r"provider\.declined"):
            await sign_in(base, keys, "nobody")

"""The settings of the council's own sign-in: all of it, or nothing; each fault one sentence."""

from __future__ import annotations

import re

import pytest

from admin.accounts.roles import Role
from forms.settings import Settings, SettingsError
from forms.settings_openid import ROLE_CODES, OpenIdSettings

TENANT = "https://login.microsoftonline.com/0b1c-tenant/v2.0"
GIVEN = {
    "SAY_OPENID_ISSUER": TENANT,
    "SAY_OPENID_CLIENT_ID": "client",
    "SAY_OPENID_CLIENT_SECRET": "secret-four",
}


def test_roles_of_the_settings_are_the_roles_there_are() -> None:
    assert tuple(Role) == ROLE_CODES


def test_nothing_set_is_no_provider() -> None:
    for environment in ({}, {"SAY_OPENID_IS_ENOUGH": "no"}):
        assert not Settings.from_env(environment).openid


def test_whole_provider_is_read_as_it_is_written() -> None:
    settings = Settings.from_env(
        {
            **GIVEN,
            "SAY_OPENID_ROLES": "roles:HYS.Manager=manager  HYS.IRO=iro a=b=duty",
            "SAY_OPENID_DOMAIN": "Example.gov.uk",
            "SAY_OPENID_IS_ENOUGH": "Yes",
        }
    ).openid
    roles = (("HYS.Manager", "manager"), ("HYS.IRO", "iro"), ("a=b", "duty"))
    assert settings
    assert settings == OpenIdSettings(TENANT, "client", "secret-four", "roles", roles, "example.gov.uk", True)  # noqa: FBT003 - the last field
    assert "secret-four" not in repr(settings)


@pytest.mark.parametrize(
    "issuer", ["https://tenant.eu.auth0.com/", "http://127.0.0.1:9000", "http://localhost:9000"]
)
def test_issuer_is_compared_letter_by_letter_so_nothing_is_taken_off(issuer: str) -> None:
    assert Settings.from_env({**GIVEN, "SAY_OPENID_ISSUER": issuer}).openid.issuer == issuer


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAY_OPENID_ISSUER", "https://login.microsoftonline.com/common/v2.0"),
        ("SAY_OPENID_ISSUER", "https://login.microsoftonline.com/Organizations/v2.0"),
        ("SAY_OPENID_ISSUER", "https://login.microsoftonline.com/consumers/v2.0"),
        ("SAY_OPENID_ISSUER", "https://login.microsoftonline.com/{tenantid}/v2.0"),
        ("SAY_OPENID_ISSUER", "http://accounts.example.gov.uk"),
        ("SAY_OPENID_ISSUER", "accounts.example.gov.uk"),
        ("SAY_OPENID_ISSUER", "https://user:secret@accounts.example.gov.uk"),
        ("SAY_OPENID_ISSUER", "https://accounts.example.gov.uk?secret=1"),
        ("SAY_OPENID_CLIENT_ID", ""),
        ("SAY_OPENID_CLIENT_SECRET", ""),
        ("SAY_OPENID_ROLES", "manager"),
        ("SAY_OPENID_ROLES", "roles:"),
        ("SAY_OPENID_ROLES", "roles:secret=boss"),
        ("SAY_OPENID_ROLES", "roles:secret"),
        ("SAY_OPENID_ROLES", "roles manager=secret"),
        ("SAY_OPENID_DOMAIN", "secret"),
        ("SAY_OPENID_DOMAIN", "https://example.gov.uk"),
        ("SAY_OPENID_IS_ENOUGH", "secret"),
    ],
)
def test_wrong_value_is_one_sentence_without_it(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({**GIVEN, name: value})
    sentence = str(refused.value)
    assert re.fullmatch(rf"{name} must .+\.", sentence)
    assert "secret" not in sentence.replace("SECRET", "")


def test_parts_without_the_rest_are_named() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"SAY_OPENID_ROLES": "roles:a=iro"})
    assert re.findall(r"SAY_OPENID_\w+", str(refused.value)) == list(GIVEN)

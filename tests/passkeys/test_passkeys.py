"""What is taken of a passkey, and what is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from admin.accounts.attempts import UseUnit, begin_attempt, read_attempt
from admin.accounts.passkey_units import (
    AddPasskeyUnit,
    RemovePasskeyUnit,
    UsePasskeyUnit,
    find_passkey,
    list_passkeys,
    name_passkey,
)
from admin.accounts.passkeys import (
    ADD,
    SIGN_IN,
    Fault,
    Owner,
    PasskeyError,
    Place,
    ask_to_add,
    ask_to_sign_in,
    check_new,
    check_shown,
    find_place,
    read_shown,
)
from forms.records import Account, UsedAttempt
from forms.units import Insert, PutUnit
from tests.examples import examples
from tests.passkeys.authenticator import PRESENT, VERIFIED, Authenticator

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
PLACE = Place("say.example.gov.uk", "https://say.example.gov.uk")
OWNER = Owner("account-1", "ada@example.gov.uk", "Ada")


@pytest.fixture
def authenticator() -> Authenticator:
    return Authenticator(PLACE.origin, PLACE.name)


def register(keys: Keys, authenticator: Authenticator, **changed: Any) -> dict[str, Any]:
    """Add it, and return the row as it would be stored."""
    attempt = begin_attempt(ADD, NOW, OWNER.account_id)
    sent = authenticator.register(ask_to_add(keys, PLACE, attempt, OWNER, ()), **changed)
    new = check_new(keys, PLACE, attempt, sent)
    return {
        "account_id": OWNER.account_id,
        "public_key": new.public_key,
        "sign_count": new.sign_count,
        "credential_id": new.credential_id,
    }


def sign_in(keys: Keys, authenticator: Authenticator, row: dict[str, Any], **changed: Any) -> int:
    attempt = begin_attempt(SIGN_IN, NOW)
    sent = authenticator.sign_in(ask_to_sign_in(keys, PLACE, attempt), **changed)
    return check_shown(keys, PLACE, attempt, read_shown(sent), row)


def test_passkey_is_added_and_used(keys: Keys, authenticator: Authenticator) -> None:
    row = register(keys, authenticator)
    assert row["credential_id"] == authenticator.credential_id
    assert sign_in(keys, authenticator, row) == 1
    assert sign_in(keys, authenticator, {**row, "sign_count": 1}) == 2


def test_passkey_that_counts_nothing_is_used_again_and_again(
    keys: Keys, authenticator: Authenticator
) -> None:
    row = register(keys, authenticator)
    for _ in range(3):
        authenticator.count = -1  # it adds one, and says 0 each time
        assert sign_in(keys, authenticator, row) == 0


def test_what_the_browser_is_asked_requires_that_the_owner_is_checked(keys: Keys) -> None:
    new = json.loads(ask_to_add(keys, PLACE, begin_attempt(ADD, NOW), OWNER, (b"held",)))
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert new["authenticatorSelection"]["residentKey"] == "preferred"
    assert new["attestation"] == "none"
    assert [one["id"] for one in new["excludeCredentials"]] == ["aGVsZA"]
    assert OWNER.account_id not in json.dumps(new)
    shown = json.loads(ask_to_sign_in(keys, PLACE, begin_attempt(SIGN_IN, NOW)))
    assert (shown["userVerification"], shown["rpId"]) == ("required", PLACE.name)
    assert not shown.get("allowCredentials")
    assert shown["challenge"] != new["challenge"]


WRONG_WAYS: dict[str, dict[str, Any]] = {
    "another origin": {"origin": "https://say.example.gov.uk.evil.example"},
    "no https": {"origin": "http://say.example.gov.uk"},
    "another port": {"origin": "https://say.example.gov.uk:8443"},
    "another challenge": {"challenge": "AAAA"},
    "another kind": {"type": "payment.get"},
}


@pytest.mark.parametrize("way", WRONG_WAYS)
def test_what_was_meant_for_elsewhere_is_refused(keys: Keys, authenticator: Authenticator, way: str) -> None:
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        register(keys, authenticator, **WRONG_WAYS[way])
    row = register(keys, authenticator)
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        sign_in(keys, authenticator, row, **WRONG_WAYS[way])


@pytest.mark.parametrize("flags", [PRESENT, VERIFIED, 0], ids=["not verified", "not present", "neither"])
def test_owner_that_was_not_checked_is_refused(keys: Keys, authenticator: Authenticator, flags: int) -> None:
    row = register(keys, authenticator)
    authenticator.flags = flags
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        sign_in(keys, authenticator, row)
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        register(keys, authenticator)


def test_passkey_of_another_place_is_refused(keys: Keys, authenticator: Authenticator) -> None:
    row = register(keys, authenticator)
    authenticator.name = "evil.example"
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        sign_in(keys, authenticator, row)


def test_assertion_is_good_for_its_own_challenge_alone(keys: Keys, authenticator: Authenticator) -> None:
    row = register(keys, authenticator)
    attempt, other = begin_attempt(SIGN_IN, NOW), begin_attempt(SIGN_IN, NOW)
    shown = read_shown(authenticator.sign_in(ask_to_sign_in(keys, PLACE, attempt)))
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        check_shown(keys, PLACE, other, shown, row)
    assert check_shown(keys, PLACE, attempt, shown, row) == 1


def test_challenge_to_add_is_its_owners(keys: Keys, authenticator: Authenticator) -> None:
    mine, theirs = begin_attempt(ADD, NOW, "account-1"), begin_attempt(ADD, NOW, "account-2")
    theirs = replace(theirs, secret=mine.secret)
    sent = authenticator.register(ask_to_add(keys, PLACE, mine, OWNER, ()))
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        check_new(keys, PLACE, theirs, sent)
    assert read_attempt(keys, ADD, mine.write(keys), NOW, "account-2") is None


@pytest.mark.parametrize("said", [4, 5])
def test_count_that_goes_back_or_stands_still_is_a_copy(
    keys: Keys, authenticator: Authenticator, said: int
) -> None:
    row = {**register(keys, authenticator), "sign_count": 5}
    authenticator.count = said - 1
    with pytest.raises(PasskeyError) as refused:
        sign_in(keys, authenticator, row)
    assert refused.value.fault is Fault.COPIED


def test_copy_is_told_only_of_a_signature_that_is_right(keys: Keys, authenticator: Authenticator) -> None:
    row = {**register(keys, authenticator), "sign_count": 5}
    stranger = Authenticator(PLACE.origin, PLACE.name, credential_id=authenticator.credential_id)
    stranger.owner = authenticator.owner
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        sign_in(keys, stranger, row)


def test_passkey_of_somebody_else_is_refused(keys: Keys, authenticator: Authenticator) -> None:
    row = {**register(keys, authenticator), "account_id": "account-2"}
    with pytest.raises(PasskeyError, match=r"passkey\.wrong"):
        sign_in(keys, authenticator, row)


SENT = Authenticator(PLACE.origin, PLACE.name)


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_sent_breaks_it(keys: Keys, data: st.DataObject) -> None:
    attempt = begin_attempt(SIGN_IN, NOW)
    row = register(keys, SENT)
    sent = data.draw(
        st.one_of(
            st.text(),
            st.recursive(
                st.none() | st.text() | st.integers(),
                lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            ).map(json.dumps),
            _spoil(SENT.sign_in(ask_to_sign_in(keys, PLACE, attempt))),
            _spoil(SENT.register(ask_to_add(keys, PLACE, attempt, OWNER, ()))),
        )
    )
    with pytest.raises(PasskeyError):
        check_new(keys, PLACE, begin_attempt(ADD, NOW), sent)
    with pytest.raises(PasskeyError):
        check_shown(keys, PLACE, begin_attempt(SIGN_IN, NOW), read_shown(sent), row)


def _spoil(sent: str) -> st.SearchStrategy[str]:
    """Change one field of what is sent to any text, bytes or nothing."""
    fields = json.loads(sent)

    def put(drawn: tuple[str, Any]) -> str:
        name, value = drawn
        inner = {**fields["response"], name: value} if name in fields["response"] else fields["response"]
        outer = {**fields, "response": inner}
        return json.dumps({**outer, name: value} if name in fields else outer)

    names = st.sampled_from([*fields, *fields["response"]])
    raw = st.binary(max_size=300).map(lambda made: made.hex())
    return st.tuples(names, st.none() | st.text() | raw | st.integers()).map(put)


@pytest.mark.parametrize(
    ("public_url", "place"),
    [
        ("https://say.example.gov.uk", Place("say.example.gov.uk", "https://say.example.gov.uk")),
        ("https://Say.Example.gov.uk:8443", Place("say.example.gov.uk", "https://say.example.gov.uk:8443")),
        ("https://say.example.gov.uk:443", Place("say.example.gov.uk", "https://say.example.gov.uk")),
        ("http://localhost:8080", Place("localhost", "http://localhost:8080")),
        ("http://127.0.0.1:8080", None),
        ("http://[::1]:8080", None),
    ],
)
def test_place_is_the_name_that_people_open(public_url: str, place: Place | None) -> None:
    assert find_place(public_url) == place


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Work laptop", "Work laptop"),
        ("", "Passkey"),
        (" a\n b ", "a b"),
        ("x" * 50, "x" * 40),
        ("\x00", "Passkey"),
    ],
)
def test_name_is_one_short_line(typed: str, name: str) -> None:
    assert name_passkey(typed) == name


def test_attempt_is_over_after_its_time_and_cannot_be_made_up(keys: Keys) -> None:
    attempt = begin_attempt(SIGN_IN, NOW)
    written = attempt.write(keys)
    assert read_attempt(keys, SIGN_IN, written, NOW + timedelta(minutes=5)) == attempt
    assert read_attempt(keys, SIGN_IN, written, NOW + timedelta(minutes=5, seconds=1)) is None
    assert read_attempt(keys, SIGN_IN, written, NOW - timedelta(minutes=1)) is None
    assert read_attempt(keys, ADD, written, NOW) is None
    assert read_attempt(keys, SIGN_IN, f"{written}%2Fconsole", NOW) is None
    assert read_attempt(keys, SIGN_IN, replace(attempt, wanted="/a.b").write(keys), NOW).wanted == "/a.b"  # type: ignore[union-attr]  # it is one
    secret, when, mark, _ = written.split(".")
    others = [f"{secret}.{int(when) + 60}.{mark}", f"{'0' * 32}.{when}.{mark}", f"{secret}.{when}.{'0' * 32}"]
    for other in (*others, "", "x", "..", f"{secret}.{'9' * 90}.{mark}", f"{secret}.²²²²².{mark}", None):
        assert read_attempt(keys, SIGN_IN, other, NOW) is None


async def _add_account(store: Store, account_id: str = OWNER.account_id) -> None:
    row = {"id": account_id, "sign_in": account_id, "name": "Ada", "created_at": NOW, "totp_step": 0}
    await store.write(PutUnit((Insert(Account, {**row, "roles": "", "iro_ref": "", "password_hash": ""}),)))


async def test_attempt_is_used_once_and_forgotten_within_days(store: Store, keys: Keys) -> None:
    used = [begin_attempt(SIGN_IN, NOW).hash(keys) for _ in range(3)]
    for number, attempt_hash in enumerate(used):
        assert await store.write(UseUnit(attempt_hash, NOW + timedelta(days=number)))
        assert not await store.write(UseUnit(attempt_hash, NOW + timedelta(days=number)))
    held = await store.read(UsedAttempt.__table__.select())  # type: ignore[attr-defined]  # SQLModel
    assert {row["id"] for row in held} == set(used[1:]), "the one of the day before yesterday is forgotten"


async def test_passkey_is_stored_used_and_removed_by_its_owner_alone(
    store: Store, keys: Keys, authenticator: Authenticator
) -> None:
    await _add_account(store)
    attempt = begin_attempt(ADD, NOW, OWNER.account_id)
    sent = authenticator.register(ask_to_add(keys, PLACE, attempt, OWNER, ()))
    adding = AddPasskeyUnit(keys, OWNER.account_id, "Work laptop", check_new(keys, PLACE, attempt, sent), NOW)
    assert await store.write(adding)
    assert not await store.write(adding), "it is there"
    held = await find_passkey(store, keys, authenticator.credential_id)
    assert held is not None
    assert (held["name"], held["sign_count"], held["used_at"]) == ("Work laptop", 0, None)
    assert await store.write(UsePasskeyUnit(held, 1, NOW))
    assert not await store.write(UsePasskeyUnit(held, 1, NOW)), "it was used meanwhile"
    assert [row["used_at"] for row in await list_passkeys(store, OWNER.account_id)] == [NOW]
    assert not await store.write(RemovePasskeyUnit(held["id"], "account-2"))
    assert await store.write(RemovePasskeyUnit(held["id"], OWNER.account_id))
    assert await find_passkey(store, keys, authenticator.credential_id) is None


async def test_passkey_is_not_added_to_an_account_that_is_not_there(
    store: Store, keys: Keys, authenticator: Authenticator
) -> None:
    attempt = begin_attempt(ADD, NOW, OWNER.account_id)
    sent = authenticator.register(ask_to_add(keys, PLACE, attempt, OWNER, ()))
    new = check_new(keys, PLACE, attempt, sent)
    assert not await store.write(AddPasskeyUnit(keys, OWNER.account_id, "Work laptop", new, NOW))

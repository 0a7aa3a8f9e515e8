from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.keys import DataKey, Keys, KeysError, TamperedError, beside, seal, unseal
from tests.canary import find_words

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
contents = st.binary(max_size=200)
contexts = st.text(max_size=30)


# --- sealing ---------------------------------------------------------------------------------


@given(contents, contexts)
def test_unseal_gives_back_what_was_sealed(plain: bytes, context: str) -> None:
    sealed = seal(KEY, plain, context)
    assert unseal(KEY, sealed, context) == plain
    assert seal(KEY, plain, context) != sealed


@given(contents, contexts, contexts)
def test_unseal_elsewhere_is_refused(plain: bytes, context: str, other: str) -> None:
    sealed = seal(KEY, plain, context)
    if context != other:
        with pytest.raises(TamperedError):
            unseal(KEY, sealed, other)


@given(contents, st.data())
def test_unseal_changed_or_cut_is_refused(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(KEY, plain, "here")
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = bytearray(sealed)
    changed[place] ^= data.draw(st.integers(1, 255))
    for tampered in (bytes(changed), sealed[:place], sealed[place + 1 :], sealed + b"\0"):
        with pytest.raises(TamperedError):
            unseal(KEY, tampered, "here")


def test_unseal_with_another_key_is_refused() -> None:
    with pytest.raises(TamperedError):
        unseal(bytes(32), seal(KEY, b"words", "here"), "here")


@given(plain=contents)
def test_open_message_gives_back_what_was_sealed(keys_once: Keys, plain: bytes) -> None:
    sealed = keys_once.seal_message(plain)
    assert keys_once.open_message(sealed) == plain
    for tampered in (sealed[:-1], b"", sealed[:20], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(TamperedError):
            keys_once.open_message(tampered)


@pytest.fixture(scope="session")
def keys_once(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """Keys that examples may share: nothing here changes them."""
    return Keys.load_or_make(tmp_path_factory.mktemp("keys") / "service.key")


def test_open_data_key_opens_its_answers(keys: Keys) -> None:
    data_key = keys.new_data_key()
    sealed = seal(data_key.plain, b"words", "r1/q1")
    assert unseal(keys.open_data_key(data_key.sealed), sealed, "r1/q1") == b"words"
    assert keys.new_data_key().plain != data_key.plain


def test_open_data_key_of_another_service_is_refused(keys: Keys, tmp_path: Path) -> None:
    other = Keys.load_or_make(tmp_path / "other.key")
    with pytest.raises(TamperedError):
        keys.open_data_key(other.new_data_key().sealed)


# --- hashes and derived keys -----------------------------------------------------------------


def test_mac_purposes_and_parts_never_run_into_each_other(keys: Keys) -> None:
    asked = [("a", "bc"), ("ab", "c"), ("abc",), ("a", "b", "c"), ("abc", ""), ("", "abc")]
    hashes = {keys.mac(*parts) for parts in asked}
    assert len(hashes) == len(asked)
    assert {len(found) for found in hashes} == {32}
    assert keys.mac("a", "bc") in hashes


def test_hash_code_is_keyed(keys: Keys, tmp_path: Path) -> None:
    other = Keys.load_or_make(tmp_path / "other.key")
    assert keys.hash_code("0123456789AB") == keys.hash_code("0123456789AB")
    assert keys.hash_code("0123456789AB") != other.hash_code("0123456789AB")


def test_browser_draft_key_needs_the_browser_and_the_invitation(keys: Keys) -> None:
    derived = keys.browser_draft_key(b"a" * 32, "inv-1")
    assert len(derived) == 32
    assert derived == keys.browser_draft_key(b"a" * 32, "inv-1")
    assert derived != keys.browser_draft_key(b"b" * 32, "inv-1")
    assert derived != keys.browser_draft_key(b"a" * 32, "inv-2")
    assert derived != keys.browser_draft_key(b"a" * 31, "ainv-1")


def test_day_draft_key_is_kept_until_destroyed(keys: Keys, folder: Path) -> None:
    friday, saturday = (keys.day_draft_key(day, "chat") for day in (FRIDAY, SATURDAY))
    assert friday != saturday
    assert friday != keys.day_draft_key(FRIDAY, "other chat")
    again = Keys.load(folder / "keys" / "service.key")
    assert again.day_draft_key(FRIDAY, "chat") == friday
    assert again.destroy_draft_keys(before=SATURDAY) == 1
    assert again.destroy_draft_keys(before=SATURDAY) == 0
    assert again.day_draft_key(SATURDAY, "chat") == saturday


def test_destroyed_day_is_gone_from_the_other_process_and_the_folder(keys: Keys, folder: Path) -> None:
    friday = keys.day_draft_key(FRIDAY, "chat")
    held = keys._drafts.of_day(FRIDAY).hex()
    assert find_words(folder, held) == [folder / "keys" / "service.key.draft"]
    other_process = Keys.load(folder / "keys" / "service.key")
    other_process.destroy_draft_keys(before=SATURDAY)
    assert keys.day_draft_key(SATURDAY, "chat") == other_process.day_draft_key(SATURDAY, "chat")
    assert keys.day_draft_key(FRIDAY, "chat") != friday
    assert find_words(folder, held) == []


# --- files -----------------------------------------------------------------------------------


def test_load_or_make_makes_private_files_once(tmp_path: Path) -> None:
    key_file = tmp_path / "new" / "service.key"
    made = Keys.load_or_make(key_file)
    assert Keys.load_or_make(key_file).mac("x") == made.mac("x")
    files = {path.name: oct(path.stat().st_mode & 0o777) for path in key_file.parent.iterdir()}
    names = ("service.key", "service.key.pub", "service.key.mac", "service.key.draft")
    assert files == dict.fromkeys(names, "0o600")
    assert oct(key_file.parent.stat().st_mode & 0o777) == "0o700"


def test_load_or_make_takes_up_a_start_that_was_killed(tmp_path: Path) -> None:
    key_file = tmp_path / "service.key"
    sealed = Keys.load_or_make(key_file).seal_message(b"words")
    for ending in ("pub", "mac", "draft"):
        beside(key_file, ending).unlink()
    (tmp_path / "service.key.mac.new").write_bytes(b"half")
    assert Keys.load_or_make(key_file).open_message(sealed) == b"words"


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("name", ["service.key", "service.key.pub", "service.key.mac", "service.key.draft"])
@pytest.mark.parametrize("content", [None, b"", b"00", b"\xff" * 64])
def test_load_missing_or_damaged_is_refused(folder: Path, name: str, content: bytes | None) -> None:
    damaged = folder / "keys" / name
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    with pytest.raises(KeysError, match=r"service\.key"):
        Keys.load(folder / "keys" / "service.key")


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("name", ["service.key", "service.key.pub"])
def test_load_keys_that_do_not_belong_together_is_refused(folder: Path, name: str) -> None:
    (folder / "keys" / name).write_text(KEY.hex())
    with pytest.raises(KeysError, match="does not belong"):
        Keys.load(folder / "keys" / "service.key")


def test_keys_are_not_shown(keys: Keys) -> None:
    shown = f"{keys!r} {keys.new_data_key()!r} {DataKey(KEY, KEY)!r}"
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
    assert bytes(keys._private).hex() not in shown
    assert "_mac_key" not in shown

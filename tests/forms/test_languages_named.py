"""Languages as case systems write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.languages.known import KNOWN
from forms.languages.named import FIRST, find_code, name_language


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ar", "ar"),
        (" AR ", "ar"),
        ("ara", "ar"),
        ("ar-SY", "ar"),
        ("en_GB", "en"),
        ("Arabic", "ar"),
        ("prs", "fa"),
        ("Dari", "fa"),
        ("Persian", "fa"),
        ("Kurdish  Sorani", "ckb"),
        ("Central Kurdish", "ckb"),
        ("alb", "sq"),
        ("tir", "ti"),
        ("so", "so"),
        ("Romany", "rom"),
        ("Tagalog", "fil"),
        ("English", "en"),
    ],
)
def test_codes_and_english_names_are_known(typed: str, code: str) -> None:
    assert find_code(typed) == code


@pytest.mark.parametrize("typed", ["", "-", "xx", "und", "mul", "unknown", "Ella", "yes", "12", "a r"])
def test_what_names_no_language_is_none(typed: str) -> None:
    assert find_code(typed) is None


def test_every_language_we_have_words_in_is_found_by_its_code_and_by_its_name() -> None:
    for code in FIRST:
        assert (find_code(code), find_code(name_language(code))) == (code, code)
    assert {*KNOWN, "en"} == set(FIRST)


@given(st.text(max_size=20))
def test_whatever_is_typed_comes_to_a_code_that_stands_for_itself_or_to_none(typed: str) -> None:
    code = find_code(typed)
    assert code is None or find_code(code) == code

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.codes import ALPHABET, new_code, normalise_code, write_code


def test_new_code_is_twelve_of_the_alphabet_and_never_the_same() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {12}
    assert set("".join(codes)) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_write_code_in_fours() -> None:
    assert write_code("0123456789AB") == "0123-4567-89AB"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0123-4567-89AB", "0123456789AB"),
        (" 0123 4567\t89ab ", "0123456789AB"),
        ("oIl2-iLO0-wxyz", "0112110" + "0WXYZ"),
        ("0123\u20134567\u201389AB", "0123456789AB"),
        ("0123456789A", None),
        ("0123456789ABC", None),
        ("0123456789AU", None),
        ("0123456789A\u00c4", None),
        ("\u0660123456789AB", None),
        ("\ud8000123456789AB", None),
        ("", None),
        ("-" * 100_000 + "0123456789AB", None),
    ],
)
def test_normalise_code_forgives_what_people_type(typed: str, code: str | None) -> None:
    assert normalise_code(typed) == code


@given(st.text(ALPHABET, min_size=12, max_size=12), st.sampled_from([str.lower, str.upper]))
def test_normalise_code_reads_back_what_is_written(code: str, case: object) -> None:
    assert callable(case)
    assert normalise_code(case(write_code(code))) == code


@given(st.text())
def test_normalise_code_of_anything_is_a_code_or_none(typed: str) -> None:
    code = normalise_code(typed)
    assert code is None or (len(code) == 12 and set(code) <= set(ALPHABET))

"""Worrying words in other languages are met however they were typed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.languages.catalogues import list_messages, read_catalogue, read_message
from forms.languages.known import CATALOGUES, KNOWN
from forms.safety import has_worrying_words
from forms.worrying import LISTED, WORDS, fold, has_listed_words, name_writing, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.worrying import Words

ROWS = st.sampled_from(WORDS)
ARABIC = [row for row in WORDS if KNOWN[row.language].is_right_to_left]
VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"
"""Short vowels, and the long line, which may stand behind any letter of Arabic."""
WRITTEN_FOR = {
    "\u064a": "\u06cc\u0649",
    "\u06cc": "\u064a\u0649",
    "\u06ce": "\u06cc",
    "\u06d0": "\u06cc\u064a",
    "\u0643": "\u06a9",
    "\u06a9": "\u0643",
    "\u0647": "\u06d5\u06be",
    "\u06d5": "\u0647",
    "\u06c6": "\u0648",
    "\u0623": "\u0627",
    "\u0622": "\u0627",
    "\u0626": "\u064a",
    "\u0629": "\u0647",
}
ETHIOPIC = {0x1230: 0x1220, 0x1210: 0x1280, 0x12A0: 0x12D0, 0x1338: 0x1340}
"""Rows of seven letters, and those written for them."""


def respell(row: Words, draw: st.DrawFn) -> str:
    """Write the words as another keyboard, or another hand, does."""
    said = ""
    for letter in row.words:
        said += draw(st.sampled_from(letter + WRITTEN_FOR.get(letter, "")))
        if row in ARABIC and letter.isalpha():
            said += draw(st.text(VOWELS, max_size=2))
    return said


@st.composite
def respelt(draw: st.DrawFn) -> tuple[Words, str]:
    row = draw(ROWS)
    return row, respell(row, draw)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_however_letters_are_put_together_they_are_the_same(text: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(respelt(), st.sampled_from(["", "...", "\n", "13, ", "\u200f"]))
def test_words_are_met_however_they_are_spelt_and_whatever_stands_around(
    case: tuple[Words, str], around: str
) -> None:
    row, said = case
    assert has_listed_words(f"{around} {said} {around}"), row
    assert has_listed_words(said.upper()), row


@pytest.mark.parametrize("row", [row for row in WORDS if "\u200c" in row.words])
def test_a_joined_verb_is_met_written_together_and_apart(row: Words) -> None:
    for between in ("", " ", "\u200c"):
        assert has_listed_words(row.words.replace("\u200c", between)), row


@pytest.mark.parametrize("row", [row for row in WORDS if row.language in {"vi", "sq"}])
def test_accents_may_be_left_out(row: Words) -> None:
    apart = unicodedata.normalize("NFD", row.words).replace("\u0111", "d")
    assert has_listed_words("".join(letter for letter in apart if not unicodedata.combining(letter))), row


@pytest.mark.parametrize("row", [row for row in WORDS if row.language == "ti"])
def test_letters_that_sound_alike_may_be_written_for_each_other(row: Words) -> None:
    others = {first + place: other + place for first, other in ETHIOPIC.items() for place in range(7)}
    assert has_listed_words(row.words.translate(others)), row


def list_own_texts() -> Iterator[str]:
    for name in CATALOGUES:
        for message in list_messages(read_catalogue("ar", name)):
            english, _ = read_message(message)
            yield from (english,) if isinstance(english, str) else english


def test_nothing_that_we_say_in_english_is_met_by_another_language() -> None:
    texts = list(list_own_texts())
    assert len(texts) > 500
    assert [text for text in texts if has_listed_words(text)] == []


def test_every_language_that_comes_with_us_has_a_list_and_none_is_checked_yet() -> None:
    assert set(KNOWN) == LISTED
    assert {row.state for row in WORDS} == {"draft"}
    assert all(row.means for row in WORDS)
    assert len({(row.language, fold(row.words)) for row in WORDS}) == len(WORDS)


@pytest.mark.parametrize(
    "bad",
    [
        "ar,\u0633\u0631,inside,secret,draft",
        "ar,\u062a\u062d\u0631\u0634,near,x,draft",
        "vi,hi\u1ebfp,word,x,fine",
    ],
)
def test_a_row_that_is_met_everywhere_or_nowhere_is_refused_with_its_number(bad: str) -> None:
    with pytest.raises(ValueError, match="row 2"):
        read_table(f"language,words,how,means,state\n{bad}\n")


@pytest.mark.parametrize(
    "said",
    [
        "\u0623\u0628\u064a \u064a\u0636\u0631\u0628\u0646\u064a \u0643\u0644 \u064a\u0648\u0645",
        "bo toi danh toi moi ngay",
        "Babai M\u00cb RREH shpesh",
        "\u0412\u0456\u043d \u0431\u2019\u0454 \u043c\u0435\u043d\u0435",
        "\u043c\u0435\u043d\u0435 \u0431\u044c\u044e\u0442\u044c... \u042f \u0411\u041e\u042e\u0421\u042f",
    ],
)
def test_whole_sentences_call_a_person(said: str) -> None:
    assert has_worrying_words(said)


@pytest.mark.parametrize(
    ("language", "texts", "found"),
    [
        ("en", ["All is well"], ""),
        ("en", ["My friend \u0623\u062d\u0645\u062f came to play with us on Sunday"], ""),
        ("en", ["fine", "\u0643\u0644 \u0634\u064a\u0621 \u0628\u062e\u064a\u0631"], "arabic"),
        ("en", ["\u12f0\u1213\u1295"], "ethiopic"),
        ("en", ["\u0432\u0441\u0435 \u0434\u043e\u0431\u0440\u0435"], "cyrillic"),
        ("ar", ["fine"], "ar"),
        ("so", ["waan fiicanahay"], "so"),
        ("ar", ["", "7 :)"], ""),
        ("en", [], ""),
    ],
)
def test_what_nobody_looked_through_says_in_what_it_is_written(
    language: str, texts: list[str], found: str
) -> None:
    assert name_writing(language, texts) == found

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MAX_BYTES, TAG_LENGTH, Action, Press, make_tag, read_press, write_press
from forms.codes import ALPHABET, LENGTH
from forms.xlsform.limits import MAX_OPTIONS, MAX_QUESTIONS

if TYPE_CHECKING:
    from forms.keys import Keys

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
TAGS = st.text("0123456789abcdef", min_size=TAG_LENGTH, max_size=TAG_LENGTH)
PRESSES = st.builds(
    Press,
    action=st.sampled_from(Action),
    about=st.just("") | CODES | TAGS,
    question=st.integers(0, MAX_QUESTIONS - 1),
    option=st.integers(0, MAX_OPTIONS - 1),
    revision=st.integers(0, 999_999_999),
)


@given(press=PRESSES)
def test_button_comes_back_as_it_was_and_fits(press: Press) -> None:
    data = write_press(press)
    assert read_press(data) == press
    assert len(data.encode()) <= MAX_BYTES


@given(data=st.text(max_size=80))
def test_any_data_is_read_or_refused(data: str) -> None:
    press = read_press(data)
    assert press is None or isinstance(press.action, Action)


@pytest.mark.parametrize(
    "data", ["", "c", "c.tag.1.2", "X.tag.1.2.3", "c.tag.1.2.-3", "c.tag.1.2.3 ", "c.tag.\u0661.2.3"]
)
def test_data_that_is_not_ours_is_refused(data: str) -> None:
    assert read_press(data) is None


def test_tags_of_two_conversations_differ(keys: Keys) -> None:
    assert make_tag(keys, "one") != make_tag(keys, "two")
    assert len(make_tag(keys, "one")) == TAG_LENGTH


def test_no_two_buttons_mean_the_same_letter() -> None:
    assert len(Action.__members__) == len({action.value for action in Action})

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.participation import (
    ParticipationCode,
    Rule,
    age_on,
    check_age,
    check_entry,
    find_birthday,
    parse_code,
)

PN0, PN1 = ParticipationCode.PN0, ParticipationCode.PN1
BIRTHDAYS = st.dates(min_value=date(1904, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize("code", ParticipationCode)
def test_parse_code_of_every_way_it_is_written(code: ParticipationCode) -> None:
    written = [
        code.value,
        code.value.lower(),
        f" {code.value[:2]} {code.value[2]} ",
        code.official,
        code.official.upper().rstrip("."),
        code.words,
        f"{code.value} - {code.words}",
        f"{code.value}: {code.official}",
    ]
    assert [parse_code(text) for text in written] == [code] * len(written)


@pytest.mark.parametrize("text", ["", "PN8", "PN", "1", "PN10", "attended", "too young to say"])
def test_parse_code_of_something_else(text: str) -> None:
    assert parse_code(text) is None


@pytest.mark.parametrize(
    ("born", "turns_four"),
    [
        (date(2020, 3, 1), date(2024, 3, 1)),
        (date(2020, 2, 29), date(2024, 2, 29)),
        (date(2096, 2, 29), date(2100, 3, 1)),
    ],
)
def test_fourth_birthday_passes_both_rules(born: date, turns_four: date) -> None:
    day = timedelta(days=1)
    assert [
        (check_age(PN0, born, on), check_age(PN1, born, on))
        for on in (turns_four - day, turns_four, turns_four + day)
    ] == [(None, Rule.UNDER_FOUR), (None, None), (Rule.NOT_UNDER_FOUR, None)]


@pytest.mark.parametrize(
    ("date_text", "review_on", "code_text", "expected"),
    [
        ("01/02/2024", date(2024, 2, 1), "pn1", None),
        ("", None, "", None),
        ("31/02/2024", None, "PN1", Rule.DATE_INVALID),
        ("31/02/2024", None, "", Rule.DATE_INVALID),
        ("01/02/2024", date(2024, 2, 1), "", Rule.CODE_INVALID),
        ("01/02/2024", date(2024, 2, 1), "PN9", Rule.CODE_INVALID),
        ("", None, "PN1", Rule.CODE_INVALID),
    ],
)
def test_check_entry(date_text: str, review_on: date | None, code_text: str, expected: Rule | None) -> None:
    assert check_entry(date_text, review_on, code_text) == expected


def test_age_of_somebody_born_on_29_february() -> None:
    born = date(2008, 2, 29)
    days = (date(2025, 2, 28), date(2025, 3, 1), date(2028, 2, 28), date(2028, 2, 29))
    assert [age_on(born, day) for day in days] == [16, 17, 19, 20]


@given(BIRTHDAYS, st.integers(min_value=0, max_value=30))
def test_age_grows_on_the_birthday_and_not_before(born: date, years: int) -> None:
    birthday = find_birthday(born, years)
    assert (age_on(born, birthday - timedelta(days=1)), age_on(born, birthday)) == (years - 1, years)

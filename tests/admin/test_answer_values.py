"""Several answers in one cell, days as others write them, headings that only look different."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from admin.imports.answers.days import find_month_first, read_day
from admin.imports.answers.mapping import ColumnMap, find_fingerprint, fold, is_never, read_map, write_map
from admin.imports.answers.values import Unread, read_value
from admin.imports.cells import BadCell
from forms.definition import Kind, Option, Question

LABELS = ("Work", "Travel, or the cost of it", "I was told, but too late", "Something else")
SEVERAL = Question(
    "why",
    Kind.SELECT_MULTIPLE,
    "Why?",
    1,
    options=tuple(Option(f"o{n}", label) for n, label in enumerate(LABELS)),
)
SCORE = Question("score", Kind.RANGE, "Score", 2, low=0, high=10)


@given(
    st.lists(st.sampled_from(range(len(LABELS))), unique=True, min_size=1), st.sampled_from([";", ", ", "; "])
)
def test_several_labels_in_one_cell_are_read_back(chosen: list[int], between: str) -> None:
    text = between.join(LABELS[n] for n in chosen)
    assert read_value(SEVERAL, [text], {}) == tuple(f"o{n}" for n in sorted(chosen))


@given(st.text(max_size=60))
def test_whatever_stands_in_a_cell_is_an_answer_or_named_as_unread(text: str) -> None:
    value = read_value(SEVERAL, [text], {})
    assert value is None or isinstance(value, Unread) or set(value) <= {"o0", "o1", "o2", "o3"}
    number = read_value(SCORE, [text], {})
    assert number is None or isinstance(number, Unread) or 0 <= int(str(number)) <= 10


def test_value_means_what_was_agreed_and_never_its_place_in_the_list() -> None:
    assert isinstance(read_value(SEVERAL, ["1"], {}), Unread)
    assert read_value(SEVERAL, ["1"], {"1": "o3"}) == ("o3",)
    assert read_value(SEVERAL, ["1; Work"], {"1": ""}) == ("o0",)
    assert read_value(SCORE, ["Very good"], {"very good": "9"}) == 9


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.booleans())
def test_day_is_read_in_the_order_that_was_agreed(day: date, is_month_first: bool) -> None:  # noqa: FBT001 - drawn
    short = f"{day.month}/{day.day}/{day.year}" if is_month_first else f"{day.day}/{day.month}/{day.year}"
    for text in (short, f"{short} 14:03:12", f"{day:%Y/%m/%d} 2:03:12 pm GMT+1", f"{day} 14:03:12"):
        assert read_day(text, is_month_first=is_month_first) == day


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), min_size=1))
def test_order_of_day_and_month_is_seen_where_a_day_shows_it(days: list[date]) -> None:
    month_first = [f"{day.month}/{day.day}/{day.year}" for day in days]
    day_first = [f"{day.day}/{day.month}/{day.year}" for day in days]
    assert not find_month_first(day_first)
    assert find_month_first(month_first) is any(day.day > 12 for day in days)


def test_what_is_no_day_is_named() -> None:
    for text in ("soon", "31/02/2025", "2025", "45000", "1/1/1/1"):
        assert isinstance(read_day(text, is_month_first=False), BadCell)


@given(st.permutations(["ID", "Completion time", "Were you  treated fairly?"]))
def test_fingerprint_is_that_of_the_headings_in_whatever_order(headings: list[str]) -> None:
    assert find_fingerprint(headings) == find_fingerprint(
        ["id", "COMPLETION TIME", "Were you treated fairly"]
    )


def test_columns_that_say_who_are_known_however_written() -> None:
    for heading in ("ID", "Email", "E-mail address:", "Full_Name", "IP Address", "Name (2)", "Your name?"):
        assert is_never(heading)
    for heading in ("What is the name of your IRO?", "Did the IRO phone you?", "Identity respected"):
        assert not is_never(heading)


_TEXT = st.text(min_size=1, max_size=20).filter(fold)


@given(
    columns=st.dictionaries(_TEXT, _TEXT),
    values=st.dictionaries(_TEXT, st.dictionaries(_TEXT.map(fold), _TEXT)),
    on=st.none() | st.dates(),
    is_month_first=st.booleans(),
)
def test_mapping_is_written_and_read_back(
    columns: dict[str, str],
    values: dict[str, dict[str, str]],
    on: date | None,
    is_month_first: bool,  # noqa: FBT001 - drawn
) -> None:
    mapping = ColumnMap("f", columns, values, on, is_month_first, "paper", "carer")
    again = read_map(write_map(mapping))
    assert again == ColumnMap(
        "f",
        columns,
        {key: {fold(said): value for said, value in each.items()} for key, each in values.items()},
        on,
        is_month_first,
        "paper",
        "carer",
    )

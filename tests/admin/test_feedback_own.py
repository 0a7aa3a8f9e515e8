"""What an IRO may see of a question: nothing that points at fewer people than the threshold."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from admin.feedback.own import list_years
from admin.shown.items import show_item
from admin.summary.questions import AnswerGroup, count_question
from forms.definition import Kind, Option, Question

BELOW = 6
OPTIONS = tuple(Option(value, value.title()) for value in ("yes", "partly", "no"))
ONE = Question(key="fair", kind=Kind.SELECT_ONE, label="Fair?", row=1, options=OPTIONS)
SEVERAL = Question(key="missed", kind=Kind.SELECT_MULTIPLE, label="Missed?", row=1, options=OPTIONS)
SCALE = Question(key="score", kind=Kind.RANGE, label="Score?", row=1, low=1, high=5, appearance="faces")
COUNTS = st.integers(0, 25)


def is_safe(count: int) -> bool:
    return count == 0 or count >= BELOW


@given(
    question=st.sampled_from([ONE, SCALE]),
    counts=st.lists(COUNTS, min_size=5, max_size=5),
    skipped=st.integers(0, 12),
    not_asked=st.integers(0, 12),
)
def test_every_cell_shown_and_what_is_left_is_nobody_or_enough(
    question: Question, counts: list[int], skipped: int, not_asked: int
) -> None:
    values = ["1", "2", "3", "4", "5"] if question is SCALE else ["yes", "partly", "no"]
    groups = [
        AnswerGroup(value, has_words=False, responses=count)
        for value, count in zip(values, counts, strict=False)
        if count
    ]
    groups += [AnswerGroup(None, has_words=False, responses=skipped)] if skipped else []
    count = count_question(question, groups)
    sent = count.answered + skipped + not_asked
    item = show_item(question, count, sent, BELOW)
    if item is None:
        return
    assert item.answered >= 10
    assert all(map(is_safe, (skipped, not_asked, skipped + not_asked)))
    assert all(is_safe(cell.count) for cell in item.cells)
    assert sum(cell.count for cell in item.cells) == item.answered
    assert all(is_safe(item.answered - cell.count) for cell in item.cells)
    if item.mean is not None:
        assert len(item.cells) == len(values)


@given(chosen=st.lists(st.sets(st.sampled_from(["yes", "partly", "no"]), min_size=1), max_size=40))
def test_of_several_choices_neither_who_chose_nor_who_did_not_is_few(chosen: list[set[str]]) -> None:
    groups = [AnswerGroup(" ".join(sorted(each)), has_words=False, responses=1) for each in chosen]
    item = show_item(SEVERAL, count_question(SEVERAL, groups), len(chosen), BELOW)
    if item is not None:
        assert all(is_safe(cell.count) and is_safe(item.answered - cell.count) for cell in item.cells)


def test_enough_of_everything_is_shown_whole_with_its_mean() -> None:
    groups = [AnswerGroup(str(point), has_words=False, responses=6) for point in (1, 2, 3, 4, 5)]
    item = show_item(SCALE, count_question(SCALE, groups), 30, BELOW)
    assert item is not None
    assert (item.mean, [cell.percent for cell in item.cells]) == (3.0, [20] * 5)


def test_years_are_over_and_never_overlap() -> None:
    years = list_years(date(2026, 11, 29))
    assert [year.name for year in years] == [
        "April 2025 to March 2026",
        "April 2024 to March 2025",
        "April 2023 to March 2024",
    ]
    assert list_years(date(2026, 3, 31))[0].last_on == date(2025, 3, 31)
    assert list_years(date(2026, 4, 1))[0].last_on == date(2026, 3, 31)

from __future__ import annotations

import pytest

from forms.expressions import Comparison, ExpressionFaultError, parse_expression


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("${a} = 'x'", {"a": "x"}, True),
        ("${a} = 'x'", {}, False),
        ("${a} = ''", {}, True),
        ("${a} = ''", {"a": None}, True),
        ("${a} != 'x'", {"a": None}, True),
        ("${a} = 3", {"a": 3}, True),
        ("${a} = '3'", {"a": 3}, True),
        ("${a} = 3", {"a": "3"}, True),
        ("${a} = 0", {"a": None}, False),
        ("${a} != 0", {"a": None}, True),
        ("${a} < ${b}", {"a": 2, "b": 10}, True),
        ("${a} < ${b}", {"a": "two", "b": 10}, False),
        ("3 >= ${a}", {"a": 3}, True),
        ("selected(${a}, 'x')", {"a": "x"}, True),
        ("selected(${a}, 'x')", {"a": "xy"}, False),
        ("selected(${a}, 'x')", {"a": ("y", "x")}, True),
        ("selected(${a}, 3)", {"a": 3}, True),
        ("selected(${a}, '')", {"a": None}, False),
        ("${a} = 'x y'", {"a": ("x", "y")}, True),
        ("count-selected(${a}) = 2", {"a": ("x", "y")}, True),
        ("count-selected(${a}) = 1", {"a": "x"}, True),
        ("count-selected(${a}) = 0", {"a": None}, True),
        ("string-length(${a}) = 5", {"a": "hello"}, True),
        ("string-length(${a}) = 0", {}, True),
        ("not(${a} = 'x')", {"a": "x"}, False),
        ("${a} = 1 or ${b} = 1 and ${b} = 2", {"a": 1, "b": 1}, True),
        ("(${a} = 1 or ${b} = 1) and ${b} = 2", {"a": 1, "b": 1}, False),
        ("((${a})) = (1)", {"a": 1}, True),
    ],
)
def test_condition_on_answers(text: str, answers: dict[str, object], expected: bool) -> None:  # noqa: FBT001 - a table
    assert parse_expression(text).holds(answers) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("skipped", [None, "", ()])
def test_ordering_of_a_skipped_answer_is_never_true(sign: str, skipped: str | tuple[str, ...] | None) -> None:
    assert not parse_expression(f". {sign} 3").holds({}, this=skipped)
    assert not parse_expression(f"-3 {sign} .").holds({}, this=skipped)


def test_condition_on_this_answer() -> None:
    alert = parse_expression(". <= 3")
    assert [alert.holds({}, this=score) for score in (0, 3, 4)] == [True, True, False]


def test_expression_can_be_a_key() -> None:
    assert len({parse_expression("${a} = 1"), parse_expression("${a} = 1")}) == 1


def test_names_are_the_questions_looked_at() -> None:
    expression = parse_expression("${a} = 1 and not(selected(., 'x') or count-selected(${b}) > 2)")
    assert expression.names == frozenset({"a", "b"})
    assert expression.looks_at_itself()


def test_comparisons_with_something_fixed_are_listed() -> None:
    expression = parse_expression("selected(${a}, 'x') or 3 >= . or ${b} != ${c}")
    assert expression.list_comparisons() == (Comparison("a", "selected", "x"), Comparison(".", ">=", 3))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ends too early: expected a comparison such as ${question} = 'value'"),
        ("${a}", "ends too early: expected a comparison such as ${question} = 'value'"),
        ("(. = 1", "ends too early: expected a comparison such as ${question} = 'value'"),
        (
            "${a} = helper",
            "has the bare word helper at character 8: write ${helper} for a question, 'helper' for a text",
        ),
        ("today() > ${a}", "uses today() at character 1: no such function here, or not in this place"),
        (". = 1 and if(. = 2)", "uses if() at character 11: no such function here, or not in this place"),
        (
            "${a} = \u2018x\u2019",
            "has a curly quotation mark at character 8: expected a straight one, ' or \"",
        ),
        (". = 3.5", "has '.5' at character 6, where it means nothing"),
        (". = 1 = 2", "has '= 2' at character 7, where it means nothing"),
        ("${a b} = 1", "has the bare word b at character 5: write ${b} for a question, 'b' for a text"),
        (". <= '3'", "<= compares whole numbers, but '3' is a text"),
        ("not(" * 300 + ". = 1" + ")" * 300, "is longer than 1000 characters"),
    ],
)
def test_expression_that_cannot_be_read(text: str, sentence: str) -> None:
    with pytest.raises(ExpressionFaultError) as fault:
        parse_expression(text)
    assert str(fault.value) == sentence


def test_deepest_expression_can_be_read_and_asked() -> None:
    deep = parse_expression("not(" * 199 + ". = 1" + ")" * 199)
    assert deep.holds({}, this=2)
    assert hash(deep) == hash(parse_expression(deep.text))

"""Conditions as lists: what a phone is handed means what it means here. `conditions.json` has the cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forms.expression_lists import list_condition
from forms.expressions import parse_expression
from tests.must_be_said import FORMS
from tests.web.chromium import find_chromium, open_chromium

CASES = json.loads((Path(__file__).parent / "conditions.json").read_text(encoding="utf-8"))
SCRIPT = Path(__file__).parents[2] / "forms" / "web" / "static" / "conditions.js"


def read_answers(case: dict[str, Any]) -> dict[str, Any]:
    answers = {**case["answers"], ".": case.get("this")}
    return {key: tuple(answer) if isinstance(answer, list) else answer for key, answer in answers.items()}


@pytest.mark.parametrize("case", CASES, ids=[str(n) for n in range(len(CASES))])
def test_a_condition_means_here_what_the_cases_say(case: dict[str, Any]) -> None:
    answers = read_answers(case)
    assert parse_expression(case["condition"]).holds(answers, answers["."]) is case["holds"]


@pytest.mark.browser
@pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium")
async def test_a_condition_means_in_a_browser_what_the_cases_say() -> None:
    asked = [
        [list_condition(parse_expression(case["condition"]).tree), case["answers"], case.get("this")]
        for case in CASES
    ]
    async with open_chromium() as chromium:
        page = await chromium.new_page()
        script = SCRIPT.read_text(encoding="utf-8")
        held = await page.evaluate(
            f"(asked) => {{ {script}\nreturn asked.map((one) => holds(...one)); }}", asked
        )
    assert held == [case["holds"] for case in CASES]


def test_every_condition_of_the_shipped_forms_can_be_handed_over() -> None:
    for form in FORMS:
        for row in form.questions:
            for condition in (*row.relevant, *filter(None, (row.constraint, row.alert))):
                listed = list_condition(condition.tree)
                assert json.loads(json.dumps(listed)) == listed

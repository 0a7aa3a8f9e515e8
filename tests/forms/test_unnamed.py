"""Forms that may be answered without a name: what is left out then, and what a table may say of it."""

from __future__ import annotations

import pytest

from forms.definition import UNNAMED, Anonymity
from forms.library import FormFaultError, Library, parse_markdown

SURVEY = """
| survey | type | name | label | needs_name |
|--------|------|------|-------|------------|
| | note | kept | Your answers are kept with this meeting. | yes |
| | select_one yes_no | fair | Was it fair? | |
| | select_one yes_no | reply_want | Do you want a reply? | yes |
| | image | drawing | Draw it. | |
| | text | change_one | What should we change? | no |

| choices | list_name | name | label |
|---------|-----------|------|-------|
| | yes_no | yes | Yes |
| | yes_no | no | No |
"""


def write_form(timing: str = "after", anonymous: str = "choice", survey: str = SURVEY) -> str:
    return (
        f"{survey}\n| settings | form_id | form_title | audience | timing | anonymous |\n"
        f"|---|---|---|---|---|---|\n| | demo | Demo | parent | {timing} | {anonymous} |\n"
    )


def list_faults(text: str) -> list[str]:
    with pytest.raises(FormFaultError) as fault:
        parse_markdown(text)
    return [str(issue) for issue in fault.value.issues]


def test_without_a_name_no_file_and_nothing_that_needs_one_is_asked() -> None:
    form = parse_markdown(write_form())
    assert [row.key for row in form.unnamed.questions] == ["fair", "change_one"]
    assert [row.key for row in form.asked] == ["fair", "reply_want", "drawing", "change_one"]


def test_without_a_name_words_stay_and_the_file_beside_them_is_not_offered() -> None:
    survey = SURVEY.replace("| label | needs_name |", "| label | needs_name | appearance |").replace(
        "What should we change? | no |", "What should we change? | no | or_file |"
    )
    form = parse_markdown(write_form(survey=survey))
    assert form.asked[-1].takes
    assert not form.unnamed.asked[-1].takes


def test_version_without_a_name_is_found_again_beside_the_other() -> None:
    library = Library()
    form = library.add_version(write_form())
    assert form is not None
    assert library.find("demo", form.version) == form
    assert library.find("demo", form.version + UNNAMED) == form.unnamed
    assert library.find("demo", "000000000000" + UNNAMED) is None
    assert (form.is_unnamed, form.unnamed.is_unnamed) == (False, True)


@pytest.mark.parametrize(("said", "meant"), [("", Anonymity.NEVER), ("never", Anonymity.NEVER)])
def test_form_is_never_anonymous_unless_it_says_so(said: str, meant: Anonymity) -> None:
    assert parse_markdown(write_form(anonymous=said)).anonymous is meant


def test_misspelt_choice_is_a_fault() -> None:
    assert list_faults(write_form(anonymous="choise")) == [
        'settings, row 2, column anonymous: found "choise" (did you mean "choice"?): expected never, choice'
    ]


@pytest.mark.parametrize("timing", ["before", "between"])
def test_what_is_asked_before_a_meeting_cannot_be_without_a_name(timing: str) -> None:
    assert list_faults(write_form(timing)) == [
        (
            'settings, row 2, column anonymous: found "choice": expected never, '
            "since only what is asked after a meeting can go without a name"
        )
    ]


def test_form_that_would_ask_nothing_is_a_fault() -> None:
    survey = SURVEY.replace("fair? | |", "fair? | yes |").replace("change? | no |", "change? | yes |")
    assert list_faults(write_form(survey=survey)) == [
        "survey, column needs_name: leaves no question for people who give no name"
    ]


def test_needs_name_takes_yes_or_no() -> None:
    assert list_faults(write_form(survey=SURVEY.replace("change? | no |", "change? | perhaps |"))) == [
        'survey, row 6, column needs_name: found "perhaps": expected yes or no'
    ]

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.definition import Audience, Kind, Timing
from forms.library import FormFaultError, Library, parse_markdown

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
| survey | type | name | label | relevant |
|---|---|---|---|---|
| | begin_group | outer | Outside | ${going} = 'yes' |
| | end_group | outer | | |
| | select_one yes_no | going | Are you coming? | |
| | begin_group | part | The meeting | selected(${going}, 'yes') |
| | begin group | inner | | |
| | text | why | Why? | ${going} != '' |
| | end group | | | |
| | end_group | part | | |

| choices | list_name | name | label |
|---|---|---|---|
| | yes_no | yes | Yes |
| | yes_no | no | No |

| settings | form_id | form_title | audience | timing |
|---|---|---|---|---|
| | demo | Demo | carer | after |
"""
GOOD = SOURCE.replace(" | ${going} = 'yes' |\n| | end_group | outer", " | |\n| | end_group | outer")
BROKEN = GOOD.replace("text | why", "tekst | why")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "demo.md").write_text(GOOD, encoding="utf-8")
    return Library.from_folder(tmp_path)


def test_form_has_what_its_tables_say() -> None:
    form = parse_markdown(GOOD)
    going, why = form.questions
    assert (form.key, form.title, form.audience, form.timing) == (
        "demo",
        "Demo",
        Audience.CARER,
        Timing.AFTER,
    )
    assert (going.key, going.kind, going.row, going.heading) == ("going", Kind.SELECT_ONE, 4, "")
    assert [option.value for option in going.options] == ["yes", "no"]
    assert (why.heading, why.row) == ("The meeting", 7)
    assert [condition.text for condition in why.relevant] == ["selected(${going}, 'yes')", "${going} != ''"]


def test_version_stays_when_only_spacing_changes() -> None:
    spaced = GOOD.replace("| | text | why | Why? |", "|   |  | | | |\n|  | text|why |  Why?  |")
    assert parse_markdown(spaced).version == parse_markdown(GOOD).version


@pytest.mark.parametrize("edit", [("Why?", "Why not?"), ("No |", "Nope |"), ("Demo", "Demonstration")])
def test_version_changes_with_every_word(edit: tuple[str, str]) -> None:
    edited = parse_markdown(GOOD.replace(*edit)).version
    assert edited != parse_markdown(GOOD).version
    assert len(edited) == 12


def test_condition_of_a_group_on_a_later_question() -> None:
    with pytest.raises(FormFaultError) as fault:
        parse_markdown(SOURCE)
    assert str(fault.value) == (
        'survey, row 2, column relevant: refers to "going", which comes later (row 4): move that one up'
    )


def test_current_form(library: Library) -> None:
    form = library.current("demo")
    assert library.keys() == ("demo",)
    assert library.find("demo", form.version) == form
    assert library.source("demo", form.version) == GOOD


def test_unknown_form(library: Library) -> None:
    with pytest.raises(KeyError):
        library.current("other")
    assert library.find("demo", "000000000000") is None


def test_draft_of_an_older_version_goes_on(library: Library) -> None:
    older = GOOD.replace("Why?", "Why is that?")
    added = library.add_version(older)
    assert added == parse_markdown(older)
    assert library.find("demo", added.version) == added
    assert library.current("demo") == parse_markdown(GOOD)
    assert library.source("demo", added.version) == older


def test_stored_version_that_cannot_be_read(library: Library) -> None:
    assert library.add_version(BROKEN) is None
    assert library.keys() == ("demo",)


@pytest.mark.parametrize("content", [BROKEN.encode(), b"\xff\xfe\x00", b""])
def test_broken_file_takes_only_itself_away(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "demo.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "torn.md").write_bytes(content)
    library = Library.from_folder(tmp_path)
    assert library.keys() == ("demo",)
    assert list(library.broken) == ["torn"]
    assert len(library.broken["torn"]) == 1

"""Golden transcripts: whole conversations as they are said.

`REWRITE=1 pytest tests/test_transcripts.py` writes them anew; read the difference before keeping it.
The first line of a file names the form; lines with `> ` are what the person types; the rest is what is
said back.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from admin.rehearse import rehearse
from forms.library import Library, load_form
from tests.must_be_said import FORMS, NAME, list_promises, list_untruths

if TYPE_CHECKING:
    from forms.definition import Form

HERE = Path(__file__).parent
TRANSCRIPTS = sorted((HERE / "transcripts").glob("*.txt"))


def find_form(name: str) -> Form:
    return load_form(HERE / "forms" / name) if name.endswith(".md") else Library.shipped().current(name)


def hold(form_name: str, typed: list[str]) -> str:
    said = list(rehearse(find_form(form_name), typed))
    begin = [f"form {form_name}", "", said[0], "", said[1]]
    turns = [f"\n> {line}\n\n{block}" for line, block in zip(typed, said[2:], strict=False)]
    assert len(said) == 2 + len(typed), "the conversation ended before the transcript did"
    return "\n".join([*begin, *turns]) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation_is_said_as_written_down(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    lines = written.splitlines()
    said = hold(lines[0].removeprefix("form "), [line[2:] for line in lines if line.startswith("> ")])
    if os.environ.get("REWRITE"):
        path.write_text(said, encoding="utf-8")
    assert said == (path.read_text(encoding="utf-8"))


def test_every_form_has_a_transcript() -> None:
    kept = {path.read_text(encoding="utf-8").splitlines()[0].removeprefix("form ") for path in TRANSCRIPTS}
    assert set(Library.shipped().keys()) - kept == set()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_rehearsal_says_what_must_be_said_before_question_1(form: Form) -> None:
    introduction, *_ = rehearse(form, [])
    promises = [promise for promise in list_promises(form) if promise != NAME]
    assert [promise for promise in promises if promise not in introduction] == []
    assert [untruth for untruth in list_untruths(form) if untruth in introduction] == []

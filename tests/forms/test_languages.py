"""Each language is complete or absent, and the templates are what the program says today."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import pytest

from forms.languages import fill, known, missing
from forms.languages.catalogues import find_template, list_messages, read_template, write_catalogue
from forms.languages.checking import find_faults
from forms.languages.complete import find_gaps
from forms.languages.known import KNOWN, list_shipped
from forms.languages.marked import HOUSES, ROOT
from forms.languages.spoken import load_language
from forms.languages.update import make_templates

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = make_templates()


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_says_what_the_program_says(name: str) -> None:
    held, found = (
        {message.id for message in list_messages(catalogue)}
        for catalogue in (read_template(name), TEMPLATES[name])
    )
    assert held == found, "run: make words"


MARKS = {"gettext", "ngettext", "safely", "N_", "S_"}


@pytest.mark.parametrize("house", HOUSES)
def test_marked_text_is_whole_and_stands_in_no_f_string(house: str) -> None:
    """What collects the texts looks into no f-string, and understands no text that is put together."""
    missed = []
    for path in sorted((ROOT / house).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            inside = ast.walk(node) if isinstance(node, ast.JoinedStr) else ()
            calls = [call for call in inside if isinstance(call, ast.Call) and call.args]
            texts = [call.args[0] for call in calls if getattr(call.func, "id", "") in MARKS]
            missed += [(path.name, node.lineno) for text in texts if isinstance(text, ast.Constant)]
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS and node.args:
                missed += [(path.name, node.lineno)] if isinstance(node.args[0], ast.JoinedStr) else []
    assert missed == []


@pytest.mark.parametrize("code", list_shipped())
def test_language_is_complete(code: str) -> None:
    assert list(find_gaps(code)) == []


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A language that has just been begun, in a folder of its own."""
    for name, template in TEMPLATES.items():
        monkeypatch.setattr("forms.languages.catalogues.HERE", tmp_path)
        write_catalogue(find_template(name), template)
    load_language.cache_clear()
    return "ar"


def test_what_is_missing_can_be_filled_and_is_then_said(begun: str) -> None:
    wanted = list(missing.list_missing(begun))
    assert len(wanted) == sum(len(list_messages(template)) for template in TEMPLATES.values())
    given = {
        text["id"]: [f"ع {text['plural']}"] * 6 if "plural" in text else f"ع {text['id']}" for text in wanted
    }
    assert list(fill.fill_language(begun, given)) == []
    assert list(missing.list_missing(begun)) == []
    assert list(find_gaps(begun)) == []
    language = load_language(begun)
    assert language.words["Have your say"] == "ع Have your say"
    assert language.safety
    assert language.choose_plural(11) == 4
    load_language.cache_clear()


def test_translation_that_is_wrong_is_named_and_left_out(begun: str) -> None:
    faults = list(fill.fill_language(begun, {"Have your say": "<b>", "No such text": "x", "My mum": "أمي"}))
    assert faults == [
        '"Have your say": the translation has a sign < or >: no HTML in a translation',
        '"No such text": we do not say this in English',
    ]
    left = {text["id"] for text in missing.list_missing(begun)}
    assert "Have your say" in left
    assert "My mum" not in left


def test_gaps_name_what_is_missing(begun: str) -> None:
    assert list(find_gaps(begun)) == [f"ar/{name}.po is missing" for name in known.CATALOGUES]
    list(fill.fill_language(begun, {}))
    assert 'ar/forms.po: "Have your say" is empty' in list(find_gaps(begun))


@pytest.mark.parametrize(
    ("english", "said", "fault"),
    [
        ("Question {number}", "سؤال", "lacks {number}"),
        ("Question", "سؤال {number}", "has {number}, which the English has not"),
        ("Yes", " ", "is empty"),
        ("Yes", ("a", "b"), "is one text, and has several plural forms"),
        (("one", "{count} many"), ("a", "b"), "needs 6 plural forms, and has 2"),
        (("{a} one", "{a} {count} many"), ("x {a}",) * 5 + ("x",), "lacks {a}"),
    ],
)
def test_wrong_translation_is_told(english: str, said: str, fault: str) -> None:
    assert list(find_faults("ar", english, said)) == [fault]


def test_plural_form_may_leave_out_the_count() -> None:
    assert list(find_faults("ar", ("one", "{count} many"), ("a",) * 6)) == []


def test_missing_prints_json(
    begun: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["missing", begun])
    assert missing.main() == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert first["catalogue"] == "forms"
    assert first["where"][0].startswith("forms/questionnaires/")


def test_every_known_language_has_its_plural_rule() -> None:
    assert {code: len({load_language(code).choose_plural(n) for n in range(200)}) for code in KNOWN} == {
        "ar": 6, "ckb": 2, "fa": 2, "ps": 2, "sq": 2, "ti": 2, "uk": 3, "vi": 1,
    }  # fmt: skip

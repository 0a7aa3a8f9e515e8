"""`subject-access`: everything of one child, nothing of a brother or sister, on record."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from admin.subject_access.carried import ONLY_COUNTED, TOLD
from forms.audit import verify_audit
from forms.belongings import RECORDS, find_belongings, list_ties
from forms.folder import open_folder
from forms.keys import TamperedError
from forms.records import AuditEntry, Message
from forms.settings import load_settings
from forms.store.statements import table_of
from tests.admin.planted import PHOTO, VOICE, Planted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.admin.conftest import Desk

ELLA, SAM = "C-ELLA", "C-SAM"


@pytest.fixture
def planted(desk: Desk) -> dict[str, Planted]:
    """A brother and a sister of whom everything is held."""
    del desk

    async def plant() -> dict[str, Planted]:
        keys, store = await open_folder(load_settings())
        try:
            return {ref: await Planted(store, keys, ref).plant() for ref in (ELLA, SAM)}
        finally:
            await store.close()

    return asyncio.run(plant())


def ask(desk: Desk, name: str) -> Path:
    out = desk.folder / name
    result = desk.run("subject-access", ELLA, "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "sang" not in result.output
    return out


def read_pdf(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["file.html", "file.json", "file.pdf"])
def test_file_has_every_word_of_the_child_and_none_of_the_brother(
    desk: Desk, planted: dict[str, Planted], name: str
) -> None:
    out = ask(desk, name)
    assert out.stat().st_mode & 0o777 == 0o600
    text = read_pdf(out) if name.endswith("pdf") else out.read_text(encoding="utf-8")
    assert [what for what, words in planted[ELLA].words.items() if words not in text] == []
    assert SAM not in text
    assert len(planted[ELLA].words) > 9


def test_drawing_and_voice_note_are_inside(desk: Desk, planted: dict[str, Planted]) -> None:
    del planted
    entries = list(list_entries(json.loads(ask(desk, "file.json").read_bytes())))
    enclosed = {each["name"]: b64decode(each["base64"]) for entry in entries for each in entry["enclosed"]}
    assert sorted(enclosed.values(), key=len) == sorted(
        (PHOTO.content, PHOTO.content, VOICE.content), key=len
    )
    page = ask(desk, "file.html").read_text(encoding="utf-8")
    assert (page.count('src="data:image/png'), page.count('src="data:audio/mp4')) == (2, 1)
    assert not re.search(r"(src|href)=.?https?:", page), "nothing comes from elsewhere"
    pdf = pypdfium2.PdfDocument(ask(desk, "file.pdf"))
    assert [pdf.get_attachment(place).get_name()[-4:] for place in range(pdf.count_attachments())] == [".m4a"]
    pdf.close()


def list_entries(file: dict[str, Any]) -> Any:
    for chapter in file["chapters"]:
        for section in chapter["sections"]:
            yield from section["entries"]


def read_told(desk: Desk) -> list[tuple[str, str]]:
    told = desk.read(table_of(Message).select().where(Message.kind == "told"))
    return [(row["response_id"], row["reason"]) for row in told]


def test_child_is_told_unless_they_asked_themselves(desk: Desk, planted: dict[str, Planted]) -> None:
    words = ("subject-access", ELLA, "--out")
    assert desk.run(*words, str(desk.folder / "hers.json"), "--asked-by", "child").exit_code == 0
    assert read_told(desk) == []
    assert desk.run(*words, str(desk.folder / "theirs.json")).exit_code == 0
    kept = planted[ELLA].response_id("have_your_say_8_11")
    assert read_told(desk) == [(kept, "file")], (
        "the carer's draft and the feedback keep nothing for one alone"
    )
    assert desk.run("verify-audit").exit_code == 0


def test_words_of_others_are_marked(desk: Desk, planted: dict[str, Planted]) -> None:
    file = json.loads(ask(desk, "file.json").read_bytes())
    marks = {
        what: section["mark"]
        for chapter in file["chapters"]
        for section in chapter["sections"]
        for what, words in planted[ELLA].words.items()
        if words in json.dumps(section, ensure_ascii=False)
    }
    assert marks["parent"].startswith("THIRD PARTY")
    assert {marks[what] for what in ("worry", "best", "feedback", "number")} == {""}
    assert {marks[what] for what in ("note", "said", "done")} == {
        "Written by somebody at work. Not the child's words."
    }


def test_it_says_who_opened_what_and_this_is_on_record_too(desk: Desk, planted: dict[str, Planted]) -> None:
    del planted
    file = json.loads(ask(desk, "file.json").read_bytes())
    [opened] = [chapter for chapter in file["chapters"] if chapter["title"] == "Who opened what"]
    said = [entry["text"] for section in opened["sections"] for entry in section["entries"]]
    assert [text.split(",")[0] for text in said] == ["response.open_brief", "child.subject_access"]
    [row] = desk.read(AuditEntry.__table__.select().where(AuditEntry.action == "child.subject_access"))
    assert (row["about"], row["role"]) == (ELLA, "command_line")
    assert desk.run("verify-audit").exit_code == 0


def test_it_says_what_its_answers_were_coded_with(desk: Desk, planted: dict[str, Planted]) -> None:
    del planted
    file = json.loads(ask(desk, "file.json").read_bytes())
    [chapter] = [each for each in file["chapters"] if each["title"] == "What it was said to be about"]
    said = [entry["text"] for section in chapter["sections"] for entry in section["entries"]]
    assert said == ["School, college and work, Where I live", "School, college and work"]


def test_what_was_begun_and_not_sent_is_named_and_not_opened(desk: Desk, planted: dict[str, Planted]) -> None:
    del planted
    text = ask(desk, "file.html").read_text(encoding="utf-8")
    assert "Begun and not sent. It opens only in the browser" in text
    assert "never sent" not in text


def test_refusals_write_nothing(
    desk: Desk, planted: dict[str, Planted], monkeypatch: pytest.MonkeyPatch
) -> None:
    del planted
    out = desk.folder / "file.html"
    unknown = desk.run("subject-access", "C-NOBODY", "--out", str(out))
    assert (unknown.exit_code, out.exists()) == (1, False)
    assert desk.run("subject-access", ELLA, "--out", str(desk.folder / "file.txt")).exit_code == 2
    before = ask(desk, "file.html").read_bytes()
    again = desk.run("subject-access", ELLA, "--out", str(out))
    assert (again.exit_code, out.read_bytes()) == (1, before)
    monkeypatch.setattr("forms.keys.Keys.open_data_key", refuse)
    another = desk.run("subject-access", ELLA, "--out", str(desk.folder / "other.html"))
    assert (another.exit_code, (desk.folder / "other.html").exists()) == (1, False)
    assert "SAY_KEY_FILE" in another.output


def refuse(*_given: object) -> bytes:
    raise TamperedError


def test_every_table_that_leads_to_a_child_has_its_place_in_the_file() -> None:
    """Whoever adds one says where it is told of; until then its plain columns stand at the end."""
    tied = {record for record in RECORDS if list_ties(record)}
    assert tied - TOLD - set(ONLY_COUNTED) == set()


async def test_belongings_are_found_on_both_databases(store: Any, keys: Any) -> None:
    for ref in (ELLA, SAM):
        await Planted(store, keys, ref).plant()
    held = await find_belongings(store, "child_ref", ELLA)
    everything = {record: rows for record, rows in held.rows.items() if "Audit" not in record.__name__}
    assert not [record for record, rows in everything.items() if SAM in str(rows)]
    assert {record.__name__ for record in everything} >= {each.__name__ for each in TOLD} - {
        "HandOver",
        "HandedOver",
        "ReviewMove",
    }
    assert (await verify_audit(store, keys))[1] == []

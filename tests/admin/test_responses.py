"""`responses export`: what was said before a review, in two parts that are filed apart."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from forms.folder import open_folder
from forms.form_versions import open_library
from forms.intake import Taken, TurnUnit
from forms.keys import TamperedError
from forms.moves import Choose, Reply, Share, SkipRest, Submit
from forms.owners import BrowserOwner
from forms.records import AuditEntry, Child, HandedOver, HandOver, Invitation, Review
from forms.settings import load_settings
from forms.sharing import Sharing
from forms.units import Insert, PutUnit
from tests.admin.planted import PHOTO, VOICE, Planted

if TYPE_CHECKING:
    from pathlib import Path

    from forms.moves import Inbound
    from tests.admin.conftest import Desk

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRET, SAID, READ, PARENTS, ABOUT_IRO = (
    "a secret for one reader",
    "say it for me",
    "read this out\n# loud",
    "from a parent",
    "about the person who ran it",
)


def answer(form_key: str, audience: str, *moves: Inbound, minute: bool | None = None) -> None:
    asyncio.run(_answer(form_key, audience, moves, minute=minute))


async def _answer(form_key: str, audience: str, moves: tuple[Inbound, ...], *, minute: bool | None) -> None:
    keys, store = await open_folder(load_settings())
    try:
        row: dict[str, Any] = Invitation(
            id=f"inv-{form_key}",
            form_key=form_key,
            audience=audience,
            review_ref="R1",
            created_at=NOW,
            expires_at=NOW + timedelta(days=9),
        ).model_dump()
        about = (
            Insert(Child, Child(child_ref="C1").model_dump(), unless_there=True),
            Insert(
                Review,
                Review(review_ref="R1", child_ref="C1", held_on=NOW.date()).model_dump(),
                unless_there=True,
            ),
            Insert(Invitation, row),
        )
        await store.write(PutUnit(about))
        taken = await store.write(
            TurnUnit(
                library=await open_library(store),
                keys=keys,
                owner=BrowserOwner(keys, form_key.encode(), row["id"]),
                invitation_id=row["id"],
                moves=(*moves, SkipRest(), Submit(None)),
                now=NOW,
                new_id=f"resp-{form_key}",
                begin=True,
                minute=minute,
            )
        )
        assert isinstance(taken, Taken)
        assert taken.receipt
    finally:
        await store.close()


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A desk at which a child, a parent and, about the meeting, the child again have answered."""
    answer(
        "have_your_say_8_11",
        "child",
        Reply("worry", None, SECRET),
        Reply("best_thing", None, SAID),
        Share("best_thing", Sharing.IRO_MAY_SAY),
        Reply("change_wish", None, READ),
        Share("change_wish", Sharing.READ_OUT),
        Choose("safe_feel", None, ("5",)),
        Choose("talk_about", None, ("home", "money")),
    )
    answer("parent_before", "parent", Reply("change_wish", None, PARENTS))
    answer("feedback_child", "child", Reply("went_well", None, ABOUT_IRO))
    return desk


def export(desk: Desk, *more: str, name: str = "out.json") -> str:
    out = desk.folder / name
    result = desk.run("responses", "export", "--review", "R1", "--out", str(out), *more)
    assert result.exit_code == 0, result.output
    assert not [words for words in (SECRET, SAID, READ, PARENTS) if words in result.output]
    return out.read_text(encoding="utf-8")


def find(exported: str, form: str) -> dict[str, Any]:
    [found] = [each for each in json.loads(exported)["consultations"] if each["form"] == form]
    return {given["question"]: given for given in found["answers"]}


def test_record_has_all_but_words_for_the_reader_alone(told: Desk) -> None:
    exported = export(told)
    child = find(exported, "have_your_say_8_11")
    assert (child["best_thing"]["answer"], child["best_thing"]["sharing"]) == (SAID, "iro_may_say")
    assert child["change_wish"]["answer"] == READ
    assert (child["worry"]["answer"], child["worry"]["withheld"]) == (None, True)
    assert child["safe_feel"]["label"] == "very good"
    assert child["talk_about"]["label"] == "Where I live, Pocket money"
    assert child["fun"]["label"] == "You skipped this"
    assert SECRET not in exported


def test_restricted_part_has_those_words_and_nothing_else(told: Desk) -> None:
    exported = export(told, "--part", "restricted")
    child = find(exported, "have_your_say_8_11")
    assert {key: given["answer"] for key, given in child.items()} == {"worry": SECRET}
    assert find(exported, "parent_before") == {}
    assert not [words for words in (SAID, READ, PARENTS) if words in exported]


def test_parents_words_are_on_the_record_and_feedback_in_no_part(told: Desk) -> None:
    record, restricted = export(told), export(told, "--part", "restricted", name="other.json")
    assert PARENTS in record
    assert ABOUT_IRO not in record + restricted
    assert "feedback_child" not in record + restricted


def test_to_be_read_it_is_markdown_in_which_words_stay_words(told: Desk) -> None:
    written = export(told, name="record.md")
    assert ">     read this out\n>     # loud" in written
    assert "(may be read out at the meeting)" in written
    assert "In the restricted part." in written
    restricted = export(told, "--part", "restricted", name="restricted.md")
    assert f">     {SECRET}" in restricted
    assert "Only for the person who reads it." in restricted


def test_file_is_private_and_nothing_is_written_over(told: Desk) -> None:
    out = told.folder / "out.json"
    export(told)
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_bytes()
    again = told.run("responses", "export", "--review", "R1", "--out", str(out))
    assert (again.exit_code, out.read_bytes()) == (1, before)
    assert "is there already" in again.output


def test_unknown_review_and_other_shapes_write_nothing(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    unknown = desk.run("responses", "export", "--review", "R9", "--out", str(out))
    assert (unknown.exit_code, out.exists()) == (1, False)
    assert "There is no review R9." in unknown.output
    shape = desk.run("responses", "export", "--review", "R9", "--out", str(tmp_path / "out.docx"))
    assert shape.exit_code == 2


def test_another_key_opens_nothing(told: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    out = told.folder / "out.json"
    monkeypatch.setattr("forms.keys.Keys.open_data_key", refuse)
    refused = told.run("responses", "export", "--review", "R1", "--out", str(out))
    assert (refused.exit_code, out.exists()) == (1, False)
    assert "SAY_KEY_FILE" in refused.output


def refuse(*_given: object) -> bytes:
    raise TamperedError


def test_what_was_said_in_a_minute_is_exported_and_counted_as_the_form(desk: Desk) -> None:
    """Questions that were not asked are neither answered nor skipped."""
    answer("have_your_say_8_11", "child", Reply("change_wish", None, SECRET), minute=True)
    child = find(export(desk, "--part", "restricted"), "have_your_say_8_11")
    assert {key: given["answer"] for key, given in child.items()} == {"change_wish": SECRET}
    counted = desk.run("summary", "--from", "2026-11-01", "--to", "2026-11-30", "--format", "json")
    [form] = [each for each in json.loads(counted.stdout)["forms"] if each["form"] == "have_your_say_8_11"]
    assert (form["submitted"], len(form["questions"]) > 20) == (1, True)
    said = {each["key"]: (each["answered"], each["skipped"]) for each in form["questions"]}
    assert {key: numbers for key, numbers in said.items() if any(numbers)} == {
        "change_wish": (1, 0),
        "safe_feel": (0, 1),
        "how_join": (0, 1),
    }


EXPORT_AND_HALT = """
import os, sys, time
from admin.__main__ import haveyoursay

really, done = os.fsync, []

def sync_and_halt(descriptor):
    really(descriptor)
    done.append(descriptor)
    if len(done) == int(sys.argv[1]):
        print("half-way", flush=True)
        time.sleep(60)

os.fsync = sync_and_halt
haveyoursay(sys.argv[2:])
"""


@pytest.fixture
def planted(desk: Desk) -> Planted:
    """A child with a drawing, a voice note, a note of a worker, and what was done."""
    del desk

    async def plant() -> Planted:
        keys, store = await open_folder(load_settings())
        try:
            return await Planted(store, keys, "C-ELLA").plant()
        finally:
            await store.close()

    return asyncio.run(plant())


def hand_over(desk: Desk, planted: Planted, part: str) -> Path:
    out = desk.folder / part
    result = desk.run(
        "responses", "export", "--review", planted.review_ref, "--part", part, "--out", str(out)
    )
    assert result.exit_code == 0, result.output
    return out


def check_sums(folder: Path) -> int:
    """Check every file against the list; return how many there are."""
    lines = (folder / "checksums.sha256").read_text().splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.name for path in folder.iterdir()} - {"checksums.sha256"}
    assert there == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    return len(listed)


def test_folder_has_a_pdf_and_a_json_for_each_and_what_was_drawn_beside(desk: Desk, planted: Planted) -> None:
    record, restricted = (hand_over(desk, planted, part) for part in ("record", "restricted"))
    assert {path.name for path in record.iterdir()} == {
        "01-have_your_say_8_11-best_thing-1.png",
        "01-have_your_say_8_11.json",
        "01-have_your_say_8_11.pdf",
        "02-parent_before.json",
        "02-parent_before.pdf",
        "READ-ME.txt",
        "all.json",
        "checksums.sha256",
        "done.pdf",
    }
    assert check_sums(record) == 8
    assert check_sums(restricted) == 6
    assert (record / "01-have_your_say_8_11-best_thing-1.png").read_bytes() == PHOTO.content
    assert (restricted / "01-have_your_say_8_11-worry-1.m4a").read_bytes() == VOICE.content
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in record.iterdir())
    words = planted.words
    said = "".join(path.read_text() for path in record.glob("*.json"))
    kept = "".join(path.read_text() for path in restricted.glob("*.json"))
    assert [
        what for what in ("best", "parent", "note", "reply", "done", "told done") if words[what] not in said
    ] == []
    assert words["worry"] not in said
    assert [what for what, word in words.items() if word in kept] == ["worry"]
    assert words["feedback"] not in said + kept


def test_single_file_has_what_was_drawn_in_a_folder_beside(desk: Desk, planted: Planted) -> None:
    out = desk.folder / "out.json"
    result = desk.run("responses", "export", "--review", planted.review_ref, "--out", str(out))
    assert result.exit_code == 0, result.output
    [answer] = [each for each in find(out.read_text(), "have_your_say_8_11").values() if each["enclosed"]]
    [file] = answer["enclosed"]
    content = (desk.folder / "out.json.files" / file["name"]).read_bytes()
    assert (answer["files"], hashlib.sha256(content).hexdigest()) == (1, file["sha256"])


def test_every_export_is_on_record(desk: Desk, planted: Planted) -> None:
    hand_over(desk, planted, "restricted")
    rows = desk.read(AuditEntry.__table__.select().where(AuditEntry.action == "response.export"))
    child, parent = planted.response_id("have_your_say_8_11"), planted.response_id("parent_before")
    assert sorted((row["about"], row["reason"]) for row in rows) == [
        (child, "restricted"),
        (parent, "restricted"),
    ]
    [row] = desk.read(AuditEntry.__table__.select().where(AuditEntry.action == "review.hand_over"))
    assert row["about"] == planted.review_ref
    assert desk.run("verify-audit").exit_code == 0


def test_receipt_is_kept_once(desk: Desk, planted: Planted) -> None:
    hand_over(desk, planted, "record")
    [made] = desk.read(HandOver.__table__.select())
    assert (made["part"], made["files"], made["receipted_at"]) == ("record", 9, None)
    pieces = {row["response_id"]: row["pieces"] for row in desk.read(HandedOver.__table__.select())}
    assert pieces[planted.response_id("have_your_say_8_11")] > 20
    listed = desk.run("responses", "hand-overs", "--open")
    assert listed.stdout.split("\t")[:3] == [made["id"], planted.review_ref, "record"]
    first, again = (desk.run("responses", "receipt", made["id"]) for _ in range(2))
    assert (first.exit_code, first.stdout) == (0, f"{made['id']}: the receipt is kept.\n")
    assert (again.exit_code, again.stdout) == (0, f"{made['id']}: had its receipt before.\n")
    assert desk.run("responses", "hand-overs", "--open").stdout == ""
    rows = desk.read(AuditEntry.__table__.select().where(AuditEntry.action == "review.receipt"))
    assert [row["about"] for row in rows] == [made["id"]]
    unknown = desk.run("responses", "receipt", "000000000000")
    assert unknown.exit_code == 1
    assert "There is no hand-over 000000000000." in unknown.output


def kill_export(desk: Desk, writes: int, out: Path, planted: Planted) -> None:
    """Export in a process of its own, and kill it when it has made so many writes safe."""
    words = ("responses", "export", "--review", planted.review_ref, "--out", str(out))
    command = [sys.executable, "-c", EXPORT_AND_HALT, str(writes), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=desk.folder) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half-way\n"
        child.kill()


@pytest.mark.parametrize("writes", [1, 5, 18])
def test_export_killed_half_way_leaves_nothing_that_looks_complete(
    desk: Desk, planted: Planted, writes: int
) -> None:
    out = desk.folder / "record"
    kill_export(desk, writes, out, planted)
    assert not out.exists()
    assert desk.read(HandOver.__table__.select()) == [], "there is nothing that could get a receipt"
    assert check_sums(hand_over(desk, planted, "record")) == 8


def test_single_file_killed_half_way_has_another_name(desk: Desk, planted: Planted) -> None:
    out = desk.folder / "out.md"
    kill_export(desk, 4, out, planted)
    assert not out.exists()

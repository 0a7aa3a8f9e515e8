from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

DAYS = ("--from", "2026-10-01", "--to", "2026-10-31")
SHIPPED = Path(__file__).parents[2] / "forms" / "questionnaires"


def test_version(desk: Desk) -> None:
    assert desk.run("--version").stdout == "haveyoursay, version 0.1.0\n"


def test_command_without_a_traceback_from_a_real_process(desk: Desk) -> None:
    """The real command in an empty folder, with a setting that is wrong."""
    command = [str(Path(sys.executable).with_name("haveyoursay")), "alerts"]
    done = subprocess.run(
        command, env={"SAY_LISTEN": "nowhere"}, cwd=desk.folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.startswith("Error: ")) == (1, "", True)
    assert "Traceback" not in done.stderr


def test_any_command_makes_keys_and_database(desk: Desk) -> None:
    assert desk.run("summary", *DAYS).exit_code == 0
    assert (desk.folder / "data" / "keys" / "instance").exists()


def test_missing_database_is_refused_and_none_is_made(desk: Desk) -> None:
    desk.run("summary", *DAYS)
    database = desk.folder / "data" / "haveyoursay.db"
    for path in database.parent.glob("haveyoursay.db*"):
        path.unlink()
    result = desk.run("summary", *DAYS)
    assert (result.exit_code, result.stderr.startswith("Error: The database "), database.exists()) == (
        1,
        True,
        False,
    )


def test_summary_as_json_on_stdout(desk: Desk) -> None:
    summary = json.loads(desk.run("summary", *DAYS).stdout)
    assert list(summary) == [
        "period",
        "definition",
        "measures",
        "participation_codes",
        "reasons_not_attending",
        "forms",
        "placements",
        "quotes",
        "you_said_we_did",
        "compliments",
        "reasons_no_views",
        "child_reasons",
        "reasons_parents_not_invited",
        "meetings_by_kind",
        "groups",
        "themes",
        "pledges",
        "sessions",
        "elsewhere",
        "comparisons",
        "collated",
        "targets",
        "hidden_below",
    ]


def test_summary_into_a_file_is_whole(desk: Desk) -> None:
    out = desk.folder / "page.json"
    result = desk.run("summary", *DAYS, "--out", str(out))
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == desk.run("summary", *DAYS).stdout
    assert [path.name for path in desk.folder.glob("page*")] == ["page.json"]


def test_summary_into_a_folder_that_is_not_there(desk: Desk) -> None:
    out = desk.folder / "nowhere" / "page.md"
    result = desk.run("summary", *DAYS, "--out", str(out))
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {out} cannot be written: No such file or directory.\n",
    )


@pytest.mark.parametrize(
    "words",
    [
        (*DAYS, "--format", "pdf"),
        (*DAYS, "--compare", "before", "--compare-from", "2026-09-01", "--compare-to", "2026-09-30"),
        (*DAYS, "--compare-from", "2026-09-01"),
        (*DAYS, "--template", str(Path(__file__))),
        (*DAYS, "--by", "street"),
        (*DAYS, "--by", "iro", "--published"),
        (*DAYS, "--definition", "ours"),
        ("--from", "2026-10-31", "--to", "2026-10-01"),
        ("--from", "2026-10-31"),
        ("--from", "31.10.2026", "--to", "2026-11-01"),
    ],
)
def test_summary_used_wrongly(desk: Desk, words: tuple[str, ...]) -> None:
    result = desk.run("summary", *words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_forms_list(desk: Desk) -> None:
    lines = desk.run("forms", "list").stdout.splitlines()
    listed = [line.split("\t")[:3] for line in lines]
    assert [key for key, _, _ in listed] == sorted(path.stem for path in SHIPPED.glob("*.md"))
    assert ["feedback_carer", "carer", "after the review"] in listed
    assert ["have_your_say_12_17", "child", "before the review"] in listed


def test_forms_check_of_a_good_file(desk: Desk) -> None:
    shutil.copy(SHIPPED / "feedback_carer.md", desk.folder)
    result = desk.run("forms", "check", "feedback_carer.md")
    assert (result.exit_code, result.stdout) == (0, "feedback_carer.md: no faults.\n")


def test_forms_check_says_every_fault_with_its_row(desk: Desk) -> None:
    good = (SHIPPED / "feedback_carer.md").read_text(encoding="utf-8")
    bad = good.replace("select_one how_true", "select_one nothing").replace("| range |", "| rnage |")
    result = desk.run("forms", "check", desk.write("bad.md", bad))
    assert (result.exit_code, len(result.stderr.splitlines()) >= 2) == (1, True)
    assert "rnage" in result.stderr
    assert all(line.startswith("bad.md, survey, row ") for line in result.stderr.splitlines())
    assert "nothing" in result.stderr


def test_forms_check_of_no_file(desk: Desk) -> None:
    result = desk.run("forms", "check", "nowhere.md")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)


def test_import_shows_progress_on_a_terminal(desk: Desk) -> None:
    path = desk.write("r.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n1,,01/10/2026,PN1\n")
    command = [str(Path(sys.executable).with_name("haveyoursay")), "import", "ssda903", path]
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(command, cwd=desk.folder, stdout=subprocess.PIPE, stderr=theirs, check=True)
        shown = os.read(ours, 65_536).decode()
    finally:
        os.close(ours)
        os.close(theirs)
    assert ("100%" in shown, b"100%" in done.stdout, b"added: 1" in done.stdout) == (True, False, True)


def test_summary_of_all_time(desk: Desk) -> None:
    """A system's "for ever" is no day; a century is."""
    assert desk.run("summary", "--from", "1900-01-01", "--to", "2100-12-31").exit_code == 0
    result = desk.run("summary", "--from", "2026-01-01", "--to", "9999-12-31")
    assert (result.exit_code, "expected a day as 2026-01-31 or 31/01/2026" in result.stderr) == (2, True)


@pytest.mark.parametrize("out", ["", ".", "nowhere/page.json"])
def test_out_that_cannot_be_written_is_one_sentence(desk: Desk, out: str) -> None:
    result = desk.run("summary", *DAYS, "--out", out)
    assert (result.exit_code in {1, 2}, result.stdout, "Error: " in result.stderr) == (True, "", True)


def test_out_through_a_pipe_and_a_link_leaves_both_in_their_place(desk: Desk) -> None:
    pipe, link, page = desk.folder / "pipe", desk.folder / "link.json", desk.folder / "page.json"
    os.mkfifo(pipe)
    link.symlink_to(page)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    desk.run("summary", *DAYS, "--out", str(pipe))
    through, _ = reader.communicate(timeout=10)
    desk.run("summary", *DAYS, "--out", str(link))
    assert (pipe.is_fifo(), link.is_symlink(), through) == (True, True, page.read_bytes())


def test_full_disk_and_a_reader_that_stops_are_no_traceback(desk: Desk) -> None:
    command = f"{Path(sys.executable).with_name('haveyoursay')} summary {' '.join(DAYS)}"
    ended = [
        subprocess.run(
            f"{command} {ending}", shell=True, cwd=desk.folder, stderr=subprocess.PIPE, check=False
        ).stderr
        for ending in (">/dev/full", "| head -n 1 >/dev/null")
    ]
    assert ended == [b"Error: Not written to the end: No space left on device.\n", b""]


def test_help_says_every_command_in_a_whole_sentence(desk: Desk) -> None:
    listed = desk.run("--help").stdout.partition("Commands:")[2].strip().splitlines()
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("odd", ["\udced", "a\x07b", "x" * 201])
@pytest.mark.parametrize(
    "words",
    [
        ("invite", "--review"),
        ("letters", "--out", "new", "--review"),
        ("qr", "--review", "R1", "--audience", "parent", "--out", "qr.svg", "--person"),
        ("placements", "add", "desk", "--form", "feedback_parent", "--title"),
    ],
)
def test_arguments_that_are_no_text_are_wrong_usage(desk: Desk, words: tuple[str, ...], odd: str) -> None:
    result = desk.run(*words, odd)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("expected at most 200 printable characters\n")


def test_a_command_imports_only_what_it_needs() -> None:
    program = (
        "import sys; from admin.__main__ import haveyoursay;"
        "haveyoursay(['summary', '--help'], standalone_mode=False);"
        "print(sorted({'fpdf', 'qrcode', 'av', 'telegram'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"

"""The command `summary`: every format, on paper and in a pipe; the template; what it is compared with."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from admin.report.formats import FORMATS
from admin.report.stamped import read_properties
from admin.report.word.blank import write_blank
from admin.report.word.stamp import read_stamp
from tests.report.read_back import read_markdown

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

DAYS = ("--from", "2026-10-01", "--to", "2026-10-31")
STARTS = {
    "json": b"{",
    "md": b"# Participation and engagement",
    "html": b"<!doctype html>",
    "csv": b"\xef\xbb\xbfsection,",
    "xlsx": b"PK",
    "docx": b"PK",
}


@pytest.mark.parametrize("shape", FORMATS)
@pytest.mark.parametrize("published", [(), ("--published",)])
def test_every_format_into_a_file(desk: Desk, shape: str, published: tuple[str, ...]) -> None:
    out = desk.folder / f"report.{shape}"
    result = desk.run("summary", *DAYS, *published, "--format", shape, "--out", str(out))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert out.read_bytes().startswith(STARTS[shape])


def test_the_name_of_the_file_says_what_is_in_it_unless_the_format_does(desk: Desk) -> None:
    for name, said, shape in (
        ("a.docx", (), "docx"),
        ("b.MD", (), "md"),
        ("c", (), "json"),
        ("d.txt", (), "json"),
        ("e.docx", ("--format", "csv"), "csv"),
    ):
        out = desk.folder / name
        assert desk.run("summary", *DAYS, *said, "--out", str(out)).exit_code == 0
        assert out.read_bytes().startswith(STARTS[shape])


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_into_a_pipe(desk: Desk, shape: str) -> None:
    result = desk.run("summary", *DAYS, "--format", shape)
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(STARTS[shape].removeprefix(b"\xef\xbb\xbf"))


def test_no_bytes_are_thrown_at_a_terminal(desk: Desk) -> None:
    command = [str(Path(sys.executable).with_name("haveyoursay")), "summary", *DAYS, "--format", "docx"]
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            command, env={}, cwd=desk.folder, stdout=theirs, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"docx is no text for a terminal: say --out FILE" in done.stderr


def test_a_template_is_filled(desk: Desk) -> None:
    template, out = desk.folder / "council.docx", desk.folder / "report.docx"
    template.write_bytes(write_blank())
    words = ("--format", "docx", "--template", str(template), "--out", str(out))
    assert desk.run("summary", *DAYS, *words).exit_code == 0
    assert read_stamp(out.read_bytes()) is not None


def test_a_template_that_is_none_is_refused_in_a_sentence(desk: Desk) -> None:
    template = desk.folder / "council.docx"
    template.write_text("no Word file", encoding="utf-8")
    result = desk.run("summary", *DAYS, "--format", "docx", "--template", str(template))
    assert (result.exit_code, result.stdout) == (1, "")
    assert (
        result.stderr
        == f"Error: {template}: The template is not a Word file: it must be a .docx or a .dotx.\n"
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("--compare", "before"), "Month before"),
        (("--compare", "last-year"), "Same month a year earlier"),
        ((), "Same month a year earlier"),
        (("--compare-from", "2026-09-01", "--compare-to", "2026-09-30"), "Month before"),
    ],
)
def test_another_period_stands_beside(desk: Desk, words: tuple[str, ...], title: str) -> None:
    tables = read_markdown(desk.run("summary", *DAYS, *words, "--format", "md").stdout).tables
    assert title in {head for table in tables for head in table.titles}


def test_nothing_stands_beside_where_nothing_is_wanted(desk: Desk) -> None:
    tables = read_markdown(desk.run("summary", *DAYS, "--compare", "none", "--format", "md").stdout).tables
    assert not {"Month before", "Same month a year earlier", "Points"} & {
        head for table in tables for head in table.titles
    }


def test_figures_are_parted_by_what_is_said(desk: Desk) -> None:
    parted = json.loads(desk.run("summary", *DAYS, "--by", "team, review_type").stdout)["groups"]
    assert list(parted) == ["team", "review_type"]


def test_published_says_so_in_its_stamp(desk: Desk) -> None:
    out = desk.folder / "report.docx"
    desk.run("summary", *DAYS, "--published", "--format", "docx", "--out", str(out))
    stamp = read_stamp(out.read_bytes())
    assert stamp is not None
    assert stamp.hidden_below == 6
    assert read_properties({}) is None

"""`check-report` and `periods`, from outside: a true file, a changed one, a changed database."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import text

from admin.commands.opening import opened_folder
from admin.periods import Period
from admin.quotes.reading import Pair
from admin.report.chapter import write_chapter
from admin.report.excel.book import write_excel
from admin.report.model import Stamp
from admin.report.page import write_page
from admin.report.word.write import write_word
from admin.shown.asked import Asked, Source, count_published, count_true
from admin.shown.checksum import write_down
from forms.form_versions import read_library

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from admin.report.model import Report
    from admin.shown.checksum import Written
    from admin.shown.model import Number, ShownSummary
    from tests.admin.conftest import Desk

YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
DAYS = ("--from", "2025-04-01", "--to", "2026-03-31")
NOW = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)
HEAD = "child_ref,review_ref,due_on,held_on,mode,participation_code"
CODES = ("PN1",) * 30 + ("PN6",) * 12 + ("PN7",) * 3 + ("",) * 5


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A year of fifty reviews, three of whom nobody reached, five without a code."""
    rows = [f"C-{place},R-{place},2025-09-01,2025-09-01,in_person,{code}" for place, code in enumerate(CODES)]
    assert desk.run("import", "reviews", desk.write("reviews.csv", "\n".join((HEAD, *rows)))).exit_code == 0
    monkeypatch.setattr("admin.commands.periods.read_now", lambda: NOW)
    monkeypatch.setattr("admin.commands.check_report.read_today", NOW.date)
    monkeypatch.setattr("admin.summary.summary.read_pairs", read_one_pair)
    return desk


async def read_one_pair(*_: object) -> tuple[Pair, ...]:
    """Read what was said and done: it is printed as a table, of words alone."""
    return (Pair("I wanted Mum there", "She came", "done"),)


def recode(desk: Desk, ref: str = "R-44") -> None:
    desk.change(text("UPDATE review SET participation_code = 'PN1' WHERE review_ref = :ref"), ref=ref)


def make_report(*, is_published: bool = False, signed_on: date | None = None) -> tuple[Report, Written]:
    async def make() -> tuple[Report, Written]:
        async with opened_folder() as opened:
            source = Source(opened.store, await read_library(opened.store), opened.settings, opened.keys)
            count = count_published if is_published else count_true
            shown = await count(source, Asked(YEAR), NOW.date())
            if signed_on is not None:
                shown = replace(shown, signed_on=signed_on)
            written = write_down(shown)
            of = (YEAR, shown.definition.value, shown.hidden_below, NOW, "0.1.0", written.checksum)
            return write_chapter(shown, Stamp(*of, shown.signed_on)), written

    return asyncio.run(make())


def write_file(folder: Path, ending: str = "docx", **how: object) -> Path:
    report, written = make_report(**how)  # type: ignore[arg-type]  # named as its own
    content = {
        "docx": lambda: write_word(report, None, written.write()),
        "xlsx": lambda: write_excel(report),
        "html": lambda: write_page(report),
    }[ending]()
    path = folder / f"report.{ending}"
    path.write_bytes(content)
    return path


def change_cell(path: Path, old: str, new: str) -> None:
    """Type over a number in the first table of a Word file that has it."""
    with ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    cell = re.compile(rb"(<w:tc>(?:(?!</w:tc>).)*?>)" + re.escape(old.encode()), re.DOTALL)
    document, count = cell.subn(lambda found: found[1] + new.encode(), parts["word/document.xml"], count=1)
    assert count == 1
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name, content in (parts | {"word/document.xml": document}).items():
            after.writestr(name, content)
    path.write_bytes(written.getvalue())


def check(desk: Desk, path: Path) -> Result:
    return desk.run("check-report", str(path))


def sign(desk: Desk, *more: str) -> str:
    """Sign the year as the command asks to; return the checksum."""
    asked = desk.run("periods", "sign", *DAYS, *more)
    [checksum] = re.findall("[0-9a-f]{64}", asked.stdout)
    signed = desk.run("periods", "sign", *DAYS, *more, "--confirm", checksum[:8])
    assert (signed.exit_code, signed.stdout.count(checksum)) == (0, 1)
    return str(checksum)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("is_published", [False, True])
def test_a_file_as_it_was_made_is_found_true(office: Desk, ending: str, is_published: bool) -> None:  # noqa: FBT001 - as it is named
    result = check(office, write_file(office.folder, ending, is_published=is_published))

    assert "The figures in this file are those of the database." in result.stdout
    assert re.search(r"Every number in \d+ tables is what the figures say\.", result.stdout)
    assert "caption" not in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 table or sheet has a caption that the report has not: it was"), (2, "2 tables or sheets have")],
)
def test_tables_that_somebody_added_are_told(office: Desk, count: int, said: str) -> None:
    """One more under the words of a table that has no numbers is no table of the report either."""
    path = write_file(office.folder, "html")
    added = "<table><caption>What was said and what was done</caption><tr><th>9</th></tr></table>" * count
    path.write_text(path.read_text("utf-8").replace("<table", f"{added}<table", 1), "utf-8")

    assert said in check(office, path).stdout


def test_a_number_that_was_typed_over_is_named(office: Desk) -> None:
    path = write_file(office.folder)
    change_cell(path, "93.3", "95.0")

    result = check(office, path)

    assert result.exit_code == 1
    assert "The figures in this file are those of the database." in result.stdout
    [changed] = [line for line in result.stdout.splitlines() if line.startswith("This file was changed")]
    assert re.search(
        r"table \d+ \(.*\), Participation, .*: says 95\.0.% where the figures say 93\.3.%", changed
    )


def test_figures_enclosed_that_the_stamp_is_not_of_are_told(office: Desk) -> None:
    report, written = make_report()
    [wrong] = [row for row in written.rows if str(row.place) == "Measures, participation, count"]
    others = tuple(replace(row, value=45) if row is wrong else row for row in written.rows)
    path = office.folder / "report.docx"
    path.write_bytes(write_word(report, None, replace(written, rows=others).write()))

    result = check(office, path)

    assert result.exit_code == 1
    assert "the figures enclosed in it are not those that its stamp is of" in result.stdout
    assert "1 figure differs from those of the database:" in result.stdout


def test_a_changed_database_is_told_figure_by_figure(office: Desk) -> None:
    path = write_file(office.folder)
    recode(office)

    result = check(office, path)

    assert result.exit_code == 1
    assert "  Measures, participation, count: in the file 42, now 43" in result.stdout
    assert "  Measures, not_reached, count: in the file 3, now 2" in result.stdout
    assert "those of the database." not in result.stdout.partition("differ from")[0]


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_without_enclosed_figures_it_is_told_that_they_differ(office: Desk, ending: str) -> None:
    path = write_file(office.folder, ending)
    recode(office)

    result = check(office, path)

    assert result.exit_code == 1
    assert "The figures in this file are not those of the database" in result.stdout


@pytest.mark.parametrize(("ending", "is_published"), [("docx", False), ("xlsx", True)])
def test_a_file_of_a_signed_period_stays_true_when_codes_come_later(
    office: Desk,
    ending: str,
    is_published: bool,  # noqa: FBT001 - as it is named
) -> None:
    checksum = sign(office)
    recode(office)
    path = write_file(office.folder, ending, is_published=is_published)
    recode(office, "R-43")

    result = check(office, path)

    assert "The figures in this file are those signed on 01/09/2026, edition 1." in result.stdout
    assert result.exit_code == 0
    lines = office.run("periods", "differences", *DAYS).stdout.splitlines()
    assert "Participation\t42 of 45, 93.3 %, between 84 % and 94 %" in "\n".join(lines)
    assert checksum in office.run("periods", "list").stdout


def test_a_file_that_claims_a_signature_that_is_not_here_is_refused(office: Desk) -> None:
    result = check(office, write_file(office.folder, signed_on=NOW.date()))

    assert result.exit_code == 1
    assert "no such signature is here" in result.stderr


def test_signing_needs_the_checksum_and_a_reason_the_second_time(office: Desk) -> None:
    wrong = office.run("periods", "sign", *DAYS, "--confirm", "00000000")
    assert (wrong.exit_code, office.run("periods", "list").stdout) == (1, "")
    sign(office)
    assert "Every figure is the one that was signed." in office.run("periods", "differences", *DAYS).stdout
    assert office.run("periods", "sign", *DAYS).exit_code == 2
    recode(office)
    sign(office, "--reason", "A code came late")
    assert "A code came late" in office.run("periods", "list").stdout
    assert office.run("periods", "sign", "--from", "2026-09-01", "--to", "2026-09-30").exit_code == 1
    assert office.run("audit", "--action", "period.sign").stdout.count("period.sign") == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no file of a report"),
        (b"\xff\xfe", "no file of a report"),
        (b"PK", "no file of a report"),
        (b"<!doctype html><title>x</title>", "There is no stamp in this file"),
    ],
)
def test_what_is_no_report_is_refused(office: Desk, content: bytes, said: str) -> None:
    path = office.folder / "x.docx"
    path.write_bytes(content)

    result = check(office, path)

    assert (result.exit_code, said in result.stderr) == (1, True)
    assert office.run("check-report", "nowhere.docx").exit_code == 2


def test_last_year_is_the_one_that_was_signed(office: Desk) -> None:
    sign(office)
    recode(office)

    async def count(*, is_anew: bool) -> ShownSummary:
        async with opened_folder() as opened:
            source = Source(opened.store, await read_library(opened.store), opened.settings, opened.keys)
            next_year = Period(date(2026, 4, 1), date(2027, 3, 31))
            asked = Asked(next_year, compared_with=YEAR, is_anew=is_anew)
            return await count_true(source, asked, NOW.date())

    def find_before(shown: ShownSummary) -> list[Number]:
        measure = shown.find_measure("participation")
        assert measure is not None
        return [one.share.count for one in measure.compared if one.period == YEAR]

    assert find_before(asyncio.run(count(is_anew=False))) == [42]
    assert find_before(asyncio.run(count(is_anew=True))) == [43]


def test_an_edition_that_was_changed_in_the_database_is_never_printed(office: Desk) -> None:
    sign(office)
    office.change(text("DROP TRIGGER signed_period_stays_UPDATE"))
    office.change(text("UPDATE signedperiod SET counts = replace(counts, '42', '44')"))

    result = office.run("summary", *DAYS)

    assert result.exit_code == 1
    assert "is not what was signed" in result.stderr
    assert office.run("periods", "differences", *DAYS).exit_code == 1

"""Booklets and letters in every language: nothing falls off, the right way round, the code is read."""

from __future__ import annotations

import csv
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sqlalchemy import text

from admin.paper.booklet import draw_booklet
from admin.paper.content import Order
from admin.paper.drawings import draw_face
from admin.paper.layout import HEIGHT, MARGIN
from admin.paper.looks import Size
from admin.printed.pen import Pen
from forms.speaking import speaking
from tests.admin.said_in import FROM_THE_RIGHT, SAID, pretend
from tests.admin.test_paper import CODE, CROWDED, FORMS, HOST, MM_A_POINT, PRINTER, office, scan
from tests.web.chromium import open_chromium

if TYPE_CHECKING:
    from tests.admin.conftest import Desk

__all__ = ["office"]
KEY = "have_your_say_12_17_simple"
each_language = pytest.mark.parametrize("code", SAID)


@cache
def draw(code: str, key: str = KEY) -> dict[str, bytes]:
    with speaking(pretend(code)):
        drawn = draw_booklet(PRINTER, Order(FORMS[key], FORMS[key].audience, CODE), Size())
    assert drawn.missing == ""
    return dict(drawn.files)


@each_language
def test_booklet_keeps_to_its_margins_in_every_language(code: str) -> None:
    with pypdfium2.PdfDocument(draw(code)["booklet.pdf"]) as pdf:
        for page in pdf:
            for thing in page.get_objects():
                left, bottom, right, top = thing.get_bounds()
                assert left * MM_A_POINT >= MARGIN - 7
                assert right * MM_A_POINT <= 210 - MARGIN + 7
                assert bottom * MM_A_POINT >= 9
                assert top * MM_A_POINT <= HEIGHT - 11


@each_language
def test_code_is_read_in_every_language(code: str) -> None:
    (link,) = scan(draw(code)["booklet.pdf"])
    assert link == f"{HOST.upper()}/S/{CODE.code}"


@each_language
def test_page_to_print_says_its_language_and_direction(code: str) -> None:
    direction = "rtl" if code in FROM_THE_RIGHT else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in draw(code)["booklet.html"].decode()


@pytest.mark.parametrize(("code", "is_mirrored"), [("ar", True), ("uk", False)])
def test_saddest_face_stands_where_reading_begins(
    code: str, monkeypatch: pytest.MonkeyPatch, *, is_mirrored: bool
) -> None:
    lefts: dict[str, float] = {}

    def note(pen: Pen, svg: str, x: float, _: float, size: float, *shape: float) -> None:
        del shape
        lefts[svg] = pen.find_left(x, size)

    monkeypatch.setattr(Pen, "svg", note)
    draw.__wrapped__(code)
    assert (lefts[draw_face(1)] > lefts[draw_face(3)] > lefts[draw_face(5)]) == is_mirrored


@pytest.mark.browser
@pytest.mark.parametrize("code", ["ar", "ckb", "ti", "vi"])
async def test_print_page_fits_its_sheets_in_every_script(code: str) -> None:
    files = draw(code)
    async with open_chromium() as browser:
        tab = await browser.new_page()
        await tab.set_content(files["booklet.html"].decode())
        await tab.evaluate("document.fonts.ready")
        crowded = await tab.evaluate(CROWDED)
        fonts = await tab.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length")
        sheets = await tab.pdf(prefer_css_page_size=True, print_background=True)
    assert crowded == []
    assert fonts >= (2 if code == "vi" else 3)
    assert scan(sheets) == scan(files["booklet.pdf"])


def test_language_without_words_is_no_choice(office: Desk) -> None:
    result = office.run("paper", KEY, "--language", "xx", "--out", "out")
    assert result.exit_code == 2
    assert "there are words for en" in result.stderr


@pytest.fixture
def arabic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arabic, checked by a person."""
    monkeypatch.setenv("SAY_LANGUAGES", "ar")
    monkeypatch.setenv("SAY_LANGUAGES_SAFETY", "ar")


@pytest.mark.parametrize("checked", ["", "SAY_LANGUAGES", "SAY_LANGUAGES_SAFETY"])
@pytest.mark.parametrize("command", [("paper", KEY), ("letters", "--review", "HELD")])
def test_draft_that_nobody_has_checked_is_not_printed(
    office: Desk, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], checked: str
) -> None:
    if checked:
        monkeypatch.setenv(checked, "ar")
    result = office.run(*command, "--language", "ar", "--out", "out")
    assert result.exit_code == 1
    assert "is a first draft" in result.stderr
    assert not (office.folder / "out").exists()


@pytest.mark.usefixtures("arabic")
def test_booklet_is_made_in_the_language_asked_for(office: Desk) -> None:
    result = office.run("paper", KEY, "--language", "ar", "--review", "SOON", "--out", "out")
    assert result.exit_code == 0
    assert '<html lang="ar" dir="rtl">' in (office.folder / "out" / "booklet.html").read_text()
    (link,) = scan((office.folder / "out" / "booklet.pdf").read_bytes())
    assert link.startswith(f"{HOST.upper()}/S/")


@pytest.mark.usefixtures("arabic")
def test_form_that_is_not_in_the_language_is_refused(office: Desk) -> None:
    result = office.run("paper", "parent_before", "--language", "ar", "--out", "out")
    assert (result.exit_code, result.stderr) == (1, "Error: parent_before is not in العربية yet.\n")


@pytest.mark.usefixtures("arabic")
def test_letters_are_in_the_language_where_their_form_is(office: Desk) -> None:
    result = office.run("letters", "--review", "HELD", "--language", "ar", "--out", "out")
    assert result.exit_code == 0
    page = (office.folder / "out" / "letters.html").read_text()
    assert page.count('<article lang="ar" dir="rtl"') == 1, "the child's"
    assert page.count('<article lang="en-GB" dir="ltr"') >= 2, "her parents' are in English alone"
    assert len(scan((office.folder / "out" / "letters.pdf").read_bytes())) == page.count("<article")


def record(office: Desk, **languages: str) -> None:
    """Let the child of the meeting to come, and the parents, read these."""
    named = ", ".join(f"{column} = '{code}'" for column, code in languages.items())
    office.change(text(f"UPDATE child SET {named} WHERE child_ref = '1'"))


def read_why(office: Desk) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(StringIO((office.folder / "out" / "cover_list.csv").read_text("utf-8-sig")))
    return {
        f"{row['audience']} {row['person']}".strip(): (row["language"], row["why_english"]) for row in rows
    }


@pytest.mark.usefixtures("arabic")
def test_each_letter_is_in_the_language_its_reader_has_and_the_cover_list_says_why_not(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAY_LETTER_GREETING", "Dear friend")
    record(office, language="ar", parent_language="ar")
    result = office.run("letters", "--review", "SOON", "--out", "out")
    assert result.exit_code == 0
    page = (office.folder / "out" / "letters.html").read_text()
    assert page.count('<article lang="ar" dir="rtl"') == 1
    assert (page.count("Dear friend,"), "مرحبًا" in page) == (3, True), "a greeting is in one language too"
    no_form = "letter in English: parent_before is not in Arabic yet"
    assert read_why(office) == {
        "child": ("Arabic", ""),
        "parent MUM": ("English", no_form),
        "parent DAD": ("English", no_form),
        "carer": ("English", ""),
    }
    assert "2 letters in English: parent_before is not in Arabic yet." in result.stderr


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("ti", "letter in English: Tigrinya is not checked yet"),
        ("so", "letter in English: there are no words in Somali yet"),
        ("en", ""),
    ],
)
@pytest.mark.usefixtures("arabic")
def test_letter_in_a_language_that_is_not_offered_is_english_and_says_so(
    office: Desk, code: str, why: str
) -> None:
    record(office, language=code)
    assert office.run("letters", "--review", "SOON", "--audience", "child", "--out", "out").exit_code == 0
    assert read_why(office) == {"child": ("English", why)}


@pytest.mark.usefixtures("arabic")
def test_one_language_for_all_goes_before_what_is_recorded(office: Desk) -> None:
    record(office, language="ti")
    office.run("letters", "--review", "SOON", "--audience", "child", "--language", "ar", "--out", "out")
    assert read_why(office) == {"child": ("Arabic", "")}


@pytest.mark.usefixtures("arabic")
def test_booklet_is_in_the_language_of_its_child_unless_another_is_asked_for(office: Desk) -> None:
    record(office, language="ar")
    made = office.run("paper", KEY, "--review", "SOON", "--out", "out")
    assert "It is in Arabic, as recorded." in made.stdout
    assert '<html lang="ar" dir="rtl">' in (office.folder / "out" / "booklet.html").read_text()
    other = office.run("paper", KEY, "--review", "SOON", "--language", "en", "--out", "other")
    assert "Arabic" not in other.stdout
    assert '<html lang="en-GB" dir="ltr">' in (office.folder / "other" / "booklet.html").read_text()
    record(office, language="vi")
    unchecked = office.run("paper", KEY, "--review", "SOON", "--out", "third")
    assert "It is in English: Vietnamese is not checked yet." in unchecked.stdout

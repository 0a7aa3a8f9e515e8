"""Letters: every QR code in them is read again, and opens what its line of the cover list says."""

from __future__ import annotations

import csv
import re
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from io import StringIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import zxingcpp
from sqlalchemy import select, text
from sqlmodel import col

from admin.handing_over import NEVER_HOME
from admin.letters import words
from admin.letters.batch import FILES
from admin.letters.content import Addressee, Letter, LetterTooLongError, Writer, write_letter
from admin.letters.page import draw_page
from admin.letters.pdf import draw_pdf
from admin.printed import voices, way_in
from admin.printed.way_in import short_address
from forms.codes import normalise_code
from forms.definition import Audience, Form
from forms.folder import open_folder
from forms.invited import find_by_code
from forms.library import Library
from forms.problems import Problem
from forms.records import Invitation
from forms.settings import load_settings
from forms.web import Parts
from forms.wording import Council
from tests.forms.reading_age import list_sentences, list_words, measure_grade
from tests.web.chromium import open_chromium
from tests.web.house import Clock, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.admin.conftest import Desk

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "https://say.demoshire.gov.uk"
FORMS = frozenset(
    {
        "have_your_say_12_17",
        "parent_before",
        "carer_before",
        "feedback_carer",
        "feedback_parent",
        "feedback_professional",
        "feedback_conference",
        "feedback_child",
    }
)
HEAD = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on,meeting_kind\n"
ROWS = (
    "1,2010-01-01,I1,Łucja Wójcik,SOON,2026-12-01,,\n"
    "2,1999-01-01,I2,Nguyễn Thị Ánh,HELD,2026-11-18,2026-11-18,\n"
    "=3,2010-01-01,I2,Nguyễn Thị Ánh,CONFERENCE,2026-11-17,2026-11-17,icpc\n"
)
WHOSE = [
    ("CONFERENCE", "child", "", "feedback_conference"),
    ("CONFERENCE", "parent", "MUM", "feedback_conference"),
    ("CONFERENCE", "parent", "DAD", "feedback_conference"),
    ("CONFERENCE", "professional", "", "feedback_conference"),
    ("HELD", "parent", "MUM", "feedback_parent"),
    ("HELD", "parent", "DAD", "feedback_parent"),
    ("HELD", "carer", "", "feedback_carer"),
    ("HELD", "professional", "", "feedback_professional"),
    ("SOON", "child", "", "have_your_say_12_17"),
    ("SOON", "parent", "MUM", "parent_before"),
    ("SOON", "parent", "DAD", "parent_before"),
    ("SOON", "carer", "", "carer_before"),
]


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for command in ("invite", "letters", "imports"):
        monkeypatch.setattr(f"admin.commands.{command}.read_now", lambda: NOW)
    monkeypatch.setattr("admin.commands.opening.list_forms", lambda _: FORMS)
    monkeypatch.setenv("SAY_PUBLIC_URL", HOST)
    monkeypatch.setenv("SAY_COUNCIL", "Demoshire")
    monkeypatch.setenv("SAY_OUT_OF_HOURS", "01632 960001")
    monkeypatch.setenv("SAY_WORKING_HOURS", "Mon-Fri 09:00-17:00")
    desk.run("import", "reviews", desk.write("r.csv", HEAD + ROWS))
    desk.change(text("UPDATE review SET parents_safe_to_invite = 'MUM DAD'"))
    return desk


@pytest.fixture
def folder_of_letters(office: Desk) -> Path:
    result = office.run("letters", "--due-within", "30", "--out", "out")
    assert result.stdout == "12 letters in out: letters.pdf, letters.html, cover_list.csv\n"
    return office.folder / "out"


def read_cover(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO((folder / "cover_list.csv").read_text("utf-8-sig"))))


def scan_pdf(folder: Path) -> list[list[str]]:
    return scan((folder / "letters.pdf").read_bytes())


def scan(content: bytes) -> list[list[str]]:
    """Read the QR codes of each page, as a printer of 150 dots an inch prints it."""
    with pypdfium2.PdfDocument(content) as pdf:
        pictures = [page.render(scale=150 / 72).to_pil() for page in pdf]
    return [[found.text for found in zxingcpp.read_barcodes(picture)] for picture in pictures]


def read_pages(folder: Path) -> list[str]:
    with pypdfium2.PdfDocument(folder / "letters.pdf") as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


async def name_opened(code: str) -> tuple[str, str, str, str]:
    """Say whose invitation a code opens."""
    keys, store = await open_folder(load_settings())
    try:
        invited = await find_by_code(store, keys, code, NOW)
        assert not isinstance(invited, Problem)
        (row,) = await store.read(select(Invitation).where(col(Invitation.id) == invited.invitation_id))
        return row["review_ref"], row["audience"], row["person"], row["form_key"]
    finally:
        await store.close()


async def test_every_code_in_the_pdf_opens_what_its_cover_line_says(folder_of_letters: Path) -> None:
    cover, pages = read_cover(folder_of_letters), read_pages(folder_of_letters)
    scanned = scan_pdf(folder_of_letters)
    whose = [(row["review_ref"], row["audience"], row["person"], row["form"]) for row in cover]
    assert whose == WHOSE
    for row, codes, page in zip(cover, scanned, pages, strict=True):
        (link,) = codes
        assert link.startswith("HTTPS://SAY.DEMOSHIRE.GOV.UK/S/")
        assert await name_opened(link.rpartition("/")[2]) == (
            row["review_ref"],
            row["audience"],
            row["person"],
            row["form"],
        )
        assert f"Letter {row['letter']}" in page
        (typed,) = re.findall(r"\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b", page)
        assert normalise_code(typed) == link.rpartition("/")[2]
    assert len({code for codes in scanned for code in codes}) == len(WHOSE)


async def test_scanned_link_opens_the_right_page(folder_of_letters: Path) -> None:
    keys, store = await open_folder(load_settings())
    clock = Clock(NOW)
    settings = replace(load_settings(), public_url="http://127.0.0.1:8080")
    house = await open_house(Parts(store, keys, Library.shipped(), settings, clock), clock)
    try:
        for row, (link,) in zip(read_cover(folder_of_letters), scan_pdf(folder_of_letters), strict=True):
            page = await house.open_browser().get(link.removeprefix(HOST.upper()))
            assert page.has_button("Start")
            assert Library.shipped().current(row["form"]).title in page.text
    finally:
        await house.close()
        await store.close()


@pytest.mark.browser
async def test_every_code_on_the_print_page_is_that_of_the_pdf(folder_of_letters: Path) -> None:
    printed = await print_page((folder_of_letters / "letters.html").read_bytes())
    expected = [code for codes in scan_pdf(folder_of_letters) for code in codes]
    assert scan(printed) == [[code] for code in expected], "one sheet each, in the same order"


@pytest.mark.browser
async def test_print_page_holds_long_names() -> None:
    letters = [make_letter(audience, LIBRARY.current(key), LONG_NAME, **LONG) for audience, key in PAIRS]
    page = draw_page(letters, draw_pdf(letters).scales)
    assert [len(codes) for codes in scan(await print_page(page))] == [1] * len(PAIRS)


async def print_page(page: bytes) -> bytes:
    """Print in Chromium; every sheet must hold what is on it."""
    async with open_chromium() as browser:
        tab = await browser.new_page()
        await tab.set_content(page.decode())
        crowded = await tab.evaluate(
            "[...document.querySelectorAll('.letter')].filter(l => l.scrollHeight > l.clientHeight).length"
        )
        assert crowded == 0
        return await tab.pdf(prefer_css_page_size=True, print_background=True)


def test_both_say_the_same(folder_of_letters: Path) -> None:
    html = (folder_of_letters / "letters.html").read_text("utf-8")
    sheets = re.split(r"<article ", html.partition("<body>")[2])[1:]
    for sheet, page in zip(sheets, read_pages(folder_of_letters), strict=True):
        said = " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<{sheet}")).split())
        assert sorted(said.split()) == sorted(page.split())


def test_letter_says_what_it_must(folder_of_letters: Path) -> None:
    page = read_pages(folder_of_letters)[8]
    for said in (
        "Have your say Hello, You can say what you think before your meeting.",
        "No camera? Type in this address and this code: say.demoshire.gov.uk",
        "You can use it until 29 December 2026.",
        "Łucja Wójcik Independent Reviewing Officer (IRO)",
        "Your IRO runs your meeting and reads what you say.",
        "If your IRO is away, their manager may read it. What you say goes on your file.",
        "If someone may be hurt, we must tell a person who can help.",
        "999",
        "Childline 0800 1111",
        "01632 960001",
    ):
        assert said in page.replace("- ", "-")


def test_letters_after_a_meeting_say_that_the_manager_reads_them(folder_of_letters: Path) -> None:
    page = read_pages(folder_of_letters)[6]
    assert "Nguyễn Thị Ánh ran the meeting. The manager of the reviewing service reads this." in page
    assert "Childline" not in page, "which is for children"
    assert "999" in page


def test_professionals_are_told_that_they_share_a_code(folder_of_letters: Path) -> None:
    assert "up to 12 people can use it, once each" in read_pages(folder_of_letters)[7]


def test_cover_list_has_no_code_and_no_formula(folder_of_letters: Path) -> None:
    cover = (folder_of_letters / "cover_list.csv").read_text("utf-8-sig")
    for (link,) in scan_pdf(folder_of_letters):
        code = link.rpartition("/")[2]
        assert not any(part in cover for part in (code, code[:4], code[4:8], code[8:]))
    rows = read_cover(folder_of_letters)
    assert [row["page"] for row in rows] == [str(page) for page in range(1, 13)]
    assert {row["child_ref"] for row in rows} == {"1", "2", "'=3"}
    assert rows[8]["iro_name"] == "Łucja Wójcik"
    assert rows[8]["open_until"] == "2026-12-29"


def test_letter_for_a_child_in_a_conference_never_goes_home(folder_of_letters: Path) -> None:
    told = {(row["review_ref"], row["audience"]): row["hand_over"] for row in read_cover(folder_of_letters)}
    assert told["CONFERENCE", "child"] == NEVER_HOME
    assert [key for key, how in told.items() if how == NEVER_HOME] == [("CONFERENCE", "child")]


def test_files_are_for_their_owner_alone(folder_of_letters: Path) -> None:
    assert sorted(path.name for path in folder_of_letters.iterdir()) == sorted(FILES)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder_of_letters.iterdir()} == {0o600}
    assert stat.S_IMODE(folder_of_letters.stat().st_mode) == 0o700


def test_letters_a_second_time_are_for_those_without_one(office: Desk, folder_of_letters: Path) -> None:
    del folder_of_letters
    again = office.run("letters", "--due-within", "30", "--out", "more")
    assert again.stdout == "No letters.\n"
    assert again.stderr.splitlines() == [
        "HELD, child: no form is there yet for a child of this age.",
        "12 without a letter: had a letter already; --again makes another.",
        "1 without a letter: no form is there yet for a child of this age.",
    ]
    assert not (office.folder / "more").exists()
    forced = office.run("letters", "--review", "SOON", "--audience", "child", "--again", "--out", "more")
    assert forced.stdout.startswith("1 letter in more")
    assert len(office.read(text("SELECT id FROM invitation"))) == 12
    assert len(office.read(text("SELECT code_hash FROM invitationcode WHERE made_for = 'letter'"))) == 13


def test_letter_for_somebody_who_is_invited_has_a_code_of_its_own(office: Desk) -> None:
    listed = office.run("invite", "--review", "SOON", "--audience", "child").stdout
    office.run("letters", "--review", "SOON", "--audience", "child", "--out", "out")
    ((link,),) = scan_pdf(office.folder / "out")
    assert link.rpartition("/")[2] not in listed.replace("-", "")
    codes = office.read(text("SELECT made_for FROM invitationcode ORDER BY made_for"))
    assert [row["made_for"] for row in codes] == ["letter", "list"]


def test_nobody_who_has_answered_gets_a_letter(office: Desk) -> None:
    office.run("invite", "--review", "SOON", "--audience", "child")
    office.change(text("UPDATE invitation SET submitted = 1"))
    result = office.run("letters", "--review", "SOON", "--audience", "child", "--out", "out")
    assert result.stdout == "No letters.\n"
    assert "SOON, child: has answered already, or the invitation is closed." in result.stderr


def test_letters_say_who_gets_none(office: Desk) -> None:
    office.change(text("UPDATE review SET parents_safe_to_invite = ''"))
    result = office.run("letters", "--review", "SOON", "--out", "out")
    assert "SOON, parent: no parent is marked as safe to invite.\n" in result.stderr


def test_folder_with_something_in_it_is_refused_before_any_code_is_made(office: Desk) -> None:
    (office.folder / "out").mkdir()
    (office.folder / "out" / "mine.txt").write_text("mine")
    result = office.run("letters", "--due-within", "30", "--out", "out")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: out is not empty: name a new folder.\n",
    )
    assert office.read(text("SELECT id FROM invitation")) == []


@pytest.mark.parametrize("fault", ["disk", "name"])
def test_letters_that_cannot_be_made_leave_no_file_and_no_code(office: Desk, fault: str) -> None:
    if fault == "name":
        office.change(text(f"UPDATE iro SET name = '{'Wójcik ' * 200}'"))
    else:
        (office.folder / "out").parent.joinpath("blocked").write_text("a file, no folder")
    out = "out" if fault == "name" else "blocked/out"
    result = office.run("letters", "--due-within", "30", "--out", out)
    assert result.exit_code == 1
    assert {"name": "does not fit a page", "disk": "blocked/out cannot be written"}[fault] in result.stderr
    assert not (office.folder / out).exists()
    assert not list(office.folder.glob("**/letters.*"))
    assert office.read(text("SELECT code_hash FROM invitationcode")) == []
    office.change(text("UPDATE iro SET name = 'Sam'"))
    assert office.run("letters", "--due-within", "30", "--out", "out").stdout.startswith("12 letters")


def test_letter_for_a_form_of_the_councils_own(office: Desk) -> None:
    own = (
        "| survey | type | name | label |\n|---|---|---|---|\n| | text | fair | Was it fair? |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Żółte pytania | carer | between |\n"
    )
    office.run("forms", "import", office.write("own.md", own))
    result = office.run("letters", "--review", "HELD", "--form", "ours", "--out", "out")
    assert result.stdout.startswith("1 letter in out")
    (page,) = read_pages(office.folder / "out")
    assert "Żółte pytania Hello, You can say how things are now" in page
    changed = office.run("import", "reviews", office.write("r.csv", HEAD + ROWS))
    assert "Invitations" not in changed.stderr, "its last day is that of a check-in, and stays"


@pytest.mark.parametrize("given", [(), ("--due-within", "3", "--review", "SOON")])
def test_letters_used_wrongly(office: Desk, given: tuple[str, ...]) -> None:
    assert office.run("letters", *given, "--out", "out").exit_code == 2


LIBRARY = Library.shipped()
WRITER = Writer(Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001"), "Hello", HOST)
ASKED = {
    "child": [key for key in LIBRARY.keys() if LIBRARY.current(key).audience is Audience.CHILD],  # noqa: SIM118
    "parent": ["parent_before", "feedback_parent", "feedback_conference"],
    "carer": ["carer_before", "how_i_show_you", "feedback_carer"],
    "professional": ["feedback_professional", "feedback_conference"],
}
PAIRS = [(Audience(audience), key) for audience, keys in ASKED.items() for key in keys]
each_letter = pytest.mark.parametrize(("audience", "form_key"), PAIRS, ids=str)

LONG_NAME = "Maximiliana Oluwaseun-Featherstonehaugh Wójcik-Ștefănescu van der Westhuizen"
LONG = {
    "greeting": "Hello from all of us at the council, dear young person,",
    "council": Council(
        "The Royal Borough of Kensington and Chelsea", "Monday to Friday, 9am to 5pm", "01632 960001"
    ),
}


def make_letter(audience: Audience, form: Form, iro_name: str = "Sam Okafor", **changed: Any) -> Letter:
    writer = replace(WRITER, **changed)
    whom = Addressee(form, audience, 12, iro_name, "7K3M9PQRS2TV", date(2027, 1, 17), "4821-001")
    return write_letter(writer, whom)


def list_prose(letter: Letter) -> Iterator[str]:
    yield from (
        *letter.opening,
        letter.way_in.scan,
        letter.way_in.type_it.replace(":", "."),
        *letter.way_in.until,
    )
    yield from (*letter.reader.lines, *letter.ways)


@each_letter
def test_letter_is_read_at_nine_to_ten(audience: Audience, form_key: str) -> None:
    letter = make_letter(audience, LIBRARY.current(form_key), public_url="https://say")
    prose = list(list_prose(letter))
    assert measure_grade(prose) <= 4.0
    assert max(len(list_words(sentence)) for text in prose for sentence in list_sentences(text)) <= 20


@each_letter
def test_letter_with_long_names_fits_one_page(audience: Audience, form_key: str) -> None:
    letter = make_letter(audience, LIBRARY.current(form_key), LONG_NAME, **LONG)
    pdf = pypdfium2.PdfDocument(draw_pdf([letter]).pdf)
    assert len(pdf) == 1
    assert "Letter 4821-001" in pdf[0].get_textpage().get_text_bounded()
    pdf.close()


def test_letter_that_fits_no_page_is_refused() -> None:
    letter = make_letter(Audience.CHILD, LIBRARY.current("have_your_say_12_17"), "Wójcik " * 200)
    with pytest.raises(LetterTooLongError, match="Letter 4821-001 does not fit a page"):
        draw_pdf([letter])


def test_sign_that_no_font_has_stops_no_letters(office: Desk) -> None:
    office.change(text("UPDATE iro SET name = 'ሰላም 李'"))
    result = office.run("letters", "--due-within", "30", "--out", "out")
    assert result.stdout.startswith("12 letters")
    assert (
        "No font has a shape for 李: an empty box stands there. Look at the council's name" in result.stderr
    )
    assert any("ሰላም □" in page for page in read_pages(office.folder / "out"))


@pytest.mark.parametrize(
    ("public_url", "typed"),
    [(HOST, "say.demoshire.gov.uk"), ("http://127.0.0.1:8080", "http://127.0.0.1:8080")],
)
def test_address_to_type_leaves_out_only_what_a_browser_adds(public_url: str, typed: str) -> None:
    assert short_address(public_url) == typed


def test_letter_without_a_name_or_an_out_of_hours_number() -> None:
    form = LIBRARY.current("have_your_say_12_17")
    letter = make_letter(Audience.CHILD, form, "", council=replace(WRITER.council, out_of_hours=""))
    assert (letter.reader.name, letter.reader.role) == ("", "")
    assert [route.number for route in letter.help_routes] == ["999", "0800 1111"]
    assert "Tell your IRO" in " ".join(letter.ways)
    assert len(pypdfium2.PdfDocument(draw_pdf([letter]).pdf)) == 1


@pytest.mark.parametrize(
    "table",
    [way_in.SCAN, way_in.TYPE_IT, way_in.YOURS, words.OTHER_WAYS_TITLE, words.OTHER_WAYS, voices._WHY],
)
def test_every_voice_has_its_words(table: Mapping[voices.Voice, object]) -> None:
    assert set(table) == set(voices.Voice)

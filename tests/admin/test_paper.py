"""Booklets: every question and option is on paper, nothing falls off a page, the code opens the talk."""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from sqlalchemy import text

from admin.handing_over import NEVER_HOME
from admin.paper import words
from admin.paper.booklet import FILES, draw_booklet
from admin.paper.conditions import say_condition
from admin.paper.content import Code, Order, Printer, write_booklet
from admin.paper.drawings import EMPTY, STYLES, draw_face, draw_picture, draw_scene
from admin.paper.layout import HEIGHT, MARGIN, find_bottom
from admin.paper.looks import LARGE_PRINT, Size, choose_look
from admin.paper.pdf import Printed, print_booklet
from admin.paper.pieces import Card, CodeCard, Drawing, HelpCard, Label, Pictures, Ticks, Tone, Words
from admin.paper.questions import number_questions
from admin.printed.voices import Voice
from forms.definition import FACES, PICTURES, Anonymity, Audience, Kind
from forms.folder import open_folder
from forms.library import Library, load_form, parse_markdown
from forms.settings import load_settings
from forms.web import Parts
from forms.web.pages import TEMPLATES
from forms.wording import Council
from tests.forms.reading_age import list_sentences, list_words, measure_grade
from tests.web.chromium import open_chromium
from tests.web.house import Clock, open_house

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from admin.paper.pieces import Piece
    from forms.definition import Form
    from tests.admin.conftest import Desk

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "https://say.demoshire.gov.uk"
ADDRESS = "Reviewing service, Demoshire Council, Town Hall, Demotown DM1 1AA"
COUNCIL = Council("Demoshire", "Monday to Friday, 9am to 5pm", "01632 960001")
PRINTER = Printer(COUNCIL, HOST, ADDRESS)
CODE = Code("7K3M9PQRS2TV", date(2027, 1, 17), 12, "Sam Okafor")
LIBRARY = Library.shipped()
FORMS = {key: LIBRARY.current(key) for key in LIBRARY.keys()}  # noqa: SIM118 - no dictionary
each_form = pytest.mark.parametrize("key", FORMS, scope="module")
"""All tests of one booklet stand together, so that few of the processes draw it."""
each_size = pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large"])
MM_A_POINT = 25.4 / 72
EVERY_KIND = "tests/forms/every_kind.md"


def order(form: Form, *, has_code: bool) -> Order:
    return Order(form, form.audience, CODE if has_code else None)


def print_form(form: Form, *, is_large: bool = False, has_code: bool = True) -> Printed:
    made = order(form, has_code=has_code)
    return print_booklet(
        lambda setting: write_booklet(PRINTER, made, setting), made.asked, Size(is_large_print=is_large)
    )


@cache
def printed(key: str, *, is_large: bool = False, has_code: bool = True) -> Printed:
    return print_form(FORMS[key], is_large=is_large, has_code=has_code)


def read_pages(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def read_all(content: bytes) -> str:
    return squeeze(" ".join(read_pages(content)))


def squeeze(said: str) -> str:
    """Leave out all space: where a line breaks is not what is said."""
    return re.sub(r"[\s\u00ad\ufffe]", "", said)


def list_said(form: Form) -> Iterator[str]:
    for question in form.questions:
        if question.kind is not Kind.AUDIO:
            yield question.label
            yield from (option.label for option in question.options)
            yield from question.names.values()
            yield from (question.low_label, question.high_label)
            yield question.hint.removeprefix(words.CHOOSE_MANY).strip()


def list_pieces(made: Printed) -> Iterator[Piece]:
    for page in made.pages:
        for placed in page.pieces:
            yield placed.piece


@each_size
@each_form
def test_every_question_and_option_is_on_paper(key: str, *, is_large: bool) -> None:
    said = read_all(printed(key, is_large=is_large).pdf)
    assert [label for label in list_said(FORMS[key].away) if squeeze(label) not in said] == []


def test_nobody_chooses_on_paper_to_be_answered_on_a_phone() -> None:
    assert squeeze("Here, on my own phone") not in read_all(printed("have_your_say_12_17").pdf)


@each_form
def test_both_renderings_say_the_same(key: str) -> None:
    files = draw_booklet(PRINTER, order(FORMS[key], has_code=True), Size()).files
    html = files["booklet.html"].decode().partition("<body>")[2]
    html = re.sub(r"<aside.*?</aside>", "", html)
    shown = squeeze(unescape(re.sub(r"<[^>]+>", " ", html)))
    assert sorted(shown) == sorted(read_all(files["booklet.pdf"]))
    assert list(files) == list(FILES)


@each_form
def test_questions_are_numbered_in_order(key: str) -> None:
    labels = [piece for piece in list_pieces(printed(key)) if isinstance(piece, Label)]
    asked = [question for question in FORMS[key].asked if question.kind is not Kind.AUDIO]
    assert [piece.number for piece in labels] == list(range(1, len(asked) + 1))
    assert [piece.text for piece in labels] == [question.label for question in asked]


@each_size
@each_form
def test_nothing_is_drawn_outside_the_margins(key: str, *, is_large: bool) -> None:
    with pypdfium2.PdfDocument(printed(key, is_large=is_large).pdf) as pdf:
        for page in pdf:
            assert page.get_size() == pytest.approx((210 / MM_A_POINT, 297 / MM_A_POINT), abs=0.1)
            for thing in page.get_objects():
                left, bottom, right, top = thing.get_bounds()
                assert left * MM_A_POINT >= MARGIN - 6
                assert right * MM_A_POINT <= 210 - MARGIN + 0.5
                assert bottom * MM_A_POINT >= 10
                assert top * MM_A_POINT <= HEIGHT - 12


@each_size
@each_form
def test_pieces_stand_one_under_the_other_and_end_above_the_foot(key: str, *, is_large: bool) -> None:
    made = printed(key, is_large=is_large)
    bottom = find_bottom(choose_look(FORMS[key], Size(is_large_print=is_large)))
    for page in made.pages:
        places = [(placed.y, placed.y + placed.high) for placed in page.pieces]
        for (_, end), (begin, _) in pairwise(places):
            assert end <= begin + 0.01
        assert places[-1][1] <= bottom + 0.01


@each_size
@each_form
def test_question_stands_on_one_page_with_its_first_answer(key: str, *, is_large: bool) -> None:
    for page in printed(key, is_large=is_large).pages:
        pieces = [placed.piece for placed in page.pieces]
        for place, piece in enumerate(pieces):
            if isinstance(piece, Label):
                answers = [
                    after
                    for after in pieces[place + 1 :]
                    if not (isinstance(after, Words) and is_said(after))
                ]
                assert answers
                assert not isinstance(answers[0], Label | Card | Words)


def is_said(piece: Words) -> bool:
    return piece.tone in {Tone.HOW, Tone.HINT}


@pytest.mark.parametrize("key", ["have_your_say_4_7", "feedback_child_4_7"])
def test_little_children_have_one_or_two_questions_a_page(key: str) -> None:
    for page in printed(key).pages:
        asked = [placed for placed in page.pieces if isinstance(placed.piece, Label)]
        large = [placed for placed in asked if placed.look.most]
        assert len(large) <= 2
        assert all(placed.look.label >= 20 for placed in large)


def test_little_child_has_a_page_to_draw_on() -> None:
    (drawing,) = [
        placed
        for page in printed("have_your_say_4_7").pages
        for placed in page.pieces
        if isinstance(placed.piece, Drawing)
    ]
    assert drawing.high > 150


@each_form
def test_large_print_has_no_word_under_18_points(key: str) -> None:
    with pypdfium2.PdfDocument(printed(key, is_large=True).pdf) as pdf:
        sizes = {round(size, 1) for page in pdf for size in list_sizes(page)}
    assert min(sizes) >= LARGE_PRINT - 0.1
    made = order(FORMS[key], has_code=True)
    html = (
        draw_booklet(PRINTER, made, Size(is_large_print=True))
        .files["booklet.html"]
        .decode()
        .partition("<body>")[2]
    )
    assert min(map(float, re.findall(r"font-size: ([\d.]+)pt", html))) >= LARGE_PRINT - 0.01


def list_sizes(page: Any) -> Iterator[float]:
    """Yield the size of each sign; the figure of a question's number stands in a disc and is no word."""
    shown = page.get_textpage()
    for place in range(shown.count_chars()):
        if shown.get_text_range(place, 1).strip() and not is_in_a_disc(shown, place):
            yield pypdfium2.raw.FPDFText_GetFontSize(shown, place)


def is_in_a_disc(shown: Any, place: int) -> bool:
    red, green, blue, alpha = (pypdfium2.raw.c_uint() for _ in range(4))
    pypdfium2.raw.FPDFText_GetFillColor(shown, place, red, green, blue, alpha)
    return (red.value, green.value, blue.value) == (255, 255, 255)


def scan(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        pictures = [page.render(scale=150 / 72).to_pil() for page in pdf]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.browser
@pytest.mark.parametrize(
    "key", ["have_your_say_4_7", "have_your_say_8_11", "have_your_say_12_17", "feedback_parent"]
)
@each_size
async def test_print_page_has_the_sheets_of_the_pdf(key: str, *, is_large: bool) -> None:
    files = draw_booklet(PRINTER, order(FORMS[key], has_code=True), Size(is_large_print=is_large)).files
    async with open_chromium() as browser:
        tab = await browser.new_page()
        await tab.set_content(files["booklet.html"].decode())
        crowded = await tab.evaluate(CROWDED)
        sheets = await tab.pdf(prefer_css_page_size=True, print_background=True)
    assert crowded == []
    assert len(read_pages(sheets)) == len(read_pages(files["booklet.pdf"]))
    assert scan(sheets) == scan(files["booklet.pdf"])


CROWDED = """[...document.querySelectorAll('.at')].filter(at => {
    const mm = at.getBoundingClientRect().width / parseFloat(at.style.inlineSize);
    const tall = at.scrollHeight > parseFloat(at.dataset.high) * mm + 2;
    const inner = [...at.querySelectorAll('.card, .envelope, .picture')];
    return tall || at.scrollWidth > at.clientWidth + 1
        || inner.some(part => part.scrollHeight > part.clientHeight + 1);
}).map(at => at.innerText)"""


@each_form
def test_who_reads_it_and_who_can_help_is_said_first_and_last(key: str) -> None:
    form = FORMS[key]
    pages = read_pages(printed(key).pdf)
    asked = next(place for place, page in enumerate(pages) if squeeze(form.asked[0].label) in squeeze(page))
    first, last = squeeze(" ".join(pages[:asked])), squeeze(pages[-1])
    assert squeeze("If someone may be hurt, we must tell a person who can help.") in first
    assert squeeze(words.OPENED) in first
    assert squeeze("Nobody can read") in first
    for part in (first, last):
        assert "999" in part
        assert "01632960001" in part
        assert ("08001111" in part) == (form.audience in {Audience.CHILD, Audience.EVERYONE})
    assert all("999" in page for page in pages)


@each_form
def test_last_page_is_the_way_back(key: str) -> None:
    last = squeeze(read_pages(printed(key).pdf)[-1])
    for said in (words.DONE_TITLE, words.WRITE_ON_IT, *ADDRESS.split(", ")):
        assert squeeze(said) in last
    assert "carer" not in last.lower(), "the envelope never goes back by the hand of who may be written about"


def test_without_an_address_there_are_lines_for_it() -> None:
    form = FORMS["have_your_say_12_17"]
    made = print_booklet(
        lambda setting: write_booklet(replace(PRINTER, return_to=""), Order(form, form.audience), setting),
        form,
        Size(),
    )
    assert squeeze("If it is not here yet, ask your social worker") in squeeze(read_pages(made.pdf)[-1])


@each_form
def test_blank_booklet_asks_for_a_name_only_where_one_is_needed(key: str) -> None:
    form = FORMS[key]
    said = read_all(printed(key, has_code=False).pdf)
    is_unnamed = form.anonymous is Anonymity.CHOICE
    assert (squeeze(words.UNNAMED) in said) == is_unnamed
    assert (squeeze(words.WHY_NAME) in said) == (not is_unnamed)
    assert scan(printed(key, has_code=False).pdf) == []
    left_out = [row.label for row in form.asked if is_unnamed and row not in form.unnamed.questions]
    still = {row.label for row in form.unnamed.questions}
    assert [label for label in left_out if label not in still and squeeze(label) in said] == []


def list_conditions(form: Form) -> dict[str, str]:
    numbers = number_questions(form)
    return {row.key: say_condition(form, row, numbers) for row in form.asked if row.relevant}


def test_conditions_are_said_in_words() -> None:
    said = list_conditions(FORMS["have_your_say_8_11"])
    assert said["family_time_want"] == "If you gave an answer"
    assert said["wish_known"] == "If you chose “Yes”"
    assert said["letter_clear"] == "If you chose “Yes” or “Partly”", "the first meeting was asked before"
    assert said["last_time_done"] == "If you chose “No” at question 16"
    assert said["helper_role"] == "If you chose “Someone read it to me” or “Someone typed for me”"
    conference = list_conditions(FORMS["feedback_conference"])
    assert conference["worker_told_views"] == "If you chose “The child or young person” at question 1"


@each_form
def test_every_condition_of_our_forms_is_a_sentence(key: str) -> None:
    assert [name for name, said in list_conditions(FORMS[key]).items() if not said] == []


CONDITIONS = {
    "${safe} <= 2": "If you chose 0, 1 or 2 at question 1",
    "${safe} = ''": "",
    "not(selected(${going}, 'no'))": "If you did not choose “No” at question 2",
    "not(${going} = 'yes' or ${going} = 'no')": "",
    "${going} = 'yes' and ${safe} != ''": "If you chose “Yes” at question 2 and gave an answer at question 1",
    "${going} = 'yes' or ${safe} = 3": "",
    "selected(${who}, 'mum') or selected(${who}, 'dad')": "If you chose “My mum” or “My dad”",
    "selected(${who}, 'mum') and selected(${who}, 'dad')": "",
    "count-selected(${who}) > 1": "",
    "not(selected(${who}, 'mum'))": "If you did not choose “My mum”",
    "${who} != ''": "If you gave an answer",
}


@pytest.mark.parametrize(("condition", "said"), CONDITIONS.items())
def test_condition_is_said_or_left_out(condition: str, said: str) -> None:
    form = parse_markdown(
        "| survey | type | name | label | parameters | relevant |\n|---|---|---|---|---|---|\n"
        "| | range | safe | Safe? | start=0 end=10 | |\n"
        "| | select_one yes_no | going | Going? | | |\n"
        "| | select_multiple people | who | Who? | | |\n"
        f"| | text | why | Why? | | {condition} |\n\n"
        "| choices | list_name | name | label |\n|---|---|---|---|\n| | yes_no | yes | Yes |\n"
        "| | yes_no | no | No |\n| | people | mum | My mum |\n| | people | dad | My dad |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Ours | child | before |\n"
    )
    assert list_conditions(form)["why"] == said


def test_every_kind_has_its_place(request: pytest.FixtureRequest) -> None:
    form = load_form(request.config.rootpath / EVERY_KIND)
    made = print_form(form)
    said = read_all(made.pdf)
    assert "Yourvoice?" not in said, "paper holds no recording"
    for label in (row.label for row in form.questions if row.kind is not Kind.AUDIO):
        assert squeeze(label) in said
    kinds = {type(piece).__name__ for piece in list_pieces(made)}
    assert {"Ticks", "Ruled", "Fields", "Numbers", "Faces", "Drawing"} <= kinds
    for told in (words.TICK_ONE, words.TICK_MANY, words.CIRCLE_FACE, words.CIRCLE_NUMBER, words.NUMBER_THEM):
        assert squeeze(told) in said
    for part in ("day", "month", "year"):
        assert part in said


def test_option_without_a_picture_among_others_has_an_empty_frame() -> None:
    form = parse_markdown(
        "| survey | type | name | label |\n|---|---|---|---|\n| | select_one who | who | Who? |\n\n"
        "| choices | list_name | name | label | picture |\n|---|---|---|---|---|\n"
        "| | who | mum | My mum | mum |\n| | who | nan | My nan | |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Ours | child | before |\n"
    )
    files = draw_booklet(PRINTER, Order(form, form.audience), Size()).files
    assert squeeze("My mum My nan") in read_all(files["booklet.pdf"])
    assert draw_picture("mum") in files["booklet.html"].decode()
    assert EMPTY in files["booklet.html"].decode()


@each_size
def test_longest_question_that_a_form_may_have_fits(*, is_large: bool) -> None:
    rows = "".join(f"| | many | o{place} | {'wide word ' * 5}{place:02} |\n" for place in range(30))
    form = parse_markdown(
        "| survey | type | name | label | hint |\n|---|---|---|---|---|\n"
        f"| | note | before | {'A long note. ' * 70} | |\n"
        f"| | select_one many | one | {'A long question ' * 30}? | {'A long hint ' * 40} |\n\n"
        f"| choices | list_name | name | label |\n|---|---|---|---|\n{rows}\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Ours | child | before |\n"
    )
    made = print_form(form, is_large=is_large)
    said = read_all(made.pdf)
    assert [label for label in list_said(form) if squeeze(label) not in said] == []
    labels = [label for piece in list_pieces(made) if isinstance(piece, Ticks) for label in piece.labels]
    assert [label for label in labels if label.startswith("wide word")] == [
        row.label for row in form.questions[1].options
    ]


def list_prose(made: Printed) -> Iterator[str]:
    for block in made.booklet.blocks:
        if not block.number:
            for piece in block.pieces:
                if isinstance(piece, Words):
                    yield (
                        piece.text.removeprefix("1. ")
                        .removeprefix("2. ")
                        .removeprefix("3. ")
                        .replace(":", ".")
                    )
                elif isinstance(piece, Card):
                    yield from piece.lines
                elif isinstance(piece, CodeCard):
                    yield from (
                        piece.way_in.scan,
                        piece.way_in.type_it.replace(":", "."),
                        *piece.way_in.until,
                    )


@pytest.mark.parametrize("has_code", [True, False], ids=["code", "blank"])
@each_form
def test_booklet_is_read_at_nine_to_ten(key: str, *, has_code: bool) -> None:
    prose = list(list_prose(printed(key, has_code=has_code)))
    assert measure_grade(prose) <= 4.0
    assert max(len(list_words(sentence)) for said in prose for sentence in list_sentences(said)) <= 20


@pytest.mark.parametrize(
    "table",
    [
        words.FILL,
        words.NAMES,
        words.PHONE_TITLE,
        words.CLOSE,
        words.HAND_OVER,
        words.NO_ENVELOPE,
        words.WRITE_BY_HAND,
        words.NOBODY_ELSE,
    ],
)
def test_every_voice_has_its_words(table: dict[Voice, object]) -> None:
    assert set(table) == set(Voice)


@pytest.mark.parametrize("svg", [draw_face(1), *map(draw_picture, sorted(PICTURES)), draw_scene("thanks")])
def test_drawings_have_no_class_left(svg: str) -> None:
    assert "class=" not in svg


def test_every_shape_of_the_drawings_is_dressed_for_paper() -> None:
    drawings = (TEMPLATES / "pictures.html").read_text()
    shapes = {found.split()[0] for found in re.findall(r'<(?:path|circle|rect) class="([\w ]+)"', drawings)}
    assert shapes <= STYLES.keys()


def test_five_faces_differ() -> None:
    assert len({draw_face(mark) for mark in FACES}) == len(FACES)


HEAD = "child_ref,date_of_birth,iro_ref,iro_name,review_ref,due_on,held_on,meeting_kind,stood_down\n"
ROWS = (
    "1,2010-01-01,I1,Łucja Wójcik,SOON,2026-12-01,,,\n"
    "2,2010-01-01,I2,Nguyễn Thị Ánh,HELD,2026-11-18,2026-11-18,,\n"
    "3,2010-01-01,I2,Nguyễn Thị Ánh,CONFERENCE,2026-11-17,2026-11-17,icpc,\n"
    "4,2010-01-01,I2,Nguyễn Thị Ánh,OFF,2026-12-02,,,yes\n"
)


@pytest.fixture
def office(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for command in ("paper", "imports", "invite"):
        monkeypatch.setattr(f"admin.commands.{command}.read_now", lambda: NOW)
    monkeypatch.setenv("SAY_PUBLIC_URL", HOST)
    monkeypatch.setenv("SAY_COUNCIL", "Demoshire")
    monkeypatch.setenv("SAY_OUT_OF_HOURS", "01632 960001")
    monkeypatch.setenv("SAY_RETURN_ADDRESS", ADDRESS)
    desk.run("import", "reviews", desk.write("r.csv", HEAD + ROWS))
    desk.change(text("UPDATE review SET parents_safe_to_invite = 'MUM DAD'"))
    return desk


def test_blank_booklet_makes_no_invitation(office: Desk) -> None:
    result = office.run("paper", "have_your_say_4_7")
    assert result.stdout == ("A blank booklet in have_your_say_4_7-booklet: booklet.pdf, booklet.html\n")
    folder = office.folder / "have_your_say_4_7-booklet"
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == dict.fromkeys(
        FILES, 0o600
    )
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert office.read(text("SELECT id FROM invitation")) == []


async def test_code_of_a_booklet_opens_the_conversation(booklet: Path) -> None:
    (link,) = scan((booklet / "booklet.pdf").read_bytes())
    assert link.startswith("HTTPS://SAY.DEMOSHIRE.GOV.UK/S/")
    keys, store = await open_folder(load_settings())
    clock = Clock(NOW)
    settings = replace(load_settings(), public_url="http://127.0.0.1:8080")
    house = await open_house(Parts(store, keys, Library.shipped(), settings, clock), clock)
    try:
        page = await house.open_browser().get(link.removeprefix(HOST.upper()))
        assert page.has_button("Start")
        assert "Łucja Wójcik" in page.text
    finally:
        await house.close()
        await store.close()


@pytest.fixture
def booklet(office: Desk) -> Path:
    """A booklet with a code."""
    result = office.run("paper", "have_your_say_12_17", "--review", "SOON", "--out", "out")
    assert result.stdout == (
        "A booklet in out: booklet.pdf, booklet.html\n"
        "Hand it over: to the child, in person or where they live.\n"
    )
    return office.folder / "out"


def test_booklet_with_a_code_names_who_runs_the_meeting(booklet: Path) -> None:
    said = read_all((booklet / "booklet.pdf").read_bytes())
    assert squeeze("Your IRO is Łucja Wójcik, who runs your meeting and reads what you say.") in said
    assert squeeze("You can use it until 29 December 2026.") in said


def test_who_is_invited_gets_one_more_code_and_no_second_invitation(office: Desk, booklet: Path) -> None:
    first = scan((booklet / "booklet.pdf").read_bytes())
    office.run("paper", "have_your_say_12_17", "--review", "SOON", "--large-print", "--out", "more")
    assert scan((office.folder / "more" / "booklet.pdf").read_bytes()) != first
    assert len(office.read(text("SELECT id FROM invitation"))) == 1
    codes = office.read(text("SELECT made_for FROM invitationcode"))
    assert [row["made_for"] for row in codes] == ["paper", "paper"]


def test_last_day_on_a_booklet_is_only_ever_put_later(office: Desk, booklet: Path) -> None:
    del booklet
    before = office.read(text("SELECT expires_at FROM invitation"))
    sooner = ROWS.replace("2026-12-01", "2026-11-24")
    office.run("import", "reviews", office.write("r.csv", HEAD + sooner))
    assert office.read(text("SELECT expires_at FROM invitation")) == before


def test_form_with_fewer_words_is_answered_on_the_invitation_to_the_other(office: Desk) -> None:
    result = office.run("paper", "have_your_say_12_17_simple", "--review", "SOON", "--out", "out")
    assert result.exit_code == 0
    (row,) = office.read(text("SELECT form_key FROM invitation"))
    assert row["form_key"] == "have_your_say_12_17"


def test_form_of_the_councils_own_has_booklets_too(office: Desk) -> None:
    own = (
        "| survey | type | name | label |\n|---|---|---|---|\n| | text | fair | Żółte pytanie? |\n\n"
        "| settings | form_id | form_title | audience | timing |\n|---|---|---|---|---|\n"
        "| | ours | Our own | carer | between |\n"
    )
    office.run("forms", "import", office.write("own.md", own))
    assert office.run("paper", "ours", "--review", "HELD", "--out", "out").exit_code == 0
    assert "Żółtepytanie?" in read_all((office.folder / "out" / "booklet.pdf").read_bytes())
    assert office.read(text("SELECT form_key, audience FROM invitation")) == [
        {"form_key": "ours", "audience": "carer"}
    ]


def test_each_parent_has_a_code_of_their_own(office: Desk) -> None:
    which = office.run("paper", "feedback_parent", "--review", "HELD", "--out", "out")
    assert which.exit_code == 2
    assert "Say --person, one of those who may be invited: DAD, MUM." in which.stderr
    done = office.run("paper", "feedback_parent", "--review", "HELD", "--person", "DAD", "--out", "out")
    assert done.exit_code == 0
    assert [row["person"] for row in office.read(text("SELECT person FROM invitation"))] == ["DAD"]


def test_child_in_a_conference_never_gets_it_at_home(office: Desk) -> None:
    given = ("paper", "feedback_conference", "--review", "CONFERENCE", "--audience", "child", "--out", "out")
    assert office.run(*given).stdout.endswith(f"Hand it over: {NEVER_HOME}.\n")


REFUSED = {
    ("have_your_say_12_17", "OFF"): "OFF: no booklet with a code, the meeting is stood down.",
    ("have_your_say_12_17", "HELD"): "is not what is asked about this review now; that is feedback_child.",
    ("have_your_say_4_7", "SOON"): "is not what is asked about this review now; that is have_your_say_12_17.",
    ("feedback_parent", "NOSAFE"): "no parent is marked as safe to invite.",
    ("have_your_say_12_17", "NONE"): "There is no review with this review_ref.",
}


@pytest.mark.parametrize(("given", "said"), REFUSED.items())
def test_nobody_gets_a_code_who_would_get_no_letter(office: Desk, given: tuple[str, str], said: str) -> None:
    key, review = given
    if review == "NOSAFE":
        office.change(text("UPDATE review SET parents_safe_to_invite = ''"))
        review = "HELD"
    result = office.run("paper", key, "--review", review, "--out", "out")
    assert (result.exit_code, (office.folder / "out").exists()) == (1, False)
    assert said in result.stderr
    assert office.read(text("SELECT id FROM invitation")) == []


def test_nobody_who_has_answered_gets_a_booklet_with_a_code(office: Desk) -> None:
    office.run("invite", "--review", "SOON", "--audience", "child")
    office.change(text("UPDATE invitation SET submitted = 1"))
    result = office.run("paper", "have_your_say_12_17", "--review", "SOON", "--out", "out")
    assert "SOON: no booklet with a code, has answered already, or the invitation is closed." in result.stderr


def test_sign_that_no_font_has_stops_no_booklet(office: Desk) -> None:
    office.change(text("UPDATE iro SET name = 'ሰላም 李'"))
    result = office.run("paper", "have_your_say_12_17", "--review", "SOON", "--out", "out")
    assert result.exit_code == 0
    assert "No font has a shape for 李: an empty box stands there. Look at the questionnaire" in result.stderr
    assert squeeze("Your IRO is ሰላም □, who runs") in read_all(
        (office.folder / "out" / "booklet.pdf").read_bytes()
    )


def test_booklet_that_cannot_be_made_leaves_no_file_and_no_code(office: Desk) -> None:
    (office.folder / "blocked").write_text("a file, no folder")
    result = office.run("paper", "have_your_say_12_17", "--review", "SOON", "--out", "blocked/out")
    assert result.exit_code == 1
    assert "blocked/out cannot be written" in result.stderr
    assert not list(office.folder.glob("**/booklet.*"))
    assert office.read(text("SELECT code_hash FROM invitationcode")) == []


def test_folder_with_something_in_it_is_refused(office: Desk) -> None:
    (office.folder / "out").mkdir()
    (office.folder / "out" / "mine.txt").write_text("mine")
    result = office.run("paper", "have_your_say_12_17", "--review", "SOON", "--out", "out")
    assert (result.exit_code, result.stderr) == (1, "Error: out is not empty: name a new folder.\n")
    assert office.read(text("SELECT id FROM invitation")) == []


WRONG = {
    ("no_such_form",): "There is no form no_such_form",
    ("feedback_parent", "--audience", "child"): "is for another audience: parent",
    ("feedback_conference", "--review", "CONFERENCE"): "say whom you mean with --audience",
    ("feedback_parent", "--person", "MUM"): "say --review REF too",
}


@pytest.mark.parametrize(("given", "said"), WRONG.items())
def test_paper_used_wrongly(office: Desk, given: tuple[str, ...], said: str) -> None:
    result = office.run("paper", *given, "--out", "out")
    assert result.exit_code == 2
    assert said in result.stderr


def test_unset_settings_are_said(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAY_RETURN_ADDRESS", "")
    monkeypatch.setenv("SAY_OUT_OF_HOURS", "")
    result = office.run("paper", "have_your_say_12_17", "--out", "out")
    assert result.stderr.splitlines() == [
        "SAY_OUT_OF_HOURS is not set: the booklet names no number of the council's.",
        "SAY_RETURN_ADDRESS is not set: the last page has lines to write it on by hand.",
    ]


TWO_PAGES_LONG = {"how_i_show_you"}
"""Beginnings that a second page is needed for, by the length of their title."""


@pytest.mark.parametrize("has_code", [True, False], ids=["code", "blank"])
@each_form
def test_all_that_is_said_first_stands_on_one_page(key: str, *, has_code: bool) -> None:
    first = [placed.piece for placed in printed(key, has_code=has_code).pages[0].pieces]
    assert isinstance(first[-1], HelpCard) or key in TWO_PAGES_LONG


async def fill_in(key: str, size: Size) -> tuple[bytes, bytes, list[str]]:
    """Fill in the page on a screen; return it before and after, as PDF, and what it asked the network for."""
    html = draw_booklet(PRINTER, order(FORMS[key], has_code=True), size).files["booklet.html"].decode()
    asked: list[str] = []
    async with open_chromium() as browser:
        tab = await browser.new_page()
        await tab.set_content(html)
        tab.on("request", lambda request: asked.append(request.url))
        empty = await tab.pdf(prefer_css_page_size=True, print_background=True)
        await tab.locator("textarea").first.fill("My nan makes the best soup")
        await tab.locator(".face label").nth(4).click()
        await tab.locator("label.tick").first.click()
        filled = await tab.pdf(prefer_css_page_size=True, print_background=True)
    return empty, filled, asked


@pytest.mark.browser
async def test_booklet_is_filled_in_on_a_screen_and_printed() -> None:
    empty, filled, asked = await fill_in("have_your_say_8_11", Size())
    before, after = read_all(empty), read_all(filled)
    assert squeeze("My nan makes the best soup") in after
    assert sorted(after) == sorted(before + squeeze("My nan makes the best soup"))
    assert squeeze("You can fill this in here") not in after, "that is for the screen alone"
    (link,) = scan(filled)
    assert link.endswith(CODE.code)
    assert len(read_pages(filled)) == len(read_pages(empty))
    assert count_ink(filled) > count_ink(empty), "the face and the tick"
    assert asked == [], "nothing is sent anywhere"


def count_ink(content: bytes) -> int:
    """Count dark dots on the first page with questions, where a face and an option were chosen."""
    with pypdfium2.PdfDocument(content) as pdf:
        return sum(pdf[1].render(scale=1).to_pil().convert("L").histogram()[:128])


def test_page_to_print_says_that_nothing_is_sent() -> None:
    files = draw_booklet(PRINTER, order(FORMS["have_your_say_8_11"], has_code=True), Size()).files
    said = files["booklet.html"].decode()
    assert "Nothing is sent, and nothing is kept" in said
    assert not re.search(r"<(script|form|button|iframe|link)\b", said)
    assert "default-src 'none'" in said


@pytest.mark.parametrize("key", [key for key, form in FORMS.items() if form.simpler])
def test_easy_read_is_the_form_with_fewer_words(office: Desk, key: str) -> None:
    assert office.run("paper", key, "--easy-read", "--out", "out").exit_code == 0
    said = read_all((office.folder / "out" / "booklet.pdf").read_bytes())
    form = FORMS[FORMS[key].simpler]
    asked = (form.unnamed if form.anonymous is Anonymity.CHOICE else form).asked
    assert [row.label for row in asked if row.kind != Kind.AUDIO and squeeze(row.label) not in said] == []


def print_easy(key: str) -> Printed:
    made = order(FORMS[key], has_code=True)
    size = Size(is_easy_read=True)
    return print_booklet(lambda setting: write_booklet(PRINTER, made, setting), made.asked, size)


@pytest.mark.parametrize("key", [key for key in FORMS if key.endswith("_simple")])
def test_easy_read_has_a_drawing_beside_each_question_and_large_words(key: str) -> None:
    made = print_easy(key)
    asked = [
        [placed for placed in page.pieces if isinstance(placed.piece, Label) and placed.look.most]
        for page in made.pages
    ]
    assert all(len(on_page) <= 2 for on_page in asked)
    assert all(placed.look.label * made.scale >= 18 for on_page in asked for placed in on_page)
    labels = [placed.piece for on_page in asked for placed in on_page]
    drawn = [piece for piece in list_pieces(made) if isinstance(piece, Pictures)]
    pictured = [label for label in labels if isinstance(label, Label) and label.picture]
    assert len(pictured) + len(drawn) >= len(labels) * 0.9


def test_child_ticks_who_may_hear() -> None:
    said = read_pages(printed("have_your_say_8_11").pdf)
    words_asked = [row for row in FORMS["have_your_say_8_11"].asked if row.kind is Kind.TEXT]
    each = sum(page.count("Who may hear this?") for page in said)
    assert 0 < each <= len(words_asked) + 1
    assert squeeze("Who may hear my other answers? Tick one. Only my IRO") in squeeze(" ".join(said))
    once = read_all(printed("have_your_say_4_7").pdf)
    assert squeeze("Who may hear what I said?") in once
    assert squeeze("Who may hear this?") not in once
    assert "Whomayhear" not in read_all(printed("feedback_parent").pdf), "there is nothing to choose"

"""What is printed in any language: letters have shapes, Arabic ones join, figures keep their order."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
import uharfbuzz as hb
from fpdf.fonts import TTFFont
from hypothesis import given
from hypothesis import strategies as st

from admin.printed.page_fonts import write_font_faces
from admin.printed.pen import Pen, opened_pdf
from admin.printed.runs import keep_order, list_runs
from admin.printed.typefaces import TYPEFACES, find_typeface, say_missing
from forms.speaking import Language, speaking
from tests.admin.said_in import FROM_THE_RIGHT, LETTERS, SAID

if TYPE_CHECKING:
    from admin.printed.runs import Run

each_language = pytest.mark.parametrize("code", LETTERS)
each_from_the_right = pytest.mark.parametrize("code", FROM_THE_RIGHT)
NEVER_JOINED_ON = "اآأإٱدډذرړڕزژږوۆؤەءةىۀ"
"""Letters that do not reach out to the next, and those that stand only at the end."""


def shape(run: Run, *, bold: bool = False) -> list[int]:
    """Return the numbers of the glyphs that a run is drawn with; 0 is an empty box."""
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(run.face.file(bold=bold)))))
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.is_right_to_left else "ltr"
    hb.shape(font, buffer, {})
    return [info.codepoint for info in buffer.glyph_infos]


def show(line: str, *, from_right: bool) -> str:
    """Return a line as it stands on the page, from left to right."""
    runs = list_runs(line, from_right=from_right)
    return "".join(run.text[::-1] if run.is_right_to_left else run.text for run in runs)


@each_language
def test_every_letter_is_in_the_font_of_the_language(code: str) -> None:
    assert [sign for sign in LETTERS[code] if find_typeface(sign) not in TYPEFACES[:3]] == []


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
@each_language
def test_no_letter_is_drawn_as_an_empty_box(code: str, *, bold: bool) -> None:
    for said in (SAID[code], " ".join(LETTERS[code])):
        runs = list_runs(said, from_right=code in FROM_THE_RIGHT)
        assert all(0 not in shape(run, bold=bold) for run in runs)


@each_from_the_right
def test_letters_are_joined(code: str) -> None:
    for word in re.findall(r"[\w\u200c]+", SAID[code]):
        (run,) = list_runs(word, from_right=True)
        alone = [glyph for sign in word for one in list_runs(sign, from_right=True) for glyph in shape(one)]
        reaching = [sign for sign in word[:-1] if sign.isalpha() and sign not in NEVER_JOINED_ON]
        if reaching:
            assert sorted(shape(run)) != sorted(alone), word


@each_from_the_right
def test_joined_letters_are_what_is_drawn(code: str) -> None:
    with speaking(Language(code, code, is_right_to_left=True)), opened_pdf() as pdf:
        pdf.add_page()
        Pen(pdf, 1.0).speaking().write(18, 20, 170, SAID[code], 12)
        font = pdf.fonts["notosansarabic"]
        assert isinstance(font, TTFFont)
        drawn = {glyph.glyph_id for glyph, _ in font.subset.items()}
    wanted = {glyph for run in list_runs(SAID[code], from_right=True) for glyph in shape(run)}
    assert wanted <= drawn


@each_from_the_right
def test_telephone_numbers_and_codes_are_read_from_the_left(code: str) -> None:
    word = SAID[code].split()[0]
    for kept in (
        "0800 1111",
        "01632 960001",
        "+44 20 7946 0000",
        "7K3M-9PQR-S2TV",
        "1234-5678",
        "say.demoshire.gov.uk",
    ):
        assert show(f"{word} {kept} {word}", from_right=True) == f"{word[::-1]} {kept} {word[::-1]}"


def test_brackets_and_full_stops_stand_at_the_end_of_what_is_read_from_the_right() -> None:
    shown = "".join(reversed("مرحبا (مرحبا) 999."))
    assert show("مرحبا (مرحبا) 999.", from_right=True) == shown, (
        "brackets are turned round when they are drawn"
    )


def test_english_inside_a_page_read_from_the_right_keeps_its_full_stop() -> None:
    assert show("We must tell a person.", from_right=False) == "We must tell a person."
    assert keep_order("We must tell a person.") == "\u2066We must tell a person.\u2069"


@given(st.text(alphabet=st.sampled_from("abc 019-.()سلامهێښ\u200cሰላምЇї"), max_size=30), st.booleans())
def test_no_sign_is_lost_whichever_way_it_is_read(line: str, from_right: bool) -> None:  # noqa: FBT001 - drawn
    runs = list_runs(line, from_right=from_right)
    assert sorted("".join(run.text for run in runs)) == sorted(line)


def test_sign_that_no_font_has_is_a_box_and_is_named() -> None:
    (run,) = list_runs("李", from_right=False)
    assert run.text == "□"
    assert say_missing(["Anna 李"], "the names") == (
        "No font has a shape for 李: an empty box stands there. Look at the names."
    )
    assert say_missing([*SAID.values(), "Łucja Nguyễn ქეთევან"], "the names") == ""


@each_from_the_right
def test_page_read_from_the_right_is_mirrored_and_bound_there(code: str) -> None:
    with speaking(Language(code, code, is_right_to_left=True)), opened_pdf() as pdf:
        pen = Pen(pdf, 1.0).speaking()
        pdf.add_page()
        assert pen.find_left(18, 40) == 210 - 18 - 40
        pen.write(18, 20, 100, SAID[code], 12)
        content = bytes(pdf.output())
    assert b"/Direction /R2L" in content
    assert f"/Lang ({code})".encode() in content


def test_accents_that_are_written_apart_are_drawn_upon_their_letter() -> None:
    apart = unicodedata.normalize("NFD", SAID["vi"])
    with opened_pdf() as pdf:
        pen = Pen(pdf, 1.0)
        assert pen.find_width(apart, 12) == pytest.approx(pen.find_width(SAID["vi"], 12))


@each_language
def test_page_to_print_brings_the_fonts_of_its_signs(code: str) -> None:
    rules = write_font_faces(SAID[code])
    ranges = [tuple(int(end, 16) for end in found) for found in re.findall(r"U\+(\w+)-(\w+)", rules)]
    assert [sign for sign in SAID[code] if not any(low <= ord(sign) <= high for low, high in ranges)] == []
    assert len(rules) < 120_000

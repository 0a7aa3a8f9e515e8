"""The Word file, read by other code than that which wrote it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from lxml import etree

from admin.report.model import Row, Section, Table, Text
from admin.report.word.write import write_word
from admin.report.written import HOW, write_cell
from admin.signed.files import read_report_file
from tests.report.specimen import BARS, LONG, SHARES, SPECIMEN, YEAR
from tests.report.word.order import list_disorder
from tests.report.word.printed import BODY, with_blocks
from tests.report.word.reading import (
    W,
    find_faults,
    read_parts,
    read_text,
    read_xml,
)


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_word(SPECIMEN)


def list_styles(file: bytes, text: str) -> list[str]:
    """The styles of the paragraphs in which a text stands."""
    paragraphs = read_xml(file, BODY).iter(f"{W}p")
    return [each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for each in paragraphs if text in read_text(each)]


def test_word_has_nothing_to_stumble_over(file: bytes) -> None:
    assert find_faults(file) == []


def test_everything_stands_in_the_order_of_the_schema(file: bytes) -> None:
    parts = {
        name: xml
        for name, xml in read_parts(file).items()
        if name.startswith("word/") and name.endswith(".xml")
    }
    assert [fault for name, xml in parts.items() for fault in list_disorder(name, xml)] == []


def test_disorder_is_seen(file: bytes) -> None:
    styles = read_parts(file)["word/styles.xml"]
    turned = styles.replace(b"<w:keepNext/><w:keepLines/>", b"<w:keepLines/><w:keepNext/>", 1)
    assert len(list(list_disorder("styles", turned))) == 1


def test_word_is_the_same_bytes_for_the_same_report(file: bytes) -> None:
    assert write_word(SPECIMEN) == file


def test_word_is_opened_by_python_docx_with_its_headings(file: bytes) -> None:
    document = Document(BytesIO(file))
    headings = [each.text for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert headings == [section.title for _, section in SPECIMEN.walk()]
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.5)
    assert document.sections[0].page_height.mm == pytest.approx(297, abs=0.5)


def test_every_cell_stands_in_its_table(file: bytes) -> None:
    tables = Document(BytesIO(file)).tables
    for table, printed in zip((YEAR, LONG), tables[:2], strict=True):
        rows = [
            [cell.text.replace("\N{NO-BREAK SPACE}%", " %") for cell in row.cells] for row in printed.rows
        ]
        assert rows[0] == [column.title for column in table.columns]
        assert rows[1:] == [
            [write_cell(cell, column.holds) for cell, column in zip(row.cells, table.columns, strict=True)]
            for row in table.rows
        ]


def test_heads_are_repeated_and_rows_stay_whole(file: bytes) -> None:
    for table in read_xml(file, BODY).iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == "ReportTable"
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val")


def test_no_paragraph_and_no_letter_is_formatted_by_hand(file: bytes) -> None:
    """A style says how everything looks, so that a council's template can say otherwise."""
    body = read_xml(file, BODY)
    allowed = {"pStyle", "keepNext", "pageBreakBefore", "bidi"}
    assert {etree.QName(each).localname for each in body.iterfind(f".//{W}pPr/*")} <= allowed
    assert {etree.QName(each).localname for each in body.iterfind(f".//{W}rPr/*")} <= {"rStyle", "rtl"}
    assert {etree.QName(each).localname for each in body.iterfind(f".//{W}tcPr/*")} == {"tcW"}
    assert all(each.find(f"{W}pPr/{W}pStyle") is not None for each in body.iter(f"{W}p"))


def test_every_style_that_is_used_is_there(file: bytes) -> None:
    there = {each.get(f"{W}styleId") for each in read_xml(file, "word/styles.xml").iter(f"{W}style")}
    for part in (BODY, "word/footnotes.xml", "word/footer1.xml", "word/styles.xml"):
        kinds = ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        used = {each.get(f"{W}val") for kind in kinds for each in read_xml(file, part).iter(f"{W}{kind}")}
        assert used <= there


def test_numbers_stand_at_the_right_by_their_style(file: bytes) -> None:
    assert list_styles(file, "91.2 %") == ["TableNumber"]
    styles = {each.get(f"{W}styleId"): each for each in read_xml(file, "word/styles.xml").iter(f"{W}style")}
    assert styles["TableNumber"].find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"


def test_manners_are_styles(file: bytes) -> None:
    assert list_styles(file, "671 of 716") == ["Lead"]
    assert list_styles(file, "in which it was held") == ["Note"]
    assert list_styles(file, "406 reviews") == ["Caveat"]
    assert list_styles(file, "angle brackets") == ["ListBullet"]
    assert list_styles(file, "asked first") == ["Quote"]
    assert list_styles(file, "A child, after a review") == ["QuoteSource"]


def test_words_stay_with_the_table_that_they_speak_of() -> None:
    file = write_word(with_blocks(Text("Alone."), Text("Of the table."), YEAR, Text("Of the chart."), BARS))
    kept = [
        read_text(each).strip()
        for each in read_xml(file, BODY).find(f"{W}body")
        if each.find(f"{W}pPr/{W}keepNext") is not None and "Figure" not in read_text(each)
    ]
    assert kept == ["Of the table.", "Table 1: The year on a page", "Of the chart.", ""]


def test_whose_words_they_are_is_said(file: bytes) -> None:
    text = read_text(read_xml(file, BODY))
    assert f"A child, after a review, {HOW[SPECIMEN.sections[1].blocks[3].how]}" in text
    assert f"A child, before a review, {HOW[SPECIMEN.sections[1].blocks[4].how]}" in text


def test_what_was_said_and_done_is_one_table(file: bytes) -> None:
    rows = [[cell.text for cell in row.cells] for row in Document(BytesIO(file)).tables[2].rows]
    assert rows[1:] == [
        ["Wanted Mum at the meeting", "The IRO asked Mum to the next one", "Done"],
        ["Tired of new social workers", "Raised with the team's lead", ""],
    ]


def test_captions_are_numbered_by_fields(file: bytes) -> None:
    captions = [each for each in read_xml(file, BODY).iter(f"{W}p") if "SEQ" in "".join(each.itertext())]
    assert [read_text(each).strip() for each in captions] == [
        "Table 1: The year on a page",
        "Figure 1: Participation over three years",
        "Figure 2: Whether the IRO and the child spoke before the review",
        "Figure 3: What children wanted to talk about",
        "Figure 4: How children rated their meeting",
        "Table 2: More rows than a page holds",
    ]


def test_signs_are_explained_under_a_table_that_has_them() -> None:
    signed = read_text(read_xml(write_word(with_blocks(YEAR)), BODY))
    assert "c: not shown. It is a number from 1 to 5" in signed
    assert "z: there is none" in signed
    plain = read_text(read_xml(write_word(with_blocks(LONG)), BODY))
    assert "c: not shown" not in plain
    assert "z: there is none" not in plain


def test_definitions_are_footnotes_once_a_table() -> None:
    table = Table("t", "T", SHARES, tuple(Row((name, 1, 2, 50), "The same.") for name in ("A", "B")))
    file = write_word(
        with_blocks(table, replace(table, key="u", rows=(*table.rows, Row(("C", 1, 2, 50), "Other."))))
    )
    notes = read_xml(file, "word/footnotes.xml").findall(f"{W}footnote")
    assert [each.get(f"{W}type") for each in notes[:2]] == ["separator", "continuationSeparator"]
    assert [read_text(each).strip() for each in notes[2:]] == ["The same.", "The same.", "Other."]
    body = read_xml(file, BODY)
    referred = [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")]
    assert referred == [each.get(f"{W}id") for each in notes[2:]] == ["1", "2", "3"]
    repeated = [each.text for each in body.iter(f"{W}instrText") if "NOTEREF" in each.text]
    marks = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    assert len(repeated) == 2
    assert all(code.split()[1] in marks for code in repeated)
    assert read_text(body).count("B1\n") == 1
    assert read_text(body).count("B2\n") == 1


def test_a_repeated_definition_adds_nothing_to_the_name_of_its_row() -> None:
    table = Table("t", "T", SHARES, tuple(Row((name, 1, 2, 50), "The same.") for name in ("A", "B")))
    (read,) = read_report_file(write_word(with_blocks(table))).tables
    assert [row[0] for row in read.rows] == ["A", "B"]


def test_the_foot_of_a_page_has_council_period_and_pages(file: bytes) -> None:
    footer = read_xml(file, "word/footer1.xml")
    assert read_text(footer).strip() == "Example Council · April 2025 to March 2026\tPage 1 of 1"
    codes = [each.text.strip() for each in footer.iter(f"{W}instrText")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_a_long_report_has_a_list_of_contents() -> None:
    sections = tuple(Section(f"s{number}", f"Part {number}") for number in range(7))
    file = write_word(replace(SPECIMEN, sections=sections))
    body = read_xml(file, BODY)
    assert any("TOC" in each.text for each in body.iter(f"{W}instrText"))
    links = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")]
    marks = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    assert links == marks
    assert read_xml(file, "word/settings.xml").find(f"{W}updateFields") is not None


def test_a_short_report_has_none(file: bytes) -> None:
    assert not any("TOC" in each.text for each in read_xml(file, BODY).iter(f"{W}instrText"))
    assert read_xml(file, "word/settings.xml").find(f"{W}updateFields") is None


def test_right_to_left_words_go_right_to_left() -> None:
    file = write_word(replace(SPECIMEN, sections=(Section("a", "\u0645\u0631\u062d\u0628\u0627 hello"),)))
    (heading,) = [each for each in read_xml(file, BODY).iter(f"{W}p") if "hello" in read_text(each)]
    assert heading.find(f"{W}pPr/{W}bidi") is not None
    turned = [(read_text(run), run.find(f"{W}rPr/{W}rtl") is not None) for run in heading.iter(f"{W}r")]
    assert turned == [("\u0645\u0631\u062d\u0628\u0627", True), (" hello", False)]


def test_only_chapters_and_the_first_section_after_the_contents_begin_a_page() -> None:
    inner = (Section("inner", "Inside"),)
    sections = tuple(
        Section(f"s{number}", f"Part {number}", sections=inner if number == 3 else ()) for number in range(7)
    )
    body = read_xml(write_word(replace(SPECIMEN, sections=sections)), BODY)
    begun = [
        "".join(each.itertext())
        for each in body.iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert begun == ["Part 0", "Part 3"]


def test_a_note_stays_with_the_heading_after_it() -> None:
    inside = Section("inside", "Inside", (Text("Words."),))
    file = write_word(replace(SPECIMEN, sections=(Section("s", "S", (Text("A note."),), (inside,)),)))
    kept = {
        read_text(each).strip(): each.find(f"{W}pPr/{W}keepNext") is not None
        for each in read_xml(file, BODY).iter(f"{W}p")
    }
    assert (kept["A note."], kept["Words."]) == (True, False)

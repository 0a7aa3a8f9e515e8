"""A council's own template: its looks win, and the chapter stands where it says."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

from admin.report.model import Section, Text
from admin.report.word.write import write_word
from tests.report.specimen import SPECIMEN, YEAR
from tests.report.word.reading import W, find_faults, read_charts, read_parts, read_text, read_xml
from tests.report.word.templates import NS, make_template, rewrite, save

BODY = "word/document.xml"


def list_texts(file: bytes) -> list[str]:
    return [each.text for each in Document(BytesIO(file)).paragraphs]


def test_styles_of_the_template_stay_and_ours_are_added() -> None:
    file = write_word(SPECIMEN, save(make_template()))
    styles = Document(BytesIO(file)).styles
    assert styles["Normal"].font.name == "Comic Sans MS"
    assert (styles["Heading 1"].font.size, styles["Lead"].font.size) == (Pt(31), Pt(17))
    assert styles["Caveat"].base_style.name == "Normal"
    assert styles["Report Table"].type is WD_STYLE_TYPE.TABLE
    assert find_faults(file) == []


def test_header_and_margins_of_the_template_stay() -> None:
    file = write_word(SPECIMEN, save(make_template()))
    document = Document(BytesIO(file))
    assert document.sections[0].header.paragraphs[0].text == "Council of Somewhere"
    assert document.sections[0].footer.is_linked_to_previous
    assert document.sections[0].left_margin.mm == pytest.approx(40, abs=0.1)
    (width,) = {sum(cell.width for cell in table.columns) for table in document.tables}
    section = document.sections[0]
    assert width <= section.page_width - 2 * Mm(40)
    (drawn,) = {int(each.get("cx")) for each in read_xml(file, BODY).iter("{*}extent")}
    assert drawn == pytest.approx(section.page_width - 2 * Mm(40), abs=1000)


def test_a_chapter_upon_turned_pages_is_as_wide_as_they_are() -> None:
    """The chapter stands in a part of the document with paper of its own; the last part is upright."""
    template = make_template("{{chapter}}", "ends here")
    turned = (
        f'<w:sectPr {NS}><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:right="838"/></w:sectPr>'
    )
    template.paragraphs[1]._p.get_or_add_pPr().append(parse_xml(turned))
    tables = Document(BytesIO(write_word(SPECIMEN, save(template)))).tables
    assert {sum(cell.width.twips for cell in table.columns) for table in tables} == {15_000}


def test_charts_take_the_colours_of_the_template() -> None:
    """A chart names colours of the theme. Yellow is made darker, so that white paper does not swallow it."""
    template = make_template()
    theme = "word/theme/theme1.xml"
    yellow = rewrite(
        save(template),
        theme,
        lambda xml: re.sub(
            r"(<a:accent1>).*?(</a:accent1>)", r'\1<a:srgbClr val="FFFF00"/>\2', xml, flags=re.DOTALL
        ),
    )
    file = write_word(replace(SPECIMEN, sections=SPECIMEN.sections[1:]), yellow)
    assert b"FFFF00" in read_parts(file)[theme]
    colour = read_charts(file)[0].find(".//{*}ser/{*}spPr/{*}solidFill/{*}schemeClr")
    assert colour.get("val") == "accent1"
    assert int(colour.find("{*}lumMod").get("val")) < 100_000


def test_our_styles_have_the_colours_of_the_template_for_programs_without_themes() -> None:
    styles = read_parts(write_word(SPECIMEN, save(make_template())))["word/styles.xml"].decode()
    lead, table = (
        re.search(rf'w:styleId="{key}".*?</w:style>', styles)[0] for key in ("Note", "ReportTable")
    )
    assert "1F4E79" not in table
    assert 'w:color="4F81BD" w:themeColor="accent1"' in table
    assert 'w:fill="DCE6F2" w:themeFill="accent1"' in table
    assert 'w:val="595959"' in lead


def test_a_caption_stays_with_its_table_whatever_the_template_says() -> None:
    captions = [
        each
        for each in read_xml(write_word(SPECIMEN, save(make_template())), BODY).iter(f"{W}p")
        if any("SEQ" in (code.text or "") for code in each.iter(f"{W}instrText"))
    ]
    assert len(captions) == 6
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in captions)


def test_the_table_style_that_the_council_set_is_taken() -> None:
    template = make_template()
    template.settings.element.append(parse_xml(f'<w:defaultTableStyle {NS} w:val="LightGrid-Accent1"/>'))
    tables = Document(BytesIO(write_word(SPECIMEN, save(template)))).tables
    assert {each.style.name for each in tables} == {"Light Grid Accent 1"}


def test_a_name_that_another_kind_of_style_has_is_not_taken_twice() -> None:
    template = make_template()
    template.styles.add_style("Caveat", WD_STYLE_TYPE.CHARACTER)
    file = write_word(SPECIMEN, save(template))
    (said,) = [each for each in Document(BytesIO(file)).paragraphs if "406 reviews" in each.text]
    assert said.style.name == "Caveat of the report"
    names = [each.name for each in Document(BytesIO(file)).styles]
    assert len(names) == len(set(names))


def test_written_twice_into_the_same_styles_adds_nothing() -> None:
    """The report can be made next year upon this year's file."""
    once = write_word(SPECIMEN, save(make_template()))
    again = write_word(SPECIMEN, once)
    count = read_parts(once)["word/styles.xml"].count(b"<w:style ")
    assert read_parts(again)["word/styles.xml"].count(b"<w:style ") == count
    assert len(read_charts(again)) == 2 * len(read_charts(once))
    assert read_parts(again)["docProps/custom.xml"].count(b"HaveYourSay.Checksum") == 1
    assert find_faults(again) == []


@pytest.mark.parametrize("mark", ["{{chapter}}", " {{ Chapter }} "])
def test_the_chapter_stands_where_the_template_says(mark: str) -> None:
    texts = list_texts(write_word(SPECIMEN, save(make_template("Before it", mark, "After it"))))
    assert mark not in texts
    assert texts[0] == "Before it"
    assert texts[1] == "How to read this"
    assert texts[-1] == "After it"
    assert "Participation and engagement" not in texts


def test_a_bookmark_says_where_too() -> None:
    template = make_template("Before it", "here", "After it")
    paragraph = template.paragraphs[1]._p
    paragraph.insert(0, parse_xml(f'<w:bookmarkStart {NS} w:id="7" w:name="chapter"/>'))
    paragraph.append(parse_xml(f'<w:bookmarkEnd {NS} w:id="7"/>'))
    file = write_word(SPECIMEN, save(template))
    texts = list_texts(file)
    assert (texts[0], texts[1], texts[-1], "here" in texts) == (
        "Before it",
        "How to read this",
        "After it",
        False,
    )
    assert find_faults(file) == []


@pytest.mark.parametrize("kind", ["tag", "alias"])
def test_a_content_control_says_where_too(kind: str) -> None:
    template = make_template("Before it", "After it")
    inside = f'<w:sdtPr><w:{kind} w:val="Chapter"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>'
    template.paragraphs[0]._p.addnext(parse_xml(f"<w:sdt {NS}>{inside}</w:sdt>"))
    texts = list_texts(write_word(SPECIMEN, save(template)))
    assert (texts[0], texts[1], texts[-1]) == ("Before it", "How to read this", "After it")


def test_the_end_of_a_part_stays_where_the_mark_goes() -> None:
    """A paragraph that ends a part of the document carries its margins: without it the pages would turn."""
    template = make_template("{{chapter}}")
    template.paragraphs[0]._p.get_or_add_pPr().append(
        parse_xml(f'<w:sectPr {NS}><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>')
    )
    template.add_paragraph("After it")
    file = write_word(SPECIMEN, save(template))
    assert len(Document(BytesIO(file)).sections) == 2
    assert "{{chapter}}" not in list_texts(file)


def test_without_a_mark_it_stands_at_the_end_upon_a_page_of_its_own() -> None:
    file = write_word(SPECIMEN, save(make_template("Before it")))
    assert list_texts(file)[:2] == ["Before it", "Participation and engagement"]
    (title,) = [each for each in Document(BytesIO(file)).paragraphs if each.style.name == "Title"]
    assert title.paragraph_format.page_break_before


def test_an_empty_template_has_no_empty_lines_left() -> None:
    assert list_texts(write_word(SPECIMEN, save(make_template("", ""))))[0] == "Participation and engagement"


def test_numbers_go_on_from_those_of_the_template() -> None:
    """A template with captions and footnotes of its own before the chapter: ours are counted after them."""
    one = replace(SPECIMEN, sections=(Section("a", "A", (YEAR, Text("{{chapter}}"))),))
    file = write_word(one, write_word(one))
    text = read_text(read_xml(file, BODY))
    assert ("Table 1: " in text, "Table 2: " in text, text.count("Table 1: ")) == (True, True, 1)
    ids = [each.get(f"{W}id") for each in read_xml(file, "word/footnotes.xml").iter(f"{W}footnote")]
    assert ids == ["-1", "0", "1", "2", "3", "4"]


def test_a_dotx_is_a_template_too() -> None:
    template = rewrite(
        save(make_template()),
        "[Content_Types].xml",
        lambda xml: xml.replace("wordprocessingml.document.main", "wordprocessingml.template.main"),
    )
    assert find_faults(write_word(SPECIMEN, template)) == []

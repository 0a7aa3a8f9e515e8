"""Templates as councils have them, made with python-docx or by changing a part of a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor

from tests.report.word.reading import read_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as OpenDocument

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def save(document: OpenDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def make_template(*paragraphs: str) -> OpenDocument:
    """A template as a council has one: other letters, other margins, a header, a table style of its own."""
    document = Document()
    document.styles["Normal"].font.name = "Comic Sans MS"
    document.styles["Heading 1"].font.size = Pt(31)
    document.styles["Heading 1"].font.color.rgb = RGBColor(1, 2, 3)
    document.styles.add_style("Lead", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(17)
    document.sections[0].left_margin = document.sections[0].right_margin = Mm(40)
    document.sections[0].header.paragraphs[0].text = "Council of Somewhere"
    for each in paragraphs:
        document.add_paragraph(each)
    return document


def rewrite(file: bytes, part: str, change: Callable[[str], str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as target:
        for name, content in read_parts(file).items():
            target.writestr(name, change(content.decode()) if name == part else content)
    return written.getvalue()

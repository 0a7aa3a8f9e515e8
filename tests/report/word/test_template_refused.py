"""What is no template is refused, in a sentence that says what to do."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import Workbook

from admin.report.word.template import TemplateError
from admin.report.word.write import write_word
from tests.report.specimen import SPECIMEN
from tests.report.word.templates import make_template, rewrite, save


def make_workbook() -> bytes:
    written = BytesIO()
    Workbook().save(written)
    return written.getvalue()


def make_macros() -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return rewrite(
        save(make_template()),
        "[Content_Types].xml",
        lambda xml: re.sub(r"application/[^\"]*document\.main\+xml", kind, xml),
    )


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"", "not a Word file"),
        (b"%PDF-1.7", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old .doc"),
        (make_workbook(), "not a Word file"),
        (make_macros(), "macros"),
        (rewrite(save(make_template()), "word/document.xml", lambda _: "<broken"), "damaged"),
    ],
)
def test_what_is_no_template_is_refused_in_a_sentence(template: bytes, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        write_word(SPECIMEN, template)

"""The specimen in Markdown, as a golden file; UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

from admin.report.as_markdown import as_markdown, escape
from tests.report.specimen import SPECIMEN

GOLDEN = Path(__file__).parent / "specimen.md"


def test_the_specimen_in_markdown() -> None:
    written = as_markdown(SPECIMEN)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_words_stand_as_they_are() -> None:
    assert escape("a|b *c* [d](e) <f>") == r"a\|b \*c\* \[d\](e) \<f\>"
    assert escape("snake_case and _this_") == r"snake_case and \_this\_"
    assert escape("# no heading") == r"\# no heading"
    assert escape("1. no list") == r"1\. no list"
    assert escape("- nor this\nnor that") == r"\- nor this nor that"

"""Small reports for one test each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from admin.report.model import Section
from tests.report.specimen import SPECIMEN

if TYPE_CHECKING:
    from admin.report.model import Report

BODY = "word/document.xml"


def with_blocks(*blocks: object) -> Report:
    return replace(SPECIMEN, sections=(Section("one", "One", blocks),))

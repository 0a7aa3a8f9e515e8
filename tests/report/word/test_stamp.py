"""What a Word file carries beside its words: the stamp, whose it is, the figures."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from admin.report.word.enclosed import read_enclosed
from admin.report.word.stamp import read_stamp
from admin.report.word.write import write_word
from tests.report.specimen import SPECIMEN
from tests.report.word.reading import find_faults, read_parts


@pytest.fixture(scope="module")
def file() -> bytes:
    return write_word(SPECIMEN)


def test_the_stamp_is_read_back(file: bytes) -> None:
    assert read_stamp(file) == SPECIMEN.stamp
    true = replace(SPECIMEN.stamp, hidden_below=None, signed_on=SPECIMEN.stamp.made_at.date(), checksum="")
    assert read_stamp(write_word(replace(SPECIMEN, stamp=true))) == true


def test_no_stamp_is_read_from_anything_else() -> None:
    other = BytesIO()
    Document().save(other)
    assert read_stamp(other.getvalue()) is None
    assert read_stamp(b"no zip") is None


def test_properties_say_what_it_is(file: bytes) -> None:
    about = Document(BytesIO(file)).core_properties
    assert (about.title, about.author, about.language) == (SPECIMEN.title, SPECIMEN.council, "en-GB")
    assert about.created == SPECIMEN.stamp.made_at


def test_enclosed_figures_are_read_back() -> None:
    figures = '{"c": "\u00e9 & <"}'.encode()
    file = write_word(SPECIMEN, enclosed=figures)
    assert read_enclosed(file) == figures
    assert find_faults(file) == []


def test_nothing_is_enclosed_unless_asked(file: bytes) -> None:
    assert read_enclosed(file) is None
    assert read_enclosed(b"no zip") is None
    assert not any(name.startswith("customXml") for name in read_parts(file))

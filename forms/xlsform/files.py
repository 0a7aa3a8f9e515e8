"""From a file to its sheets; what is wrong with the file itself is one clear sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.xlsform.limits import MAX_FILE_BYTES
from forms.xlsform.markdown import RawSheet, read_markdown
from forms.xlsform.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from forms.xlsform.issues import Findings

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""The first bytes of an old .xls, and of an .xlsx with a password."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path, findings: Findings) -> list[RawSheet]:
    """Return the sheets of an .xlsx or a Markdown file; nothing, with one finding, if it cannot be read."""
    content = _read_bytes(path, findings)
    if content.startswith(_ZIP):
        return read_workbook(content, findings)
    return read_markdown(_decode(content, findings), findings)


def is_workbook(path: Path) -> bool:
    """Tell a workbook from a text by its first bytes, whatever it is called. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def read_source(path: Path, findings: Findings) -> str:
    """Return the text of a Markdown file; the empty text, with one finding, if it cannot be read."""
    return _decode(_read_bytes(path, findings), findings)


def _read_bytes(path: Path, findings: Findings) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        findings.add("", 0, "", f"this file cannot be read: {error.strerror or 'unknown reason'}")
        return b""
    if len(content) > MAX_FILE_BYTES:
        findings.add("", 0, "", f"this file is larger than {MAX_FILE_BYTES:,} bytes")
        return b""
    return content


def _decode(content: bytes, findings: Findings) -> str:
    if content.startswith(_OLD_EXCEL):
        findings.add("", 0, "", "this is an old .xls, or has a password: save it as .xlsx without one")
    elif content.startswith(_UTF_16) or b"\x00" in content:
        findings.add("", 0, "", "this file is UTF-16 or no text at all: save it as UTF-8, or as .xlsx")
    else:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            findings.add("", 0, "", f"this file is not UTF-8 (line {line}): save it as UTF-8, or as .xlsx")
    return ""

"""A council's own template: reading it in, or saying in a sentence why it cannot be used."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import CONTENT_TYPE

from admin.report.word.blank import write_blank
from admin.report.word.package import open_package

if TYPE_CHECKING:
    from docx.document import Document

TYPES = "[Content_Types].xml"
LIST_OF_TEMPLATES = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
"""What a .dotx says it is; but for that it is a .docx."""
COPY_OF_STYLES = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
"""A second list of styles, which Word 2010 kept for Word 2007. Ours are not in it, so it goes."""
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How a file of Word 97 begins, and one that a password locks."""
MAX_BYTES = 200_000_000
"""Unpacked. A template with pictures has 20 million; a zip can be made to swell without end."""


class TemplateError(ValueError):
    """A template that cannot be used. It says why in a sentence, and what to do."""


def open_template(template: bytes | None) -> Document:
    """Open a template, or our own empty file. Raises TemplateError."""
    if template is None:
        return open_package(write_blank())
    _look_at(template)
    try:
        return _open_as_document(template)
    except Exception as fault:
        # python-docx raises whatever a damaged part makes happen: nobody could list it.
        raise TemplateError(
            "The template is damaged. Open it in Word, and save it anew as a .docx."
        ) from fault


def _look_at(template: bytes) -> None:
    """Refuse what is no document. Raises TemplateError."""
    if template.startswith(OLD_OR_LOCKED):
        raise TemplateError(
            "The template is an old .doc, or locked by a password. Save it in Word as a .docx without one."
        )
    try:
        with ZipFile(BytesIO(template)) as parts:
            types = (
                parts.read(TYPES) if sum(each.file_size for each in parts.infolist()) <= MAX_BYTES else b""
            )
    except (BadZipFile, KeyError) as fault:
        raise TemplateError("The template is not a Word file: it must be a .docx or a .dotx.") from fault
    _look_at_types(types.decode(errors="replace"))


def _look_at_types(types: str) -> None:
    """Refuse macros, and other things than words. Raises TemplateError."""
    if "macroEnabled" in types:
        raise TemplateError(
            "The template has macros in it. Save it in Word as a .docx: that leaves them out."
        )
    if CONTENT_TYPE.WML_DOCUMENT_MAIN not in types and LIST_OF_TEMPLATES not in types:
        raise TemplateError(
            "The template is not a Word file, or far too large: it must be a .docx or a .dotx."
        )


def _open_as_document(template: bytes) -> Document:
    document = open_package(_as_document(template))
    links = document.part.rels
    for stale in [key for key, link in links.items() if link.reltype == COPY_OF_STYLES]:
        del links[stale]
    return document


def _as_document(template: bytes) -> bytes:
    """Return a .dotx as the .docx that it is but for one line."""
    written = BytesIO()
    with ZipFile(BytesIO(template)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            is_list = name == TYPES
            target.writestr(
                name,
                part.replace(LIST_OF_TEMPLATES.encode(), CONTENT_TYPE.WML_DOCUMENT_MAIN.encode())
                if is_list
                else part,
            )
    return written.getvalue()

"""The file around the text, a zip of parts: read in, added to, written out byte for byte alike."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory, XmlPart
from docx.oxml.parser import parse_xml

from admin.report.word.xml import OFFICE

if TYPE_CHECKING:
    from docx.document import Document as OpenDocument
    from docx.package import Package

CUSTOM_PROPERTIES = f"{OFFICE}/relationships/custom-properties"
CUSTOM_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: the same report is the same bytes whenever it is written."""
READ_TOO = (CONTENT_TYPE.WML_FOOTNOTES, CUSTOM_PROPERTIES_TYPE)

# python-docx keeps these two as bytes unless it is told that they are XML, as it is told of its own.
PartFactory.part_type_for.update(dict.fromkeys(READ_TOO, XmlPart))


def open_package(file: bytes) -> OpenDocument:
    """Read a document in. Raises what python-docx and zipfile raise if it is none."""
    return Document(BytesIO(file))


def find_package(document: OpenDocument) -> Package:
    """Return the package that a document lies in."""
    return cast("Package", document.part.package)


def find_part(owner: Part | Package, kind: str) -> XmlPart | None:
    """Return the part of a kind that belongs to another, or to the package; None if there is none."""
    found = (
        each.target_part for each in owner.rels.values() if each.reltype == kind and not each.is_external
    )
    return next((part for part in found if isinstance(part, XmlPart)), None)


def add_xml_part(
    owner: Part | Package, package: Package, name: str, kind: tuple[str, str], xml: bytes
) -> XmlPart:
    """Add a part of XML. `kind` is its relationship and its content type."""
    part = XmlPart(PackURI(name), kind[1], parse_xml(xml), package)
    owner.relate_to(part, kind[0])
    return part


def number_part(package: Package, pattern: str) -> PackURI:
    """Return a name that no part has yet."""
    return package.next_partname(pattern)


def write_package(document: OpenDocument) -> bytes:
    """Write the document out."""
    written = BytesIO()
    document.save(written)
    even = BytesIO()
    with ZipFile(written) as source, ZipFile(even, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return even.getvalue()


FOOTNOTES_KIND = (RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES)
NUMBERING_KIND = (RELATIONSHIP_TYPE.NUMBERING, CONTENT_TYPE.WML_NUMBERING)
CUSTOM_KIND = (CUSTOM_PROPERTIES, CUSTOM_PROPERTIES_TYPE)

"""The figures themselves inside a Word file, as a part that Word keeps and does not show."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from admin.report.word.package import find_package, number_part
from admin.report.word.xml import OFFICE, Xml, as_part, tag, words

if TYPE_CHECKING:
    from docx.document import Document

NAMESPACE = "urn:haveyoursay:figures"
ROOT = f"{{{NAMESPACE}}}figures"
NUMBER = "{5A7E0B3C-6D1F-4E52-9C84-2F9B61D7A035}"
"""Any number, as long as it is this one's alone."""
MAX_BYTES = 50_000_000
"""Of the part, in a file that somebody hands in."""


def enclose(document: Document, figures: bytes) -> None:
    """Put figures into a document: those that may be shown, for the file goes wherever the report goes."""
    package = find_package(document)
    xml = as_part(tag("figures", words(b64encode(figures).decode()), xmlns=NAMESPACE))
    part = Part(PackURI(number_part(package, "/customXml/item%d.xml")), "application/xml", xml, package)
    name = PackURI(number_part(package, "/customXml/itemProps%d.xml"))
    about = Part(name, CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES, as_part(_describe()), package)
    part.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def read_enclosed(file: bytes) -> bytes | None:
    """Return the figures that were put into a Word file; None if it is none, or there are none in it."""
    try:
        with ZipFile(BytesIO(file)) as parts:
            entries = [each for each in parts.infolist() if each.filename.startswith("customXml/item")]
            found = (_read(parts.read(each)) for each in entries if each.file_size <= MAX_BYTES)
            return next((figures for figures in found if figures is not None), None)
    except (BadZipFile, NotBase64, SyntaxError):
        return None


def _describe() -> Xml:
    """Name the part to Word, which keeps parts that have a number."""
    return tag("ds:datastoreItem", tag("ds:schemaRefs"), xmlns_ds=f"{OFFICE}/customXml", ds_itemID=NUMBER)


def _read(part: bytes) -> bytes | None:
    element = parse_xml(part)
    return b64decode(element.text or "", validate=True) if element.tag == ROOT else None

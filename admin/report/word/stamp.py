"""The stamp in a Word file: custom document properties, which Word shows under "Advanced properties"."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from docx.oxml.parser import parse_xml

from admin.report.stamped import PREFIX, name_properties, read_properties
from admin.report.word.package import CUSTOM_KIND, add_xml_part, find_part
from admin.report.word.xml import OFFICE, Xml, as_elements, as_part, root, tag, words

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.package import Package

    from admin.report.model import Stamp

CUSTOM = f"{OFFICE}/custom-properties"
TEXT = f"{{{OFFICE}/docPropsVTypes}}lpwstr"
FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The one format of custom properties that there is [MS-OLEPS]."""
FIRST_NUMBER = 2
"""Property numbers 0 and 1 are taken by the dictionary and the code page [MS-OLEPS]."""
MAX_BYTES = 1_000_000
"""Properties in a file that somebody hands in: ours have 2,000. A zip can be made to swell."""


def stamp_package(package: Package, stamp: Stamp) -> None:
    """Write the stamp into the file. A template's own properties stay."""
    part = find_part(package, CUSTOM_KIND[0])
    if part is None:
        empty = as_part(root("Properties", xmlns=CUSTOM))
        part = add_xml_part(package, package, "/docProps/custom.xml", CUSTOM_KIND, empty)
    for old in [each for each in part.element if str(each.get("name")).startswith(PREFIX)]:
        part.element.remove(old)
    taken = max((int(each.get("pid")) for each in part.element), default=FIRST_NUMBER - 1)
    for number, (name, value) in enumerate(name_properties(stamp).items(), taken + 1):
        part.element.extend(as_elements(_write_property(number, name, value)))


def read_stamp(file: bytes) -> Stamp | None:
    """Return the stamp of a Word file; None if it is none, or has none.

    It is what the file says of itself: nothing is proved before its checksum is compared.
    """
    return read_properties(read_custom(file))


def read_custom(file: bytes) -> dict[str, str]:
    """Return the custom properties of a file whose values are words; none where there are none."""
    try:
        with ZipFile(BytesIO(file)) as parts:
            entry = parts.getinfo("docProps/custom.xml")
            return _list_values(parse_xml(parts.read(entry))) if entry.file_size <= MAX_BYTES else {}
    except (BadZipFile, KeyError, SyntaxError, ValueError):
        return {}


def _list_values(properties: BaseOxmlElement) -> dict[str, str]:
    return {str(each.get("name")): each.findtext(TEXT) or "" for each in properties}


def _write_property(number: int, name: str, value: str) -> Xml:
    text = tag("vt:lpwstr", words(value))
    return tag("property", text, xmlns=CUSTOM, fmtid=FORMAT, pid=number, name=name)

"""Markup in small pieces that nest: what is put in as words is escaped, once. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.parser import parse_xml
from lxml.etree import XPath  # type: ignore[import-untyped]  # lxml says nothing of its types

from admin.report.written import clean

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{OFFICE}/relationships",
    "wp": f"{DRAWING}/wordprocessingDrawing",
    "a": f"{DRAWING}/main",
    "c": f"{DRAWING}/chart",
    "vt": f"{OFFICE}/docPropsVTypes",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Xml(str):
    """Markup that may stand in a part as it is."""

    __slots__ = ()


NOTHING = Xml()


def words(text: str) -> Xml:
    """Return words as markup; what no XML may hold is a replacement character."""
    return Xml(escape(clean(text)))


def join(*pieces: Xml) -> Xml:
    """Return the pieces one after the other."""
    return Xml("".join(pieces))


def tag(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return an element. The first underscore in the name of an attribute is a colon: `r_id`."""
    start = name + "".join(
        f" {key.replace('_', ':', 1)}={quoteattr(clean(str(value)))}" for key, value in attributes.items()
    )
    return Xml(f"<{start}>{''.join(inside)}</{name}>" if any(inside) else f"<{start}/>")


def w(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return an element of the text. Its attributes are of the same kind where they name no other."""
    return tag(f"w:{name}", *inside, **{_own(key): value for key, value in attributes.items()})


def c(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return an element of a chart."""
    return tag(f"c:{name}", *inside, **attributes)


def a(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return an element of a drawing."""
    return tag(f"a:{name}", *inside, **attributes)


def root(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return the outermost element of a part, which declares every prefix."""
    declared = {f"xmlns_{prefix}": address for prefix, address in NAMESPACES.items()}
    return tag(name, *inside, **declared, **attributes)


def as_part(outermost: Xml) -> bytes:
    """Return what stands in the file of a part."""
    return (DECLARATION + outermost).encode()


def as_elements(*pieces: Xml) -> list[BaseOxmlElement]:
    """Read markup into elements that can be put into a document."""
    return list(parse_xml(as_part(root("w:body", *pieces))))


def _own(key: str) -> str:
    return key if "_" in key else f"w_{key}"


def select(element: BaseOxmlElement, path: str) -> list[BaseOxmlElement]:
    """Return the elements that an XPath finds."""
    return list(_find(element, path))


def select_texts(element: BaseOxmlElement, path: str) -> list[str]:
    """Return what stands in the attributes that an XPath finds."""
    return [str(each) for each in _find(element, path)]


def select_text(element: BaseOxmlElement, path: str) -> str:
    """Return the words that an XPath finds, all together; empty if it finds nothing."""
    return str(_find(element, f"string({path})"))


def _find(element: BaseOxmlElement, path: str) -> Any:  # noqa: ANN401 - what comes depends on the path
    """Ask lxml: python-docx knows the prefixes only at elements that it has classes for."""
    return XPath(path, namespaces=NAMESPACES)(element)

"""What a document says of itself to Word, and not to a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.word.xml import Xml, as_elements

if TYPE_CHECKING:
    from docx.document import Document

AFTER = {
    "updateFields": ("hdrShapeDefaults", "footnotePr"),
    "footnotePr": (),
}
"""Which settings come after each but before `LAST`: the schema has an order [ECMA-376, 17.15.1.78]."""
LAST = (
    *(
        "endnotePr",
        "compat",
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
    ),
    *(
        "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures",
        "forceUpgrade",
        "captions",
        "readModeInkLockDown",
    ),
    *(
        "smartTagType",
        "schemaLibrary",
        "shapeDefaults",
        "doNotEmbedSmartTags",
        "decimalSymbol",
        "listSeparator",
    ),
)
"""What comes after every setting that we make."""


def put_setting(document: Document, setting: Xml) -> None:
    """Make a setting, unless the document has made it already."""
    settings = document.settings.element
    (element,) = as_elements(setting)
    if settings.find(element.tag) is not None:
        return
    later = {*AFTER[_name(str(element.tag))], *LAST}
    places = [place for place, each in enumerate(settings) if _name(str(each.tag)) in later]
    settings.insert(places[0] if places else len(settings), element)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]

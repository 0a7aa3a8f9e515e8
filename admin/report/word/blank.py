"""Our own file with nothing in it: A4, our theme, and settings. It is treated as a council's template is."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from admin.report.word.theme import LETTERS, THEME, write_theme
from admin.report.word.xml import PACKAGE, Xml, as_part, root, tag, w

A4 = {"w": 11906, "h": 16838}
"""In twentieths of a point."""
MARGINS = {
    "top": 1304,
    "right": 1247,
    "bottom": 1304,
    "left": 1247,
    "header": 624,
    "footer": 624,
    "gutter": 0,
}
"""23 mm above and below, 22 mm at the sides."""
TEXT_WIDTH = A4["w"] - MARGINS["left"] - MARGINS["right"]
TYPES = {
    "/word/document.xml": CONTENT_TYPE.WML_DOCUMENT_MAIN,
    "/word/styles.xml": CONTENT_TYPE.WML_STYLES,
    "/word/settings.xml": CONTENT_TYPE.WML_SETTINGS,
    "/word/fontTable.xml": CONTENT_TYPE.WML_FONT_TABLE,
    "/word/theme/theme1.xml": CONTENT_TYPE.OFC_THEME,
}
BELONGING = {
    RELATIONSHIP_TYPE.STYLES: "styles.xml",
    RELATIONSHIP_TYPE.SETTINGS: "settings.xml",
    RELATIONSHIP_TYPE.FONT_TABLE: "fontTable.xml",
    THEME: "theme/theme1.xml",
}
MODERN = "15"
"""Word 2013 and later: anything lower opens in "compatibility mode"."""


def write_blank() -> bytes:
    """Write the file."""
    files = {
        "[Content_Types].xml": _write_types(),
        "_rels/.rels": _write_links({RELATIONSHIP_TYPE.OFFICE_DOCUMENT: "word/document.xml"}),
        "word/document.xml": root(
            "w:document", w("body", w("sectPr", w("pgSz", **A4), w("pgMar", **MARGINS)))
        ),
        "word/_rels/document.xml.rels": _write_links(BELONGING),
        "word/styles.xml": root("w:styles", _write_defaults()),
        "word/settings.xml": _write_settings(),
        "word/fontTable.xml": root("w:fonts", w("font", w("family", val="swiss"), name=LETTERS)),
        "word/theme/theme1.xml": write_theme(),
    }
    written = BytesIO()
    with ZipFile(written, "w") as parts:
        for name, xml in files.items():
            parts.writestr(name, as_part(xml))
    return written.getvalue()


def _write_types() -> Xml:
    links = tag("Default", Extension="rels", ContentType=CONTENT_TYPE.OPC_RELATIONSHIPS)
    parts = (tag("Override", PartName=name, ContentType=kind) for name, kind in TYPES.items())
    return tag("Types", links, *parts, xmlns=f"{PACKAGE}/content-types")


def _write_links(targets: dict[str, str]) -> Xml:
    links = (
        tag("Relationship", Id=f"rId{number}", Type=kind, Target=target)
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return tag("Relationships", *links, xmlns=f"{PACKAGE}/relationships")


def _write_defaults() -> Xml:
    """Say in which letters and in which language everything is that says nothing else."""
    letters = w("rFonts", asciiTheme="minorHAnsi", eastAsiaTheme="minorEastAsia", hAnsiTheme="minorHAnsi",
                cstheme="minorBidi")  # fmt: skip
    language = w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    return w("docDefaults", w("rPrDefault", w("rPr", letters, language)), w("pPrDefault"))


def _write_settings() -> Xml:
    modern = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": MODERN}
    return root(
        "w:settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", w("compatSetting", **modern)),
        w("themeFontLang", val="en-GB", bidi="ar-SA"),
        w("clrSchemeMapping", bg1="light1", t1="dark1", bg2="light2", t2="dark2",
          **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
          hyperlink="hyperlink", followedHyperlink="followedHyperlink"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )  # fmt: skip

"""How our own file looks: the styles, as one list. A template's style of the same name wins. Pure.

Nothing in the text is formatted but by these, so a council changes a look once, in Word's list of styles.
Sizes are in half points and distances in twentieths of a point, as Word counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from admin.report.word.xml import NOTHING, Xml, join, w

PARAGRAPH = "paragraph"
CHARACTER = "character"
TABLE = "table"
Space: TypeAlias = "tuple[int, int]"


@dataclass(frozen=True, slots=True)
class Style:
    """One style: what it is called in Word, of which kind, what it builds upon, and what it changes."""

    name: str
    kind: str = PARAGRAPH
    based_on: str = "Normal"
    next_one: str = ""
    paragraph: Xml = NOTHING
    letters: Xml = NOTHING
    table: Xml = NOTHING
    is_listed: bool = True
    """Whether it stands in Word's gallery of styles."""


def colour(theme: str, value: str, **shade: str) -> Xml:
    """Return a colour of the theme, and what it is in ours for whoever reads no themes."""
    return w("color", val=value, themeColor=theme, **shade)


def size(points: float) -> Xml:
    """Return the size of letters."""
    half = int(points * 2)
    return join(w("sz", val=half), w("szCs", val=half))


def space(before: int, after: int, line: int = 0) -> Xml:
    """Return the room around paragraphs. `line` in 240ths of a line; 0 leaves it as it is."""
    lines: dict[str, str | int] = {"line": line, "lineRule": "auto"} if line else {}
    return w("spacing", before=before, after=after, **lines)


BOLD = join(w("b"), w("bCs"))
KEPT = w("keepNext")
WHOLE = w("keepLines")
DARK = colour("accent1", "1F4E79")
GREY = colour("text1", "595959", themeTint="A6")
HEADLINES = w(
    "rFonts",
    asciiTheme="majorHAnsi",
    eastAsiaTheme="majorEastAsia",
    hAnsiTheme="majorHAnsi",
    cstheme="majorBidi",
)


def _heading(level: int, points: float, before: int, after: int) -> Style:
    paragraph = join(KEPT, WHOLE, space(before, after, 264), w("outlineLvl", val=level - 1))
    return Style(
        f"heading {level}",
        PARAGRAPH,
        "Normal",
        "Normal",
        paragraph,
        join(HEADLINES, BOLD, DARK, size(points)),
    )


def _contents(level: int) -> Style:
    paragraph = join(space(80 if level == 1 else 20, 20), w("ind", left=220 * (level - 1)))
    return Style(
        f"toc {level}", next_one="Normal", paragraph=paragraph, letters=BOLD if level == 1 else NOTHING,
        is_listed=False,
    )  # fmt: skip


def _edge(name: str, width: int, theme: str, value: str, **shade: str) -> Xml:
    return w(name, val="single", sz=width, space=0, color=value, themeColor=theme, **shade)


HAIR = {"theme": "background1", "value": "BFBFBF", "themeShade": "BF"}
EDGES = w(
    "tblBorders",
    _edge("top", 8, "accent1", "1F4E79"),
    _edge("bottom", 8, "accent1", "1F4E79"),
    _edge("insideH", 4, **HAIR),
)
ROOM = w("tblCellMar", w("left", w=100, type="dxa"), w("right", w=100, type="dxa"))
HEAD = w(
    "tblStylePr",
    w("rPr", BOLD),
    w("tcPr",
      w("tcBorders", _edge("bottom", 8, "accent1", "1F4E79")),
      w("shd", val="clear", color="auto", fill="D2DCE4", themeFill="accent1", themeFillTint="33"),
      w("vAlign", val="bottom")),
    type="firstRow",
)  # fmt: skip
FOOT = w(
    "tblStylePr",
    w("rPr", BOLD),
    w("tcPr", w("tcBorders", _edge("top", 8, "accent1", "1F4E79"))),
    type="lastRow",
)

STYLES = (
    Style("Normal", based_on="", paragraph=space(0, 120, 276), letters=size(11)),
    Style("Default Paragraph Font", CHARACTER, "", is_listed=False),
    Style(
        "Normal Table",
        TABLE,
        "",
        table=w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", w("top", w=0, type="dxa"),
                w("left", w=108, type="dxa"), w("bottom", w=0, type="dxa"), w("right", w=108, type="dxa"))),
        is_listed=False,
    ),
    Style("Subtitle", next_one="Normal", paragraph=join(KEPT, space(0, 40)), letters=join(GREY, size(14))),
    Style("Title", next_one="Subtitle", paragraph=join(KEPT, WHOLE, space(0, 80, 240)),
          letters=join(HEADLINES, BOLD, DARK, size(26))),
    _heading(1, 18, 360, 140),
    _heading(2, 14, 300, 100),
    _heading(3, 12, 240, 80),
    _heading(4, 11, 200, 60),
    Style("TOC Heading", next_one="Normal", paragraph=join(KEPT, WHOLE, space(360, 120)),
          letters=join(HEADLINES, BOLD, DARK, size(14)), is_listed=False),
    _contents(1),
    _contents(2),
    _contents(3),
    Style("Lead", next_one="Normal", paragraph=join(WHOLE, space(0, 160, 276)),
          letters=join(DARK, size(12.5))),
    Style("Note", paragraph=space(0, 120), letters=join(GREY, size(10))),
    Style("Caveat", paragraph=join(
        WHOLE,
        w("pBdr", w("left", val="single", sz=24, space=8, color="F2A65A", themeColor="accent2")),
        space(60, 160),
        w("ind", left=227),
    ), letters=size(10.5)),
    Style("Source", paragraph=space(60, 180), letters=join(GREY, size(9))),
    Style("List Bullet", paragraph=join(space(0, 60), w("contextualSpacing"))),
    Style("Quote Source", next_one="Normal", paragraph=join(
        WHOLE, space(0, 200), w("ind", left=454, right=454)), letters=join(GREY, size(9.5))),
    Style("Quote", next_one="Quote Source", paragraph=join(
        KEPT, WHOLE, space(160, 40), w("ind", left=454, right=454)), letters=join(w("i"), w("iCs"))),
    Style("caption", next_one="Normal", paragraph=join(KEPT, WHOLE, space(240, 80)),
          letters=join(BOLD, DARK, size(10))),
    Style("Chart", next_one="Normal", paragraph=space(0, 160, 240)),
    Style("Table Text", paragraph=space(40, 40, 240), letters=size(9.5)),
    Style("Table End", paragraph=space(0, 80, 240), letters=size(4), is_listed=False),
    Style("Table Number", based_on="Table Text", paragraph=w("jc", val="right")),
    Style("header", paragraph=space(0, 0, 240), letters=join(GREY, size(9)), is_listed=False),
    Style("footer", paragraph=space(0, 0, 240), letters=join(GREY, size(9)), is_listed=False),
    Style("footnote text", paragraph=space(0, 20, 240), letters=size(8.5), is_listed=False),
    Style("footnote reference", CHARACTER, "Default Paragraph Font",
          letters=w("vertAlign", val="superscript"), is_listed=False),
    Style("Strong", CHARACTER, "Default Paragraph Font", letters=BOLD),
    Style("Report Table", TABLE, "Normal Table",
          table=join(w("tblPr", w("tblStyleRowBandSize", val=1), EDGES, ROOM), HEAD, FOOT)),
)  # fmt: skip

"""The order in which the schema wants what stands in an element (ECMA-376 part 1), for what we write.

Word repairs or refuses a file that breaks it, and tells nobody where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

SERIES = "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth"
AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
    "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit "
    "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl"
)
ORDER = {
    "c:chartSpace": "date1904 lang roundedCorners style clrMapOvr chart spPr txPr externalData printSettings",
    "c:chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "c:plotArea": "layout barChart lineChart catAx valAx dTable spPr",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "c:ser": SERIES,
    "c:dLbls": (
        "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
        "showBubbleSize separator"
    ),
    "c:catAx": AXIS,
    "c:valAx": AXIS,
    "c:scaling": "logBase orientation max min",
    "c:legend": "legendPos legendEntry layout overlay spPr txPr",
    "c:numCache": "formatCode ptCount pt",
    "c:strCache": "ptCount pt",
    "c:marker": "symbol size spPr",
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr "
        "shd tabs suppressAutoHyphens bidi spacing ind contextualSpacing mirrorIndents jc textAlignment "
        "outlineLvl rPr sectPr"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps color spacing w kern position sz szCs highlight u "
        "effect vertAlign rtl cs lang"
    ),
    "w:tblPr": (
        "tblStyle tblpPr bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
        "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
    "w:tbl": "tblPr tblGrid tr",
    "w:style": (
        "name aliases basedOn next link hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr "
        "rPr tblPr trPr tcPr tblStylePr"
    ),
    "w:tblStylePr": "pPr rPr tblPr trPr tcPr",
    "w:styles": "docDefaults latentStyles style",
    "w:settings": (
        "zoom defaultTabStop characterSpacingControl updateFields footnotePr endnotePr compat rsids "
        "mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator"
    ),
    "w:numbering": "numPicBullet abstractNum num",
    "w:lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "a:ln": "noFill solidFill prstDash round headEnd tailEnd",
    "a:themeElements": "clrScheme fontScheme fmtScheme",
}
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
}


def list_disorder(name: str, content: bytes) -> Iterator[str]:
    """Yield what stands where it may not stand."""
    for element in etree.fromstring(content).iter(etree.Element):
        wanted = ORDER.get(_name(element), "").split()
        found = [etree.QName(child).localname for child in element]
        unknown = set(found) - set(wanted)
        if wanted and unknown:
            yield f"{name}: {_name(element)} has {sorted(unknown)}"
        elif wanted and found != sorted(found, key=wanted.index):
            yield f"{name}: {_name(element)} has {found}"


def _name(element: etree._Element) -> str:
    name = etree.QName(element)
    return f"{PREFIXES.get(name.namespace, '')}:{name.localname}"

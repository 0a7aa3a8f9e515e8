"""Paragraphs and the words in them. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from admin.report.word.xml import NOTHING, Xml, join, w, words
from admin.report.written import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

RIGHT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff"
"""Letters of scripts that run from right to left: Hebrew, Arabic and what lies between them."""
BETWEEN = r"\s0-9.,:;!?'\"()\-\u2010-\u2027\u060c\u061b\u061f"
PIECES = re.compile(f"[{RIGHT}]+(?:[{BETWEEN}]+[{RIGHT}]+)*|[^{RIGHT}]+")
PER_CENT = re.compile(r"(?<=\d) %")
KEPT_PER_CENT = "\N{NO-BREAK SPACE}%"
"""A number and its sign stay in one line."""
IS_RIGHT = re.compile(f"[{RIGHT}]")


def paragraph(style: str, *inside: Xml, also: Xml = NOTHING, is_right: bool = False) -> Xml:
    """Return a paragraph in a style. `also` is what only this one has: a page before it, say."""
    turned = w("bidi") if is_right else NOTHING
    return w("p", w("pPr", w("pStyle", val=style), also, turned), *inside)


def say(style: str, text: str, also: Xml = NOTHING) -> Xml:
    """Return a paragraph of words, from right to left where its first letter is."""
    return paragraph(style, runs(text), also=also, is_right=runs_right(text))


def runs(text: str, style: str = "") -> Xml:
    """Return words as runs: one for each stretch that goes in one direction. `style` is of letters."""
    return join(
        *(_run(piece.group(), style) for piece in PIECES.finditer(PER_CENT.sub(KEPT_PER_CENT, clean(text))))
    )


def run(inside: Xml, style: str = "") -> Xml:
    """Return a run with something in it."""
    return w("r", _dress(style), inside)


def field(code: str, shown: str, style: str = "") -> Xml:
    """Return a field: Word works it out anew; until then, and elsewhere, it reads `shown`."""
    return join(*begin_field(code, style), run(w("t", words(shown)), style), end_field(style))


def begin_field(code: str, style: str = "") -> tuple[Xml, ...]:
    """Return what stands before the text that a field shows."""
    return (
        run(w("fldChar", fldCharType="begin"), style),
        run(w("instrText", words(f" {code} "), xml_space="preserve"), style),
        run(w("fldChar", fldCharType="separate"), style),
    )


def end_field(style: str = "") -> Xml:
    """Return what stands after it."""
    return run(w("fldChar", fldCharType="end"), style)


def bookmark(number: int, name: str, inside: Xml) -> Xml:
    """Return something that a field can refer to by name."""
    return join(w("bookmarkStart", id=number, name=name), inside, w("bookmarkEnd", id=number))


def runs_right(text: str) -> bool:
    """Tell whether the first letter that has a direction goes leftwards (Unicode annex 9, rule P2)."""
    for letter in text:
        if (direction := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _run(text: str, style: str) -> Xml:
    turned = w("rtl") if IS_RIGHT.match(text) else NOTHING
    return w("r", _dress(style, turned), *_list_lines(text))


def _dress(style: str, turned: Xml = NOTHING) -> Xml:
    properties = join(w("rStyle", val=style) if style else NOTHING, turned)
    return w("rPr", properties) if properties else NOTHING


def _list_lines(text: str) -> Iterator[Xml]:
    """Yield the words of each line with a break between them: a letter of a new line is none in Word."""
    for number, line in enumerate(re.split("\r\n|[\n\r\x85\u2028\u2029]", text)):
        if number:
            yield w("br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                yield w("tab")
            if piece:
                yield w("t", words(piece), xml_space="preserve")

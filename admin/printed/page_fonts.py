"""The fonts of a page to print, inside the page: cut down to the signs that stand in it.

A browser has fonts of its own, but not always for Tigrinya or Kurdish, and never of quite the widths that
the sheets were laid out with.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # it ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from admin.printed.typefaces import PLAIN, TYPEFACES, find_typeface, list_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.printed.typefaces import Typeface

FAMILY = "Printed"
TYPED = frozenset(range(0x20, 0x180))
"""Signs that are there besides those of the page: somebody may fill it in on a screen."""


def write_font_faces(page: str) -> str:
    """Write the rules that give a page its fonts."""
    signs = frozenset(ord(sign) for sign in page if not sign.isascii())
    return "\n".join(_write_rules(signs))


def _write_rules(signs: frozenset[int]) -> Iterator[str]:
    for face in TYPEFACES:
        own = {sign for sign in signs if find_typeface(chr(sign)) == face}
        if face == PLAIN:
            own |= TYPED & list_shapes(face)
        elif own:
            own = (own | _list_neutral(signs)) & list_shapes(face)
        if own:
            yield from _write_face(face, frozenset(own))


def _list_neutral(signs: frozenset[int]) -> frozenset[int]:
    """Joiners and the like belong to whichever font stands beside them."""
    return frozenset(sign for sign in signs if not chr(sign).isalnum())


@lru_cache(maxsize=32)
def _write_face(face: Typeface, signs: frozenset[int]) -> tuple[str, ...]:
    ranges = ",".join(_write_ranges(sorted(signs)))
    return tuple(
        f"@font-face {{ font-family: {FAMILY}; font-weight: {weight}; unicode-range: {ranges}; "
        f"src: url(data:font/woff;base64,{_cut(face, signs, bold=weight == 700)}) }}"  # noqa: PLR2004 - bold
        for weight in (400, 700)
    )


def _write_ranges(signs: list[int]) -> Iterator[str]:
    for _, group in groupby(enumerate(signs), key=lambda pair: pair[1] - pair[0]):
        run = [sign for _, sign in group]
        yield f"U+{run[0]:X}-{run[-1]:X}"


def _cut(face: Typeface, signs: frozenset[int], *, bold: bool) -> str:
    """Cut a font down to some signs, as base64."""
    options = Options(layout_features=["*"], hinting=False, flavor="woff", notdef_outline=True)
    with TTFont(face.file(bold=bold), lazy=True) as font, BytesIO() as content:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=signs)
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(content)
        return b64encode(content.getvalue()).decode()

"""Which colours of a theme a chart takes, so that it can be read in greyscale too. Pure.

The colours stay colours of the theme, made darker or lighter as Word does it ("Accent 1, darker 25 %"): a
council's template colours our charts, whatever its colours are.
"""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from admin.report.word.xml import NOTHING, Xml, a

WHOLE = 100_000
"""Shares in a drawing are in thousandths of a per cent."""
DARK = 0.18
"""White letters upon anything darker can be read: 4.5 to 1 or more [WCAG 2.2, 1.4.3]."""
LIGHT = 0.42
"""Beside anything as dark as that, twice as bright or more."""
SHADES = ((100, 0), (75, 0), (50, 0), (60, 40), (40, 60), (35, 0), (25, 0), (20, 80))
"""What Word offers in its list: how much of the lightness is kept, and how much is added, in per cent."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour of the theme, and how light it is from 0 (black) to 1 (white)."""

    name: str
    kept: int
    added: int
    luminance: float

    @property
    def is_dark(self) -> bool:
        """Tell whether words upon it must be light."""
        return self.luminance <= DARK

    def write(self) -> Xml:
        """Write it for a drawing."""
        kept = a("lumMod", val=self.kept * WHOLE // 100) if self.kept != 100 else NOTHING  # noqa: PLR2004
        added = a("lumOff", val=self.added * WHOLE // 100) if self.added else NOTHING
        return a("schemeClr", kept, added, val=self.name)


def choose_paints(accents: tuple[str, ...], many: int) -> tuple[Paint, ...]:
    """Choose colours for so many neighbours: dark, light, dark, light."""
    return tuple(_choose(accents, place, is_dark=place % 2 == 0) for place in range(many))


def choose_dark(accents: tuple[str, ...], many: int) -> tuple[Paint, ...]:
    """Choose colours for so many lines upon white paper."""
    return tuple(_choose(accents, place, is_dark=True) for place in range(many))


def _choose(accents: tuple[str, ...], place: int, *, is_dark: bool) -> Paint:
    """Take the accent as it is if it will do, else the nearest shade of it that does."""
    number = place % len(accents)
    paints = [
        Paint(f"accent{number + 1}", kept, added, _measure(accents[number], kept, added))
        for kept, added in SHADES
    ]
    good = (paint for paint in paints if (paint.is_dark if is_dark else paint.luminance >= LIGHT))
    return next(good, paints[0])


def _measure(accent: str, kept: int, added: int) -> float:
    """Return the relative luminance of a shade [WCAG 2.2]."""
    red, green, blue = (int(accent[start : start + 2], 16) / 255 for start in (0, 2, 4))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    shade = hls_to_rgb(hue, min(1, lightness * kept / 100 + added / 100), saturation)
    red, green, blue = (_straighten(each) for each in shade)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _straighten(part: float) -> float:
    """Return how much light a value of red, green or blue gives [WCAG 2.2, relative luminance]."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - from there

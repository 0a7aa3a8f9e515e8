"""The fills of charts, as the stylesheet has them: told apart in grey, and text on them can be read."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from admin.report.page import INSIDE_CSS

SCHEMES = re.findall(r"\.report \{\s*(--s1.*?)\}", INSIDE_CSS, re.DOTALL)
LEAST_FOR_TEXT = 4.5
"""WCAG 1.4.3."""
LEAST_APART = 1.35
"""Between neighbours in a bar, whose parts have an outline too."""


def find_colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): #(\w+);", scheme))


def find_luminance(colour: str) -> float:
    """As WCAG has it."""
    whole = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def find_contrast(one: str, other: str) -> float:
    darker, lighter = sorted((find_luminance(one), find_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_there_are_two_schemes() -> None:
    assert [len(find_colours(scheme)) for scheme in SCHEMES] == [12, 12]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_in_a_fill_can_be_read(scheme: str) -> None:
    colours = find_colours(scheme)
    low = {
        at: find_contrast(colours[f"s{at}"], colours[f"in{at}"])
        for at in range(1, 7)
        if find_contrast(colours[f"s{at}"], colours[f"in{at}"]) < LEAST_FOR_TEXT
    }
    assert low == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_fills_are_told_apart_in_grey(scheme: str) -> None:
    colours = find_colours(scheme)
    steps = [find_contrast(colours[f"s{one}"], colours[f"s{other}"]) for one, other in pairwise(range(1, 7))]
    assert min(steps) >= LEAST_APART, steps

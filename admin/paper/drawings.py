"""Our own faces and pictures as outlines to circle and to colour in: those of the web pages, on paper."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader

from forms.web.pages import TEMPLATES

DEEP, LIGHTER, MIST = "#1d5c63", "#5f9a97", "#b9d8d4"
SCENE, SCENE_SHAPE = "0 0 320 96", 96 / 320
"""The frame of a scene, and how tall it is by its width."""
INK, GREY, TINT = "#2a2530", "#e7e3dc", "#d9ebe8"
STYLES = {
    "skin": 'fill="#ffffff"',
    "card": 'fill="#ffffff"',
    "cloth": 'fill="#ffffff"',
    "mouth": 'fill="#ffffff"',
    "hair": f'fill="{GREY}"',
    "bright": f'fill="{TINT}"',
    "heart": f'fill="{TINT}"',
    "sunny": f'fill="{TINT}" stroke="none"',
    "far": f'fill="{TINT}" stroke="none"',
    "near": f'fill="{MIST}" stroke="none"',
    "voice": f'fill="{DEEP}" stroke="none"',
    "other": f'fill="{LIGHTER}" stroke="none"',
    "smile": 'stroke="#ffffff"',
    "fold": 'stroke="#ffffff"',
    "trail": f'stroke="{DEEP}" stroke-dasharray="1 9"',
    "dot": f'fill="{INK}" stroke="none"',
}
"""By the class of a shape: outlines, so that they can be coloured in."""
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" aria-hidden="true"></svg>'
_OPENING = re.compile(r"<svg [^>]*>")
_CLASS = re.compile(r'class="([\w ]+)"')


@lru_cache(maxsize=16)
def draw_face(mark: int) -> str:
    """Draw one of the five faces as SVG, 1 the saddest."""
    return _dress(_load_drawings().face(mark), 1.8)


@lru_cache(maxsize=32)
def draw_picture(name: str) -> str:
    """Draw the picture of an option as SVG; an empty one for an option without, among others with."""
    if not name:
        return EMPTY
    return _dress(_load_drawings().picture(name), 1.5)


@lru_cache(maxsize=4)
def draw_scene(name: str) -> str:
    """Draw the wide drawing of a beginning or an end as SVG."""
    return _dress(_load_drawings().scene(name), 3, SCENE)


def _dress(svg: str, stroke: float, box: str = "0 0 48 48") -> str:
    """Put on what the style sheet of the web pages says there."""
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" aria-hidden="true" fill="none" '
        f'stroke="{INK}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">'
    )
    dressed = _CLASS.sub(
        lambda found: STYLES.get(found[1].split()[0], ""), _OPENING.sub(opening, svg.strip())
    )
    return dressed.replace("\n", "")


@lru_cache(maxsize=1)
def _load_drawings() -> Any:  # noqa: ANN401 - its macros are known by name only
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("pictures.html").module

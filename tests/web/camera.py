"""How a page is made a picture that is small enough to keep in the repository."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Page

DESK = 1_500
"""Pixels of a picture's height that show a page at a desk; the rest of a long page is more of the same."""


async def save_picture(page: Page, file: Path, *, colours: int, tallest: int = DESK) -> None:
    """Take the page, no taller than this, in so many colours: flat pages need few.

    A chat is taken as it is scrolled: what it keeps above and below the talk covers nothing then.
    """
    is_chat = await page.evaluate("document.body.classList.contains('chat')")
    taken: Image.Image = Image.open(io.BytesIO(await page.screenshot(full_page=not is_chat)))
    taken = taken.crop((0, 0, taken.width, min(taken.height, tallest)))
    taken.convert("RGB").quantize(colours).save(file, optimize=True)


def name_picture(folder: Path, step: str) -> Path:
    """Return where the picture of one step of a walk goes."""
    called = re.sub(r"[^a-z0-9]+", "-", step.casefold()).strip("-")
    return folder / f"{called}.png"

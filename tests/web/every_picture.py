"""A picture of every type of page that people who answer meet, by the walks that axe-core goes.

make pictures                                        # into docs/pictures/answering
.venv/bin/python -m tests.web.every_picture FOLDER   # to look at after a change
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.web.camera import name_picture, save_picture
from tests.web.chromium import open_chromium
from tests.web.every_look import walk_look
from tests.web.every_page import WALKS, Visit
from tests.web.page_types import TEMPLATES_SEEN, add_dressed, mark_pages, read_cells
from tests.web.pictures import open_pictured, open_pictured_phone
from tests.web.visited import MICROPHONE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from tests.web.every_page import Walk

DOCS = Path(__file__).parents[2] / "docs" / "pictures" / "answering"
LOOK = "look-middle"
"""The look in which every kind of question is shown: the other looks differ as `pictures.py` shows."""
COLOURS = 64


def walk_one_look(visit: Visit) -> AsyncIterator[str]:
    """Show every page that each look has, in one of them."""
    return walk_look(visit, LOOK)


async def take_pictures(chromium: Browser, folder: Path, name: str, walk: Walk) -> set[str]:
    """Go one walk in a council of its own, and take every page of it; return what made them."""
    reached: set[str] = set()
    async with open_pictured() as house:
        add_dressed(house.parts.library)
        mark_pages(house)
        page = await open_pictured_phone(chromium)
        visit = Visit(house, page)
        number = 0
        async for step in walk(visit):
            number += 1
            reached |= {cell.template for cell in await read_cells(page)}
            file = name_picture(folder, f"{name} {number:02} {step}")
            await save_picture(page, file, colours=COLOURS)
        await page.context.close()
    return reached


async def main(folder: Path) -> None:
    """Go all walks; a type of page that none of them shows is an error."""
    walks = {name: walk for name, (walk, _) in WALKS.items()} | {"look": walk_one_look}
    reached: set[str] = set()
    async with open_chromium(*MICROPHONE) as chromium:
        for name, walk in walks.items():
            reached |= await take_pictures(chromium, folder, name, walk)
    if missed := sorted(TEMPLATES_SEEN.keys() - reached):
        sys.exit(f"No picture was taken of: {', '.join(missed)}")


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(wanted))

"""Every script of the console is sent under its name, and all its styles in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import admin.console

if TYPE_CHECKING:
    from tests.web.house import House

STATIC = Path(admin.console.__file__).parent / "static"


async def test_scripts_and_styles_are_sent(house: House) -> None:
    browser = house.open_browser()
    scripts = sorted(STATIC.glob("*.js"))
    assert scripts
    for path in scripts:
        sent = await browser.get(f"/console/{path.name}")
        assert (sent.status, sent.html) == (200, path.read_text(encoding="utf-8"))
    styles = await browser.get("/console/console.css")
    assert all(path.read_text(encoding="utf-8") in styles.html for path in STATIC.glob("*.css"))
    assert (await browser.get("/console/nothing.js")).status == 404

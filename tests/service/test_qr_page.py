"""The QR codes of the page that staff see, as a phone's camera would meet them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.service.house import House
from tests.web.chromium import open_chromium

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser


async def test_every_code_on_the_rendered_page_is_read(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    log = tmp_path / "printed.txt"
    with house.serving("--demo", log=log):
        links = re.findall(r"http://\S+/[sp]/\S+", log.read_text())
        async with open_chromium() as browser:
            page = await browser.new_page(viewport={"width": 1000, "height": 900})
            await page.goto(f"{house.base}/console")
            picture = await page.screenshot(full_page=True)
    read = {found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))}
    assert read == {link.upper() for link in links}

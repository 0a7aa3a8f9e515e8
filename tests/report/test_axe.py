"""axe-core finds nothing on the page, and nothing scrolls sideways at 320 px: light, dark, and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from admin.report.formats import make_chapter
from admin.report.page import write_page
from tests.report.small_council import SMALL
from tests.report.specimen import SPECIMEN
from tests.web.chromium import find_chromium, open_chromium
from tests.web.looking import WIDE, find_faults

if TYPE_CHECKING:
    from pathlib import Path

    from admin.report.model import Report

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="make test-browser says how to get Chromium"),
]


CHAPTER = make_chapter(SMALL, SPECIMEN.stamp.made_at).report


@pytest.mark.parametrize("report", [SPECIMEN, CHAPTER], ids=["specimen", "chapter"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(tmp_path: Path, scheme: Literal["light", "dark"], report: Report) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(write_page(report))
    async with open_chromium() as chromium:
        context = await chromium.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
        page = await context.new_page()
        await page.goto(file.as_uri())
        assert await find_faults(page) == []
        assert not await page.evaluate(WIDE)
        for place in ("#main", "#section-notes"):
            assert await page.locator(place).is_visible()

"""Chromium, as a cheap phone has it."""

from __future__ import annotations

import re
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from playwright.async_api import Browser, Page

START = re.compile("^(Start$|I have longer)")
"""What begins a form, whether or not it can be answered in a minute."""
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_chromium() -> str | None:
    """Return where the distribution's Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@asynccontextmanager
async def open_chromium(*more: str, without: Sequence[str] = ()) -> AsyncIterator[Browser]:
    """Start it, `without` some of what playwright tells every browser, and end it."""
    async with async_playwright() as playwright:
        args = [*QUIET, *more]
        browser = await playwright.chromium.launch(
            executable_path=find_chromium(), args=args, ignore_default_args=list(without)
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def open_scripted(*more: str, width: int = 360, height: int = 740, **how: Any) -> AsyncIterator[Page]:
    """Open a page on a telephone whose JavaScript is on.

    A script that breaks, or that asks for what is not allowed, fails the test.
    """
    async with open_chromium(*more) as chromium:
        context = await chromium.new_context(viewport={"width": width, "height": height}, **how)
        page = await context.new_page()
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if "Security Policy" in said.text else None)
        yield page
        assert broken == []

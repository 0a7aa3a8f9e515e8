"""What a child's first visit weighs, and how soon it can be used: a slow phone on a slow line.

make bench-page
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.web.chromium import open_chromium
from tests.web.every_page import START
from tests.web.pictures import open_pictured

if TYPE_CHECKING:
    from playwright.async_api import Browser, CDPSession, Page

    from tests.web.house import House

PHONE = {"width": 360, "height": 740}
BYTES_A_SECOND = 400_000 // 8
LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": BYTES_A_SECOND,
}
"""Slow 3G: 400 kbit/s, 400 ms there and back."""
SLOWER = 4
"""Times slower than this machine's processor."""
MOST_BYTES, MOST_SECONDS = 25 * 1024, 2.0
"""What a first visit may cost."""
ROUNDS = 3
FORMS = ("have_your_say_4_7", "have_your_say_8_11", "have_your_say_12_17", "have_your_say_8_11_simple")
READY = """() => {
    const [page] = performance.getEntriesByType('navigation');
    return Math.max(page.domInteractive, page.domContentLoadedEventEnd, ...window.tasks);
}"""
"""Milliseconds from the press of a finger until the page is there, has run its scripts and answers."""
WATCH = """window.tasks = []; const note = list => window.tasks.push(
    ...list.getEntries().map(task => task.startTime + task.duration));
new PerformanceObserver(note).observe({type: 'longtask', buffered: true});"""
"""Long tasks keep a page from answering a finger."""


@dataclass
class Visit:
    """What came over the line for one page, by file."""

    name: str
    seconds: float = 0.0
    files: dict[str, int] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        return sum(self.files.values())


@dataclass
class Line:
    """Counts what comes over the line, headers and all, as the browser's network layer sees it."""

    names: dict[str, str] = field(default_factory=dict)
    came: dict[str, int] = field(default_factory=dict)

    def note_response(self, event: dict[str, Any]) -> None:
        self.names[event["requestId"]] = event["response"]["url"].rpartition("/")[2] or "page"

    def note_end(self, event: dict[str, Any]) -> None:
        name = self.names.get(event["requestId"], "?")
        self.came[name] = self.came.get(name, 0) + int(event["encodedDataLength"])


async def slow_down(page: Page) -> CDPSession:
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", LINE)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return session


async def measure(page: Page, session: CDPSession, name: str, act: Any) -> Visit:
    """Do something that opens a page; return what it cost until it can be used."""
    line = Line()
    session.on("Network.responseReceived", line.note_response)
    session.on("Network.loadingFinished", line.note_end)
    await act()
    await page.wait_for_load_state("networkidle")
    seconds = await page.evaluate(READY) / 1000
    session.remove_listener("Network.responseReceived", line.note_response)
    session.remove_listener("Network.loadingFinished", line.note_end)
    return Visit(name, seconds, line.came)


async def visit(house: House, chromium: Browser, form: str) -> list[Visit]:
    """Open a link for the first time, and press Start: the introduction and the first question."""
    context = await chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.add_init_script(WATCH)
    session = await slow_down(page)
    address = f"{house.base}/s/{await house.invite(form)}"
    first = await measure(page, session, f"{form}: introduction", lambda: page.goto(address))
    start = page.locator(START)
    second = await measure(page, session, f"{form}: question 1", start.click)
    await context.close()
    return [first, second]


async def visit_often(house: House, chromium: Browser, form: str) -> list[Visit]:
    """Do so several times; return the visits of the middle, page by page."""
    rounds = [await visit(house, chromium, form) for _ in range(ROUNDS)]
    return [sorted(page, key=lambda seen: seen.seconds)[ROUNDS // 2] for page in zip(*rounds, strict=True)]


def write_table(visits: list[Visit]) -> str:
    """Write the table as Markdown: bytes of each file, and both sums against what they may be."""
    rows = [
        "| page | files, compressed | bytes | interactive |",
        "|------|-------------------|------:|------------:|",
    ]
    for seen in visits:
        files = ", ".join(f"{_shorten(name)} {size:,}" for name, size in seen.files.items())
        rows.append(f"| {seen.name} | {files} | {seen.bytes:,} | {seen.seconds:.2f} s |")
    return "\n".join(rows)


def _shorten(name: str) -> str:
    """Leave out the digest in a file's name; a page has none."""
    stem, *rest = name.split(".")
    return f"{stem}.{rest[-1]}" if rest else "page"


def judge(visits: list[Visit]) -> str:
    """Say whether what a first visit may cost was kept to."""
    pairs = zip(visits[::2], visits[1::2], strict=True)
    heaviest = max(first.bytes + second.bytes for first, second in pairs)
    slowest = max(seen.seconds for seen in visits)
    return (
        f"A first visit, introduction and first question: at most {heaviest:,} bytes of {MOST_BYTES:,}; "
        f"the slowest page can be used after {slowest:.2f} s of {MOST_SECONDS:.1f} s."
    )


async def main() -> None:
    """Serve the pages, visit them slowly, print the table."""
    async with open_pictured() as house, open_chromium() as chromium:
        visits = [seen for form in FORMS for seen in await visit_often(house, chromium, form)]
    sys.stdout.write(f"{write_table(visits)}\n\n{judge(visits)}\n")


if __name__ == "__main__":
    asyncio.run(main())

"""Reading a table of the console from outside: its lines, its headings, its file."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.web.house import Browser, Page

_ROW = re.compile(r'<tr role="row">(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r'<t[hd][^>]* role="(?:cell|rowheader)"[^>]*>(.*?)</t[hd]>', re.DOTALL)
_ASIDE = re.compile(r'<span class="(?:unseen|below)">.*?</span>(?:</span>)?', re.DOTALL)
_SORTED = re.compile(r'aria-sort="(\w+)"><a href="([^"]*)">([^<]*)</a>')


def read_lines(page: Page) -> list[list[str]]:
    """Return the cells of each line, without what is said beside them."""
    rows = (_CELL.findall(row) for row in _ROW.findall(_find_table(page)))
    return [[_read_text(cell) for cell in cells] for cells in rows if cells]


def _find_table(page: Page) -> str:
    """Return the table that is sorted, of those on the page."""
    return page.html.partition('aria-describedby="lines-count"')[2].partition("</table>")[0]


def _read_text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", _ASIDE.sub("", html))).strip()


def read_column(page: Page, heading: str) -> list[str]:
    """Return what stands in one column."""
    place = read_headings(page).index(heading)
    return [line[place] for line in read_lines(page)]


def read_headings(page: Page) -> list[str]:
    head = _find_table(page).partition("</thead>")[0]
    cells = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', head, re.DOTALL)
    return [_read_text(cell) for cell in cells]


def read_sorts(page: Page) -> dict[str, tuple[str, str]]:
    """Return of each heading that leads to another order how it is sorted now, and where it leads."""
    return {name: (sort, unescape(href)) for sort, href, name in _SORTED.findall(page.html)}


async def press_heading(browser: Browser, page: Page, heading: str) -> Page:
    return await browser.get(read_sorts(page)[heading][1])


def find_csv(page: Page) -> str:
    """Return where the lines are taken out, as the page says it."""
    [href] = [href for href, name in page.read.links if name.endswith("out as CSV")]
    return str(href)


async def take_out(browser: Browser, page: Page) -> list[list[str]]:
    """Take out what a page shows; return the lines of the file, without its headings."""
    return (await take_out_whole(browser, page))[1:]


async def take_out_whole(browser: Browser, page: Page) -> list[list[str]]:
    sent = await browser.get(find_csv(page))
    assert (sent.status, sent.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert sent.headers["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.reader(io.StringIO(sent.html.removeprefix("\ufeff"))))


def split(href: str) -> tuple[str, str]:
    parts = urlsplit(href)
    return parts.path, parts.query

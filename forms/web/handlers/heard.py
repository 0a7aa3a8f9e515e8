"""You said, we did: what children told, what changed, what could not be done. Open to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms.definition import Look
from forms.heard import FOR_AGES, TITLE, choose_rows, list_up, open_page, read_band, say_months
from forms.speaking import ENGLISH, gettext, speaking, spoken
from forms.web import places
from forms.web.faults import show_open
from forms.web.pages import go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.units import Row

LITTLE_UNTIL, MIDDLE_UNTIL = 7, 11
"""Years: whose pages look how. The bands are a setting; how a page looks goes by the oldest it is for."""


async def show_ages(request: web.Request) -> web.Response:
    """GET /heard: the one page there is, or which ages there are pages for."""
    pages = await find_pages(request)
    if not pages:
        raise web.HTTPNotFound
    if len(pages) == 1:
        return go(f"{places.HEARD}/{next(iter(pages))}")
    ages = [(f"{places.HEARD}/{band}", say_ages(band)) for band in pages]
    return show_open(request, "heard_ages.html", gettext(TITLE), ages=ages)


async def show_heard(request: web.Request) -> web.Response:
    """GET /heard/BAND: the page of one band, in the language spoken; else all of it in English."""
    row = (await find_pages(request)).get(request.match_info["band"])
    heard = open_page(request.app[PARTS].keys, row) if row else None
    if row is None or heard is None:
        raise web.HTTPNotFound
    look = choose_look(row["band"])
    with speaking(spoken() if row["language"] == spoken().code else ENGLISH):
        return show_open(
            request,
            "heard.html",
            gettext(TITLE),
            heard=heard,
            ages=say_ages(row["band"]),
            days=say_months(row["first_on"], row["last_on"]),
            look=f"look-{look}",
            is_pictured=look is not Look.OLDER,
        )


async def find_pages(request: web.Request) -> Mapping[str, Row]:
    """Find the pages that are up, by band, the youngest first. Raises StoreUnavailableError."""
    return choose_rows(await list_up(request.app[PARTS].store), spoken().code, ENGLISH.code)


def say_ages(band: str) -> str:
    """Say for whom a page is, in the language spoken now."""
    low, high = read_band(band)
    return gettext(FOR_AGES).format(low=low, high=high)


def choose_look(band: str) -> Look:
    """Choose how the page of a band looks."""
    _, high = read_band(band)
    return Look.LITTLE if high <= LITTLE_UNTIL else Look.MIDDLE if high <= MIDDLE_UNTIL else Look.OLDER

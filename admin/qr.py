"""QR codes of links: level M, a quiet zone of four, no logo, in capitals where that makes them smaller."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import qrcode  # type: ignore[import-untyped]  # it ships no types
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]  # likewise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUIET_ZONE = 4
"""Modules of white around it: what the standard asks for."""
PIXELS = 10
"""A module in the PNG: 4 cm across at 200 dots an inch, and scaled down it still reads."""


def make_link(public_url: str, code: str) -> str:
    """Return the link that opens a conversation."""
    return f"{public_url.rstrip('/')}/s/{code}"


def make_placement_link(public_url: str, name: str) -> str:
    """Return the link that a poster or a leaflet shows."""
    return f"{public_url.rstrip('/')}/p/{name}"


def write_for_qr(link: str) -> str:
    """Return the link as it is drawn: in capitals, which QR packs tighter, if all before the code may be.

    Our own `/s/` and `/p/` ignore case and so do scheme and host; a folder in the public address might not.
    """
    is_ours = urlsplit(link).path.count("/") == "/s/CODE".count("/")
    return link.upper() if is_ours else link


def _draw(link: str) -> qrcode.QRCode:
    drawing = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, box_size=PIXELS)
    drawing.add_data(write_for_qr(link))
    drawing.make(fit=True)
    return drawing


def list_qr_bars(link: str) -> tuple[list[tuple[int, int, int]], int]:
    """Return each run of dark modules as left, top, width, and how many modules the code is across."""
    modules: Sequence[Sequence[bool]] = _draw(link).get_matrix()
    return list(_list_bars(modules)), len(modules)


def draw_qr_svg(link: str) -> str:
    """Draw an SVG that can stand in a page or a file; it fills the width that it is given."""
    bars, size = list_qr_bars(link)
    path = "".join(f"M{left} {top}h{width}v1H{left}z" for left, top, width in bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="QR code" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{path}"/></svg>'
    )


def _list_bars(modules: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int, int]]:
    for y, row in enumerate(modules):
        start = None
        for x, is_dark in enumerate([*row, False]):
            if is_dark and start is None:
                start = x
            elif not is_dark and start is not None:
                yield start, y, x - start
                start = None


def draw_qr_png(link: str) -> bytes:
    """Draw a PNG."""
    file = BytesIO()
    _draw(link).make_image().save(file)
    return file.getvalue()

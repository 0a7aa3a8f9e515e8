"""Approved words, and whose they are. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.report.model import Quotation

if TYPE_CHECKING:
    from admin.quotes.reading import Quoted

WHO = {
    "child": "A child",
    "parent": "A parent",
    "carer": "A carer",
    "professional": "A professional",
    "everyone": "Somebody at a conference",
}


def quote(quoted: Quoted) -> Quotation:
    """Make a quotation."""
    return Quotation(quoted.words, WHO.get(quoted.audience, "Somebody"), quoted.how)

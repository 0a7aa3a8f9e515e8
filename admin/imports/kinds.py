"""The kinds of file that come in, by name, and what reads each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from admin.imports.reviews import ReviewReader
from admin.imports.ssd import SsdReader
from admin.imports.ssda903 import Ssda903Reader
from admin.imports.visits import VisitReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from admin.imports.entries import RowReader

READERS: dict[str, Callable[..., RowReader[Any]]] = {
    "reviews": ReviewReader,
    "ssda903": Ssda903Reader,
    "ssd": SsdReader,
    "visits": VisitReader,
}

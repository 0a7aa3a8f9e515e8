"""A long list, page by page."""

from __future__ import annotations

from dataclasses import dataclass

from forms.web.given import read_number

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of how many rows. A page too far is the last one."""

    asked: int
    rows: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many there are: at least one."""
        return max(1, -(-self.rows // self.size))

    @property
    def page(self) -> int:
        """The page that is shown."""
        return min(max(self.asked, 1), self.pages)

    @property
    def offset(self) -> int:
        """How many rows stand before it."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """The number of its first row; 0 if there is none."""
        return min(self.offset + 1, self.rows)

    @property
    def last(self) -> int:
        """The number of its last row."""
        return min(self.offset + self.size, self.rows)


def read_page(text: str) -> int:
    """Read which page is asked for: the first, where nothing sensible is said."""
    return read_number(text) or 1

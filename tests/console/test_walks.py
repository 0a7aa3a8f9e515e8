"""No page of the console is left out: axe-core looks at each, or it says why not. Without a browser."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.console.every_page import LOOKED_AT, WALKS
from tests.console.page_walks import NO_PAGES, PAGES_SEEN
from tests.console.walked import ASKED


def is_page(address: str) -> bool:
    return not any(re.fullmatch(pattern, address) for pattern in NO_PAGES)


def test_every_page_of_the_table_is_on_one_walk() -> None:
    on_a_walk = Counter(address for addresses in PAGES_SEEN.values() for address in addresses)
    assert on_a_walk.keys() == {address for address in ASKED if is_page(address)}
    assert set(on_a_walk.values()) == {1}


def test_every_exception_is_about_something() -> None:
    without = [pattern for pattern in NO_PAGES if not any(re.fullmatch(pattern, each) for each in ASKED)]
    assert without == []


def test_every_walk_has_its_pages_and_its_pictures() -> None:
    assert {walk.__name__ for _, walks in WALKS for walk in walks} == PAGES_SEEN.keys()
    files = {path.stem for path in Path(__file__).parent.glob("test_axe*.py")}
    assert {module.__name__.rpartition(".")[2] for module, _ in LOOKED_AT} == files

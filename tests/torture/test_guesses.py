"""A hundred thousand guesses at the whole service, from many addresses, while people come with good codes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.torture.whole import WEB_FORM
from tests.web.guessing import Guessers

if TYPE_CHECKING:
    from tests.torture.whole import Whole

pytestmark = pytest.mark.torture
GUESSES = int(os.environ.get("SAY_TORTURE_GUESSES", "100000"))
CLIENTS = 500
"""Twenty wrong codes of each are more than all together may give."""
AT_ONCE_SECONDS = 2.0


async def test_hundred_thousand_guesses_hit_nothing_and_delay_nobody(whole: Whole) -> None:
    codes = await whole.house.invite(50, WEB_FORM, datetime.now(UTC))
    guessers = Guessers(whole.house.base, CLIENTS)
    with whole.serving():
        slowest = await guessers.guess_while_people_come(GUESSES, codes)
        await whole.wait_until_ready()
    print(guessers)  # noqa: T201 - how many a second: `pytest -s` shows it
    assert guessers.hits == 0
    assert set(guessers.statuses) == {404, 429}
    assert guessers.statuses.total() == GUESSES
    assert guessers.statuses[404] < 0.2 * GUESSES, "most are not even looked up"
    assert slowest < AT_ONCE_SECONDS
    assert not [code for code in codes if code in whole.log.read_text()]

"""The made-up council's own: good on every day of the year, and naming nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from admin.demo_staff import STAFF
from admin.gathered import PledgeState
from admin.gathering.counted import read_gathered
from admin.gathering.naming import names_somebody
from admin.made_up.gathered import ITEMS, Typists, _write, write_gathered
from admin.made_up.reviews import find_years
from admin.periods import Period

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_all_of_it_can_be_written_on_any_day(today: date) -> None:
    years = find_years(today)
    for item in ITEMS:
        written = _write(item, years)
        for words in written.shown.values():
            assert not names_somebody(words, "", [one.name for one in STAFF])


async def test_year_has_some_of_each_and_twice_is_once(store: Store, keys: Keys) -> None:
    years = find_years(NOW.date())
    who = Typists("one", "another")
    assert await write_gathered(store, keys, years, NOW, who) == len(ITEMS)
    assert await write_gathered(store, keys, years, NOW + timedelta(days=1), who) == 0
    found = await read_gathered(store, keys, Period(years.first_on, years.last_on))
    counts = [len(each) for each in (found.compliments, found.sessions, found.elsewhere, found.past)]
    assert counts == [4, 3, 2, 1]
    states = [pledge.state for pledge in found.pledges]
    assert sorted(states) == sorted([*PledgeState, PledgeState.OPEN])

"""What the council aims at stands beside each figure, and so do the other periods that are asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from admin.groups import Dimension
from admin.periods import find_council_year, list_quarters
from admin.shown.asked import Asked, Source, count_published, count_true
from admin.targets import check_targets
from forms.library import Library
from forms.settings import Settings, SettingsError

if TYPE_CHECKING:
    from forms.store import Store

YEAR = find_council_year(date(2025, 4, 1))
QUARTER = list_quarters(YEAR)[1]
TODAY = date(2026, 11, 20)


def read(targets: str) -> Settings:
    return Settings.from_env({"SAY_TARGETS": targets})


async def test_targets_and_other_periods_stand_beside_each_measure(store: Store) -> None:
    source = Source(store, Library.shipped(), read("participation=90"))
    for count in (count_true, count_published):
        shown = await count(source, Asked(QUARTER, by=(Dimension.TEAM,)), TODAY)
        assert {one.name: one.target for one in shown.measures if one.target} == {"participation": 90.0}
        assert {tuple(found.kind for found in one.compared) for one in shown.measures} == {
            ("last_year", "before")
        }
        assert [groups.dimension for groups in shown.groups] in ([Dimension.TEAM], [])


async def test_the_year_before_a_year_stands_once(store: Store) -> None:
    shown = await count_true(Source(store, Library.shipped(), read("")), Asked(YEAR), TODAY)
    assert {tuple(found.kind for found in one.compared) for one in shown.measures} == {("last_year",)}
    assert {one.target for one in shown.measures} == {None}


def test_targets_of_what_has_no_percentage_are_refused() -> None:
    check_targets(read("participation=90,told_back=100"))
    with pytest.raises(SettingsError, match=r"SAY_TARGETS names .*: happiness, reviews_held"):
        check_targets(read("happiness=90,reviews_held=5,participation=90"))

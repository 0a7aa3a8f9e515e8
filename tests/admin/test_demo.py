"""The demo's year: a manager who looks at it sees what each figure is for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from admin.demo import prepare_demo
from admin.measure_kinds import Definition
from admin.periods import Period
from admin.summary import summarise
from forms.library import Library
from forms.settings import load_settings

if TYPE_CHECKING:
    from forms.keys import Keys
    from forms.store import Store

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NONE_AT_FIRST = {
    "views_evidenced",
    "children_heard",
    "advocate_asked",
    "interpreter_asked",
    "wishes_met",
    "answered_privately",
    "heard_at_midpoint",
    "miscoded",
}
"""Some need an answer; that nothing is miscoded is good news."""


async def test_demo_gives_every_figure_something_to_count(store: Store, keys: Keys) -> None:
    demo = await prepare_demo(store, keys, load_settings().for_demo(), NOW)
    period = Period(demo.first_on, demo.last_on)
    counted = await summarise(store, Library.shipped(), period, Definition.ELIGIBLE, demo.last_on)
    assert period == Period(date(2026, 4, 1), date(2026, 11, 20))
    assert {figure.name for figure in counted.figures if not figure.share.count} == NONE_AT_FIRST


async def test_demo_started_again_has_the_same_year_and_fresh_links(store: Store, keys: Keys) -> None:
    settings = load_settings().for_demo()
    first = await prepare_demo(store, keys, settings, NOW)
    again = await prepare_demo(store, keys, settings, NOW)
    period = Period(again.first_on, again.last_on)
    counted = await summarise(store, Library.shipped(), period, Definition.ELIGIBLE, again.last_on)
    assert counted.find("reviews_held").count == 26
    assert {shown.link for shown in first.links} & {shown.link for shown in again.links} == set()

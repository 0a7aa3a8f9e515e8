"""Looks of a form: all that came is all that was filled in, so some of the numbers tell the others."""

from __future__ import annotations

from datetime import date

from admin.disclosure import Alone
from admin.periods import Period
from admin.shown.model import Mark
from admin.shown.past import Behind, Edition
from admin.shown.published_forms import publish_forms
from admin.shown.sieve import Sieve
from admin.summary.forms import FormCount
from forms.definition import Audience, Form, Timing

HALF = Period(date(2025, 4, 1), date(2025, 9, 30))
EARLIER = Period(date(2025, 4, 1), date(2025, 6, 30))
QUARTER = Period(date(2025, 7, 1), date(2025, 9, 30))


def count(key: str, came: int, filled_in: int, *, asked: int, simpler: str = "") -> FormCount:
    form = Form(key, "1", "Have your say", Audience.CHILD, Timing.BEFORE, (), simpler=simpler)
    return FormCount(form, 90, False, 0, asked, 0, filled_in, {"web": came}, ())  # noqa: FBT003 - as it is named


def looks(came: tuple[int, int], filled_in: tuple[int, int], asked: int = 0) -> tuple[FormCount, ...]:
    return (
        count("child", came[0], filled_in[0], asked=came[0], simpler="easy"),
        count("easy", came[1], filled_in[1], asked=asked),
    )


def test_what_follows_from_all_the_others_is_known() -> None:
    """That 17 came is in all the others: beside 14 who were asked, three who were not would be told."""
    sieve = Sieve(Alone(6))
    _, easy = publish_forms(looks((60, 17), (50, 27), asked=14), sieve)[0]
    assert easy.submitted == 17
    assert easy.response_rate == Mark.HIDDEN
    alone = Sieve(Alone(6))
    shown = publish_forms(looks((60, 4), (40, 24), asked=4), alone)[0]
    assert [form.submitted for form in shown] == [60, Mark.HIDDEN]
    assert Mark.HIDDEN in [form.filled_in for form in shown], "or four are what is left"


def test_no_small_number_is_left_by_what_was_told_in_another_way_before() -> None:
    """Ten came from July on: that fifteen came since April tells of five, by whichever name."""
    first = Sieve(Alone(6))
    publish_forms(looks((32, 10), (30, 12)), first)
    behind = Sieve(Behind(6, HALF, (Edition(QUARTER, first.told),)))
    child, easy = publish_forms(looks((67, 15), (61, 21), asked=14), behind)[0]
    assert easy.submitted == Mark.HIDDEN
    told = (child.submitted, child.filled_in, easy.filled_in)
    assert Mark.HIDDEN in told, "or 67 less 61 less 21 would be told"


def test_no_small_number_follows_from_three_reports_together() -> None:
    """Of 44 since April 22 came until July, so 22 later: 17 on one look would leave five on the other."""
    editions: tuple[Edition, ...] = ()
    shown = {}
    for period, came, filled_in in (
        (HALF, (14, 30), (12, 32)),
        (EARLIER, (9, 13), (8, 14)),
        (QUARTER, (5, 17), (4, 18)),
    ):
        sieve = Sieve(Behind(6, period, editions))
        shown[period] = publish_forms(looks(came, filled_in), sieve)[0]
        editions = (Edition(period, sieve.told), *editions)
    assert [form.submitted for form in shown[HALF]] == [14, 30]
    assert [form.filled_in for form in shown[EARLIER]] == [8, 14]
    assert [form.submitted for form in shown[QUARTER]] == [Mark.HIDDEN, Mark.HIDDEN]

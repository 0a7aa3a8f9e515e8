"""What staff see is what was counted: the figures that may be shown, with nothing hidden."""

from __future__ import annotations

from datetime import date

from admin.measures.measures import MEASURES
from admin.shown.model import Mark
from admin.shown.true import show_true
from forms.participation import NO_CODE
from tests.admin.test_figures_tables import summarise


def test_every_measure_is_shown_as_it_was_counted() -> None:
    summary = summarise(1, 60)
    shown = show_true(summary, "Example Council", date(2026, 6, 1))
    assert [measure.name for measure in shown.measures] == [measure.name for measure in MEASURES]
    for figure in summary.figures:
        measure = shown.find_measure(figure.name)
        assert measure is not None
        assert (measure.share.count, measure.share.out_of) == (figure.share.count, figure.share.out_of)
        assert measure.share.percent in {figure.share.percent, Mark.NONE}
    assert not shown.is_published


def test_a_list_parts_the_reviews_it_is_about() -> None:
    summary = summarise(2, 40)
    codes = show_true(summary, "", date(2026, 6, 1)).find_table("participation_codes")
    assert codes is not None
    assert (codes.total, codes.cells[NO_CODE]) == (40, summary.uncoded)

"""The checksum of figures: it changes with every number, and with nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.gathered import Elsewhere, Gathered, Session, Theme
from admin.measures.kinds import Definition
from admin.shown.checksum import find_checksum, read_written, write_down
from admin.shown.model import Mark, ShownCollated, ShownComparison, ShownGroups, ShownPlacement, ShownShare
from admin.shown.rows import Place, index_rows, list_rows
from forms.definition import Form
from tests.admin.figures_specimen import FIGURES, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from admin.shown.model import ShownSummary

NOT_SHOWN = (Form, Theme, Mark, Session, ShownCollated, ShownComparison, ShownGroups)
"""Numbers in them are not figures of the whole period: limits of a scale, what `ShownTheme` says again, how
many people a text says were somewhere, another period, one team, a sum over forms."""
TARGETED = {"target"}


def list_parts(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what a value is made of, each part with what puts another into its place."""
    if isinstance(value, tuple):
        for place, one in enumerate(value):
            yield one, lambda new, place=place: (*value[:place], new, *value[place + 1 :])
    elif isinstance(value, dict):
        for key, one in value.items():
            yield one, lambda new, key=key: {**value, key: new}
    elif is_dataclass(value) and not isinstance(value, (type, *NOT_SHOWN)):
        for field in (one for one in fields(value) if one.name not in TARGETED):
            yield getattr(value, field.name), lambda new, name=field.name: replace(value, **{name: new})


def list_changed(value: Any, to: Any) -> Iterator[Any]:
    """Yield a copy for each number in it, in which that number alone is another."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield to(value)
    for part, put in list_parts(value):
        for changed in list_changed(part, to):
            yield put(changed)


@pytest.mark.parametrize("to", [lambda number: number + 1, lambda _: Mark.HIDDEN, lambda _: Mark.NONE])
def test_any_number_changed_changes_the_checksum(to: Any) -> None:
    changed = list(list_changed(FIGURES, to))

    checksums = {find_checksum(one) for one in changed}

    assert len(changed) > 35
    assert find_checksum(FIGURES) not in checksums
    assert len(checksums) == len(changed)


def test_a_smallest_difference_of_a_percentage_changes_it() -> None:
    changed = list(list_changed(FIGURES, lambda number: number + 0.1))

    assert find_checksum(FIGURES) not in {find_checksum(one) for one in changed}


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_things_stand_does_not_matter(random: Any) -> None:
    def shuffle(value: Any) -> Any:
        if isinstance(value, NOT_SHOWN):
            return value
        if isinstance(value, tuple):
            return tuple(random.sample(tuple(map(shuffle, value)), len(value)))
        if isinstance(value, dict):
            return dict(random.sample([(key, shuffle(one)) for key, one in value.items()], len(value)))
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{one.name: shuffle(getattr(value, one.name)) for one in fields(value)})
        return value

    assert find_checksum(shuffle(FIGURES)) == find_checksum(FIGURES)


@pytest.mark.parametrize(
    "change",
    [
        {"counted_on": date(2030, 1, 1)},
        {"signed_on": date(2030, 1, 1)},
        {"quotes": ()},
        {"pairs": ()},
        {"council": "Elsewhere"},
    ],
)
def test_what_is_no_figure_does_not_change_it(change: Any) -> None:
    assert find_checksum(replace(FIGURES, **change)) == find_checksum(FIGURES)


@pytest.mark.parametrize(
    "change",
    [
        {"definition": Definition.ALL_REVIEWS},
        {"hidden_below": 6},
        {"period": replace(YEAR, last_on=YEAR.last_on + timedelta(days=1))},
    ],
)
def test_what_the_figures_are_of_changes_it(change: Any) -> None:
    assert find_checksum(replace(FIGURES, **change)) != find_checksum(FIGURES)


def test_other_periods_and_targets_do_not_change_it_but_are_written_down() -> None:
    held, participation = FIGURES.measures
    bare = replace(FIGURES, measures=(held, replace(participation, compared=(), target=None)))

    missing = set(write_down(FIGURES).rows) - set(write_down(bare).rows)

    assert find_checksum(bare) == find_checksum(FIGURES)
    assert {row.value for row in missing} == {95, 600, 700, 85.7, 80.1, 90.2, 8}


def test_by_what_it_is_parted_does_not_change_it_but_is_written_down() -> None:
    bare = replace(FIGURES, groups=())

    missing = set(write_down(FIGURES).rows) - set(write_down(bare).rows)

    assert find_checksum(bare) == find_checksum(FIGURES)
    assert {row.place.section for row in missing} == {
        "by_team",
        "by_team_by_default",
        "by_team_compared",
    }


def test_two_figures_of_one_name_count_both_in_any_order() -> None:
    def make(*counts: int) -> ShownSummary:
        days = (YEAR.first_on, YEAR.last_on)
        found = tuple(Elsewhere("Visits", count, None, "Visitors", *days) for count in counts)
        return replace(FIGURES, gathered=Gathered(elsewhere=found))

    assert find_checksum(make(4, 40)) == find_checksum(make(40, 4))
    assert len({find_checksum(make(*counts)) for counts in ((4, 40), (4, 4), (40, 40), (40,))}) == 4


def test_a_whole_number_is_the_same_however_it_is_held() -> None:
    def make(percent: float) -> ShownSummary:
        measure = replace(FIGURES.measures[0], share=ShownShare(94, 100, percent))
        return replace(FIGURES, measures=(measure,))

    assert find_checksum(make(94)) == find_checksum(make(94.0))


def test_what_is_written_is_read_back() -> None:
    hidden = replace(FIGURES, placements=(ShownPlacement("é, “x”\n", "x", Mark.HIDDEN, Mark.NONE, 0),))
    written = write_down(hidden)

    assert read_written(written.write()) == written
    assert read_written(written.write()).checksum == find_checksum(hidden)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b"no",
        '["é"]'.encode(),
        b'["another form","2025-04-01","2026-03-31","eligible",null]\n',
        b'["haveyoursay figures 1","2025-04-01","2026-03-31","eligible",null]\n["a","b",1]\n',
        b'["haveyoursay figures 1","2025-04-01","2026-03-31","eligible",null]\n["a","b","c","d","x"]\n',
        b'["haveyoursay figures 1","2025-14-01","2026-03-31","eligible",null]\n',
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_written(content)


def test_the_checksum_of_today_is_the_one_of_years_to_come() -> None:
    """Files that were made carry it: if this fails, `FORM` needs another number, and both must be read."""
    first = json.loads(write_down(FIGURES).write().splitlines()[0])

    assert first == ["haveyoursay figures 1", "2025-04-01", "2026-03-31", "eligible", None]
    assert find_checksum(FIGURES) == "bd5e5c9b0671207e6fc691c6260d970fa7972937dd4bd23b43493b59a5eb13b8"


def test_another_process_with_another_hash_seed_finds_the_same() -> None:
    code = (
        "from admin.shown.checksum import find_checksum; "
        "from tests.admin.figures_specimen import FIGURES; print(find_checksum(FIGURES))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )

    assert run.stdout.strip() == find_checksum(FIGURES)


def test_a_place_says_where_it_is() -> None:
    places = index_rows(list_rows(FIGURES))

    assert places[Place("measures", "participation", "", "percent")] == 93.7
    assert str(Place("measures", "participation", "", "out_of")) == "Measures, participation, out of"

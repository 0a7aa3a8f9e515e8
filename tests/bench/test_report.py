from __future__ import annotations

import pytest

from forms.records import Invitation
from tests.bench.__main__ import Target, show_share
from tests.bench.counting.__main__ import describe_load
from tests.bench.server import write_invitation

REAL = {"real": {64: 999.9}}


@pytest.mark.parametrize(
    ("of", "least", "told"),
    [
        (1999.8, 0.5, "real / stub    50.0 %   at least  50.0 %   met"),
        (2000.0, 0.5, "real / stub    49.9 %   at least  50.0 %   not met"),
        (399.9, 2.5, "real / stub    2.50 x   at least  2.50 x   met"),
        (400.0, 2.5, "real / stub    2.49 x   at least  2.50 x   not met"),
    ],
)
def test_target_is_met_at_its_very_number(of: float, least: float, told: str) -> None:
    assert Target("stub", least).tell({**REAL, "stub": {64: of}}) == told


def test_share_is_never_rounded_up() -> None:
    assert show_share(0.0999) == "  9.9 %"


def test_stub_hands_out_whole_invitations() -> None:
    assert set(write_invitation(0)) == set(Invitation.model_fields)


@pytest.mark.parametrize(
    ("load", "told"), [(0.99, "0.99 on 2 cores: quiet."), (1.0, "1.00 on 2 cores: NOT quiet.")]
)
def test_load_says_whether_the_machine_was_quiet(load: float, told: str) -> None:
    assert told in describe_load(load, 2)

"""What an administrator looks up by its name stands in the documentation."""

from __future__ import annotations

from pathlib import Path

from admin.accounts.openid.refusals import Refusal

PAGE = Path(__file__).parents[2] / "docs" / "sign-in.md"


def test_each_refusal_is_explained_under_its_name() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for refusal in Refusal:
        assert f"| `{refusal.code}` | {refusal.sentence} |" in page
    assert len({refusal.code for refusal in Refusal}) == len(Refusal)

"""A review's row with nothing in it but what a test says."""

from __future__ import annotations

from typing import Any

from forms.records import Review


def make_review(review_ref: str, child_ref: str = "C", **values: Any) -> dict[str, Any]:
    blank = {name: field.get_default() for name, field in Review.model_fields.items()}
    return {**blank, "review_ref": review_ref, "child_ref": child_ref, **values}

"""Alerts as the duty worker sees them on the command line: which signal, where, when; never any words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from forms.london import LONDON
from forms.records import Alert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import RowMapping

    from forms.store import Store


_SHOWN: tuple[Any, ...] = (
    Alert.raised_at,
    Alert.cause,
    Alert.audience,
    Alert.review_ref,
    Alert.question_key,
    Alert.acknowledged_at,
)


async def read_alerts(store: Store, *, include_acknowledged: bool) -> Sequence[RowMapping]:
    """Read the open alerts, or all of them, oldest first. Raises StoreUnavailableError."""
    wanted = select(*(col(column) for column in _SHOWN)).order_by(col(Alert.raised_at), col(Alert.id))
    is_open = col(Alert.acknowledged_at).is_(None)
    return await store.read(wanted if include_acknowledged else wanted.where(is_open))


def describe_alert(alert: RowMapping) -> str:
    """Say one alert in a line, parted by tabs."""
    raised = alert["raised_at"].astimezone(LONDON)
    return "\t".join(
        (
            f"{raised:%d/%m/%Y %H:%M}",
            alert["cause"],
            alert["audience"],
            alert["review_ref"] or "no review",
            alert["question_key"] or "no question",
            "acknowledged" if alert["acknowledged_at"] else "open",
        )
    )

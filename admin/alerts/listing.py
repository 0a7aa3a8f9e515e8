"""Alerts as the duty worker sees them on the command line: which signal, where, when; never any words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.alerts.clock import say_left
from admin.alerts.escalation import TEST, find_run
from admin.alerts.watch import STEPS, make_clock, sort_steps
from forms.london import LONDON
from forms.records import Alert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import RowMapping

    from forms.settings import Settings
    from forms.store import Store
    from forms.units import Row


async def read_alerts(store: Store, *, include_acknowledged: bool) -> Sequence[RowMapping]:
    """Read the open alerts, or all of them, oldest first. Raises StoreUnavailableError."""
    alerts: Any = select(Alert.__table__)  # type: ignore[attr-defined]  # SQLModel sets it on every table
    wanted = alerts.order_by(col(Alert.raised_at), col(Alert.id))
    is_open = col(Alert.acknowledged_at).is_(None)
    return await store.read(wanted if include_acknowledged else wanted.where(is_open))


async def read_clocks(store: Store, settings: Settings, now: datetime) -> dict[str, str]:
    """Say how long each alert that waits may still do so; nothing where no working hours are set."""
    if not settings.working_hours:
        return {}
    clock, steps = make_clock(settings), sort_steps(await store.read(select(STEPS)))
    waiting = await read_alerts(store, include_acknowledged=False)
    return {
        row["id"]: say_left(clock.left(find_run(row, steps[row["id"]]).since, now))
        for row in waiting
        if row["cause"] != TEST
    }


def describe_alert(alert: Row, left: str = "") -> str:
    """Say one alert in a line, parted by tabs; how to contact somebody only where they said it."""
    more = (describe_contact(alert), describe_named(alert), left)
    return "\t".join((*list_parts(alert), *filter(None, more)))


def list_parts(alert: Row) -> tuple[str, ...]:
    """Say which signal it is, about what, and when."""
    raised = alert["raised_at"].astimezone(LONDON)
    return (
        f"{raised:%d/%m/%Y %H:%M}",
        alert["cause"],
        alert["audience"],
        alert["review_ref"] or "no review",
        alert["question_key"] or "no question",
        "closed" if alert["closed_at"] else "acknowledged" if alert["acknowledged_at"] else "open",
    )


def describe_contact(alert: Row) -> str:
    """Say how and when somebody may be contacted, as codes. Of their words, only that there are some.

    `only` is the one safe way that follows from the answers; with `no_words`, a bare notice and no more.
    """
    said = [(name, alert[f"contact_{name}"]) for name in ("how", "through", "when", "not_when")]
    if not alert["contact_how"]:  # what somebody asks for now is newer than what they answered
        said = [("only", alert["answer_by"]), *said]
    wishes = [f"{name.replace('_', ' ')}: {codes}" for name, codes in said if codes]
    return "; ".join((*wishes, *(["words"] if alert["contact_words"] else [])))


def describe_named(alert: Row) -> str:
    """Name the roles that must not know: by the answers, and by what the person said with the call."""
    named = {*alert["must_not_know"].split(), *alert["contact_must_not_know"].split()}
    return f"must not know: {' '.join(sorted(named))}" if named else ""

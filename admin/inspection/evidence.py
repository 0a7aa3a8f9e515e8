"""What is gathered for an inspection: the figures, the rows behind them, who recorded, what is checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlmodel import col

from admin.accounts.roles import NAMES, Role
from admin.measures.measures import MEASURES
from admin.returns.reviews_table import make_reviews_table
from admin.shown.asked import Asked, count_true
from admin.signed.keeping import list_signed
from admin.summary.listed import list_counted
from admin.summary.scope import STATUTORY, was_held
from forms.audit import verify_audit
from forms.participation import Rule
from forms.records import Alert, AuditEntry, Review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from admin.measures.kinds import Definition
    from admin.periods import Period
    from admin.shown.asked import Source
    from admin.shown.model import ShownSummary
    from admin.signed.keeping import Listed
    from admin.summary.listed import CountedRow
    from forms.keys import Keys
    from forms.store import Store
    from forms.units import Row

TOGETHER = 500
"""References in one question to the database."""
NOT_A_ROLE = {"command_line": "At the command line", "service": "The service itself"}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done to meetings of the period: what, as what, how often, to how many of them."""

    action: str
    role: str
    times: int
    meetings: int


@dataclass(frozen=True, slots=True)
class Alerts:
    """Signals raised in the period: how many, and how many of them nobody has taken on or closed yet."""

    raised: int
    not_taken_on: int
    not_closed: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that an inspection pack says. No words of anybody, and no name."""

    shown: ShownSummary
    rows: Mapping[str, tuple[CountedRow, ...]]
    """By measure: every row it looks at."""
    recorded_here: int
    """Of the reviews held, about how many somebody recorded in this service; the others came by a file."""
    sources: Mapping[str, int]
    deeds: tuple[Deed, ...]
    findings: Mapping[str, int]
    """By validation rule of the statutory return, or what else was found."""
    entries: int
    faults: tuple[str, ...]
    """Of the record of who did what: where it is broken."""
    alerts: Alerts
    signed: tuple[Listed, ...]


async def gather(source: Source, keys: Keys, period: Period, definition: Definition, today: date) -> Evidence:
    """Gather it. Raises StoreUnavailableError, UnreadableError."""
    store = source.store
    reviews = await _read_reviews(store, period, today)
    entries, faults = await verify_audit(store, keys)
    rows = {
        measure.name: await list_counted(store, source.library, period, definition, measure.name, today)
        for measure in MEASURES
    }
    return Evidence(
        shown=await count_true(source, Asked(period, definition, beside=(), is_anew=True), today),
        rows=rows,
        recorded_here=sum(row["recorded_at"] is not None for row in reviews),
        sources=dict(sorted(Counter(row["source"] for row in reviews).items())),
        deeds=await _read_deeds(store, [row["review_ref"] for row in reviews]),
        findings=await _find_findings(store, period, today),
        entries=entries,
        faults=tuple(faults),
        alerts=await _read_alerts(store, period),
        signed=tuple(one for one in await list_signed(store) if one.period == period),
    )


async def _read_reviews(store: Store, period: Period, today: date) -> Sequence[Row]:
    columns = (col(Review.review_ref), col(Review.source), col(Review.recorded_at))
    held = (was_held(period, today), col(Review.meeting_kind) == STATUTORY)
    return await store.read(select(*columns).where(*held).order_by(columns[0]))


async def _read_deeds(store: Store, refs: Sequence[str]) -> tuple[Deed, ...]:
    """Count what is on record of these meetings, by what was done and as what."""
    times: Counter[tuple[str, str]] = Counter()
    meetings: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(refs), TOGETHER):
        asked = _DEEDS.where(col(AuditEntry.about).in_(refs[start : start + TOGETHER]))
        for row in await store.read(asked):
            key = (row["action"], row["role"])
            times[key] += row["times"]
            meetings[key] += row["meetings"]
    return tuple(
        Deed(action, name_role(role), times[action, role], meetings[action, role])
        for action, role in sorted(times)
    )


def name_role(role: str) -> str:
    """Say as what somebody acted."""
    return NAMES[Role(role)] if role in set(Role) else NOT_A_ROLE.get(role, role.replace("_", " "))


async def _find_findings(store: Store, period: Period, today: date) -> dict[str, int]:
    """Count what the statutory return's own checks find: its four rules, found or not, and what else is."""
    returned = await make_reviews_table(store, period, today)
    found = Counter(finding.check for finding in returned.findings)
    return {**{rule.number: found[rule.number] for rule in Rule}, **dict(sorted(found.items()))}


async def _read_alerts(store: Store, period: Period) -> Alerts:
    raised_at = col(Alert.raised_at)
    rows = await store.read(
        select(
            func.count().label("raised"),
            func.count(col(Alert.acknowledged_at)).label("taken_on"),
            func.count(col(Alert.closed_at)).label("closed"),
        ).where(raised_at >= period.starts_at, raised_at < period.ends_at, col(Alert.cause) != "test")
    )
    raised = int(rows[0]["raised"])
    return Alerts(raised, raised - int(rows[0]["taken_on"]), raised - int(rows[0]["closed"]))


_DEEDS: Any = select(
    col(AuditEntry.action),
    col(AuditEntry.role),
    func.count().label("times"),
    func.count(col(AuditEntry.about).distinct()).label("meetings"),
).group_by(col(AuditEntry.action), col(AuditEntry.role))

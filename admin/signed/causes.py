"""Why figures may differ from those that were signed, as far as it is on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select
from sqlmodel import col

from admin.signed.keeping import PROGRAM
from forms.records import AuditEntry, Erased, Invitation, Response, Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement

    from admin.signed.keeping import Signed
    from forms.library import Library
    from forms.store import Store

ERASING = ("child.erase", "response.erase", "purge")
"""What takes answers away, as the record of what staff did calls it."""
IMPORTING = "import"


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that happened since, and how often. It may explain a difference; it need not."""

    words: str
    count: int


async def find_causes(store: Store, library: Library, signed: Signed) -> tuple[Cause, ...]:
    """List what is on record since the signature that figures of the period can differ by.

    Raises StoreUnavailableError.
    """
    at, period = signed.signature.at, signed.period
    held = col(Review.held_on).between(period.first_on, period.last_on)
    counted = (
        (
            "Reviews held in these days about which something was recorded here since, a code among it",
            await _count(store, Review, held, col(Review.recorded_at) > at),
        ),
        (
            "Answers about meetings of these days that were sent since",
            await _count_sent(store, held, col(Response.submitted_at) > at),
        ),
        ("Files imported in the console since, of any days", await _count_done(store, signed, (IMPORTING,))),
        ("Times that something was erased or purged since", await _count_done(store, signed, ERASING)),
        (
            "Children erased since, of any days",
            await _count(store, Erased, col(Erased.kind) == "child", col(Erased.erased_at) > at),
        ),
    )
    found = [Cause(words, count) for words, count in counted if count]
    return (*found, *_list_changes(library, signed))


def _list_changes(library: Library, signed: Signed) -> Iterator[Cause]:
    """Yield what is another in the way of counting."""
    forms = [count.form for count in signed.summary.forms]
    today = library.keys()
    gone = [form for form in forms if form.key not in today]
    edited = [
        form for form in forms if form.key in today and library.current(form.key).version != form.version
    ]
    if gone:
        yield Cause("Forms that are asked no longer", len(gone))
    if edited:
        yield Cause("Forms of which there is a new version", len(edited))
    if signed.program != PROGRAM:
        yield Cause(f"Another version of this program, {PROGRAM} instead of {signed.program}", 1)


async def _count(store: Store, table: type[Review | Erased], *conditions: ColumnElement[bool]) -> int:
    rows = await store.read(select(func.count().label("found")).select_from(table).where(*conditions))
    return int(rows[0]["found"])


async def _count_sent(store: Store, *conditions: ColumnElement[bool]) -> int:
    rows = await store.read(
        select(func.count().label("found"))
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(*conditions)
    )
    return int(rows[0]["found"])


async def _count_done(store: Store, signed: Signed, actions: tuple[str, ...]) -> int:
    since = col(AuditEntry.done_at) > signed.signature.at
    named = or_(*(col(AuditEntry.action).startswith(action) for action in actions))
    rows = await store.read(select(func.count().label("found")).select_from(AuditEntry).where(since, named))
    return int(rows[0]["found"])

"""From the answers to what was said about each review before it was held, as far as it is counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlmodel import col

from admin.measures.facts import OwnForm
from forms.definition import Audience, Timing
from forms.records import Invitation, Response, ResponseAnswer, Review, WishOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.library import Library
    from forms.store import Store

SEEN_BY_AN_ADULT = frozenset({"how_i_show_you"})
"""Forms about a child that an adult fills in from what the adult sees: never counted as the child's own."""
COUNTED = ("how_join", "could_see", "want_help")


def list_forms(library: Library, audience: Audience, timing: Timing) -> list[str]:
    """List the forms that these people fill in themselves at this time; the simple looks are among them."""
    forms = map(library.current, library.keys())
    own = (form.key for form in forms if form.audience is audience and form.timing is timing)
    return [key for key in own if key not in SEEN_BY_AN_ADULT]


async def read_own_forms(store: Store, library: Library, held: ColumnElement[bool]) -> dict[str, OwnForm]:
    """Read what the child's own form about each review said; of several the last word counts."""
    answer = and_(
        col(ResponseAnswer.response_id) == col(Response.id), col(ResponseAnswer.question_key).in_(COUNTED)
    )
    columns = (col(ResponseAnswer.question_key), col(ResponseAnswer.value))
    sent = _select_sent(list_forms(library, Audience.CHILD, Timing.BEFORE), held, *columns)
    rows = await store.read(
        sent.outerjoin(ResponseAnswer, answer).order_by(col(Response.submitted_at), col(Response.id))
    )
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        said[row["review_ref"]] |= {row["question_key"]: row["value"] or ""} if row["question_key"] else {}
    return {review_ref: _read_answers(answers) for review_ref, answers in said.items()}


def _read_answers(said: dict[str, str]) -> OwnForm:
    help_asked = frozenset(said["want_help"].split()) if "want_help" in said else None
    return OwnForm(said.get("how_join", ""), said.get("could_see", ""), help_asked)


async def read_wish_outcomes(store: Store, held: ColumnElement[bool]) -> dict[str, dict[str, str]]:
    """Read what somebody recorded of the wishes for each review: of a wish that stands twice, the later."""
    columns = (col(WishOutcome.review_ref), col(WishOutcome.wish), col(WishOutcome.outcome))
    rows = await store.read(
        select(*columns)
        .join(Review, col(Review.review_ref) == col(WishOutcome.review_ref))
        .where(held)
        .order_by(col(WishOutcome.recorded_at), col(WishOutcome.id))
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row["review_ref"]][row["wish"]] = row["outcome"]
    return found


async def read_carers(store: Store, library: Library, held: ColumnElement[bool]) -> frozenset[str]:
    """Find the reviews about which a carer's own form was sent before."""
    rows = await store.read(_select_sent(list_forms(library, Audience.CARER, Timing.BEFORE), held))
    return frozenset(row["review_ref"] for row in rows)


def _select_sent(forms: Iterable[str], held: ColumnElement[bool], *columns: Any) -> Select[Any]:  # noqa: ANN401 - columns as SQLModel types them
    return (
        select(col(Invitation.review_ref), *columns)
        .select_from(Response)
        .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
        .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
        .where(col(Response.submitted_at).is_not(None), col(Response.form_key).in_(list(forms)), held)
    )

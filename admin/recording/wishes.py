"""The wishes that a child had for a meeting, and what somebody records of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from admin.summary.own import list_forms
from forms.definition import Audience, Timing
from forms.keys import seal, unseal
from forms.london import london_day
from forms.records import Invitation, Response, ResponseAnswer, WishOutcome
from forms.units import Insert, Update
from forms.what_may_be_said import find_row_sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from forms.definition import Form
    from forms.keys import Keys
    from forms.library import Library
    from forms.sharing import Sharing
    from forms.store import Store
    from forms.units import Row, Write

WISHES: Mapping[str, str] = {
    "how_join": "How to take part",
    "chair": "Running the meeting",
    "where": "Where it is",
    "when": "When it is",
    "who_come": "Who should be there",
    "who_not_come": "Who should not be there",
}
"""The questions of a child's own form that hold a wish for the meeting, in the order they are recorded in."""
NO_WISH: Mapping[str, frozenset[str]] = {
    "chair": frozenset({"no"}),
    "where": frozenset({"not_mind"}),
    "when": frozenset({"not_mind"}),
}
"""Answers that ask for nothing."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish, as the child put it by choosing; `sharing`: who may hear it."""

    key: str
    said: tuple[str, ...]
    sharing: Sharing

    @property
    def about(self) -> str:
        """What it is about."""
        return WISHES[self.key]


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A child's own form about a meeting: which response it is, when it came, and the wishes in it."""

    response_id: str
    sent_on: date
    how_join: str
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody records of one wish; `because` is in their words, or empty."""

    key: str
    outcome: str
    because: str = ""


async def read_own_form(store: Store, library: Library, review_ref: str) -> OwnForm | None:
    """Read the child's own form about a review, the last that was sent; None if none was.

    Raises StoreUnavailableError.
    """
    forms = list_forms(library, Audience.CHILD, Timing.BEFORE)
    sent = await store.read(
        _SENT.where(col(Invitation.review_ref) == review_ref, col(Response.form_key).in_(forms))
    )
    if not sent:
        return None
    rows = await store.read(_ANSWERS.where(col(ResponseAnswer.response_id) == sent[0]["id"]))
    said = {row["question_key"]: row for row in rows}
    form = library.find(sent[0]["form_key"], sent[0]["form_version"])
    how_join = said["how_join"]["value"] if "how_join" in said else None
    wishes = tuple(_list_wishes(form, said))
    return OwnForm(sent[0]["id"], london_day(sent[0]["submitted_at"]), how_join or "", wishes)


_SENT: Any = (
    select(col(Response.id), col(Response.form_key), col(Response.form_version), col(Response.submitted_at))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .where(col(Response.submitted_at).is_not(None))
    .order_by(col(Response.submitted_at).desc(), col(Response.id).desc())
    .limit(1)
)
_ANSWERS: Any = select(
    col(ResponseAnswer.question_key),
    col(ResponseAnswer.value),
    col(ResponseAnswer.sealed),
    col(ResponseAnswer.sharing),
).where(col(ResponseAnswer.question_key).in_(list(WISHES)))


def _list_wishes(form: Form | None, said: Mapping[str, Row]) -> Iterator[Wish]:
    for key in WISHES:
        chosen = (said[key]["value"] or "").split() if key in said else []
        wanted = [value for value in chosen if value not in NO_WISH.get(key, ())]
        if wanted:
            labels = tuple(_label(form, key, value) for value in wanted)
            yield Wish(key, labels, find_row_sharing(said[key]))


def _label(form: Form | None, key: str, value: str) -> str:
    question = form.find_question(key) if form else None
    option = question.find_option(value) if question else None
    return option.label if option else value


def write_wishes(keys: Keys, review_ref: str, said: Iterable[Said], now: datetime) -> Iterator[Write]:
    """Yield what keeps what was recorded of wishes. Recorded again, it takes the place of what was there."""
    for one in said:
        row = _make_row(keys, review_ref, one, now)
        yield Insert(WishOutcome, row, unless_there=True)
        values = {name: value for name, value in row.items() if name not in {"id", "review_ref", "wish"}}
        yield Update(WishOutcome, {"id": row["id"]}, values)


def _make_row(keys: Keys, review_ref: str, said: Said, now: datetime) -> dict[str, Any]:
    wish_id = keys.mac("wish", review_ref, said.key)
    row = {
        "id": wish_id,
        "review_ref": review_ref,
        "wish": said.key,
        "outcome": said.outcome,
        "recorded_at": now,
        "sealed_key": None,
        "sealed": None,
    }
    if not said.because:
        return row
    data_key = keys.new_data_key()
    sealed = seal(data_key.plain, said.because.encode(), _name(wish_id))
    return {**row, "sealed_key": data_key.sealed, "sealed": sealed}


async def read_recorded(store: Store, keys: Keys, review_ref: str) -> dict[str, Said]:
    """Read what is recorded of the wishes for a review, by wish; of one that stands twice, the later.

    Raises StoreUnavailableError, TamperedError.
    """
    rows = await store.read(
        select(WishOutcome.__table__)  # type: ignore[attr-defined]  # SQLModel declares it at run time
        .where(col(WishOutcome.review_ref) == review_ref)
        .order_by(col(WishOutcome.recorded_at), col(WishOutcome.id))
    )
    return {row["wish"]: Said(row["wish"], row["outcome"], open_reason(keys, row)) for row in rows}


def open_reason(keys: Keys, row: Row) -> str:
    """Open why a wish was not met, or not all of it; empty if nothing was said. Raises TamperedError."""
    if row["sealed"] is None:
        return ""
    return unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"])).decode()


def _name(wish_id: str) -> str:
    return f"wish/{wish_id}"

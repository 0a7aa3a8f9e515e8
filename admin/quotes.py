"""Words for the report: proposed by one person, approved by another, and only where that was allowed.

Somebody's own words are asked for by `quote_ok`; whatever is not a yes is a no. An answer that is for its
reader alone is never quoted, whatever was said to that question.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from admin.gathered import How
from admin.how_said import HELPER, find_how
from admin.themes.book import read_book
from admin.themes.nameless import keeps_id
from forms.definition import SEALED_KINDS, Timing
from forms.keys import TamperedError, seal, unseal
from forms.london import london_day
from forms.records import (
    Action,
    AnonymousResponse,
    Coding,
    Invitation,
    Quote,
    Response,
    ResponseAnswer,
    Review,
)
from forms.records.themes import CODED
from forms.sharing import PRIVATE
from forms.units import Insert, Key, Update, Writes
from forms.what_may_be_said import find_row_sharing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from admin.periods import Period
    from forms.definition import Form, Question
    from forms.keys import Keys
    from forms.library import Library
    from forms.store import Store
    from forms.units import Row, Rows

ALLOWED = "quote_ok"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that show nobody: a quotation; or, of something that was done, what was said and what we did."""

    words: str = ""
    said: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, by whom, of what."""

    wording: Wording
    audience: str
    by: str
    response_id: str | None = None
    question_key: str = ""
    action_id: str | None = None
    nameless_id: str | None = None
    how: str = ""
    """Whose words they are, where nothing else will say so."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that stands in a report. `themes`: what its answer was coded as, by their keys."""

    audience: str
    form: str
    question: str
    words: str
    how: How = How.OWN_WORDS
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """What was said, what was done, and what came of it, as it stands in a report."""

    said: str
    done: str
    outcome: str


async def list_quotable(store: Store, form: Form, response_id: str) -> list[Question]:
    """List the questions whose answer may be quoted. Raises StoreUnavailableError."""
    rows = await store.read(_ANSWERS.where(col(ResponseAnswer.response_id) == response_id))
    by_key = {row["question_key"]: row for row in rows}
    if ALLOWED not in by_key or by_key[ALLOWED]["value"] != "yes":
        return []
    return [question for question in form.questions if _may_be_quoted(question, by_key.get(question.key))]


def _may_be_quoted(question: Question, row: Row | None) -> bool:
    if row is None or row["sealed"] is None or question.kind not in SEALED_KINDS:
        return False
    return row["sharing"] is None or find_row_sharing(row) is not PRIVATE


@dataclass(frozen=True, slots=True)
class ProposeUnit:
    """Propose words.

    False: what they are of is gone; or the child was not told of it (an action); or it may still be written
    anew (an answer without a name).
    """

    keys: Keys
    quote_id: str
    proposal: Proposal
    now: datetime

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row it is of."""
        if self.proposal.action_id is not None:
            return (Key(Action, "id", self.proposal.action_id),)
        if self.proposal.nameless_id is not None:
            return (Key(AnonymousResponse, "id", self.proposal.nameless_id),)
        return (Key(Response, "id", self.proposal.response_id or ""),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Keep them, sealed."""
        if not self._is_there(rows.get(self.reads[0])):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        return Writes(True, (self._write(),))  # noqa: FBT003 - the result is the answer

    def _is_there(self, row: Row | None) -> bool:
        if self.proposal.nameless_id is not None:
            return keeps_id(row, self.now)
        return row is not None and bool(row["told_at" if self.proposal.action_id else "sealed_key"])

    def _write(self) -> Insert:
        data_key = self.keys.new_data_key()
        plain = json.dumps(asdict(self.proposal.wording), ensure_ascii=False).encode()
        row = {
            "id": self.quote_id,
            "response_id": self.proposal.response_id,
            "action_id": self.proposal.action_id,
            "nameless_id": self.proposal.nameless_id,
            "how": self.proposal.how,
            "question_key": self.proposal.question_key,
            "audience": self.proposal.audience,
            "proposed_at": self.now,
            "proposed_by": self.proposal.by,
            "sealed_key": data_key.sealed,
            "sealed": seal(data_key.plain, plain, _name(self.quote_id)),
        }
        return Insert(Quote, row, unless_there=True)


@dataclass(frozen=True, slots=True)
class DecideUnit:
    """Approve words for the report, or refuse them. False: not by who proposed them, and not twice."""

    quote_id: str
    by: str
    now: datetime
    approves: bool

    @property
    def reads(self) -> tuple[Key, ...]:
        """The row to read."""
        return (Key(Quote, "id", self.quote_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Note it."""
        row = rows.get(self.reads[0])
        if row is None or not may_decide(row, self.by):
            return Writes(False)  # noqa: FBT003 - the result is the answer
        name = "approved" if self.approves else "refused"
        noted = Update(Quote, {"id": row["id"]}, {f"{name}_at": self.now, f"{name}_by": self.by})
        return Writes(True, (noted,))  # noqa: FBT003 - the result is the answer


def may_decide(row: Row, account_id: str) -> bool:
    """Tell whether somebody may decide on words: a second person, once."""
    is_open = row["approved_at"] is None and row["refused_at"] is None
    return bool(account_id) and row["proposed_by"] != account_id and is_open


def read_wording(keys: Keys, row: Row) -> Wording:
    """Open words. Raises TamperedError."""
    plain = unseal(keys.open_data_key(row["sealed_key"]), row["sealed"], _name(row["id"]))
    return Wording(**json.loads(plain))


def _name(quote_id: str) -> str:
    return f"quote/{quote_id}"


async def read_quotes(
    store: Store, keys: Keys, library: Library, period: Period, today: date
) -> tuple[Quoted, ...]:
    """Read the approved quotations of a period. Raises StoreUnavailableError.

    What was said before a meeting goes by the day it was held, all else by the day it was sent.
    """
    rows = await store.read(_QUOTES.where(col(Quote.approved_at).is_not(None)))
    themes = await _read_themes(store) if rows else {}
    dated = _date(library, rows, period, today)
    return tuple(_quote(row, words, themes) for row in dated if (words := open_wording(keys, row)))


async def _read_themes(store: Store) -> Mapping[tuple[str, str], frozenset[str]]:
    """Read what answers that words are from were coded as, under the keys by which it counts."""
    book = await read_book(store)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in await store.read(_CODINGS):
        found[row["response_id"], row["question_key"]].add(row["theme_key"])
    return {place: book.follow_all(keys) for place, keys in found.items()}


def _date(library: Library, rows: Sequence[Row], period: Period, today: date) -> Iterator[Row]:
    """Yield the words of a period."""
    for row in rows:
        form = library.find(row["form_key"], row["form_version"])
        is_before = form is not None and form.timing is Timing.BEFORE and row["review_ref"] is not None
        day = _find_held(row, today) if is_before else london_day(row["submitted_at"])
        if day and period.first_on <= day <= period.last_on:
            yield row


def _quote(row: Row, wording: Wording, themes: Mapping[tuple[str, str], frozenset[str]]) -> Quoted:
    coded = themes.get((row["response_id"], row["question_key"])) or frozenset(row["themes"].split())
    return Quoted(
        row["audience"],
        row["form_key"],
        row["question_key"],
        wording.words,
        How(row["how"]) if row["how"] else find_how(row["form_key"], row["channel"], row["helper"]),
        tuple(sorted(coded)),
    )


async def read_pairs(store: Store, keys: Keys, period: Period, today: date) -> tuple[Pair, ...]:
    """Read the approved pairs of what was said and done, of meetings held in a period, that children know of.

    Raises StoreUnavailableError.
    """
    rows = await store.read(_PAIRS.where(col(Quote.approved_at).is_not(None)))
    found = []
    for row in rows:
        day, wording = _find_held(row, today), open_wording(keys, row)
        if wording and day and period.first_on <= day <= period.last_on:
            found.append(Pair(wording.said, wording.done, row["outcome"]))
    return tuple(found)


def _find_held(row: Row, today: date) -> date | None:
    held_on: date | None = row["held_on"]
    return None if row["stood_down"] or held_on is None or held_on > today else held_on


def open_wording(keys: Keys, row: Row) -> Wording | None:
    """Open words; None where the key is another one."""
    try:
        return read_wording(keys, row)
    except TamperedError:
        return None


_ANSWERS = select(
    col(ResponseAnswer.question_key),
    col(ResponseAnswer.value),
    col(ResponseAnswer.sealed),
    col(ResponseAnswer.sharing),
)
_HELPER: Any = aliased(ResponseAnswer)
_CODINGS: Any = (
    select(col(Coding.response_id), col(Coding.question_key), col(Coding.theme_key))
    .join(
        Quote,
        (col(Quote.response_id) == col(Coding.response_id))
        & (col(Quote.question_key) == col(Coding.question_key)),
    )
    .where(col(Coding.is_second).is_(False), col(Coding.theme_key) != CODED)
)
_QUOTES: Any = (
    select(
        Quote.__table__,  # type: ignore[attr-defined]  # SQLModel declares it at run time
        col(Response.form_key),
        col(Response.form_version),
        col(Response.channel),
        col(Response.submitted_at),
        col(Invitation.review_ref),
        col(Review.held_on),
        col(Review.stood_down),
        _HELPER.value.label("helper"),
    )
    .join(Response, col(Response.id) == col(Quote.response_id))
    .outerjoin(_HELPER, (_HELPER.response_id == col(Response.id)) & (_HELPER.question_key == HELPER))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .outerjoin(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .order_by(col(Quote.audience), col(Quote.approved_at), col(Quote.id))
)
_PAIRS: Any = (
    select(
        Quote.__table__,  # type: ignore[attr-defined]  # likewise
        col(Action.outcome),
        col(Review.held_on),
        col(Review.stood_down),
    )
    .join(Action, col(Action.id) == col(Quote.action_id))
    .join(Review, col(Review.review_ref) == col(Action.review_ref))
    .where(col(Action.told_at).is_not(None))
    .order_by(col(Quote.approved_at), col(Quote.id))
)

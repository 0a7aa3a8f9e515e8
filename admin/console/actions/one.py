"""One action: its words, what came of it, and telling the child."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import select
from sqlmodel import col

from admin.console.actions.given import MAX_WORDS, NO_WHY, OUTCOMES, TOO_LONG, read_code
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.record import RECORD
from admin.console.replies.addressed import act_as, address_to
from admin.console.replies.given import read_promise
from admin.console.staff import STAFF
from admin.written_days import type_day
from forms.answering import MessageKind
from forms.audit import Done
from forms.definition import Audience
from forms.keys import TamperedError
from forms.last_time import Deed, Outcome, read_action, rewrite_action
from forms.london import london_day
from forms.messages import Saying, Words, prepare_saying
from forms.opening import FindUnit
from forms.records import Action, Invitation, Response, Review
from forms.units import Key, Update, Writes
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from admin.console.replies.addressed import Addressed
    from forms.keys import Keys
    from forms.units import Row, Rows
    from forms.web.given import Fields

NOBODY_TO_TELL = "The child sent nothing about this meeting that could be answered. Tell them face to face."


async def show_action(request: web.Request) -> web.Response:
    """GET /console/done/ACTION: opened, which is on record."""
    return await _show(request, {}, ())


async def change_action(request: web.Request) -> web.Response:
    """POST /console/done/ACTION: what came of it, a promised day, tell the child, or that they were told."""
    fields = await read_desk_form(request)
    changes = {"outcome": _keep_outcome, "promise": _keep_promise, "tell": _tell, "told": _note_told}
    change = changes.get(first(fields, "act"))
    if change is None:
        raise web.HTTPBadRequest
    fault = await change(request, fields)
    return await _show(request, fields, (fault,)) if fault else go(request.path)


async def _keep_outcome(request: web.Request, fields: Fields) -> Fault | None:
    code, words = read_code(fields), first(fields, "outcome").replace("\r\n", "\n").strip()
    if len(words) > MAX_WORDS:
        return Fault(TOO_LONG, "outcome")
    if code == Outcome.NOT_POSSIBLE and not words:
        return Fault(NO_WHY, "outcome")
    keys = request.app[PARTS].keys
    await _change(request, "action.change", OutcomeUnit(keys, request.match_info["action"], code, words))
    return None


async def _keep_promise(request: web.Request, fields: Fields) -> Fault | None:
    promised_on = read_promise(fields, london_day(request.app[PARTS].clock()))
    if isinstance(promised_on, Fault):
        return promised_on
    unit = ChangeUnit(request.match_info["action"], {"promised_on": promised_on})
    await _change(request, "action.promise", unit)
    return None


async def _tell(request: web.Request, fields: Fields) -> Fault | None:
    """Say it to the child now, by the one safe way."""
    del fields
    parts = request.app[PARTS]
    row = await _find(request)
    to = await _find_child(request, row)
    deed = _open(parts.keys, row)
    if to is None or not deed.told_done:
        return Fault(NOBODY_TO_TELL)
    saying = _make_saying(request, row, deed)
    unit = await prepare_saying(
        parts.store, parts.keys, to.response, saying, now=parts.clock(), mark=row["id"]
    )
    await _change(request, "action.tell", unit)
    return None


async def _note_told(request: web.Request, fields: Fields) -> Fault | None:
    del fields
    told = {"told_at": request.app[PARTS].clock(), "told_by": request[STAFF].account_id}
    await _change(request, "action.told", ChangeUnit(request.match_info["action"], told, once="told_at"))
    return None


def _make_saying(request: web.Request, row: Row, deed: Deed) -> Saying:
    words = Words(deed.told_done, deed.told_said)
    return Saying(MessageKind.HAPPENED, request[STAFF].account_id, words, action_id=row["id"])


async def _change(request: web.Request, action: str, unit: Any) -> None:  # noqa: ANN401 - a unit of any result
    done = Done(action, act_as(request), request.match_info["action"])
    if not await request.app[RECORD].write(request, done, unit):
        raise web.HTTPNotFound


@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """Change columns of an action; with `once`, only while that column is empty. False: there is none."""

    action_id: str
    values: dict[str, Any]
    once: str = ""

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Action, "id", self.action_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Change them."""
        row = rows.get(self.reads[0])
        if row is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        is_so = bool(self.once and row[self.once] is not None)
        writes = () if is_so else (Update(Action, {"id": self.action_id}, self.values),)
        return Writes(True, writes)  # noqa: FBT003 - the result is the answer


@dataclass(frozen=True, slots=True)
class OutcomeUnit:
    """Write what came of an action: a code, and words. False: there is none, or it cannot be opened."""

    keys: Keys
    action_id: str
    code: str
    words: str

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (Key(Action, "id", self.action_id),)

    def decide(self, rows: Rows) -> Writes[bool]:
        """Write it."""
        row = rows.get(self.reads[0])
        try:
            deed = read_action(self.keys, row) if row is not None else None
        except TamperedError:
            deed = None
        if row is None or deed is None:
            return Writes(False)  # noqa: FBT003 - the result is the answer
        changed = rewrite_action(self.keys, row, replace(deed, outcome=self.words), outcome=self.code)
        return Writes(True, (changed,))  # noqa: FBT003 - the result is the answer


async def _show(request: web.Request, fields: Fields, faults: tuple[Fault, ...]) -> web.Response:
    done = Done("action.open", act_as(request), request.match_info["action"])
    row = await request.app[RECORD].write(
        request, done, FindUnit(Key(Action, "id", request.match_info["action"]))
    )
    if row is None:
        raise web.HTTPNotFound
    deed, to = _open(request.app[PARTS].keys, row), await _find_child(request, row)
    return show(
        request,
        "action_one.html",
        "What was done",
        422 if faults else 200,
        faults,
        row=row,
        deed=deed,
        to=to,
        shown=_preview(request, row, deed, to) if to and deed.told_done else None,
        outcomes=OUTCOMES,
        given=_list_given(row, deed, fields),
    )


def _list_given(row: Row, deed: Deed, fields: Fields) -> dict[str, str]:
    """Return what stands in the fields: what was typed just now, else what is kept."""
    kept = {
        "code": row["outcome"],
        "outcome": deed.outcome,
        "promised_on": type_day(row["promised_on"]) if row["promised_on"] else "",
    }
    return {name: first(fields, name) if name in fields else value for name, value in kept.items()}


def _preview(request: web.Request, row: Row, deed: Deed, to: Addressed) -> object:
    today = london_day(request.app[PARTS].clock())
    return to.show(_make_saying(request, row, deed), request[STAFF].name, today)


def _open(keys: Keys, row: Row) -> Deed:
    """Open an action; what cannot be opened is shown as empty."""
    try:
        return read_action(keys, row)
    except TamperedError:
        return Deed("", "")


async def _find(request: web.Request) -> Row:
    rows = await request.app[PARTS].store.read(
        select(Action.__table__).where(col(Action.id) == request.match_info["action"])  # type: ignore[attr-defined]  # SQLModel declares it at run time
    )
    if not rows:
        raise web.HTTPNotFound
    return rows[0]


async def _find_child(request: web.Request, row: Row) -> Addressed | None:
    """Find the child to tell: by the response it follows from, else by their latest about this meeting."""
    rows = await request.app[PARTS].store.read(
        RESPONSES.where(
            col(Review.review_ref) == row["review_ref"], col(Invitation.audience) == Audience.CHILD
        )
    )
    ids = [found["id"] for found in rows]
    if not ids:
        return None
    return await address_to(request, row["response_id"] if row["response_id"] in ids else ids[0])


RESPONSES: Any = (
    select(col(Response.id))
    .join(Invitation, col(Invitation.id) == col(Response.invitation_id))
    .join(Review, col(Review.review_ref) == col(Invitation.review_ref))
    .where(col(Response.sealed_key).is_not(None))
    .order_by(col(Response.submitted_at).desc(), col(Response.id))
)

"""Intake: what happens to a conversation, one transaction each.

The channels build an `Inbound`; a `TurnUnit` loads the draft, takes the turn and saves the draft, the
alerts it raised and (on sending) the answers. It is acknowledged only when durable. The bot adds its own
rows to the same unit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.conversation import take_turns
from forms.drafts import Draft, dump_draft
from forms.invited import is_open, takes_more
from forms.keys import Keys, TamperedError, seal
from forms.moves import Inbound, NeedHelp, Outbound, State, Thank
from forms.problems import Problem, ProblemCode
from forms.records import Alert, Invitation, OutboxMessage, Response, ResponseAnswer
from forms.responses import make_receipt, open_draft, write_answer
from forms.safety import find_signals
from forms.units import Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from datetime import datetime

    from forms.definition import Form
    from forms.library import Library
    from forms.owners import Owner


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that was stored. `receipt` is set once the response was sent."""

    form: Form
    state: State
    outbound: tuple[Outbound, ...]
    response_id: str
    receipt: str | None = None


Outcome: TypeAlias = Taken | Problem


@dataclass(frozen=True, slots=True)
class TurnUnit:
    """Moves of one person, taken together: all are stored, or none.

    `new_id` becomes the response's id if this is its first turn, which is only allowed with `begin`.
    """

    library: Library
    keys: Keys
    owner: Owner
    invitation_id: str
    moves: tuple[Inbound, ...]
    now: datetime
    new_id: str
    begin: bool = False

    @property
    def response_key(self) -> Key:
        """The draft's row."""
        return Key(Response, "owner", self.owner.hash)

    @property
    def invitation_key(self) -> Key:
        """The invitation's row."""
        return Key(Invitation, "id", self.invitation_id)

    @property
    def reads(self) -> tuple[Key, ...]:
        """The rows to read."""
        return (self.response_key, self.invitation_key)

    def decide(self, rows: Rows) -> Writes[Outcome]:
        """Take the turn."""
        response = rows.get(self.response_key)
        invitation = rows.get(self.invitation_key)
        if response is not None and response["submitted_at"]:
            return Writes(self._already_sent(response))
        if response is None and not self.begin:
            return _refuse(ProblemCode.NO_CONVERSATION)
        if invitation is None or (response is None and not is_open(invitation, self.now)):
            return _refuse(ProblemCode.CODE_UNKNOWN)
        return self._take(response, invitation)

    def _already_sent(self, response: Row) -> Outcome:
        form = self.library.find(response["form_key"], response["form_version"])
        if form is None:
            return Problem(ProblemCode.FORM_GONE)
        return Taken(form, State(), (Thank(()),), response["id"], response["receipt"])

    def _take(self, response: Row | None, invitation: Row) -> Writes[Outcome]:
        form = self._find_form(response, invitation)
        if form is None:
            return _refuse(ProblemCode.FORM_GONE)
        try:
            held = self._open_draft(response)
        except TamperedError:
            return _refuse(ProblemCode.NO_CONVERSATION)
        turn = take_turns(form, held.state, self.moves)
        state, outbound = turn.state, turn.outbound
        sent = next((said for said in outbound if isinstance(said, Thank)), None)
        if sent is not None and not takes_more(invitation):
            return _refuse(ProblemCode.ALREADY_SENT)
        response_id = response["id"] if response else self.new_id
        alerts, raised = self._raise_alerts(form, held, state, response_id, invitation)
        saved = (
            self._submit(response, response_id, form, invitation, sent)
            if sent
            else self._save(response, response_id, form, invitation, Draft(state, raised))
        )
        receipt = make_receipt(self.keys, response_id) if sent else None
        return Writes(Taken(form, state, outbound, response_id, receipt), (*saved, *alerts))

    def _find_form(self, response: Row | None, invitation: Row) -> Form | None:
        if response is None:
            return self.library.current(invitation["form_key"])
        return self.library.find(response["form_key"], response["form_version"])

    def _open_draft(self, response: Row | None) -> Draft:
        return Draft(State()) if response is None else open_draft(self.owner, response)

    def _first_row(self, response_id: str, form: Form, invitation: Row) -> dict[str, Any]:
        return {
            "id": response_id,
            "owner": self.owner.hash,
            "invitation_id": self.invitation_id,
            "form_key": form.key,
            "form_version": form.version,
            "audience": invitation["audience"],
            "channel": self.owner.channel,
            "language": form.language,
            "opened_at": self.now,
            "changed_at": self.now,
            "submitted_at": None,
            "draft": None,
            "draft_day": None,
            "sealed_key": None,
            "receipt": None,
        }

    def _write_response(
        self, response: Row | None, response_id: str, form: Form, invitation: Row, values: dict[str, Any]
    ) -> Write:
        if response is None:
            return Insert(Response, {**self._first_row(response_id, form, invitation), **values})
        return Update(Response, {"id": response_id}, {"changed_at": self.now, **values})

    def _save(
        self, response: Row | None, response_id: str, form: Form, invitation: Row, draft: Draft
    ) -> tuple[Write, ...]:
        day = self.owner.day
        sealed = seal(self.owner.draft_key(day), dump_draft(draft), f"draft/{response_id}")
        values = {"draft": sealed, "draft_day": day}
        return (self._write_response(response, response_id, form, invitation, values),)

    def _submit(
        self, response: Row | None, response_id: str, form: Form, invitation: Row, sent: Thank
    ) -> tuple[Write, ...]:
        data_key = self.keys.new_data_key()
        values = {
            "submitted_at": self.now,
            "draft": None,
            "draft_day": None,
            "sealed_key": data_key.sealed,
            "receipt": make_receipt(self.keys, response_id),
        }
        answers = (
            Insert(ResponseAnswer, write_answer(data_key.plain, response_id, question, answer))
            for question, answer in sent.answers
        )
        return (
            self._write_response(response, response_id, form, invitation, values),
            *answers,
            Update(Invitation, {"id": invitation["id"]}, {"submitted": invitation["submitted"] + 1}),
        )

    def _raise_alerts(
        self, form: Form, held: Draft, state: State, response_id: str, invitation: Row
    ) -> tuple[tuple[Write, ...], frozenset[str]]:
        found = find_signals(form, held.state.answers, state.answers)
        new = [signal for signal in found if signal.name not in held.raised]
        writes: list[Write] = []
        for signal in new:
            alert_id = self.keys.mac("alert", response_id, signal.name)
            row = self._alert_row(alert_id, signal.cause, response_id, invitation)
            writes += _with_mail(self.keys, {**row, "question_key": signal.question_key})
        if any(isinstance(move, NeedHelp) for move in self.moves):
            alert_id = self.keys.mac("alert", response_id, "help", self.now.isoformat())
            writes += _with_mail(self.keys, self._alert_row(alert_id, "help", response_id, invitation))
        return tuple(writes), held.raised | {signal.name for signal in new}

    def _alert_row(self, alert_id: str, cause: str, response_id: str, invitation: Row) -> dict[str, Any]:
        return {
            "id": alert_id,
            "cause": cause,
            "question_key": None,
            "response_id": response_id,
            "invitation_id": self.invitation_id,
            "review_ref": invitation["review_ref"],
            "audience": invitation["audience"],
            "raised_at": self.now,
            "acknowledged_at": None,
        }


def _refuse(code: ProblemCode) -> Writes[Outcome]:
    return Writes(Problem(code))


def _with_mail(keys: Keys, alert: Row) -> tuple[Write, Write]:
    """Pair an alert with the e-mail that says there is one: no name, no review, no words."""
    letter = {
        "subject": "Have Your Say: please look at the alerts",
        "text": "There is a new alert in Have Your Say. Somebody may need a person.\n"
        "Please open the list of alerts now. This e-mail carries no details on purpose.\n",
    }
    mail = {
        "id": keys.mac("mail", alert["id"]),
        "channel": "email",
        "recipient_hash": "",
        "position": int(alert["raised_at"].timestamp() * 1_000_000),
        "sealed": keys.seal_message(json.dumps(letter).encode()),
        "created_at": alert["raised_at"],
        "due_at": alert["raised_at"],
        "attempts": 0,
        "failed_at": None,
    }
    return Insert(Alert, alert, unless_there=True), Insert(OutboxMessage, mail, unless_there=True)

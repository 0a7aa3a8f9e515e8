"""Intake: what happens to a conversation, one transaction each.

The channels build an `Inbound`; a `TurnUnit` loads the draft, takes the turn and saves the draft, the
alerts it raised and (on sending) the answers. It is acknowledged only when durable. The bot adds its own
rows to the same unit.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.attachments.sealed import SealedFile, send_files, write_files
from forms.conversation import take_together, take_turn, take_turns
from forms.drafts import Draft, dump_draft
from forms.invited import is_open, takes_more
from forms.keys import Keys, TamperedError, seal
from forms.moves import Inbound, NeedHelp, Outbound, Resume, Signpost, State, Thank
from forms.problems import Problem, ProblemCode
from forms.records import Alert, Invitation, OutboxMessage, Response, ResponseAnswer
from forms.responses import make_receipt, open_draft, write_answer
from forms.safety import find_signals
from forms.units import Insert, Key, Row, Rows, Update, Write, Writes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.answers import RejectionCode
    from forms.definition import Form
    from forms.library import Library
    from forms.moves import Turn
    from forms.owners import Owner


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that was stored. `receipt` is set once the response was sent."""

    form: Form
    state: State
    outbound: tuple[Outbound, ...]
    response_id: str
    receipt: str | None = None
    refused: Mapping[str, RejectionCode] = field(default_factory=dict)
    """Of moves that came together: by question, what could not be taken. Then none of them was stored."""


Outcome: TypeAlias = Taken | Problem


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where a unit finds the conversation: its form, its rows (none before the first turn), its draft."""

    form: Form
    invitation: Row
    response: Row | None
    response_id: str
    draft: Draft


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
    shown: int | None = None
    """The revision of the page that all moves came from together: they are taken as a whole, or not."""
    form_key: str = ""
    """The form meant: the one invited to, or its simpler one; empty, the one begun or invited to.

    Where another was begun with this invitation, what was meant for this one is not taken."""
    files: tuple[SealedFile, ...] = ()
    """The files that the moves speak of."""
    shown_version: str = ""
    """The version of the form that the page showed, where it was on it: a first turn begins with it."""

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
        if response is None and not self.begin:
            return _refuse(ProblemCode.NO_CONVERSATION)
        if invitation is None or (response is None and not is_open(invitation, self.now)):
            return _refuse(ProblemCode.CODE_UNKNOWN)
        if response is not None and response["submitted_at"]:
            return self._after_sending(response, invitation)
        return self._take(response, invitation)

    def _after_sending(self, response: Row, invitation: Row) -> Writes[Outcome]:
        """Give the same receipt again. Help can be asked for after sending, too."""
        form = self.library.find(response["form_key"], response["form_version"])
        if form is None:
            return _refuse(ProblemCode.FORM_GONE)
        sitting = Sitting(form, invitation, response, response["id"], Draft(State()))
        alerts, _ = self._raise_alerts(sitting, State())
        helped = (Signpost(contact=True),) if alerts else ()
        said = (*helped, Thank(()))
        return Writes(Taken(form, State(), said, response["id"], response["receipt"]), alerts)

    def _take(self, response: Row | None, invitation: Row) -> Writes[Outcome]:
        form = self._find_form(response, invitation)
        if form is None:
            return _refuse(ProblemCode.FORM_GONE)
        try:
            draft = Draft(State()) if response is None else open_draft(self.owner, response)
        except TamperedError:
            return _refuse(ProblemCode.NO_CONVERSATION)
        sitting = Sitting(form, invitation, response, response["id"] if response else self.new_id, draft)
        turn, refused = self._play(form, draft.state)
        if refused:
            return Writes(Taken(form, draft.state, (), sitting.response_id, refused=refused))
        sent = next((said for said in turn.outbound if isinstance(said, Thank)), None)
        if sent is not None and not takes_more(invitation):
            return _refuse(ProblemCode.ALREADY_SENT)
        alerts, raised = self._raise_alerts(sitting, turn.state)
        receipt = make_receipt(self.keys, sitting.response_id) if sent else None
        files, new_keys = write_files(sitting.response_id, draft.state, turn.state, self.files)
        after = Draft(turn.state, raised, {**draft.file_keys, **new_keys})
        saved = self._submit(sitting, sent, receipt, after) if sent else self._save(sitting, after)
        taken = Taken(form, turn.state, turn.outbound, sitting.response_id, receipt)
        return Writes(taken, (*saved, *files, *alerts))

    def _play(self, form: Form, state: State) -> tuple[Turn, Mapping[str, RejectionCode]]:
        if self.form_key not in {"", form.key}:
            return take_turn(form, state, Resume()), {}
        if self.shown is None:
            return take_turns(form, state, self.moves), {}
        return take_together(form, state, self.moves, self.shown)

    def _find_form(self, response: Row | None, invitation: Row) -> Form | None:
        if response is not None:
            return self.library.find(response["form_key"], response["form_version"])
        key = invitation["form_key"]
        is_asked = key in self.library.keys()  # noqa: SIM118 - a library is no dictionary
        today = self.library.current(key) if is_asked else None
        if self.form_key in {"", key}:
            return self.library.find(key, self.shown_version) or today
        simpler = self.library.find_simpler(today) if today else None
        return simpler if simpler and simpler.key == self.form_key else None

    def _save(self, sitting: Sitting, draft: Draft) -> tuple[Write, ...]:
        day = self.owner.day
        sealed = seal(self.owner.draft_key(day), dump_draft(draft), f"draft/{sitting.response_id}")
        return (self._write_response(sitting, {"draft": sealed, "draft_day": day}),)

    def _submit(self, sitting: Sitting, sent: Thank, receipt: str | None, draft: Draft) -> tuple[Write, ...]:
        data_key = self.keys.new_data_key()
        values = {
            "submitted_at": self.now,
            "draft": None,
            "draft_day": None,
            "sealed_key": data_key.sealed,
            "receipt": receipt,
        }
        given = ((question, answer, sent.files.get(question.key, ())) for question, answer in sent.answers)
        answers = (
            Insert(ResponseAnswer, write_answer(data_key.plain, sitting.response_id, *one)) for one in given
        )
        counted = {"submitted": sitting.invitation["submitted"] + 1}
        return (
            self._write_response(sitting, values),
            *answers,
            *send_files(self.keys, draft.state, sent.files, draft.file_keys),
            Update(Invitation, {"id": self.invitation_id}, counted),
        )

    def _write_response(self, sitting: Sitting, values: dict[str, Any]) -> Write:
        if sitting.response is None:
            return Insert(Response, {**self._first_row(sitting), **values})
        return Update(Response, {"id": sitting.response_id}, {"changed_at": self.now, **values})

    def _first_row(self, sitting: Sitting) -> dict[str, Any]:
        return {
            "id": sitting.response_id,
            "owner": self.owner.hash,
            "invitation_id": self.invitation_id,
            "form_key": sitting.form.key,
            "form_version": sitting.form.version,
            "audience": sitting.invitation["audience"],
            "channel": self.owner.channel,
            "language": sitting.form.language,
            "opened_at": self.now,
            "changed_at": self.now,
            "submitted_at": None,
            "draft": None,
            "draft_day": None,
            "sealed_key": None,
            "receipt": None,
        }

    def _raise_alerts(self, sitting: Sitting, state: State) -> tuple[tuple[Write, ...], frozenset[str]]:
        held = sitting.draft
        found = find_signals(sitting.form, held.state.answers, state.answers)
        new = [signal for signal in found if signal.name not in held.raised]
        writes: list[Write] = []
        for signal in new:
            alert = self._write_alert(sitting, signal.cause, signal.name)
            writes += _with_mail(self.keys, {**alert, "question_key": signal.question_key})
        if any(isinstance(move, NeedHelp) for move in self.moves):
            writes += _with_mail(self.keys, self._write_alert(sitting, "help", f"{self.now:%Y-%m-%d %H:%M}"))
        return tuple(writes), held.raised | {signal.name for signal in new}

    def _write_alert(self, sitting: Sitting, cause: str, name: str) -> dict[str, Any]:
        return {
            "id": self.keys.mac("alert", sitting.response_id, cause, name),
            "cause": cause,
            "question_key": None,
            "response_id": sitting.response_id,
            "invitation_id": self.invitation_id,
            "review_ref": sitting.invitation["review_ref"],
            "audience": sitting.invitation["audience"],
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
        "Please have the list of alerts opened now: `haveyoursay alerts`, where the service runs.\n"
        "This e-mail carries no details on purpose.\n",
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

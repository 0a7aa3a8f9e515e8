"""Intake: what happens to a conversation, one transaction each.

The channels build an `Inbound`; a `TurnUnit` loads the draft, takes the turn and saves the draft, the
alerts it raised and (on sending) the answers. It is acknowledged only when durable. The bot adds its own
rows to the same unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.alerting import with_mail
from forms.anonymous import Anonymous, find_week, forget_draft, new_anonymous_id
from forms.answering import CHANNELS_TO_ANSWER_IN, describe_safe_way
from forms.attachments.sealed import SealedFile, send_files, write_files
from forms.complaints import raise_by_choice, wants_to_complain
from forms.conversation import take_together, take_turn, take_turns
from forms.definition import Reader
from forms.drafts import Draft, dump_draft
from forms.form_asked import Meant
from forms.invited import count_placed, is_open, takes_more
from forms.keys import Keys, TamperedError, seal
from forms.languages.forms_said import translate_form
from forms.moves import Inbound, NeedHelp, Outbound, Resume, Signpost, State, Thank
from forms.must_not_know import list_must_not_know
from forms.problems import Problem, ProblemCode
from forms.records import Alert, Invitation, Response, ResponseAnswer
from forms.responses import make_receipt, open_draft, write_answer
from forms.safety import find_signals, find_writing
from forms.speaking import ENGLISH, Language
from forms.units import Insert, Key, Row, Rows, Update, Write, Writes
from forms.worker_notes import TYPED, Noted, Typed, write_note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forms.answers import Answer, RejectionCode
    from forms.definition import Form, Question
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
    sent_as: str | None = None
    """The id of what was sent without a name. It is for the mixing alone: nobody is shown it."""
    call_id: str | None = None
    """The alert that a call for help raised: what is said of how to be contacted is added to it."""
    refused: Mapping[str, RejectionCode] = field(default_factory=dict)
    """Of moves that came together: by question, what could not be taken. Then none of them was stored."""


Outcome: TypeAlias = Taken | Problem
Answered: TypeAlias = "tuple[tuple[Question, Answer], ...]"


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
    unnamed: bool | None = None
    """Without a name, as the page says; None leaves it. Chosen anew only while nothing is answered."""
    counts_start: bool = True
    """Whether a draft that begins here is a new start of its placement."""
    shown: int | None = None
    """The revision of the page that all moves came from together: they are taken as a whole, or not."""
    form_key: str = ""
    """The form meant: the one invited to, or its simpler one; empty, the one begun or invited to.

    Where another was begun with this invitation, what was meant for this one is not taken."""
    files: tuple[SealedFile, ...] = ()
    """The files that the moves speak of."""
    language: Language = ENGLISH
    """In which the questions are asked, where the form is known in it."""
    minute: bool | None = None
    """In a minute, as the page says; None leaves it. Chosen anew only while nothing is answered."""
    shown_version: str = ""
    """The version of the form that the page showed, where it was on it: a first turn begins with it."""
    typed: Typed | None = None
    """Set where a worker types in what somebody wrote on paper."""

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
        if invitation is None or (response is None and not self._may_begin(invitation)):
            return _refuse(ProblemCode.CODE_UNKNOWN)
        if response is not None and response["submitted_at"]:
            return self._after_sending(response, invitation)
        return self._take(response, invitation)

    def _may_begin(self, invitation: Row) -> bool:
        """Tell whether a draft may begin: a booklet posted in time may be typed in late."""
        return takes_more(invitation) if self.typed else is_open(invitation, self.now)

    def _after_sending(self, response: Row, invitation: Row) -> Writes[Outcome]:
        """Give the same receipt again. Help can be asked for after sending, too."""
        form = self.library.find(response["form_key"], response["form_version"])
        if form is None:
            return _refuse(ProblemCode.FORM_GONE)
        form = translate_form(form, self.language)
        sitting = Sitting(form, invitation, response, response["id"], Draft(State()))
        alerts, _ = self._raise_alerts(sitting, State(), {name: response[name] for name in CARE})
        helped = (Signpost(contact=True),) if alerts else ()
        said = (*helped, Thank(()))
        call_id = self._name_call(response["id"])
        taken = Taken(form, State(), said, response["id"], response["receipt"], call_id=call_id)
        return Writes(taken, alerts)

    def _take(self, response: Row | None, invitation: Row) -> Writes[Outcome]:
        sitting = self._sit(response, invitation)
        if isinstance(sitting, ProblemCode):
            return _refuse(sitting)
        form, draft = sitting.form, sitting.draft
        turn, refused = self._play(form, draft.state)
        if refused:
            return Writes(Taken(form, draft.state, (), sitting.response_id, refused=refused))
        sent = next((said for said in turn.outbound if isinstance(said, Thank)), None)
        if sent is not None and not takes_more(invitation):
            return _refuse(ProblemCode.ALREADY_SENT)
        if sent is not None and form.is_unnamed:
            return self._submit_unnamed(sitting, turn, sent)
        sitting = replace(sitting, form=turn.form)
        alerts, raised = self._raise_alerts(sitting, turn.state, note_care(turn.form, turn.state))
        receipt = make_receipt(self.keys, sitting.response_id) if sent else None
        files, new_keys = write_files(sitting.response_id, draft.state, turn.state, self.files)
        after = Draft(turn.state, raised, {**draft.file_keys, **new_keys}, self._list_unread(draft))
        saved = self._submit(sitting, sent, receipt, after) if sent else self._save(sitting, after)
        call_id = self._name_call(sitting.response_id)
        taken = Taken(turn.form, turn.state, turn.outbound, sitting.response_id, receipt, call_id=call_id)
        return Writes(taken, (*saved, *files, *alerts))

    def _sit(self, response: Row | None, invitation: Row) -> Sitting | ProblemCode:
        try:
            draft = Draft(State()) if response is None else open_draft(self.owner, response)
        except TamperedError:
            return ProblemCode.NO_CONVERSATION
        unnamed = self._is_unnamed(response, invitation, draft)
        if self.unnamed not in {None, unnamed}:
            return ProblemCode.CHOSEN_ALREADY
        meant = Meant(self.form_key, self.shown_version)
        form = meant.find(self.library, response, invitation, unnamed=unnamed)
        if form is None:
            return ProblemCode.FORM_GONE
        form = self._choose_length(translate_form(form, self.language), draft)
        if unnamed and self._asks_for_help:
            return ProblemCode.NAMELESS
        return Sitting(
            self._ask_of(form), invitation, response, response["id"] if response else self.new_id, draft
        )

    def _ask_of(self, form: Form) -> Form:
        if self.typed:
            return form.on_paper
        return form if self.owner.channel in CHANNELS_TO_ANSWER_IN else form.away

    def _choose_length(self, form: Form, draft: Draft) -> Form:
        whole = form.whole or form
        if self.minute is None or draft.state.answers:
            return form
        return (whole.in_a_minute or whole) if self.minute else whole

    def _play(self, form: Form, state: State) -> tuple[Turn, Mapping[str, RejectionCode]]:
        if self.form_key not in {"", form.key}:
            return take_turn(form, state, Resume()), {}
        if self.shown is None:
            return take_turns(form, state, self.moves), {}
        return take_together(form, state, self.moves, self.shown)

    def _is_unnamed(self, response: Row | None, invitation: Row, draft: Draft) -> bool:
        """Tell whether this is without a name: over a placement always, else as chosen before question 1."""
        if invitation["placement"] is not None:
            return True
        if self.unnamed is not None and not draft.state.answers:
            return self.unnamed
        return response is not None and bool(response["anonymous"])

    def _save(self, sitting: Sitting, draft: Draft) -> tuple[Write, ...]:
        day = self.owner.day
        sealed = seal(self.owner.draft_key(day), dump_draft(draft), f"draft/{sitting.response_id}")
        chosen = {"anonymous": sitting.form.is_unnamed, "form_version": sitting.form.version}
        held = sitting.response
        changed = chosen if held is not None and held["form_version"] != sitting.form.version else {}
        saved = self._write_response(sitting, {"draft": sealed, "draft_day": day, **changed})
        is_start = held is None and self.counts_start
        return (saved, *count_placed(sitting.invitation, self.now, starts=int(is_start)))

    def _submit(self, sitting: Sitting, sent: Thank, receipt: str | None, draft: Draft) -> tuple[Write, ...]:
        data_key = self.keys.new_data_key()
        values = {
            "submitted_at": self.now,
            "draft": None,
            "draft_day": None,
            "sealed_key": data_key.sealed,
            "receipt": receipt,
            "written_in": find_writing(sitting.form, sent.answers),
            **note_care(sitting.form, draft.state),
        }
        answers = (
            Insert(ResponseAnswer, _write_answer(data_key.plain, sitting.response_id, sent, *one))
            for one in _leave_out(sent.answers, draft.unread)
        )
        counted = {"submitted": sitting.invitation["submitted"] + 1}
        return (
            self._write_response(sitting, values),
            *answers,
            *send_files(self.keys, draft.state, sent.files, draft.file_keys),
            *self._note_typing(sitting, draft),
            *self._raise_complaint(sitting, sent),
            Update(Invitation, {"id": self.invitation_id}, counted),
        )

    def _raise_complaint(self, sitting: Sitting, sent: Thank) -> tuple[Write, ...]:
        """Let the complaints manager know of a complaint. The person sees what everybody sees."""
        if not wants_to_complain(sent.answers):
            return ()
        return (raise_by_choice(self.keys, sitting.invitation, sitting.response_id, self.now),)

    def _list_unread(self, draft: Draft) -> frozenset[str]:
        if self.typed is None or self.typed.unread is None:
            return draft.unread
        return self.typed.unread

    def _note_typing(self, sitting: Sitting, draft: Draft) -> tuple[Write, ...]:
        """Note who typed a booklet in, what could not be read, and what else stood on the paper."""
        if self.typed is None:
            return ()
        noted = Noted(TYPED, self.typed.role, self.now, self.typed.beside, tuple(sorted(draft.unread)))
        note_id = self.keys.mac("note", sitting.response_id, TYPED)
        return (write_note(self.keys, note_id, sitting.response_id, noted),)

    def _submit_unnamed(self, sitting: Sitting, turn: Turn, sent: Thank) -> Writes[Outcome]:
        """Keep the answers and nothing of whose they are; the code is used up, without a time."""
        kept = Anonymous(
            sitting.form,
            sitting.invitation["audience"],
            self.owner.channel,
            find_week(self.now),
            _leave_out(sent.answers, sitting.draft.unread),
        )
        sent_as = new_anonymous_id()
        counted = {"submitted": sitting.invitation["submitted"] + 1}
        is_start = sitting.response is None and self.counts_start
        writes = (
            *kept.write(self.keys, sent_as),
            *forget_draft(sitting.response),
            Update(Invitation, {"id": self.invitation_id}, counted),
            *count_placed(sitting.invitation, self.now, starts=int(is_start), completions=1),
        )
        taken = Taken(sitting.form, turn.state, turn.outbound, sitting.response_id, sent_as=sent_as)
        return Writes(taken, writes)

    def _write_response(self, sitting: Sitting, values: dict[str, Any]) -> Write:
        if sitting.response is None:
            return Insert(Response, {**self._first_row(sitting), **values})
        spoken = sitting.form.language
        changed = {} if sitting.response["language"] == spoken else {"language": spoken}
        return Update(Response, {"id": sitting.response_id}, {"changed_at": self.now, **changed, **values})

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
            "anonymous": sitting.form.is_unnamed,
            "opened_at": self.now,
            "changed_at": self.now,
            "submitted_at": None,
            "draft": None,
            "draft_day": None,
            "sealed_key": None,
            "receipt": None,
        }

    def _raise_alerts(
        self, sitting: Sitting, state: State, care: Mapping[str, str]
    ) -> tuple[tuple[Write, ...], frozenset[str]]:
        held = sitting.draft
        if sitting.form.is_unnamed:  # nobody could be found to be helped, and the page said so
            return self._worry_without_name(sitting), held.raised
        found = find_signals(sitting.form, held.state.answers, state.answers)
        new = [signal for signal in found if signal.name not in held.raised]
        alerts = [
            {**self._write_alert(sitting, signal.cause, signal.name), "question_key": signal.question_key}
            for signal in new
        ]
        if self._asks_for_help:
            alerts.append(self._write_alert(sitting, "help", self._minute))
        if self.typed and self.typed.worries:
            alerts.append(self._write_alert(sitting, "worker", "worries"))
        mailed = (with_mail(self.keys, {**alert, **care}) for alert in alerts)
        earlier = self._tell_earlier(sitting, state, care)
        return (*chain.from_iterable(mailed), *earlier), held.raised | {signal.name for signal in new}

    def _tell_earlier(self, sitting: Sitting, state: State, care: Mapping[str, str]) -> tuple[Write, ...]:
        """Let alerts raised before carry what the answers say by now: who must not know, and the safe way."""
        if not state.answers or note_care(sitting.form, sitting.draft.state) == care:
            return ()
        return (Update(Alert, {"response_id": sitting.response_id}, care),)

    @property
    def _asks_for_help(self) -> bool:
        return any(isinstance(move, NeedHelp) for move in self.moves)

    @property
    def _minute(self) -> str:
        """Names a call for help: presses of one minute are one."""
        return f"{self.now:%Y-%m-%d %H:%M}"

    def _name_call(self, response_id: str) -> str | None:
        return self.keys.mac("alert", response_id, "help", self._minute) if self._asks_for_help else None

    def _worry_without_name(self, sitting: Sitting) -> tuple[Write, ...]:
        """Raise the alert of a worker whom a booklet without a name worries: it leads to no answer."""
        if not (self.typed and self.typed.worries):
            return ()
        alert = self._write_alert(sitting, "worker", "worries")
        return with_mail(self.keys, {**alert, "response_id": None, "invitation_id": None})

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
            "closed_at": None,
        }


CARE = ("must_not_know", "answer_by")
"""Columns of alerts and of sent responses: what whoever helps has to take care of."""


def note_care(form: Form, state: State) -> dict[str, str]:
    """Work out from the answers who must not know, and how somebody may be answered.

    Of what is said to the manager about a meeting the IRO must not know: it may be about them.
    """
    named = {*list_must_not_know(state.answers), *(("iro",) if form.reader is Reader.MANAGER else ())}
    return dict(zip(CARE, (" ".join(sorted(named)), describe_safe_way(form, state.answers)), strict=True))


def _write_answer(
    key: bytes, response_id: str, sent: Thank, question: Question, answer: Answer
) -> dict[str, Any]:
    """Make an answer's row, with who may hear it."""
    row = write_answer(key, response_id, question, answer, sent.files.get(question.key, ()))
    return {**row, "sharing": sent.sharing.get(question.key)}


def _leave_out(answers: Answered, unread: frozenset[str]) -> Answered:
    """Leave out what nobody could read: it is neither an answer nor a question that somebody skipped."""
    if not unread:
        return answers
    return tuple(
        (question, answer) for question, answer in answers if answer is not None or question.key not in unread
    )


def _refuse(code: ProblemCode) -> Writes[Outcome]:
    return Writes(Problem(code))

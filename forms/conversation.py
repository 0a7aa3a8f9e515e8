"""The conversation, as a pure function over a form: no clock, no chance, no channel, no storage.

The position is worked out from the answers: the first question on the route that still needs one.
`State.at` is set only while somebody has gone back or is changing an answer. Answers that fell off
the route stay in the draft, in case the person changes their mind, and are dropped at submit.

Every reply names the question and the revision it was shown with. So a button pressed twice, two tabs,
or a message that crossed with the next question are understood instead of guessed at:

* words that arrive for a question already answered since it was shown are added to that answer;
* a choice made late replaces that question's answer, and the person is told so;
* a late skip never erases what was said;
* sending needs the very answers that the check page showed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from forms.answers import MAX_TEXT, Answer, Rejection, RejectionCode, parse_answer
from forms.definition import Form, Kind, Question
from forms.moves import (
    Attach,
    Back,
    Change,
    Choose,
    Explain,
    Finish,
    Inbound,
    NeedHelp,
    Note,
    Outbound,
    Pause,
    Reply,
    Resume,
    Signpost,
    Skip,
    State,
    Stop,
    Submit,
    Thank,
    Toggle,
    Turn,
)
from forms.route import (
    check_answers,
    find_fault,
    find_position,
    find_route,
    list_asked,
    needs_answer,
    prompt,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Step:
    """What a move does before anybody looks: the new state, what to say of it, and whether to ask on."""

    state: State
    said: tuple[Outbound, ...] = ()
    asks: bool = True


def start(form: Form) -> Turn:
    """Begin: nothing answered, the first question asked."""
    return take_turns(form, State(), ())


def take_turn(form: Form, state: State, inbound: Inbound) -> Turn:
    """Take one move: return the new state and what to say. It always says something."""
    return take_turns(form, state, (inbound,))


def take_turns(form: Form, state: State, moves: Iterable[Inbound]) -> Turn:
    """Take moves that came in one act, up to one that is refused: what is said is said of the last taken."""
    step = Step(state)
    for inbound in moves:
        step = take_step(form, step.state, inbound)
        if any(isinstance(said, Explain) and said.is_refusal for said in step.said):
            break
    asked = (prompt(form, step.state),) if step.asks else ()
    return Turn(step.state, (*step.said, *asked))


def take_together(
    form: Form, state: State, moves: Iterable[Inbound], shown: int
) -> tuple[Turn, dict[str, RejectionCode]]:
    """Take all moves of one page, or none: return the turn, and by question what was refused.

    `shown` is the revision that the page was shown with; the moves themselves name none. If the draft has
    moved on since, each is as late as the page.
    """
    is_late = shown != state.revision
    step, refused = Step(state), dict[str, RejectionCode]()
    for inbound in moves:
        taken = take_step(form, step.state, _date(inbound, shown) if is_late else inbound)
        faults = [said for said in taken.said if isinstance(said, Explain) and said.is_refusal]
        if faults and faults[0].question:
            refused[faults[0].question.key] = RejectionCode(faults[0].code)
        else:
            step = taken
    if refused:
        return Turn(state, ()), refused
    asked = (prompt(form, step.state),) if step.asks else ()
    return Turn(step.state, (*step.said, *asked)), {}


def _date(inbound: Inbound, shown: int) -> Inbound:
    return replace(inbound, revision=shown) if isinstance(inbound, Reply | Choose | Skip) else inbound


def take_step(form: Form, state: State, inbound: Inbound) -> Step:  # noqa: C901, PLR0911 - one arm a move
    """Take one move, without working out what to show next."""
    match inbound:
        case Reply() | Choose():
            return _take_answer(form, state, inbound)
        case Toggle():
            return _take_toggle(form, state, inbound)
        case Finish():
            return _take_finish(form, state, inbound)
        case Attach():
            return _take_file(form, state, inbound)
        case Skip():
            return _take_skip(form, state, inbound)
        case Back():
            return _go_back(form, state, inbound.question)
        case Change():
            return _go_to(form, state, inbound.question)
        case NeedHelp():
            return Step(state, (Signpost(contact=True),))
        case Stop():
            return Step(state, (Pause(),), asks=False)
        case Resume():
            return Step(state)
        case Submit():
            return _submit(form, state, inbound)
    assert_never(inbound)


def _explain(state: State, code: RejectionCode | Note, question: Question | None = None) -> Step:
    return Step(state, (Explain(code, question),))


def _find_asked(form: Form, state: State, key: str) -> Question | None:
    question = form.find_question(key)
    if question is None or question.kind is Kind.NOTE:
        return None
    return question if not form.has_conditions or question in find_route(form, state.answers) else None


def _is_late(state: State, question: Question, revision: int | None) -> bool:
    """Tell whether the question was answered since it was shown."""
    return revision not in {None, state.revision} and state.answers.get(question.key) is not None


def _take_answer(form: Form, state: State, given: Reply | Choose) -> Step:
    question = _find_asked(form, state, given.question)
    if question is None:
        return _keep_for_later(form, state, given)
    texts = (given.text,) if isinstance(given, Reply) else given.values
    answer = parse_answer(question, texts)
    if isinstance(answer, Rejection):
        return _explain_at(form, state, question, answer.code)
    return _store(form, state, question, answer, late=_is_late(state, question, given.revision))


def _store(form: Form, state: State, question: Question, answer: Answer, *, late: bool) -> Step:
    held = state.answers.get(question.key)
    if late and question.kind is Kind.TEXT:
        answer = _add_words(str(held), str(answer))
        if len(str(answer)) > MAX_TEXT:
            return _explain(state, RejectionCode.TOO_LONG, question)
    fault = find_fault(question, answer, state.answers)
    if fault:
        return _explain_at(form, state, question, fault)
    said = _with_answer(state, question.key, answer, at=_at_after(state, question))
    if not late or find_position(form, state) == question:
        return Step(said)
    if answer == held:
        return Step(state)
    return _explain(said, Note.ADDED if question.kind is Kind.TEXT else Note.CHANGED_EARLIER, question)


def _at_after(state: State, question: Question) -> str | None:
    """Stay where the person is, unless it was this question that they had gone to."""
    return None if state.at == question.key else state.at


def _add_words(held: str, more: str) -> str:
    """Add words to words; a message delivered twice, or one that grew, is there once."""
    if more.startswith(held):
        return more
    return held if held == more or held.endswith(f"\n\n{more}") else f"{held}\n\n{more}"


def _with_answer(state: State, key: str, answer: Answer, at: str | None) -> State:
    return State({**state.answers, key: answer}, state.revision + 1, at)


def _explain_at(form: Form, state: State, question: Question, code: RejectionCode) -> Step:
    """Say what is wrong, and ask that question again; the answer held before stays."""
    moved = state if find_position(form, state) == question else _moved(state, question.key)
    return _explain(moved, code, question)


def _moved(state: State, at: str | None) -> State:
    return state if state.at == at else replace(state, at=at, revision=state.revision + 1)


def _keep_for_later(form: Form, state: State, given: Reply | Choose) -> Step:
    """Keep what was said to a question that no longer applies: it may apply again."""
    question = form.find_question(given.question)
    if question is None or question.kind is Kind.NOTE:
        return _explain(state, Note.NOT_ASKED)
    answer = parse_answer(question, (given.text,) if isinstance(given, Reply) else given.values)
    if isinstance(answer, Rejection):
        return _explain(state, Note.NOT_ASKED, question)
    if _is_late(state, question, given.revision) and question.kind is Kind.TEXT:
        answer = _add_words(str(state.answers[question.key]), str(answer))
    if isinstance(answer, str) and len(answer) > MAX_TEXT:
        return _explain(state, RejectionCode.TOO_LONG, question)
    return _explain(_with_answer(state, question.key, answer, state.at), Note.NOT_ASKED, question)


def _take_toggle(form: Form, state: State, tap: Toggle) -> Step:
    question = _find_asked(form, state, tap.question)
    if question is None:
        return _explain(state, Note.NOT_ASKED)
    if question.kind not in {Kind.SELECT_MULTIPLE, Kind.RANK} or not question.find_option(tap.value):
        return _explain(state, RejectionCode.NOT_AN_OPTION, question)
    held = state.answers.get(question.key)
    chosen = held if isinstance(held, tuple) else ()
    return Step(_with_chosen(state, question, _toggled(question, chosen, tap.value)))


def _toggled(question: Question, chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    if value in chosen:
        return tuple(held for held in chosen if held != value)
    if question.kind is Kind.RANK:
        return (*chosen, value)
    return tuple(option.value for option in question.options if option.value in {*chosen, value})


def _with_chosen(state: State, question: Question, chosen: tuple[str, ...]) -> State:
    if chosen:
        return _with_answer(state, question.key, chosen, at=question.key)
    others = {key: answer for key, answer in state.answers.items() if key != question.key}
    return State(others, state.revision + 1, question.key)


def _take_finish(form: Form, state: State, done: Finish) -> Step:
    question = _find_asked(form, state, done.question)
    if question is None:
        return _explain(state, Note.NOT_ASKED)
    if find_position(form, state) != question:
        return Step(state)
    held = state.answers.get(question.key)
    if not held:
        return _explain(state, RejectionCode.EMPTY, question)
    fault = find_fault(question, held, state.answers)
    return _explain(state, fault, question) if fault else Step(_moved(state, None))


def _take_file(form: Form, state: State, given: Attach) -> Step:
    question = _find_asked(form, state, given.question)
    if question is None:
        return _explain(state, Note.NOT_ASKED)
    if question.kind not in {Kind.IMAGE, Kind.AUDIO}:
        return _explain(state, RejectionCode.NOT_AN_OPTION, question)
    return _store(form, state, question, given.file, late=_is_late(state, question, given.revision))


def _take_skip(form: Form, state: State, given: Skip) -> Step:
    question = _find_asked(form, state, given.question)
    if question is None:
        return _explain(state, Note.NOT_ASKED)
    if question.required:
        return _explain_at(form, state, question, RejectionCode.REQUIRED)
    if _is_late(state, question, given.revision):
        return _explain(state, Note.KEPT, question)
    is_skipped = question.key in state.answers and state.answers[question.key] is None
    if is_skipped and find_position(form, state) != question:
        return Step(state)
    return Step(_with_answer(state, question.key, None, at=_at_after(state, question)))


def _go_back(form: Form, state: State, shown: str | None) -> Step:
    asked = list_asked(form, state.answers)
    keys = [question.key for question in asked]
    here = find_position(form, state)
    of = shown if shown in keys else here.key if here else None
    before = keys[: keys.index(of)] if of else keys
    return Step(_moved(state, before[-1] if before else keys[0] if keys else None))


def _go_to(form: Form, state: State, key: str) -> Step:
    question = _find_asked(form, state, key)
    if question is None:
        return _explain(state, Note.NOT_ASKED)
    return Step(_moved(state, question.key))


def _submit(form: Form, state: State, sent: Submit) -> Step:
    if any(needs_answer(question, state.answers) for question in list_asked(form, state.answers)):
        return _explain(_moved(state, None), Note.NOT_FINISHED)
    if sent.revision not in {None, state.revision}:
        return _explain(_moved(state, None), Note.ANSWERS_CHANGED)
    return Step(state, (Thank(check_answers(form, state).entries),), asks=False)

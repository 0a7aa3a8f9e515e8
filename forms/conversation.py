"""The conversation, as a pure function over a form: no clock, no chance, no channel, no storage.

The position is worked out from the answers: the first question on the route that still needs one.
`State.at` is set only while somebody has gone back or is changing an answer. Answers that fell off
the route stay in the draft, in case the person changes their mind, and are dropped at submit.

Every reply names the question and the revision it was shown with. So a button pressed twice, two tabs,
or a message that crossed with the next question are understood instead of guessed at:

* words that arrive for a question already answered since it was shown are added to that answer;
* a choice made late replaces that question's answer, and the person is told so;
* a late skip never erases what was said;
* who may hear an answer is widened only from what the page showed;
* sending needs the very answers that the check page showed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from forms.answers import MAX_TEXT, Answer, Rejection, RejectionCode, clean_words, parse_answer
from forms.definition import Form, Kind, Question
from forms.file_moves import take_away, take_files, take_with_files
from forms.moves import (
    Attach,
    Back,
    Change,
    Choose,
    Detach,
    Explain,
    Finish,
    Inbound,
    NeedHelp,
    Note,
    Pause,
    Reply,
    Resume,
    SayMore,
    Share,
    Signpost,
    Skip,
    SkipRest,
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
    list_asked,
    needs_answer,
    prompt,
)
from forms.share_moves import take_share
from forms.sharing import find_sharing
from forms.steps import Step, add_words, explain, explain_at, find_asked, is_late, moved, place_after

if TYPE_CHECKING:
    from collections.abc import Iterable


def start(form: Form) -> Turn:
    """Begin: nothing answered, the first question asked."""
    return take_turns(form, State(), ())


def take_turn(form: Form, state: State, inbound: Inbound) -> Turn:
    """Take one move: return the new state and what to say. It always says something."""
    return take_turns(form, state, (inbound,))


def take_turns(form: Form, state: State, moves: Iterable[Inbound]) -> Turn:
    """Take moves that came in one act, up to one that is refused: what is said is said of the last taken."""
    step, shares = Step(state), 0
    for inbound in moves:
        before = step.state.revision
        step = take_step(form, step.state, _on_time(inbound, state.revision, shares))
        form = step.form or form
        shares += step.state.revision - before if isinstance(inbound, Share) else 0
        if any(isinstance(said, Explain) and said.is_refusal for said in step.said):
            break
    asked = (prompt(form, step.state),) if step.asks else ()
    return Turn(step.state, (*step.said, *asked), form)


def _on_time(inbound: Inbound, shown: int, shares: int) -> Inbound:
    """Return the move as it is meant: a choice of who may hear it, in the same act, makes nothing late."""
    if shares and isinstance(inbound, Reply | Choose | Skip | Submit) and inbound.revision == shown:
        return replace(inbound, revision=shown + shares)
    return inbound


def take_together(
    form: Form, state: State, moves: Iterable[Inbound], shown: int
) -> tuple[Turn, dict[str, RejectionCode]]:
    """Take all moves of one page, or none: return the turn, and by question what was refused.

    `shown` is the revision that the page was shown with; the moves themselves name none. If the draft has
    moved on since, each is as late as the page.
    """
    came_late = shown != state.revision
    step, refused = Step(state), dict[str, RejectionCode]()
    for inbound in moves:
        dated = _date(inbound, shown) if came_late else inbound
        taken = take_step(form, step.state, _keep_files(step.state, dated))
        faults = [said for said in taken.said if isinstance(said, Explain) and said.is_refusal]
        if faults and faults[0].question:
            refused[faults[0].question.key] = RejectionCode(faults[0].code)
        else:
            step = taken
    if refused:
        return Turn(state, (), form), refused
    asked = (prompt(form, step.state),) if step.asks else ()
    return Turn(step.state, (*step.said, *asked), form), {}


def _date(inbound: Inbound, shown: int) -> Inbound:
    return replace(inbound, revision=shown) if isinstance(inbound, Reply | Choose | Skip) else inbound


def _keep_files(state: State, inbound: Inbound) -> Inbound:
    """Leaving the words out on a page of many does not leave out the files: the answer is files alone."""
    if isinstance(inbound, Skip) and state.files.get(inbound.question):
        return Reply(inbound.question, inbound.revision, "")
    return inbound


def take_step(form: Form, state: State, inbound: Inbound) -> Step:  # noqa: C901, PLR0911, PLR0912 - one arm a move
    """Take one move, without working out what to show next."""
    match inbound:
        case Reply() | Choose():
            return _take_answer(form, state, inbound)
        case Toggle():
            return _take_toggle(form, state, inbound)
        case Finish():
            return _take_finish(form, state, inbound)
        case Attach():
            return take_files(form, state, inbound)
        case Detach():
            return take_away(form, state, inbound)
        case Share():
            return take_share(form, state, inbound)
        case Skip():
            return _take_skip(form, state, inbound)
        case SkipRest():
            return _skip_rest(form, state)
        case SayMore():
            return _say_more(form, state)
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


def _take_answer(form: Form, state: State, given: Reply | Choose) -> Step:
    question = find_asked(form, state, given.question)
    if question is None:
        return _keep_for_later(form, state, given)
    if isinstance(given, Reply) and question.takes and (given.files or not clean_words(given.text)):
        return take_with_files(form, state, question, given)
    texts = (given.text,) if isinstance(given, Reply) else given.values
    answer = parse_answer(question, texts)
    if isinstance(answer, Rejection):
        return explain_at(form, state, question, answer.code)
    return _store(form, state, question, answer, late=is_late(state, question, given.revision))


def _store(form: Form, state: State, question: Question, answer: Answer, *, late: bool) -> Step:
    held = state.answers.get(question.key)
    if late and question.kind is Kind.TEXT:
        answer = add_words(str(held), str(answer))
        if len(str(answer)) > MAX_TEXT:
            return explain(state, RejectionCode.TOO_LONG, question)
    fault = find_fault(question, answer, state.answers)
    if fault:
        return explain_at(form, state, question, fault)
    said = _with_answer(state, question.key, answer, at=place_after(state, question))
    if not late or find_position(form, state) == question:
        return Step(said)
    if answer == held:
        return Step(state)
    return explain(said, Note.ADDED if question.kind is Kind.TEXT else Note.CHANGED_EARLIER, question)


def _with_answer(state: State, key: str, answer: Answer, at: str | None) -> State:
    return replace(state, answers={**state.answers, key: answer}, revision=state.revision + 1, at=at)


def _keep_for_later(form: Form, state: State, given: Reply | Choose) -> Step:
    """Keep what was said to a question that no longer applies: it may apply again."""
    question = form.find_question(given.question)
    if question is None or question.kind is Kind.NOTE:
        return explain(state, Note.NOT_ASKED)
    answer = parse_answer(question, (given.text,) if isinstance(given, Reply) else given.values)
    if isinstance(answer, Rejection):
        return explain(state, Note.NOT_ASKED, question)
    if is_late(state, question, given.revision) and question.kind is Kind.TEXT:
        answer = add_words(str(state.answers[question.key]), str(answer))
    if isinstance(answer, str) and len(answer) > MAX_TEXT:
        return explain(state, RejectionCode.TOO_LONG, question)
    return explain(_with_answer(state, question.key, answer, state.at), Note.NOT_ASKED, question)


def _take_toggle(form: Form, state: State, tap: Toggle) -> Step:
    question = find_asked(form, state, tap.question)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    if question.kind not in {Kind.SELECT_MULTIPLE, Kind.RANK} or not question.find_option(tap.value):
        return explain(state, RejectionCode.NOT_AN_OPTION, question)
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
    return replace(state, answers=others, revision=state.revision + 1, at=question.key)


def _take_finish(form: Form, state: State, done: Finish) -> Step:
    question = find_asked(form, state, done.question)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    if find_position(form, state) != question:
        return Step(state)
    held = state.answers.get(question.key)
    if not held and not state.files.get(question.key):
        return explain(state, RejectionCode.EMPTY, question)
    fault = find_fault(question, held, state.answers)
    return explain(state, fault, question) if fault else Step(moved(state, None))


def _take_skip(form: Form, state: State, given: Skip) -> Step:
    question = find_asked(form, state, given.question)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    if question.required:
        return explain_at(form, state, question, RejectionCode.REQUIRED)
    if state.files.get(question.key):
        return explain(moved(state, place_after(state, question)), Note.FILES_STAY, question)
    if is_late(state, question, given.revision):
        return explain(state, Note.KEPT, question)
    is_skipped = question.key in state.answers and state.answers[question.key] is None
    if is_skipped and find_position(form, state) != question:
        return Step(state)
    return Step(_with_answer(state, question.key, None, at=place_after(state, question)))


def _skip_rest(form: Form, state: State) -> Step:
    """Skip all that was never answered, what that brings up too; stop at what cannot be skipped."""
    left = moved(state, None)
    while (here := find_position(form, left)) and not here.required and here.key not in left.answers:
        left = _with_answer(left, here.key, None, at=None)
    return Step(left)


def _say_more(form: Form, state: State) -> Step:
    """Go on into the whole form. What was left out is asked there again, in its place."""
    if form.whole is None:
        return Step(state)
    said = {key: answer for key, answer in state.answers.items() if answer is not None}
    return Step(replace(state, answers=said, revision=state.revision + 1, at=None), form=form.whole)


def _go_back(form: Form, state: State, shown: str | None) -> Step:
    asked = list_asked(form, state.answers)
    keys = [question.key for question in asked]
    here = find_position(form, state)
    of = shown if shown in keys else here.key if here else None
    before = keys[: keys.index(of)] if of else keys
    return Step(moved(state, before[-1] if before else keys[0] if keys else None))


def _go_to(form: Form, state: State, key: str) -> Step:
    question = find_asked(form, state, key)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    return Step(moved(state, question.key))


def _submit(form: Form, state: State, sent: Submit) -> Step:
    if any(needs_answer(question, state.answers) for question in list_asked(form, state.answers)):
        return explain(moved(state, None), Note.NOT_FINISHED)
    if sent.revision not in {None, state.revision}:
        return explain(moved(state, None), Note.ANSWERS_CHANGED)
    checked = check_answers(form, state)
    sharing = {
        question.key: heard
        for question, _ in checked.entries
        if (heard := find_sharing(form, question, state.sharing)) is not None
    }
    return Step(state, (Thank(checked.entries, checked.files, sharing),), asks=False)

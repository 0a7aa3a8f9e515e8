"""Where a conversation stands, worked out from the form and the answers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import RejectionCode
from forms.definition import Form, Kind, Question
from forms.moves import Ask, CheckAnswers, State
from forms.sharing import find_heard, find_sharing, may_choose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.answers import Answer


def find_route(form: Form, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the questions and notes that apply, given the answers that themselves apply.

    A question off the route counts as unanswered for the conditions of later ones.
    """
    if not form.has_conditions:
        return form.questions
    route: list[Question] = []
    known: dict[str, Answer] = {}
    for question in form.questions:
        for condition in question.relevant:  # no generator: this is the inmost loop of every turn
            if not condition.holds(known):
                break
        else:
            route.append(question)
            if question.key in answers:
                known[question.key] = answers[question.key]
    return tuple(route)


def needs_answer(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a question on the route is still to be asked, or asked again."""
    if question.key not in answers:
        return True
    answer = answers[question.key]
    return (question.required and answer is None) or find_fault(question, answer, answers) is not None


def find_position(form: Form, state: State) -> Question | None:
    """Return the question to ask now; None when there is nothing left but to check and send."""
    return _find_here(list_asked(form, state.answers), state)


def _find_here(asked: tuple[Question, ...], state: State) -> Question | None:
    here = next((question for question in asked if question.key == state.at), None)
    return here or next((question for question in asked if needs_answer(question, state.answers)), None)


def list_asked(form: Form, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return the route without its notes."""
    return _leave_out_notes(form, find_route(form, answers)) if form.has_conditions else form.asked


def _leave_out_notes(form: Form, route: tuple[Question, ...]) -> tuple[Question, ...]:
    if not form.has_conditions:
        return form.asked
    return tuple(question for question in route if question.kind is not Kind.NOTE)


def prompt(form: Form, state: State) -> Ask | CheckAnswers:
    """Say what to show now."""
    route = find_route(form, state.answers)  # once: it is most of the work of a turn
    asked = _leave_out_notes(form, route)
    here = _find_here(asked, state)
    return _ask(form, state, here, route, asked) if here else _check_answers(form, state, route, asked)


def ask(form: Form, state: State, question: Question) -> Ask:
    """Show `question`, which must be on the route."""
    route = find_route(form, state.answers)
    return _ask(form, state, question, route, _leave_out_notes(form, route))


def _ask(
    form: Form, state: State, question: Question, route: tuple[Question, ...], asked: tuple[Question, ...]
) -> Ask:
    return Ask(
        question=question,
        answer=state.answers.get(question.key),
        answered=question.key in state.answers,
        number=asked.index(question) + 1,
        total=len(asked),
        revision=state.revision,
        notes=_notes_before(route, question),
        files=state.files.get(question.key, ()) if question.takes else (),
        sharing=find_sharing(form, question, state.sharing) if may_choose(form, question) else None,
        has_begun=bool(state.answers),
    )


def check_answers(form: Form, state: State) -> CheckAnswers:
    """Show all that was said, with the notes that close the form."""
    route = find_route(form, state.answers)
    return _check_answers(form, state, route, _leave_out_notes(form, route))


def _check_answers(
    form: Form, state: State, route: tuple[Question, ...], asked: tuple[Question, ...]
) -> CheckAnswers:
    entries = tuple((question, state.answers.get(question.key)) for question in asked)
    files = {
        question.key: state.files[question.key]
        for question in asked
        if question.takes and question.key in state.files
    }
    notes = _notes_before(route, None)
    heard = find_heard(form, asked, state.sharing)
    return CheckAnswers(entries, state.revision, notes, files, heard, may_say_more=form.whole is not None)


def _notes_before(route: tuple[Question, ...], question: Question | None) -> tuple[Question, ...]:
    end = route.index(question) if question else len(route)
    start = end
    while start and route[start - 1].kind is Kind.NOTE:
        start -= 1
    return route[start:end]


def find_fault(question: Question, answer: Answer, answers: Mapping[str, Answer]) -> RejectionCode | None:
    """Say what is wrong with an answer that could be read, given the other answers.

    A constraint is about words and choices: an answer of files alone breaks none.
    """
    if answer is None or answer == "" or question.constraint is None:
        return None
    return None if question.constraint.holds(answers, this=answer) else RejectionCode.CONSTRAINT

"""The moves that give a file to a question, or take one away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.answers import MAX_TEXT, RejectionCode, clean_words
from forms.definition import FILE_KINDS, Form, Question
from forms.given_files import find_file_fault, with_files, without_file
from forms.moves import Attach, Detach, Note, Reply, State
from forms.route import find_fault, find_position
from forms.steps import Step, add_words, explain, explain_at, find_asked, is_late, moved, place_after

if TYPE_CHECKING:
    from forms.moves import Files


def take_with_files(form: Form, state: State, question: Question, given: Reply) -> Step:
    """Take the words and files of one page; files that were added before may be all there is."""
    if not given.files and not state.files.get(question.key):
        empty = RejectionCode.NEEDS_A_FILE if question.kind in FILE_KINDS else RejectionCode.EMPTY
        return explain_at(form, state, question, empty)
    late = is_late(state, question, given.revision)
    added = _add_files(form, state, question, given.files, given.text, adds=late)
    if not late or added.said:
        return added
    return explain(added.state, Note.FILE_ADDED if given.files else Note.KEPT, question)


def take_files(form: Form, state: State, given: Attach) -> Step:
    """Add files, and the words that came with them, to what the answer has."""
    question = find_asked(form, state, given.question)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    here = find_position(form, state)
    added = _add_files(form, state, question, given.files, given.words, adds=True)
    if added.said or not given.files:
        return added
    return explain(added.state, Note.FILE_KEPT if here == question else Note.FILE_ADDED, question)


def _add_files(  # noqa: PLR0913 - an answer of words and files, and how they are meant
    form: Form, state: State, question: Question, files: Files, text: str, *, adds: bool
) -> Step:
    """Add files to an answer; the words take the place of those held, or are added to them."""
    held = state.answers.get(question.key)
    words = clean_words(text)
    if adds and isinstance(held, str):
        words = add_words(held, words) if words else held
    long = RejectionCode.TOO_LONG if len(words) > MAX_TEXT else None
    fault = find_file_fault(question, state, files) or long or find_fault(question, words, state.answers)
    if fault:
        return explain_at(form, state, question, fault)
    return Step(with_files(state, question.key, words, files, place_after(state, question)))


def take_away(form: Form, state: State, given: Detach) -> Step:
    """Take one file away, and stay at its question."""
    question = find_asked(form, state, given.question)
    if question is None:
        return explain(state, Note.NOT_ASKED)
    return Step(moved(without_file(state, question.key, given.mark), question.key))

"""Photos and voice notes in a conversation: how many fit, and where they lie in the draft. Pure."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.answers import RejectionCode
from forms.definition import FileKind

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.definition import Question
    from forms.moves import Files, State

MAX_FILES_A_QUESTION = 3
"""A picture, another of its back, and a voice note about both; there are more questions for more."""
MAX_FILES_A_RESPONSE = 12
"""Each may be some megabytes in the database; a reader looks through a dozen."""

MAX_FILE_MB = 10
MAX_FILE = MAX_FILE_MB * 1024 * 1024
"""Bytes that are taken: a large photo of a telephone, or an hour of a messenger's voice note."""
MAX_MINUTES = 10
"""Of a voice note: a person listens to it before a meeting."""


class Refusal(StrEnum):
    """Why a file is not taken; forms.wording has the sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    """Neither a picture nor a sound that we know."""
    HEIC = "heic"
    VIDEO = "video"
    DAMAGED = "damaged"
    """It begins as one of ours, and cannot be read to its end."""
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    BUSY = "busy"
    """Nothing is wrong with it; too many others are being looked at."""


def find_file_fault(question: Question, state: State, files: Files) -> RejectionCode | None:
    """Say why these files cannot be added to a question; None if they can."""
    if not files:
        return None
    if not question.takes:
        return RejectionCode.TAKES_NO_FILE
    if any(file.kind not in question.takes for file in files):
        photo = FileKind.PHOTO in question.takes
        return RejectionCode.NEEDS_A_PICTURE if photo else RejectionCode.NEEDS_A_RECORDING
    if len(state.files.get(question.key, ())) + len(files) > MAX_FILES_A_QUESTION:
        return RejectionCode.TOO_MANY_FILES
    if sum(map(len, state.files.values())) + len(files) > MAX_FILES_A_RESPONSE:
        return RejectionCode.TOO_MANY_FILES_IN_ALL
    return None


def with_files(state: State, key: str, answer: Answer, files: Files, at: str | None) -> State:
    """Return the state with these words as the answer, and the files added to those held."""
    held = tuple(file for file in state.files.get(key, ()) if file not in files)
    given = {**state.files, key: (*held, *files)} if held or files else state.files
    return replace(
        state, answers={**state.answers, key: answer}, revision=state.revision + 1, at=at, files=given
    )


def without_file(state: State, key: str, mark: str) -> State:
    """Return the state without the file of that mark. An answer that had nothing else is none any more."""
    held = state.files.get(key, ())
    left = tuple(file for file in held if file.mark != mark)
    if left == held:
        return state
    files = {other: given for other, given in state.files.items() if other != key}
    answers = dict(state.answers)
    if left:
        files[key] = left
    elif not answers.get(key):
        answers.pop(key, None)
    return replace(state, answers=answers, revision=state.revision + 1, files=files)

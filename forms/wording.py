"""The words around the questions, the same in every channel. Read them aloud before changing them.

Short, warm, concrete, true. Nothing is promised here that the service does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forms.answers import MAX_TEXT, RejectionCode
from forms.definition import SEALED_KINDS, FileKind, Kind
from forms.given_files import (
    MAX_FILE_MB,
    MAX_FILES_A_QUESTION,
    MAX_FILES_A_RESPONSE,
    MAX_MINUTES,
    Refusal,
)
from forms.moves import Note

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.definition import Question
    from forms.moves import Files, GivenFile

SKIPPED = "You skipped this"
WROTE = "You wrote something"
FEWER_WORDS = "Start the one with fewer words"
THAT_IS_ALL = "That is all I want to say"
"""The button that skips what is still to come: nothing is sent by it, the answers are shown to be checked."""
NOT_LIVE = "This is a form, not a live chat. Nobody is reading right now."
FREE_TO_ANSWER = "You can choose whether to answer. You can skip any question. You can stop at any time."


@dataclass(frozen=True, slots=True)
class Council:
    """What a council's settings say to the people who answer. `hours` is written out, for people."""

    name: str
    hours: str
    out_of_hours: str


@dataclass(frozen=True, slots=True)
class Route:
    """One way to get help now."""

    name: str
    number: str
    what: str


def list_help_routes(council: Council) -> tuple[Route, ...]:
    """Name who can help now, the most urgent first."""
    return (
        Route("In danger right now", "999", "Ask for the police or an ambulance."),
        Route(
            "Childline", "0800 1111", "Free, at any time of day or night. You do not have to say your name."
        ),
        Route(
            f"{council.name[:1].upper()}{council.name[1:]} out of hours",
            council.out_of_hours,
            "Social workers who can help in the evening, at night and at weekends.",
        ),
    )


def write_automatic_reply(council: Council) -> tuple[str, ...]:
    """Answer somebody who pressed 'I need help now': true, at once, and asking nothing."""
    return (
        "Thank you for telling us.",
        "This is an automatic message. Nobody is reading right now.",
        f"We have passed this on to the duty team at {council.name}.",
        f"They read these {council.hours}.",
        "We may have to tell someone, to keep you safe.",
        "If you need help sooner, use one of these now:",
    )


PAUSED = (
    "We have stopped here. What you said so far is kept, and not sent.",
    "You can go on when you like.",
)


def explain(code: RejectionCode | Note, question: Question | None = None) -> str:
    """Say in a sentence what could not be taken and how to put it right, or how it was taken."""
    if code is RejectionCode.CONSTRAINT and question is not None and question.constraint_message:
        return question.constraint_message
    if code in {RejectionCode.OUT_OF_RANGE, RejectionCode.NOT_A_NUMBER} and question and question.has_faces:
        return _SENTENCES[RejectionCode.NOT_AN_OPTION]
    if code is RejectionCode.OUT_OF_RANGE and question is not None:
        return f"Please choose a number from {question.low} to {question.high}."
    if code is RejectionCode.NEEDS_A_FILE and question is not None:
        wanted = "a voice note" if question.kind is Kind.AUDIO else "a photo or a drawing"
        return f"Please add {wanted}, or skip this question."
    if code is RejectionCode.EMPTY and question is not None and question.kind is not Kind.TEXT:
        return "Please choose something, or skip this question."
    return _SENTENCES[code]


_SENTENCES: dict[RejectionCode | Note, str] = {
    RejectionCode.EMPTY: "Please write something, or skip this question.",
    RejectionCode.TOO_LONG: f"That is a lot of words. Please keep it under {MAX_TEXT:,} letters.",
    RejectionCode.NOT_AN_OPTION: "Please choose one of the answers shown.",
    RejectionCode.ONLY_ONE: "Please choose just one answer here.",
    RejectionCode.NOT_A_NUMBER: "Please give a number, like 7.",
    RejectionCode.OUT_OF_RANGE: "Please choose one of the numbers shown.",
    RejectionCode.NOT_A_DATE: "Please give a date, like 20/11/2026.",
    RejectionCode.NEEDS_A_FILE: "This question needs a photo, a drawing or a voice note. You can skip it.",
    RejectionCode.TAKES_NO_FILE: "This question takes no photos and no voice notes.",
    RejectionCode.NEEDS_A_PICTURE: "This question needs a photo or a drawing.",
    RejectionCode.NEEDS_A_RECORDING: "This question needs a voice note.",
    RejectionCode.TOO_MANY_FILES: (
        f"You can add {MAX_FILES_A_QUESTION} things here. Take one away first, if you want to add another."
    ),
    RejectionCode.TOO_MANY_FILES_IN_ALL: (
        f"You can add {MAX_FILES_A_RESPONSE} things in all. Take one away first, if you want to add another."
    ),
    RejectionCode.CONSTRAINT: "That answer does not fit here. Please change it, or skip this question.",
    RejectionCode.REQUIRED: "We need an answer here before we can go on.",
    Note.CHANGED_EARLIER: "We have changed your answer to the earlier question.",
    Note.ADDED: "We have added that to what you wrote before.",
    Note.NOT_ASKED: "That question does not fit your answers any more. Here is where we are.",
    Note.KEPT: "We have kept what you said there.",
    Note.FILE_KEPT: "We have kept what you sent.",
    Note.FILE_ADDED: "We have added what you sent to the earlier question.",
    Note.FILES_STAY: "We have kept what you added there. You can go back and take it away.",
    Note.ANSWERS_CHANGED: "Your answers have changed since this page was shown. Please look again.",
    Note.NOT_FINISHED: "There is still a question to answer or skip.",
    Note.SHARING_KEPT: "That page was old. We have not let more people hear it. You can choose again.",
}


def label_answer(question: Question, answer: Answer) -> str:
    """Write an answer as the person saw it: labels, not stored values."""
    if answer is None:
        return SKIPPED
    if isinstance(answer, tuple):
        return ", ".join(_label_option(question, value) for value in answer)
    if question.kind is Kind.SELECT_ONE:
        return _label_option(question, str(answer))
    if isinstance(answer, int):
        return question.names.get(answer, str(answer))
    if question.kind is Kind.DATE:
        day = date.fromisoformat(str(answer))
        return f"{day.day} {day:%B %Y}"
    return str(answer)


def label_answer_without_words(question: Question, answer: Answer) -> str:
    """Write an answer for a place that others may see: chosen labels, but never words."""
    if question.kind in SEALED_KINDS and answer is not None:
        return WROTE
    return label_answer(question, answer)


def explain_file(refusal: Refusal) -> str:
    """Say in a sentence why a file is not taken, and what to do."""
    return _FILE_SENTENCES[refusal]


_FILE_SENTENCES: dict[Refusal, str] = {
    Refusal.EMPTY: "There is nothing in that file. Please choose another.",
    Refusal.TOO_LARGE: f"That file is too big. It can be {MAX_FILE_MB} MB at most.",
    Refusal.UNKNOWN: "We can take photos, drawings and voice notes only.",
    Refusal.HEIC: "We cannot read this kind of photo, called HEIC. Please send it as a JPEG.",
    Refusal.VIDEO: "We cannot take films. We can take photos, drawings and voice notes.",
    Refusal.DAMAGED: "We could not read that file. Please try again, or choose another.",
    Refusal.TOO_MANY_PIXELS: "That picture is too big. Please choose a smaller one.",
    Refusal.TOO_LONG: f"That is too long. A voice note can be {MAX_MINUTES} minutes at most.",
    Refusal.BUSY: "We could not look at that just now. Please wait a moment and add it again.",
}

CHOOSE_FILE = "Please choose a file first."
TAKEN_OUT = "We take out where and when it was made. You cannot look at it here again."


FILE_NAMES = {FileKind.PHOTO: ("a picture", "pictures"), FileKind.VOICE: ("a voice note", "voice notes")}


def name_files(files: Files) -> tuple[tuple[GivenFile, str], ...]:
    """Give each file its name: the only one is a picture, the second is picture 2."""
    return tuple((file, _name_file(file, files)) for file in files)


def _name_file(file: GivenFile, files: Files) -> str:
    one, _ = FILE_NAMES[file.kind]
    alike = [other for other in files if other.kind is file.kind]
    return one if len(alike) == 1 else f"{one.partition(' ')[2]} {alike.index(file) + 1}"


def label_files(files: Files) -> str:
    """Say how many pictures and voice notes were added; the empty text if none. Never what they show."""
    counts = [(sum(file.kind is kind for file in files), *FILE_NAMES[kind]) for kind in FileKind]
    named = [one if count == 1 else f"{count} {many}" for count, one, many in counts if count]
    return f"You added {' and '.join(named)}" if named else ""


def label_all(label: str, answer: Answer, files: Files) -> str:
    """Write an answer together with its files; words that are not there are left out."""
    if not files:
        return label
    return f"{label}\n{label_files(files)}" if answer else label_files(files)


def _label_option(question: Question, value: str) -> str:
    option = question.find_option(value)
    return option.label if option else value

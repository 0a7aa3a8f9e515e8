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
from forms.speaking import ENGLISH, N_, S_, gettext, ngettext, safely, spoken, write_day, write_number

if TYPE_CHECKING:
    from forms.answers import Answer
    from forms.definition import Form, Question
    from forms.moves import Files, GivenFile

SKIPPED = N_("You skipped this")
WROTE = N_("You wrote something")
FEWER_WORDS = N_("Start the one with fewer words")
ONE_MINUTE = N_("I have one minute")
LONGER = N_("I have longer")
SAY_MORE = N_("Say more")
WHOLE_ANSWER = N_("This is a whole answer. You can send it now, or say more first.")
THAT_IS_ALL = N_("That is all I want to say")
"""The button that skips what is still to come: nothing is sent by it, the answers are shown to be checked."""
NOT_LIVE = N_("This is a form, not a live chat. Nobody is reading right now.")
FREE_TO_ANSWER = N_("You choose what to answer, and when to stop.")
FREE_TO_LEAVE_OUT = N_("Leave out what you like. Stop when you like.")
"""The same to a child."""
HURT = S_("If someone may be hurt, we must tell a person who can help.")


@dataclass(frozen=True, slots=True)
class Council:
    """What a council's settings say to the people who answer. `hours` is written out, for people."""

    name: str
    hours: str
    out_of_hours: str
    english_hours: str = ""

    @property
    def safe_hours(self) -> str:
        """The hours inside words about safety, which may be English while all else is not."""
        language = spoken()
        is_said = language.code == ENGLISH.code or language.safety
        return self.hours if is_said else self.english_hours or self.hours


@dataclass(frozen=True, slots=True)
class Route:
    """One way to get help now."""

    name: str
    number: str
    what: str
    is_for_children: bool = False
    """Of no use to a grown-up."""


def begin_large(words: str) -> str:
    """Begin with a capital letter, where the language has them."""
    return words[:1].upper() + words[1:]


def say_what_a_minute_is(form: Form) -> str:
    """Say how much is asked in a form cut to a minute; one voice note to its first question is enough."""
    count = len(form.asked)
    said = ngettext("{count} question", "{count} questions", count).format(count=count)
    if FileKind.VOICE not in form.asked[0].takes:
        return said
    return gettext("{questions}, or one voice note").format(questions=said)


def list_help_routes(council: Council) -> tuple[Route, ...]:
    """Name who can help now, the most urgent first."""
    return (
        Route(safely("In danger right now"), "999", safely("Ask for the police or an ambulance.")),
        Route(
            safely("Childline"),
            "0800 1111",
            safely("Free, at any time of day or night. You do not have to say your name."),
            is_for_children=True,
        ),
        Route(
            safely("{council} out of hours").format(council=begin_large(council.name)),
            council.out_of_hours,
            safely("Social workers who can help in the evening, at night and at weekends."),
        ),
    )


def write_automatic_reply(council: Council) -> tuple[str, ...]:
    """Answer somebody who pressed 'I need help now': true, at once, and asking nothing."""
    return (
        safely("Thank you for telling us."),
        safely("This is an automatic message. Nobody is reading right now."),
        safely("We have passed this on to the duty team at {council}.").format(council=council.name),
        safely("They read these {hours}.").format(hours=council.safe_hours),
        safely("We may have to tell someone, to keep you safe."),
        safely("If you need help sooner, use one of these now:"),
    )


PAUSED = (
    N_("We have stopped here. What you said so far is kept, and not sent."),
    N_("You can go on when you like."),
)


def explain(code: RejectionCode | Note, question: Question | None = None) -> str:
    """Say in a sentence what could not be taken and how to put it right, or how it was taken."""
    if code is RejectionCode.CONSTRAINT and question is not None and question.constraint_message:
        return question.constraint_message
    if code in {RejectionCode.OUT_OF_RANGE, RejectionCode.NOT_A_NUMBER} and question and question.has_faces:
        return gettext(_SENTENCES[RejectionCode.NOT_AN_OPTION])
    if code is RejectionCode.OUT_OF_RANGE and question is not None:
        said = gettext("Please choose a number from {low} to {high}.")
        return said.format(low=question.low, high=question.high)
    if code is RejectionCode.NEEDS_A_FILE and question is not None:
        return gettext(_ADD_VOICE if question.kind is Kind.AUDIO else _ADD_PICTURE)
    if code is RejectionCode.EMPTY and question is not None and question.kind is not Kind.TEXT:
        return gettext("Please choose something, or skip this question.")
    return gettext(_SENTENCES[code]).format(most=write_number(_MOST.get(code, 0)))


_ADD_VOICE = N_("Please add a voice note, or skip this question.")
_ADD_PICTURE = N_("Please add a photo or a drawing, or skip this question.")
_MOST: dict[RejectionCode | Note, int] = {
    RejectionCode.TOO_LONG: MAX_TEXT,
    RejectionCode.TOO_MANY_FILES: MAX_FILES_A_QUESTION,
    RejectionCode.TOO_MANY_FILES_IN_ALL: MAX_FILES_A_RESPONSE,
}
_SENTENCES: dict[RejectionCode | Note, str] = {
    RejectionCode.EMPTY: N_("Please write something, or skip this question."),
    RejectionCode.TOO_LONG: N_("That is a lot of words. Please keep it under {most} letters."),
    RejectionCode.NOT_AN_OPTION: N_("Please choose one of the answers shown."),
    RejectionCode.ONLY_ONE: N_("Please choose just one answer here."),
    RejectionCode.NOT_A_NUMBER: N_("Please give a number, like 7."),
    RejectionCode.OUT_OF_RANGE: N_("Please choose one of the numbers shown."),
    RejectionCode.NOT_A_DATE: N_("Please give a date, like 20/11/2026."),
    RejectionCode.NEEDS_A_FILE: N_(
        "This question needs a photo, a drawing or a voice note. You can skip it."
    ),
    RejectionCode.TAKES_NO_FILE: N_("This question takes no photos and no voice notes."),
    RejectionCode.NEEDS_A_PICTURE: N_("This question needs a photo or a drawing."),
    RejectionCode.NEEDS_A_RECORDING: N_("This question needs a voice note."),
    RejectionCode.TOO_MANY_FILES: (
        N_("You can add {most} things here. Take one away first, if you want to add another.")
    ),
    RejectionCode.TOO_MANY_FILES_IN_ALL: (
        N_("You can add {most} things in all. Take one away first, if you want to add another.")
    ),
    RejectionCode.CONSTRAINT: N_("That answer does not fit here. Please change it, or skip this question."),
    RejectionCode.REQUIRED: N_("We need an answer here before we can go on."),
    Note.CHANGED_EARLIER: N_("We have changed your answer to the earlier question."),
    Note.ADDED: N_("We have added that to what you wrote before."),
    Note.NOT_ASKED: N_("That question does not fit your answers any more. Here is where we are."),
    Note.KEPT: N_("We have kept what you said there."),
    Note.FILE_KEPT: N_("We have kept what you sent."),
    Note.FILE_ADDED: N_("We have added what you sent to the earlier question."),
    Note.FILES_STAY: N_("We have kept what you added there. You can go back and take it away."),
    Note.ANSWERS_CHANGED: N_("Your answers have changed since this page was shown. Please look again."),
    Note.NOT_FINISHED: N_("There is still a question to answer or skip."),
    Note.SHARED: N_("We have changed who may hear that answer."),
    Note.SHARING_KEPT: N_("That page was old. We have not let more people hear it. You can choose again."),
}


def label_answer(question: Question, answer: Answer) -> str:
    """Write an answer as the person saw it: labels, not stored values."""
    if answer is None:
        return gettext(SKIPPED)
    if isinstance(answer, tuple):
        # Translators: what stands between several answers in a row
        return gettext(", ").join(_label_option(question, value) for value in answer)
    if question.kind is Kind.SELECT_ONE:
        return _label_option(question, str(answer))
    if isinstance(answer, int):
        return question.names.get(answer, str(answer))
    if question.kind is Kind.DATE:
        return write_day(date.fromisoformat(str(answer)))
    return str(answer)


def label_answer_without_words(question: Question, answer: Answer) -> str:
    """Write an answer for a place that others may see: chosen labels, but never words."""
    if question.kind in SEALED_KINDS and answer is not None:
        return gettext(WROTE)
    return label_answer(question, answer)


def explain_file(refusal: Refusal) -> str:
    """Say in a sentence why a file is not taken, and what to do."""
    return gettext(_FILE_SENTENCES[refusal]).format(most=_MOST_OF_A_FILE.get(refusal, 0))


_MOST_OF_A_FILE = {Refusal.TOO_LARGE: MAX_FILE_MB, Refusal.TOO_LONG: MAX_MINUTES}


_FILE_SENTENCES: dict[Refusal, str] = {
    Refusal.EMPTY: N_("There is nothing in that file. Please choose another."),
    Refusal.TOO_LARGE: N_("That file is too big. It can be {most} MB at most."),
    Refusal.UNKNOWN: N_("We can take photos, drawings and voice notes only."),
    Refusal.HEIC: N_("We cannot read this kind of photo, called HEIC. Please send it as a JPEG."),
    Refusal.VIDEO: N_("We cannot take films. We can take photos, drawings and voice notes."),
    Refusal.DAMAGED: N_("We could not read that file. Please try again, or choose another."),
    Refusal.TOO_MANY_PIXELS: N_("That picture is too big. Please choose a smaller one."),
    Refusal.TOO_LONG: N_("That is too long. A voice note can be {most} minutes at most."),
    Refusal.BUSY: N_("We could not look at that just now. Please wait a moment and add it again."),
}

CHOOSE_FILE = N_("Please choose a file first.")
TAKEN_OUT = N_("We take out where and when it was made. You cannot look at it here again.")


_ONE_OF_SEVERAL = {FileKind.PHOTO: N_("picture {number}"), FileKind.VOICE: N_("voice note {number}")}


def _count_files(kind: FileKind, count: int) -> str:
    is_photo = kind is FileKind.PHOTO
    if count == 1:
        return gettext("a picture") if is_photo else gettext("a voice note")
    if is_photo:
        return ngettext("{count} picture", "{count} pictures", count).format(count=count)
    return ngettext("{count} voice note", "{count} voice notes", count).format(count=count)


def name_files(files: Files) -> tuple[tuple[GivenFile, str], ...]:
    """Give each file its name: the only one is a picture, the second is picture 2."""
    return tuple((file, _name_file(file, files)) for file in files)


def _name_file(file: GivenFile, files: Files) -> str:
    alike = [other for other in files if other.kind is file.kind]
    if len(alike) == 1:
        return _count_files(file.kind, 1)
    return gettext(_ONE_OF_SEVERAL[file.kind]).format(number=alike.index(file) + 1)


def label_files(files: Files) -> str:
    """Say how many pictures and voice notes were added; the empty text if none. Never what they show."""
    counts = ((kind, sum(file.kind is kind for file in files)) for kind in FileKind)
    named = [_count_files(kind, count) for kind, count in counts if count]
    if not named:
        return ""
    # Translators: such as a picture and 2 voice notes
    both = gettext("{one} and {other}")
    things = named[0] if len(named) == 1 else both.format(one=named[0], other=named[1])
    # Translators: {things} is what was added, such as a picture and 2 voice notes
    return gettext("You added {things}").format(things=things)


def label_all(label: str, answer: Answer, files: Files) -> str:
    """Write an answer together with its files; words that are not there are left out."""
    if not files:
        return label
    return f"{label}\n{label_files(files)}" if answer else label_files(files)


def _label_option(question: Question, value: str) -> str:
    option = question.find_option(value)
    return option.label if option else value

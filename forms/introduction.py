"""What is said before question 1 and after sending, to whom and in whose name: the same in every channel.

Who reads a form is the column `reader` of its settings, so what is said here is true of every form.
Read it aloud before changing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from forms.definition import Audience, Form, Reader, Timing
from forms.sharing_words import say_what_still_holds, say_who_may_hear
from forms.wording import FREE_TO_ANSWER, NOT_LIVE

if TYPE_CHECKING:
    from forms.wording import Council


@dataclass(frozen=True, slots=True)
class _Words:
    """How things are called to one audience."""

    meeting: str = "the meeting"
    about: str = "the meeting"
    """The meeting, told from others."""
    iro: str = "the IRO"
    plan: str = "the plan is right for the child"
    file: str = "the child's file"


_WORDS = {
    Audience.CHILD: _Words(
        "your meeting", "your meeting", "your IRO", "your plan is right for you", "your file"
    ),
    Audience.PARENT: _Words(
        about="the meeting about your child",
        iro="your IRO",
        plan="the plan is right for your child",
        file="your child's file",
    ),
    Audience.CARER: _Words(about="the meeting about the child you look after"),
}


def _choose_words(form: Form) -> _Words:
    return _WORDS.get(form.audience, _Words())


def introduce(form: Form, reader_name: str, council: Council) -> tuple[str, ...]:
    """Say what this is for, who will read it, what happens with it and that it is a choice."""
    return (
        say_what_for(form),
        *say_who_reads(form, reader_name),
        *say_who_may_hear(form),
        "If someone may be hurt, we must tell a person who can help.",
        *say_what_still_holds(form),
        FREE_TO_ANSWER,
        f"{NOT_LIVE} People at {council.name} read these {council.hours}.",
    )


def say_what_for(form: Form) -> str:
    """Say in one sentence what can be said here."""
    words = _choose_words(form)
    if form.timing is Timing.AFTER:
        return "You can say how the meeting went, and what would make the next one better."
    if form.timing is Timing.BETWEEN:
        return f"You can say how things are now, between {words.meeting}s."
    if form.reader is Reader.ADVISER:
        return "You can say what you think before people look at your pathway plan again."
    return f"You can say what you think before {words.about}."


def say_who_reads(form: Form, name: str) -> tuple[str, ...]:
    """Say who reads the answers, and who does not. `name` is the IRO's, or of whoever ran the meeting."""
    match form.reader:
        case Reader.MANAGER:
            who = "person" if form.audience in {Audience.CHILD, Audience.EVERYONE} else "IRO"
            return (
                "The manager of the reviewing service reads this.",
                f"The {who} who ran the meeting does not see your answers.",
            )
        case Reader.IRO:
            return _introduce_iro(form, name)
        case Reader.ADVISER:
            job = "your pathway reviewer or personal adviser"
            return (
                f"{name} is {job}." if name else f"This is for {job}.",
                f"{name or 'That person'} reads what you say. If they are away, their manager may read it.",
                "What you say goes on your file.",
            )
        case Reader.CHAIR:
            named = f"The chair is {name}. " if name else ""
            return (
                f"{named}The chair is the person who runs the meeting.",
                "The chair reads what you say. If the chair is away, their manager may read it.",
                "What you say goes on the file of the meeting.",
            )
    assert_never(form.reader)


def _introduce_iro(form: Form, name: str) -> tuple[str, ...]:
    """Name the IRO and the job. Who is no child is told too that a court can ask for what is on the file."""
    words, is_child = _choose_words(form), form.audience is Audience.CHILD
    named = f"{_begin(words.iro)} is {name}. " if name else ""
    own = f"{named}{_begin(words.iro)} is the person who runs {words.meeting} and checks {words.plan}."
    on_file = f"What you say goes on {words.file}."
    away = f"If {name or words.iro} is away, their manager may read it."
    if is_child:
        return (own, f"{name or _begin(words.iro)} reads what you say. {away}", on_file)
    return (own, f"{_begin(words.iro)} reads it. A court can ask for it.", away, on_file)


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


def say_what_happens_next(form: Form, reader_name: str, council: Council) -> tuple[str, ...]:
    """After sending: what happens with it, and what we cannot promise."""
    if form.reader is Reader.MANAGER:
        return (
            "Your answers are saved.",
            f"The manager of the reviewing service at {council.name} reads them, {council.hours}.",
            "What people say is put together in a report each year, without names.",
        )
    who = reader_name or name_reader(form)
    when = f" before {_choose_words(form).meeting}" if form.timing is Timing.BEFORE else ""
    return (
        "Your answers are saved.",
        f"{who} reads them{when}. Working hours are {council.hours}.",
        f"{who} can talk with you about what you said. We cannot promise every change.",
    )


def name_reader(form: Form) -> str:
    """Name whoever reads a form by the job, where the name is not known."""
    if form.reader is Reader.ADVISER:
        return "Your pathway reviewer or personal adviser"
    if form.reader is Reader.CHAIR:
        return "The chair"
    return _begin(_choose_words(form).iro)

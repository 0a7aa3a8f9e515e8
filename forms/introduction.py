"""What is said before question 1 and after sending, to whom and in whose name: the same in every channel.

Who reads a form is the column `reader` of its settings, so what is said here is true of every form.
Read it aloud before changing it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from forms.definition import Audience, Form, Reader, Timing
from forms.sharing_words import say_what_still_holds, say_who_may_hear
from forms.speaking import N_, gettext, safely
from forms.wording import FREE_TO_ANSWER, FREE_TO_LEAVE_OUT, HURT, NOT_LIVE

if TYPE_CHECKING:
    from forms.wording import Council


ADULTS = frozenset({Audience.PARENT, Audience.CARER, Audience.PROFESSIONAL})
_BEFORE = {
    Audience.CHILD: N_("You can say what you think before your meeting."),
    Audience.PARENT: N_("You can say what you think before the meeting about your child."),
    Audience.CARER: N_("You can say what you think before the meeting about the child you look after."),
}
_BEFORE_ANY = N_("You can say what you think before the meeting.")
_IRO_IS = {Audience.PARENT: N_("Your IRO is {name}.")}
_IRO_IS_ANY = N_("The IRO is {name}.")
_JOB = {
    Audience.PARENT: N_(
        "Your IRO is the person who runs the meeting and checks the plan is right for your child."
    ),
}
_JOB_ANY = N_("The IRO is the person who runs the meeting and checks the plan is right for the child.")
_READS = {Audience.PARENT: N_("Your IRO reads it. A court can ask for it.")}
_READS_ANY = N_("The IRO reads it. A court can ask for it.")
_TO_A_CHILD = N_("Your IRO runs your meeting and reads what you say.")
_TO_A_CHILD_NAMED = N_("Your IRO is {name}, who runs your meeting and reads what you say.")
_AWAY = {
    Audience.CHILD: N_("If your IRO is away, their manager may read it."),
    Audience.PARENT: N_("If your IRO is away, their manager may read it."),
}
_AWAY_ANY = N_("If the IRO is away, their manager may read it.")
_AWAY_NAMED = N_("If {name} is away, their manager may read it.")
_FILE = {
    Audience.CHILD: N_("What you say goes on your file."),
    Audience.PARENT: N_("What you say goes on your child's file."),
}
_FILE_ANY = N_("What you say goes on the child's file.")


def introduce(form: Form, reader_name: str, council: Council) -> tuple[str, ...]:
    """Say what this is for, who will read it, what happens with it and that it is a choice."""
    return (
        *_say_what_for_first(form),
        *say_who_reads(form, reader_name),
        *say_who_may_hear(form),
        safely(HURT),
        *say_what_still_holds(form),
        gettext(FREE_TO_LEAVE_OUT if form.audience is Audience.CHILD else FREE_TO_ANSWER),
        _say_nobody_reads_now(form, council),
    )


def _has_a_minute_and_a_half(form: Form) -> bool:
    """Tell whether it is a grown-up who is asked how it went: nothing is said twice to them."""
    return form.timing is Timing.AFTER and form.audience in ADULTS


def _say_what_for_first(form: Form) -> tuple[str, ...]:
    """Say it; where there is little time the title says it."""
    return () if _has_a_minute_and_a_half(form) else (say_what_for(form),)


def _say_nobody_reads_now(form: Form, council: Council) -> str:
    """Say it, and when somebody does; where there is little time that is said after sending."""
    if _has_a_minute_and_a_half(form):
        return gettext(NOT_LIVE)
    reads = gettext("People at {council} read these {hours}.")
    return f"{gettext(NOT_LIVE)} {reads.format(council=council.name, hours=council.hours)}"


def say_what_for(form: Form) -> str:
    """Say in one sentence what can be said here."""
    if form.timing is Timing.AFTER and form.audience in ADULTS:
        return gettext("You can say how the meeting went.")
    if form.timing is Timing.AFTER:
        return gettext("You can say how the meeting went, and what would make the next one better.")
    if form.timing is Timing.BETWEEN:
        if form.audience is Audience.CHILD:
            return gettext("You can say how things are now, between your meetings.")
        return gettext("You can say how things are now, between the meetings.")
    if form.reader is Reader.ADVISER:
        return gettext("You can say what you think before people look at your pathway plan again.")
    return gettext(_BEFORE.get(form.audience, _BEFORE_ANY))


def say_who_reads(form: Form, name: str) -> tuple[str, ...]:
    """Say who reads the answers, and who does not. `name` is the IRO's, or of whoever ran the meeting."""
    match form.reader:
        case Reader.MANAGER:
            return _introduce_manager(form)
        case Reader.IRO:
            return _introduce_iro(form, name)
        case Reader.ADVISER:
            return _introduce_adviser(name)
        case Reader.CHAIR:
            return _introduce_chair(name)
    assert_never(form.reader)


def _introduce_manager(form: Form) -> tuple[str, ...]:
    """Say "the person", not "the IRO", to a child and where there may be no IRO."""
    reads = gettext("The manager of the reviewing service reads this.")
    if form.audience in {Audience.CHILD, Audience.EVERYONE}:
        return (reads, gettext("The person who ran the meeting does not see your answers."))
    return (reads, gettext("The IRO who ran the meeting does not see your answers."))


def _introduce_adviser(name: str) -> tuple[str, ...]:
    away = gettext("If they are away, their manager may read it.")
    on_file = gettext("What you say goes on your file.")
    if name:
        job = gettext("{name} is your pathway reviewer or personal adviser.").format(name=name)
        reads = gettext("{name} reads what you say.").format(name=name)
        return (job, f"{reads} {away}", on_file)
    job = gettext("This is for your pathway reviewer or personal adviser.")
    reads = gettext("That person reads what you say.")
    return (job, f"{reads} {away}", on_file)


def _introduce_chair(name: str) -> tuple[str, ...]:
    job = gettext("The chair is the person who runs the meeting.")
    named = (gettext("The chair is {name}.").format(name=name),) if name else ()
    return (
        " ".join((*named, job)),
        gettext("The chair reads what you say. If the chair is away, their manager may read it."),
        gettext("What you say goes on the file of the meeting."),
    )


def _introduce_iro(form: Form, name: str) -> tuple[str, ...]:
    """Name the IRO and the job, to a child in few words.

    Who is no child is told too that a court can ask for what is on the file.
    """
    whom = form.audience
    on_file = gettext(_FILE.get(whom, _FILE_ANY))
    away = gettext(_AWAY_NAMED if name else _AWAY.get(whom, _AWAY_ANY)).format(name=name)
    if whom is Audience.CHILD:
        own = gettext(_TO_A_CHILD_NAMED if name else _TO_A_CHILD).format(name=name)
        return (own, f"{away} {on_file}")
    named = f"{gettext(_IRO_IS.get(whom, _IRO_IS_ANY)).format(name=name)} " if name else ""
    own = f"{named}{gettext(_JOB.get(whom, _JOB_ANY))}"
    return (own, gettext(_READS.get(whom, _READS_ANY)), away, on_file)


def say_what_happens_next(form: Form, reader_name: str, council: Council) -> tuple[str, ...]:
    """After sending: what happens with it, and what we cannot promise."""
    if form.reader is Reader.MANAGER:
        reads = gettext("The manager of the reviewing service at {council} reads them, {hours}.")
        return (
            gettext("Your answers are saved."),
            reads.format(council=council.name, hours=council.hours),
            gettext("What people say is put together in a report each year, without names."),
        )
    who = reader_name or name_reader(form)
    hours = gettext("Working hours are {hours}.").format(hours=council.hours)
    promise = gettext("We cannot promise every change.")
    # Translators: {who} is a name, or "Your IRO"
    talks = gettext("{who} can talk with you about what you said.").format(who=who)
    return (
        gettext("Your answers are saved."),
        f"{gettext(_say_when_read(form)).format(who=who)} {hours}",
        f"{talks} {promise}",
    )


def _say_when_read(form: Form) -> str:
    if form.timing is not Timing.BEFORE:
        return N_("{who} reads them.")
    if form.audience is Audience.CHILD:
        return N_("{who} reads them before your meeting.")
    return N_("{who} reads them before the meeting.")


def name_reader(form: Form) -> str:
    """Name whoever reads a form by the job, where the name is not known."""
    if form.reader is Reader.ADVISER:
        return gettext("Your pathway reviewer or personal adviser")
    if form.reader is Reader.CHAIR:
        return gettext("The chair")
    return gettext("Your IRO") if form.audience in {Audience.CHILD, Audience.PARENT} else gettext("The IRO")

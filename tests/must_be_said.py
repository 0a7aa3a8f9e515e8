"""The words that must be right, for the tests of every channel."""

from __future__ import annotations

from forms.definition import Audience, Form, Kind, Question, Reader, Timing
from forms.library import Library

LIBRARY = Library.shipped()
FORMS = tuple(map(LIBRARY.current, LIBRARY.keys()))
ALERTS = tuple((form, question) for form in FORMS for question in form.questions if question.alert)
OPENED_BY = {"feedback_conference": "child", "feedback_conference_simple": "child"}
"""The first answer that brings up what is asked of some people only."""

NAME = "Ann Example"
NOT_LIVE = "This is a form, not a live chat. Nobody is reading right now."
HURT = "If someone may be hurt, we must tell a person who can help."
COURT = "A court can ask for it."


def list_promises(form: Form) -> list[str]:
    """Return what must be said of a form before question 1."""
    said = [NOT_LIVE, HURT]
    if form.reader is Reader.MANAGER:
        said += [
            "The manager of the reviewing service reads this.",
            "ran the meeting does not see your answers.",
        ]
    if form.reader in {Reader.IRO, Reader.ADVISER}:
        said += [NAME, "is away, their manager may read it." if form.reader is Reader.IRO else "away"]
        said += ["What you say goes on"]
    if form.reader is Reader.IRO and form.audience is Audience.PARENT:
        said.append(f"Your IRO reads it. {COURT}")
    return said


def list_untruths(form: Form) -> list[str]:
    """Return what must not be said there."""
    if form.reader is Reader.ADVISER:
        return ["IRO", "Reviewing Officer", COURT]
    if form.timing is Timing.AFTER:
        return [NAME, "goes on your file"]
    return [COURT] if form.audience is Audience.CHILD else []


def choose_safe_and_unsafe(question: Question) -> tuple[str, str]:
    """Return an answer that calls nobody and one that calls a person, as they are stored."""
    if question.kind is Kind.RANGE:
        values = [str(point) for point in range(question.low, question.high + 1)]
    else:
        values = [option.value for option in question.options]
    alert = question.alert
    assert alert is not None
    calls = [
        value
        for value in values
        if alert.holds({}, this=int(value) if question.kind is Kind.RANGE else value)
    ]
    return next(value for value in reversed(values) if value not in calls), calls[0]

"""The pages of a conversation, from its form and its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms import without_name, wording
from forms.definition import Anonymity, Kind, Look
from forms.given_files import MAX_FILES_A_QUESTION
from forms.looks import choose_look, is_simple
from forms.moves import Note
from forms.route import ask, check_answers, find_position, find_route, list_asked
from forms.speaking import gettext
from forms.web.controls import build_control
from forms.web.given import write_given
from forms.web.hearing import build_checked, build_hear, build_whole
from forms.web.pages import Fault, show, wear
from forms.web.places import CONVERSATION, address_question
from forms.web.sounds import address_sound
from forms.web.squeezed import squeeze
from forms.web.talk import list_exchanges, may_be_chat

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form, Question
    from forms.intake import Taken
    from forms.moves import Ask, State
    from forms.web.given import Fields

NOT_TAKEN = 409
"""Something changed since the page was shown: nothing is lost, and the page says how things are now."""
MOST_SKIPPED_SHOWN = 4
"""Questions left out that stand among the answers on the last page; if there are more, they are folded."""
NOTE_STATUS = {Note.ADDED: 200, Note.CHANGED_EARLIER: 200, Note.KEPT: 200, Note.SHARED: 200}


def show_question(  # noqa: PLR0913 - a question as it stands, or as it was refused or explained
    request: web.Request,
    form: Form,
    state: State,
    question: Question,
    *,
    fields: Fields | None = None,
    fault: str = "",
    note: Note | None = None,
) -> web.Response:
    """Show one question, with what is held or, where that was refused, what was given."""
    wear(request, form)
    asked = ask(form, state, question)
    given = write_given(question, asked.answer) if fields is None else fields
    described = describe_question(form, question, asked, given)
    talk = list_exchanges(request, form, state, question)
    page = show(
        request,
        "question.html",
        gettext("Question {number} of {total}").format(number=asked.number, total=asked.total),
        422 if fault else NOTE_STATUS.get(note, NOT_TAKEN) if note else 200,
        (Fault(fault, described["control"].id),) if fault else (),
        **described,
        revision=asked.revision,
        sound=address_sound(request, form, question),
        hear=build_hear(form, question, state, fields),
        notice=wording.explain(note) if note else "",
        back=_address_before(form, state, question),
        talk=talk,
    )
    return page if talk or asked.answer is not None or asked.files else squeeze(request, page)


def describe_question(form: Form, question: Question, asked: Ask, fields: Fields) -> dict[str, Any]:
    """Return what the templates need to show a question, wherever it is asked from."""
    return {
        "asked": asked,
        "form_key": form.name_on_page,
        "question": question,
        "control": build_control(question, fields),
        "files": wording.name_files(asked.files),
        "takes": question.takes,
        "room": MAX_FILES_A_QUESTION - len(asked.files),
        "draws_first": choose_look(form) is Look.LITTLE or is_simple(form),
        "folds_files": _folds_files(form, question, asked),
        "address": address_question(form, question),
        "may_be_chat": may_be_chat(form),
        "may_be_mine": not form.is_unnamed,
    }


def _folds_files(form: Form, question: Question, asked: Ask) -> bool:
    """Tell whether what takes files waits behind one line: for grown-ups in a hurry, beside words."""
    is_hurried = choose_look(form) is Look.ADULT and not is_simple(form)
    return is_hurried and question.kind is Kind.TEXT and not asked.files


def _address_before(form: Form, state: State, question: Question) -> str:
    """Return the address of the question before; of the introduction, while nothing is answered; or none."""
    keys = [asked.key for asked in list_asked(form, state.answers)]
    place = keys.index(question.key)
    before = form.find_question(keys[place - 1]) if place else None
    if before:
        return address_question(form, before)
    return "" if state.answers else CONVERSATION


def show_check(request: web.Request, form: Form, state: State, note: Note | None = None) -> web.Response:
    """Show every answer before it is sent: to the person who gave them, so with their words."""
    wear(request, form)
    checked = check_answers(form, state)
    last = checked.entries[-1][0] if checked.entries else None
    each, whole = build_checked(form, checked)
    entries = [
        (
            question,
            wording.label_all(wording.label_answer(question, answer), answer, files),
            answer is None and not files,
            address_question(form, question),
            each.get(question.key),
        )
        for question, answer in checked.entries
        for files in (checked.files.get(question.key, ()),)
    ]
    skipped = sum(is_skipped for _, _, is_skipped, _, _ in entries)
    return show(
        request,
        "check.html",
        gettext("Check your answers"),
        NOTE_STATUS.get(note, NOT_TAKEN) if note else 200,
        entries=entries,
        skipped=skipped,
        folds=MOST_SKIPPED_SHOWN < skipped < len(entries),
        notes=checked.notes,
        revision=checked.revision,
        hear_once=build_whole(form, state),
        hear_all=whole if each else None,
        may_say_more=checked.may_say_more,
        kept=_say_what_is_kept(form),
        notice=wording.explain(note) if note else "",
        back=address_question(form, last) if last else CONVERSATION,
    )


def _say_what_is_kept(form: Form) -> str:
    """Say again what was chosen at the start, where there was a choice."""
    if form.anonymous is Anonymity.NEVER:
        return ""
    return gettext(without_name.CHECK_UNNAMED if form.is_unnamed else without_name.CHECK_NAMED)


def show_prompt(request: web.Request, taken: Taken, note: Note) -> web.Response:
    """Show where we are now, with a sentence on what became of what was sent."""
    here = find_position(taken.form, taken.state)
    if here is None:
        return show_check(request, taken.form, taken.state, note)
    return show_question(request, taken.form, taken.state, here, note=note)


def is_asked(form: Form, state: State, question: Question) -> bool:
    """Tell whether a question is on the route."""
    return question in find_route(form, state.answers)

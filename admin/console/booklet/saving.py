"""Looking at a booklet again that was typed in, and saving it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from admin.console.booklet.filling import WORRY
from admin.console.booklet.hearing import name_heard
from admin.console.booklet.sheet import Sheet, find_sheet, was_used_up
from admin.console.booklet.whose import USED
from admin.console.pages import show
from admin.console.posted import read_desk_form
from admin.console.roles import NO_ROLE, ROLES
from admin.paper.questions import number_questions
from forms import wording
from forms.attachments.sealed import PAGE
from forms.definition import FileKind, Question
from forms.moves import Explain, Resume, Submit
from forms.problems import ProblemCode
from forms.records import Alert, Attachment
from forms.route import check_answers, list_asked, needs_answer
from forms.web.faults import ProblemError
from forms.web.given import first, read_number
from forms.web.pages import Fault, go
from forms.web.places import number_question
from forms.worker_notes import Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiohttp import web

    from forms.answers import Answer
    from forms.intake import Taken
    from forms.web.given import Fields

CHANGED = "Something was typed in since this page was shown. Please look at it again."
EMPTY = "Left empty"
UNREAD = "Could not be read"


async def show_check(request: web.Request) -> web.Response:
    """GET …/check: all that was typed in. Changes nothing."""
    sheet = await find_sheet(request)
    if sheet.receipt or sheet.knows_sent():
        return go(f"{sheet.address}/saved")
    if any(needs_answer(row, sheet.state.answers) for row in list_asked(sheet.form, sheet.state.answers)):
        return go(sheet.address)
    return await _show(request, sheet, {})


async def save(request: web.Request) -> web.Response:
    """POST …/check: save it, or call a person at once."""
    fields = await read_desk_form(request)
    sheet = await find_sheet(request)
    if sheet.receipt or sheet.knows_sent():
        return go(f"{sheet.address}/saved")
    if first(fields, "act") == WORRY:
        await sheet.take(Resume(), typed=Typed(worries=True))
        return await _show(request, sheet, fields, worried=True)
    if first(fields, "role") not in ROLES:
        return await _show(request, sheet, fields, (Fault(NO_ROLE, "role-1"),))
    return await _save(request, sheet, fields)


async def _save(request: web.Request, sheet: Sheet, fields: Fields) -> web.Response:
    beside = "\n".join((first(fields, "beside").strip(), *_list_off_route(sheet))).strip()
    typed = Typed(first(fields, "role"), None, beside)
    try:
        taken = await sheet.take(Submit(read_number(first(fields, "revision"))), typed=typed, begin=False)
    except ProblemError as refused:
        return await _answer_refusal(request, sheet, fields, refused)
    if isinstance(taken.outbound[0], Explain):
        return await _show(request, await find_sheet(request), fields, (Fault(CHANGED),))
    _note_sent(sheet, taken)
    return go(f"{sheet.address}/saved")


async def _answer_refusal(
    request: web.Request, sheet: Sheet, fields: Fields, refused: ProblemError
) -> web.Response:
    if was_used_up(refused):
        return await _show(request, sheet, fields, (Fault(USED),))
    if refused.problem.code is ProblemCode.NO_CONVERSATION and sheet.is_unnamed:
        return go(f"{sheet.address}/saved")
    raise refused


def _note_sent(sheet: Sheet, taken: Taken) -> None:
    """Note what was sent without a name: a second press is told the truth, and it is mixed with others."""
    parts = sheet.parts
    if taken.sent_as is not None:
        parts.sendings.note(sheet.ticket.owner(parts.keys).hash, taken.sent_as, parts.clock())


async def show_saved(request: web.Request) -> web.Response:
    """GET …/saved: the reference, and what to do with the paper."""
    sheet = await find_sheet(request)
    is_lost = sheet.is_unnamed and not sheet.knows_sent()
    if sheet.held is not None and not sheet.receipt:
        return go(f"{sheet.address}/check")
    if sheet.held is None and not sheet.is_unnamed:
        return go(sheet.address)
    alerts = await _read_alerts(sheet)
    return show(
        request,
        "booklet_saved.html",
        "Saved" if not is_lost else "We cannot tell whether it was saved",
        sheet=sheet,
        is_lost=is_lost,
        alerts=alerts,
        pages=await count_pages(sheet),
    )


async def _read_alerts(sheet: Sheet) -> Sequence[str]:
    """Say by what alerts were raised: by a choice, by words, by the worker. Nothing more is known of them."""
    if sheet.held is None:
        return ()
    wanted = select(col(Alert.cause), col(Alert.question_key)).where(
        col(Alert.response_id) == sheet.held.response_id
    )
    numbers = number_questions(sheet.form)
    rows = await sheet.parts.store.read(wanted)
    return [_name_cause(row["cause"], numbers.get(row["question_key"])) for row in rows]


def _name_cause(cause: str, number: int | None) -> str:
    by = {"choice": "what was chosen", "words": "words", "worker": "your “This worries me”"}
    return by.get(cause, cause) + (f" at question {number}" if number else "")


async def count_pages(sheet: Sheet) -> int:
    """Count the photos of pages that lie with a sheet."""
    if sheet.held is None:
        return 0
    rows = await sheet.parts.store.read(
        select(func.count().label("pages")).where(
            col(Attachment.response_id) == sheet.held.response_id, col(Attachment.question_key) == PAGE
        )
    )
    return int(rows[0]["pages"])


async def _show(
    request: web.Request,
    sheet: Sheet,
    fields: Fields,
    faults: Sequence[Fault] = (),
    *,
    worried: bool = False,
) -> web.Response:
    checked = check_answers(sheet.form, sheet.state)
    return show(
        request,
        "booklet_check.html",
        "Check what you typed",
        422 if faults else 200,
        faults,
        sheet=sheet,
        entries=[_describe(sheet, question, answer) for question, answer in checked.entries],
        off_route=_list_off_route(sheet),
        revision=checked.revision,
        roles=ROLES,
        given={name: first(fields, name) for name in ("role", "beside")},
        worried=worried or request.query.get("worry") == "yes",
        pages=await count_pages(sheet),
    )


def _describe(sheet: Sheet, question: Question, answer: Answer) -> dict[str, object]:
    """Describe a row of the check page."""
    files = sheet.state.files.get(question.key, ())
    is_unread = question.key in sheet.unread
    empty = UNREAD if is_unread else EMPTY
    label = empty if answer is None else wording.label_answer(question, answer)
    row = number_question(sheet.form, question)
    return {
        "question": question,
        "number": number_questions(sheet.form)[question.key],
        "label": wording.label_all(label, answer, files),
        "is_empty": answer is None and not files,
        "heard": name_heard(sheet, question),
        "in_part": is_unread and answer is not None,
        "change": f"{sheet.address}#q{row}",
        "draw": f"{sheet.address}/drawing/{row}" if FileKind.PHOTO in question.takes else "",
    }


def _list_off_route(sheet: Sheet) -> list[str]:
    """List what the paper says where the booklet did not ask this person: it is kept beside the answers."""
    asked = {question.key for question in list_asked(sheet.form, sheet.state.answers)}
    numbers = number_questions(sheet.form)
    return [
        f"{numbers[question.key]}. {question.label} {wording.label_answer(question, answer)}"
        for question in sheet.form.asked
        if question.key not in asked and (answer := sheet.state.answers.get(question.key)) is not None
    ]

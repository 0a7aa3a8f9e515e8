"""The first step: which file, and which form its answers belong to."""

from __future__ import annotations

import asyncio

from aiohttp import web

from admin.console.answers.held import ANSWERS, hold, read_upload
from admin.console.desk import check_upload
from admin.console.importing.bringing_in import NO_FILE, TOO_LARGE
from admin.console.importing.files import clear_files
from admin.console.pages import show
from admin.imports.table import FileRefusedError
from forms.web.given import first
from forms.web.pages import Fault, go
from forms.web.parts import PARTS
from forms.web.uploaded import UPLOAD_TYPE, read_uploaded

NO_FORM = "Choose the form that the answers belong to."


async def ask_file(request: web.Request) -> web.Response:
    """GET /console/import/answers: which file, and for which form."""
    return _ask(request, "", ())


async def take_file(request: web.Request) -> web.Response:
    """POST /console/import/answers: take it in, sealed; its columns are looked at next."""
    if request.content_type != UPLOAD_TYPE:
        raise web.HTTPUnsupportedMediaType
    posted = await read_uploaded(request, check_upload)
    parts, form_key = request.app[PARTS], first(posted.fields, "form")
    faults = [] if form_key in set(parts.library.keys()) else [Fault(NO_FORM, "form")]
    if posted.refusal or not posted.files:
        faults.append(Fault(TOO_LARGE if posted.refusal else NO_FILE, "file"))
    if faults:
        return _ask(request, form_key, tuple(faults))
    try:
        sheet = await asyncio.to_thread(read_upload, posted.files[0])
    except FileRefusedError as error:
        return _ask(request, form_key, (Fault(str(error), "file"),))
    await clear_files(parts.store, parts.clock())
    file_id = await hold(request, parts.library.current(form_key), sheet, posted.files[0])
    return go(f"{ANSWERS}/{file_id}/columns")


def _ask(request: web.Request, form_key: str, faults: tuple[Fault, ...]) -> web.Response:
    library = request.app[PARTS].library
    forms = map(library.current, library.keys())
    status = 422 if faults else 200
    return show(
        request,
        "answers_file.html",
        "Answers from another system",
        status,
        faults,
        forms=sorted(forms, key=lambda form: (form.audience, form.title, form.key)),
        chosen=form_key,
    )

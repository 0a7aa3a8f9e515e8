"""Where a page finds its question read out by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form_sounds import find_sound
from forms.speaking import spoken
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Form, Question


def address_sound(request: web.Request, form: Form, question: Question) -> str:
    """Return the address of a question's recording; empty if there is none in the language spoken now."""
    if not question.audio or spoken().code != form.language:
        return ""
    sound = find_sound(request.app[PARTS].settings.data_dir, form.key, question.audio)
    return f"/static/sounds/{sound.digest}/{form.key}/{question.audio}" if sound else ""

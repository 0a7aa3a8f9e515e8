"""A question read out by a person, under an address that changes with the recording."""

from __future__ import annotations

from aiohttp import web

from forms.form_sounds import find_sound
from forms.web.headers import ONE_YEAR
from forms.web.parts import PARTS


async def send_sound(request: web.Request) -> web.StreamResponse:
    """GET /static/sounds/DIGEST/FORM/NAME: the recording, or any part of it that a telephone asks for."""
    named = request.match_info
    sound = find_sound(request.app[PARTS].settings.data_dir, named["form"], named["name"])
    if sound is None or sound.digest != named["digest"]:
        raise web.HTTPNotFound
    headers = {"Cache-Control": ONE_YEAR, "Content-Type": sound.media_type}
    return web.FileResponse(sound.path, headers=headers)

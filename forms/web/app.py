"""The application: every address, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from forms.buckets import Buckets
from forms.languages.offered import list_offered
from forms.limits import BEGINS_OF_A_CLIENT, TURNS_OF_A_BROWSER
from forms.web.faults import tell_faults
from forms.web.gate import GATE, Gate
from forms.web.guard import make_guard
from forms.web.handlers import (
    about,
    alone,
    check,
    deletion,
    door,
    heard,
    help,  # noqa: A004 - a room
    introduction,
    languages,
    last_time,
    messages,
    mine,
    placement,
    question,
    sound,
    stopped,
    whole,
    whose,
)
from forms.web.headers import on_prepare
from forms.web.language import OFFERED, speak_chosen
from forms.web.load import LOAD, Load, shed_load
from forms.web.pages import PAGES, make_pages
from forms.web.parts import PARTS, list_hosts
from forms.web.posted import MAX_FORM, TURNS
from forms.web.throttle import Throttle

if TYPE_CHECKING:
    from forms.web.parts import Parts

ROUTES = (
    web.get("/", door.show_code_page, name="door"),
    web.post("/", door.take_code, name="door"),
    web.get(r"/{s:[sS]}/{code:[^/]+}{end:/?}", door.open_link, name="link", allow_head=False),
    web.get(r"/{p:[pP]}/{name:[^/]+}{end:/?}", placement.open_placement, name="placement", allow_head=False),
    web.get("/conversation", introduction.show_introduction, name="introduction"),
    web.post("/conversation", introduction.begin, name="introduction"),
    web.get(r"/conversation/{number:\d{1,4}}", question.show_question, name="question"),
    web.post(r"/conversation/{number:\d{1,4}}", question.answer_question, name="question"),
    web.get("/conversation/check", check.show_check, name="check"),
    web.post("/conversation/check", check.send, name="check"),
    web.get("/conversation/sent", check.show_sent, name="sent"),
    web.get("/conversation/stopped", stopped.show_stopped, name="stopped"),
    web.post("/conversation/stopped", stopped.leave_or_stop_reminders, name="stopped"),
    web.get("/conversation/whole", whole.show_whole, name="whole"),
    web.post("/conversation/whole", whole.send_whole, name="whole"),
    web.get("/conversation/whose", whose.ask_whose, name="whose"),
    web.post("/conversation/whose", whose.start_afresh, name="whose"),
    web.get("/conversation/alone", alone.show_alone, name="alone"),
    web.post("/conversation/alone", alone.go_alone, name="alone"),
    web.get("/conversation/last-time", last_time.show_last_time, name="last-time"),
    web.get("/conversation/messages", messages.show_messages, name="messages"),
    web.post("/conversation/messages", messages.open_messages, name="messages"),
    web.get("/conversation/delete", deletion.show_deletion, name="delete"),
    web.post("/conversation/delete", deletion.delete, name="delete"),
    web.get("/conversation/mine", mine.show_mine, name="mine"),
    web.post("/conversation/mine", mine.choose_mine, name="mine"),
    web.get("/conversation/ahead", mine.send_ahead, name="ahead"),
    web.get("/conversation/kept", mine.show_kept, name="kept"),
    web.get("/sw.js", mine.send_worker, name="worker"),
    web.get("/heard", heard.show_ages, name="heard-ages"),
    web.get(r"/heard/{band:\d{1,2}-\d{1,2}}", heard.show_heard, name="heard"),
    web.get("/help", help.show_help, name="help"),
    web.post("/help", help.ask_for_help, name="help"),
    web.get("/help/asked", help.show_asked, name="help-asked"),
    web.post("/help/asked", help.add_to_call, name="help-asked"),
    web.post("/language", languages.choose_language, name="language"),
    web.get("/privacy", about.show_privacy, name="privacy"),
    web.get("/healthz", about.is_alive, name="alive"),
    web.get("/readyz", about.is_ready, name="ready"),
    web.get("/static/{name}", about.send_file, name="file"),
    web.get("/static/sounds/{digest}/{form}/{name}", sound.send_sound, name="sound"),
)


def build_app(parts: Parts) -> web.Application:
    """Build the pages. Serve them with `make_runner`, which holds the limits of connections."""
    guards = (speak_chosen, tell_faults, shed_load, make_guard(list_hosts(parts)))
    app = web.Application(middlewares=guards, client_max_size=MAX_FORM)
    app[PARTS] = parts
    app[PAGES] = make_pages(parts)
    app[OFFERED] = list_offered(parts.settings)
    app[LOAD] = Load()
    app[door.THROTTLE] = Throttle()
    app[GATE] = Gate()
    app[introduction.BEGINS] = Buckets(BEGINS_OF_A_CLIENT)
    app[TURNS] = Buckets(TURNS_OF_A_BROWSER)
    app.on_response_prepare.append(on_prepare)
    app.add_routes(ROUTES)
    return app

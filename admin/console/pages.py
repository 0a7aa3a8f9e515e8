"""From values to a page for staff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader

from admin.console.desk import sit_down
from admin.console.staff import STAFF, Staff
from admin.written_days import type_day, write_day, write_moment, write_weekday
from forms.web.assets import ASSETS
from forms.web.pages import HTML, make_pages, say_everywhere
from forms.web.pages import TEMPLATES as THEIR_TEMPLATES
from forms.web.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.web.pages import Fault
    from forms.web.parts import Parts

TEMPLATES = Path(__file__).parent / "templates"
STYLESHEET = "/console/console.css"
STAFF_PAGES = web.AppKey("staff pages", Environment)


def make_staff_pages(parts: Parts) -> Environment:
    """Make the environment: our templates, and the parts of the pages that people answer on."""
    pages = make_pages(parts)
    pages.loader = FileSystemLoader((TEMPLATES, THEIR_TEMPLATES))
    pages.globals |= {each.__name__: each for each in (write_day, write_weekday, write_moment, type_day)}
    pages.globals["stylesheets"] = (ASSETS["say.css"].path, STYLESHEET)
    return pages


def show(
    request: web.Request,
    template: str,
    title: str,
    status: int = 200,
    faults: Sequence[Fault] = (),
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Render a page. Its title and its address hold no name and no words."""
    text = (
        request.app[STAFF_PAGES]
        .get_template(template)
        .render(
            **say_everywhere(request.app[PARTS]),
            title=f"Error: {title}" if faults else title,
            faults=faults,
            token=sit_down(request).make_token(request.app[PARTS].keys),
            here=request.rel_url.raw_path,
            signed_in=find_signed_in(request),
            is_demo=request.app[PARTS].demo,
            **values,
        )
    )
    return web.Response(status=status, text=text, content_type=HTML)


def find_signed_in(request: web.Request) -> Staff | None:
    """Return who has shown both what they know and what they have; only they see where pages lead."""
    staff = request.get(STAFF)
    return staff if staff is not None and staff.is_full else None

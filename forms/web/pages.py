"""From values to a page of HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms import contact, wording
from forms.definition import Form
from forms.given_files import MAX_MINUTES
from forms.looks import SUBJECTS, choose_look, has_pictures, is_simple
from forms.speaking import ENGLISH, S_, gettext, ngettext, safely, spoken
from forms.web import places
from forms.web.assets import ASSETS
from forms.web.language import list_offers
from forms.web.parts import PARTS, Parts
from forms.web.posted import find_ticket
from forms.web.ticket import MINE, make_token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2.bccache import Bucket

TEMPLATES = Path(__file__).parent / "templates"
SERVICE = "Have Your Say"
PAGES = web.AppKey("pages", Environment)
HTML = "text/html"
WORN = web.RequestKey("worn", Form)
"""The form whose look the page of this request wears."""
LEAVE_LIMITS = S_(
    "It cannot hide everything. The list of pages this browser has seen, messages on the screen, "
    "and whoever looks after the internet here may still show that you were here."
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to put right: what is said, and the field it leads to (empty: none)."""

    text: str
    field: str = ""


class _Compiled(BytecodeCache):
    """Templates compiled once a process, however many applications it makes: it takes longer than a page."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was compiled of the same source."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def make_pages(parts: Parts) -> Environment:
    """Make the environment of the templates: everything escaped, a missing name is a fault of ours."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    pages.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    pages.globals.update(
        assets={name: asset.path for name, asset in ASSETS.items()},
        safely=safely,
        in_english=_mark_english,
        most_minutes=MAX_MINUTES,
        places=places,
        leave_limits=LEAVE_LIMITS,
        leave_to=parts.settings.leave_to,
        contact_questions=contact.QUESTIONS,
        service=SERVICE,
        subjects=SUBJECTS,
    )
    return pages


def wear(request: web.Request, form: Form) -> None:
    """Let the page of this request look like the pages of `form`; a page that belongs to none is plain."""
    request[WORN] = form


def _name_look(form: Form | None) -> str:
    if form is None:
        return "look-any"
    return f"look-{choose_look(form)}{' simple' if is_simple(form) else ''}"


def _mark_english() -> Markup:
    """Mark a block of nothing but words about safety as English, where they are English."""
    language = spoken()
    is_said = language.code == ENGLISH.code or language.safety
    return Markup("") if is_said else Markup(' lang="en" dir="ltr"')


def say_everywhere(parts: Parts) -> dict[str, Any]:
    """Return what any page may say, in the language spoken now."""
    council = parts.settings.describe_council()
    return {
        "council": council,
        "routes": wording.list_help_routes(council),
        "not_live": gettext(wording.NOT_LIVE),
        "taken_out": gettext(wording.TAKEN_OUT),
        "that_is_all": gettext(wording.THAT_IS_ALL),
        "language": spoken(),
    }


def show(
    request: web.Request,
    template: str,
    title: str,
    status: int = 200,
    faults: Sequence[Fault] = (),
    **values: Any,  # noqa: ANN401 - each template takes its own
) -> web.Response:
    """Render a page. Its title never holds a question or an answer: titles are seen over shoulders."""
    said = gettext("Error: {title}").format(title=title) if faults else title
    text = render(request, template, title=said, faults=faults, **values)
    return web.Response(status=status, text=text, content_type=HTML)


def render(request: web.Request, template: str, **values: Any) -> str:  # noqa: ANN401 - likewise
    """Render a template for the browser that asks, in the look of the form that is worn."""
    ticket, worn = find_ticket(request), request.get(WORN)
    known = {
        **say_everywhere(request.app[PARTS]),
        "languages": list_offers(request),
        "faults": (),
        "look": _name_look(worn),
        "is_pictured": worn is not None and has_pictures(worn),
        "token": make_token(request.app[PARTS].keys, ticket) if ticket else "",
        "is_together": ticket is not None and ticket.is_together,
        "is_lent": ticket is not None and ticket.is_lent,
        "is_mine": ticket is not None and ticket.note == MINE,
    }
    text: str = request.app[PAGES].get_template(template).render({**known, **values})
    return text


def go(address: str) -> web.Response:
    """Send the browser on: 303, so that going back or reloading sends nothing twice."""
    return web.Response(status=303, headers={"Location": address})

"""All of a conversation's questions, handed ahead to a phone that is to go on without a network.

The pages are made by the templates that make them here, with places left for what is known only there:
`{back}`, `{token}`, `{waiting}`, and numbers that no form has for the question's own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms import wording
from forms.answers import MAX_TEXT, RejectionCode
from forms.definition import Kind
from forms.expression_lists import list_condition
from forms.moves import Ask
from forms.speaking import ENGLISH, N_, gettext, spoken
from forms.web.given import write_given
from forms.web.handlers.help import NOT_REACHED
from forms.web.hearing import build_hear, build_whole
from forms.web.pages import render, wear
from forms.web.places import number_question
from forms.web.posted import KEPT
from forms.web.talk import Exchange
from forms.web.views import describe_question

if TYPE_CHECKING:
    from aiohttp import web

    from forms.definition import Question
    from forms.web.held import Held

NUMBER, TOTAL = 90_001, 90_002
"""Stand for a question's number and how many there are; one less than the first, for how many came before."""
WAITS = N_("Kept on this phone, not sent yet. Nobody can read it until there is internet.")
AWAY = N_("There is no internet just now. You can go on.")
NEEDS_NETWORK = N_(
    "To add or take away a photo, a drawing or a voice note, you need internet. Your words are kept."
)
FILES = re.compile(r"/static/[\w.-]+")
"""The stylesheet and the scripts that the pages name."""
BAD = {
    Kind.INTEGER: RejectionCode.NOT_A_NUMBER,
    Kind.RANGE: RejectionCode.OUT_OF_RANGE,
    Kind.DATE: RejectionCode.NOT_A_DATE,
}


def hand_ahead(request: web.Request, held: Held, token: str) -> dict[str, Any]:
    """Return everything the phone needs, and what it holds so far, ready for JSON."""
    form = held.form
    wear(request, form)
    first = form.asked[0]
    values = _list_values(held, first)
    now = render(request, "now.html", **values)
    title = gettext("Question {number} of {total}").format(number=NUMBER, total=TOTAL)
    shell = render(request, "question.html", title=title, talk=None, **values)
    pages = {"shell": shell.replace(now, "{now}"), **_write_pages(request, held, token)}
    return {
        **pages,
        "token": token,
        "form": form.name_on_page,
        "language": spoken().code if spoken() is not ENGLISH else "en-GB",
        "longest": MAX_TEXT,
        "files": sorted({path for page in (shell, *pages.values()) for path in FILES.findall(page)}),
        "rows": [_write_row(request, held, row) for row in form.questions],
        "said": _write_said(held),
        "words": {
            "kept": gettext(WAITS),
            "away": gettext(AWAY),
            "needs": gettext(NEEDS_NETWORK),
            "skipped": gettext(wording.SKIPPED),
            "comma": gettext(", "),
        },
    }


def _list_values(held: Held, row: Question) -> dict[str, Any]:
    asked = Ask(row, None, answered=False, number=NUMBER, total=TOTAL, revision=0)
    described = describe_question(held.form, row, asked, {})
    return {
        **described,
        "token": "{token}",
        "revision": KEPT,
        "sound": "",
        "hear": build_hear(held.form, row, held.state),
        "notice": "{waiting}",
        "back": "{back}",
        "faults": (),
    }


def _write_row(request: web.Request, held: Held, row: Question) -> dict[str, Any]:
    number = number_question(held.form, row)
    is_note = row.kind is Kind.NOTE
    return {
        "n": number,
        "key": row.key,
        "kind": str(row.kind),
        "label": row.label,
        "required": row.required,
        "low": row.low,
        "high": row.high,
        "step": row.step,
        "options": [
            *([option.value, option.label] for option in row.options),
            *([str(point), name] for point, name in row.names.items()),
        ],
        "relevant": [list_condition(condition.tree) for condition in row.relevant],
        "constraint": list_condition(row.constraint.tree) if row.constraint else None,
        "now": "" if is_note else render(request, "now.html", **_list_values(held, row)),
        "faults": {} if is_note else _write_faults(row),
    }


def _write_faults(row: Question) -> dict[str, str]:
    bad = (
        RejectionCode.NOT_A_DATE if row.kind is Kind.DATE else BAD.get(row.kind, RejectionCode.NOT_AN_OPTION)
    )
    empty = RejectionCode.NEEDS_A_FILE if row.kind in {Kind.IMAGE, Kind.AUDIO} else RejectionCode.EMPTY
    codes = {
        "bad": bad,
        "empty": empty,
        "long": RejectionCode.TOO_LONG,
        "constraint": RejectionCode.CONSTRAINT,
        "required": RejectionCode.REQUIRED,
    }
    return {name: wording.explain(code, row) for name, code in codes.items()}


def _write_said(held: Held) -> dict[str, Any]:
    """Write what was said so far, as the fields of the pages; a skipped question is null."""
    rows = {row.key: row for row in held.form.questions}
    answers, files = held.state.answers, held.state.files
    return {
        "answers": {
            number_question(held.form, rows[key]): None if answer is None else write_given(rows[key], answer)
            for key, answer in answers.items()
        },
        "files": {
            number_question(held.form, rows[key]): wording.label_files(given) for key, given in files.items()
        },
    }


def _write_pages(request: web.Request, held: Held, token: str) -> dict[str, str]:
    hear = build_whole(held.form, held.state)
    common = {"faults": (), "token": token, "hear": hear}
    row = replace(held.form.asked[0], label="{asked}")
    exchange = Exchange(row, (), "{said}", is_skipped=False, address="{address}")
    told = render(request, "talk.html", talk=[exchange])
    pages = {
        what: render(request, "kept.html", what=what, title=gettext(title), **common)
        for what, title in KEPT_TITLES.items()
    }
    heading = gettext("Help now")
    help_page = render(
        request, "refused.html", title=heading, heading=heading, advice=gettext(NOT_REACHED), **common
    )
    return {
        **pages,
        "help": help_page,
        "exchange": told.partition(">")[2].rpartition("</ol>")[0],
        "entry": render(request, "kept_entry.html"),
        "fault": render(request, "kept_fault.html"),
    }


KEPT_TITLES = {
    "check": N_("Check your answers"),
    "kept": N_("Not sent yet"),
    "lost": N_("These answers cannot be sent"),
    "gone": N_("Nothing here"),
}
"""The pages that only a phone shows, and their titles."""

"""A report as one page for a browser: complete in itself, nothing from elsewhere, nothing that runs. Pure.

Its inside also stands on a staff page, which forbids styles in attributes: all looks come by classes, from
`inside.css`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from admin.report.footnotes import list_footnotes
from admin.report.stamp_words import list_stamp_lines
from admin.report.stamped import name_properties
from admin.report.svg.draw import draw, list_legend
from admin.report.written import HOW, clean, explain_marks, find_marks, number_footnotes, write_cell

if TYPE_CHECKING:
    from admin.report.model import Report

HERE = Path(__file__).parent
INSIDE_CSS = (HERE / "inside.css").read_text(encoding="utf-8")
"""What the inside needs, wherever it stands."""
NUMBER_AND_SIGN = re.compile(r"(?<=\d) %")
UNDER_THE_TITLE = 2
"""The heading of a section where the title of the report is the heading of the page."""


def write_page(report: Report) -> bytes:
    """Write the whole file."""
    styles = (HERE / "page.css").read_text(encoding="utf-8") + INSIDE_CSS
    text = (
        _load_templates()
        .get_template("page.html")
        .render(
            _collect(report, UNDER_THE_TITLE),
            styles=Markup(styles),  # noqa: S704 - our own stylesheet
            stamped=name_properties(report.stamp),
            stamp_lines=list_stamp_lines(report.stamp),
        )
    )
    return text.encode()


def write_inside(report: Report, top: int) -> Markup:
    """Write the sections alone, headings from level `top`, for a page that has the styles of `INSIDE_CSS`."""
    text = _load_templates().get_template("inside.html").render(_collect(report, top))
    return Markup(text)  # noqa: S704 - the template escaped it


def _collect(report: Report, top: int) -> dict[str, object]:
    return {
        "report": report,
        "top": top,
        "notes": list_footnotes(report),
        "numbers": number_footnotes(report),
    }


def _write_words(words: str) -> str:
    """Write words with each percentage and its sign in one line."""
    return NUMBER_AND_SIGN.sub("\N{NO-BREAK SPACE}%", clean(words))


@lru_cache(maxsize=1)
def _load_templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(clean=_write_words, cell=write_cell)
    environment.globals.update(
        draw=draw, list_legend=list_legend, explain_marks=explain_marks, find_marks=find_marks, how=HOW
    )
    return environment

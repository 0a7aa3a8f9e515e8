"""The kinds of file that any report is printed as: what each is called, and by what it is written.

What writes Word and Excel is heavy, and imported only once somebody asks for such a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from admin.report.as_markdown import as_markdown
from admin.report.page import write_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from admin.report.model import Report


@dataclass(frozen=True, slots=True)
class Printer:
    """One kind of file. `write` takes the report, a council's template, and the figures to enclose.

    Only Word has room for the last two. Raises TemplateError where a template cannot be used.
    """

    title: str
    media_type: str
    write: Callable[[Report, bytes | None, bytes | None], bytes]
    is_text: bool = True


def _write_excel(report: Report) -> bytes:
    from admin.report.excel.book import write_excel  # noqa: PLC0415 - see above

    return write_excel(report)


def _write_word(report: Report, template: bytes | None, enclosed: bytes | None) -> bytes:
    from admin.report.word.write import write_word  # noqa: PLC0415 - see above

    return write_word(report, template, enclosed)


OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = "docx"
PRINTERS: Mapping[str, Printer] = {
    "md": Printer(
        "Markdown", "text/markdown; charset=utf-8", lambda report, *_: as_markdown(report).encode()
    ),
    "html": Printer("Page for a browser", "text/html; charset=utf-8", lambda report, *_: write_page(report)),
    "xlsx": Printer(
        "Excel", f"{OFFICE}.spreadsheetml.sheet", lambda report, *_: _write_excel(report), is_text=False
    ),
    WORD: Printer("Word", f"{OFFICE}.wordprocessingml.document", _write_word, is_text=False),
}
"""By how their files end."""

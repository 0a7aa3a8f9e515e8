"""What a person at work found in somebody's words: the themes that each answer was coded with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from admin.documents.model import Chapter, Entry, Section
from admin.subject_access.register import name_form
from admin.subject_access.said import AT_WORK
from admin.subject_access.saying import name
from admin.written_days import write_moment
from forms.records import Coding, Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from admin.themes.book import Book
    from forms.belongings import Belongings
    from forms.library import Library
    from forms.units import Row

INTRO = (
    "So that a report can say what several people spoke about, somebody reads an answer and says which "
    "themes are in it. It goes when the answer goes."
)
NOTHING = "Read, and found to be about none of the themes."


def write_themes(held: Belongings, library: Library, book: Book, people: Mapping[str, str]) -> Chapter:
    """Write how each answer was coded, by whom."""
    forms = {row["id"]: row["form_key"] for row in held.of(Response)}
    coded: dict[tuple[str, str, bool], list[Row]] = defaultdict(list)
    for row in held.of(Coding):
        coded[row["response_id"], row["question_key"], bool(row["is_second"])].append(row)
    sections = tuple(
        Section(name_form(library, forms[key[0]]), tuple(_list_coding(rows, book, people)), AT_WORK)
        for key, rows in sorted(coded.items())
        if key[0] in forms
    )
    return Chapter("What it was said to be about", INTRO, sections, "No answer was coded with themes.")


def _list_coding(rows: Sequence[Row], book: Book, people: Mapping[str, str]) -> Iterator[Entry]:
    entries = (book.find(row["theme_key"]) for row in rows)
    titles = sorted(entry.title for entry in entries if entry is not None)
    coded = f"{write_moment(rows[0]['coded_at'])}, by {name(people, rows[0]['coded_by'])}"
    yield Entry(str(rows[0]["question_key"]), ", ".join(titles) or NOTHING, coded)

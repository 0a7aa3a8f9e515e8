"""The block for the case record: what was said before a meeting, as plain text to be pasted. Pure.

It is the record part of a hand-over without its files: what a child keeps for the reader alone is not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from admin.consultations_written import NOTHING, WHAT, WITHHELD
from admin.subject_access.said import describe_note
from admin.subject_access.saying import CHANNELS, WHO, name
from admin.voice.opened import say_ends
from admin.written_days import write_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from admin.consultations import Consultation, Consulted
    from admin.consultations_written import Made
    from admin.opened_answers import Given
    from forms.definition import Form
    from forms.last_time import Deed
    from forms.library import Library

INDENT = "    "


def write_block(made: Made, found: Consulted, library: Library) -> str:
    """Write it. Each line of somebody's words is indented: nothing in them looks like a heading of ours."""
    lines = [f"What was said before review {made.review_ref}", f"Made on {made.made_on:%d/%m/%Y}.", ""]
    lines += [WHAT[made.part], ""]
    for each in found.consultations:
        lines += _list_lines(each, library.find(each.form, each.form_version))
    if not found.consultations:
        lines += [NOTHING, ""]
    if found.deeds:
        lines += ["WHAT WAS DONE ABOUT IT", "", *_list_deeds(found.deeds)]
    return "\n".join(lines).rstrip() + "\n"


def _list_lines(each: Consultation, form: Form | None) -> Iterator[str]:
    who = name(WHO, each.audience).upper()
    day, month, year = reversed(each.sent_on.split("-"))
    yield f"{who}, {name(CHANNELS, each.channel)}, {day}/{month}/{year}: {each.title}"
    yield ""
    said = [given for given in each.answers if given.withheld or given.answer is not None]
    for given in said:
        yield given.asked
        yield from _indent(_list_said(given, form))
    skipped = [given.asked for given in each.answers if given not in said]
    if skipped:
        yield "Skipped:"
        yield from _indent(skipped)
    for noted in each.notes:
        yield f"Noted at work, {write_moment(noted.written_at)}"
        yield from _indent(describe_note(noted, None).text.splitlines())
    for replied in each.replies:
        yield f"Said back, {write_moment(replied.written_at)}"
        yield from _indent(replied.words.splitlines())
    yield ""


def _list_said(given: Given, form: Form | None) -> Iterator[str]:
    if given.withheld:
        yield WITHHELD
        return
    question = form.find_question(given.question) if form else None
    ends = say_ends(question) if question else ""
    yield from (f"{given.label} ({ends})" if ends else given.label).splitlines()
    if given.enclosed:
        yield f"With it, in the hand-over: {', '.join(file.name for file in given.enclosed)}"


def _list_deeds(deeds: Iterable[Deed]) -> Iterator[str]:
    for deed in deeds:
        said = {"Said": deed.said, "Done": deed.done, "What came of it": deed.outcome}
        for label, words in said.items():
            if words:
                yield label
                yield from _indent(words.splitlines())
        yield ""


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"{INDENT}{line}" for line in lines)

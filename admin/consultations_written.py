"""Consultations as files: JSON for the case system, Markdown to be read."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from admin.consultations import Part
from admin.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from admin.consultations import Consultation, Given

_WHAT = {
    Part.RECORD: "For the record. Words that a child keeps for the person who reads them are not in here.",
    Part.RESTRICTED: (
        "Only for the person who reads it. These words are not to be shown, read out or passed on, "
        "unless someone may be hurt."
    ),
}
_HEARD = {
    None: "",
    "only_iro": "only the reader may hear it",
    "iro_may_say": "the reader may say it",
    "read_out": "may be read out at the meeting",
}


def write_json(review_ref: str, part: Part, made_on: date, found: Sequence[Consultation]) -> str:
    """Write everything, keys and values as they are stored."""
    whole = {
        "review_ref": review_ref,
        "part": str(part),
        "made_on": made_on.isoformat(),
        "consultations": [asdict(each) for each in found],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def write_markdown(review_ref: str, part: Part, made_on: date, found: Sequence[Consultation]) -> str:
    """Write it to be read, in the words that the person saw."""
    lines = [f"# What was said before review {escape(review_ref)}", "", _WHAT[part]]
    lines += [f"Made on {made_on:%d/%m/%Y}.", ""]
    for each in found:
        lines += _list_lines(each)
    if not any(each.answers for each in found):
        lines += ["There is nothing in this part.", ""]
    return "\n".join(lines)


def _list_lines(each: Consultation) -> Iterator[str]:
    if not each.answers:
        return
    yield f"## {escape(each.title)} ({each.audience}, {each.channel}, {each.sent_on})"
    yield ""
    for given in each.answers:
        yield f"**{escape(given.asked)}**{_say_who(given)}"
        yield ""
        yield from _quote(_list_said(given))
        yield ""


def _say_who(given: Given) -> str:
    heard = _HEARD.get(given.sharing, "only the reader may hear it")
    return f" ({heard})" if heard else ""


def _list_said(given: Given) -> Iterator[str]:
    if given.withheld:
        yield "In the restricted part."
        return
    yield from given.label.splitlines()
    if given.files:
        yield "1 picture or voice note" if given.files == 1 else f"{given.files} pictures or voice notes"


def _quote(lines: Iterable[str]) -> Iterator[str]:
    """Set words apart, each line as it is: nothing in them is a heading or a link of ours."""
    for line in lines:
        yield f">     {line}"

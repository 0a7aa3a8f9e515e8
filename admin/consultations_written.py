"""Consultations as files: JSON for the case system, Markdown, and documents to be read or made a PDF of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from admin.consultations import Part
from admin.documents.model import Chapter, Document, Entry, Section
from admin.markdown import escape
from admin.subject_access.said import AT_WORK, describe_note
from admin.subject_access.saying import CHANNELS, WHO, name
from admin.written_days import write_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from admin.consultations import Consultation, Consulted
    from admin.documents.model import Enclosed
    from admin.opened_answers import Given
    from forms.last_time import Deed
    from forms.worker_notes import Noted

WHAT = {
    Part.RECORD: "For the record. Words that a child keeps for the person who reads them are not in here.",
    Part.RESTRICTED: (
        "Only for the person who reads it. These words are not to be shown, read out or passed on, "
        "unless someone may be hurt."
    ),
}
_FOOT = {
    Part.RECORD: "Confidential: for the case record.",
    Part.RESTRICTED: "RESTRICTED: for the person who reads it alone. Not to be shown, read out or passed on.",
}
_HEARD = {
    None: "",
    "only_iro": "only the reader may hear it",
    "iro_may_say": "the reader may say it",
    "read_out": "may be read out at the meeting",
}
WITHHELD = "In the restricted part."
NOTHING = "There is nothing in this part."


@dataclass(frozen=True, slots=True)
class Made:
    """What is made, and when: one hand-over of one part of a review. `id` is what its receipt names."""

    id: str
    review_ref: str
    part: Part
    made_on: date


def write_json(made: Made, found: Consulted) -> str:
    """Write everything, keys and values as they are stored; files by name and checksum."""
    return _dump(made, found.consultations, found.deeds, dict(found.languages))


def write_one_json(made: Made, each: Consultation) -> str:
    """Write one consultation, as `write_json` writes all."""
    return _dump(made, (each,), (), {})


def _dump(
    made: Made,
    consultations: Iterable[Consultation],
    deeds: Iterable[Deed],
    languages: Mapping[str, str | None],
) -> str:
    whole = {
        "hand_over": made.id,
        "review_ref": made.review_ref,
        "part": str(made.part),
        "made_on": made.made_on.isoformat(),
        **({"child": languages} if languages else {}),
        "consultations": [_dump_consultation(each) for each in consultations],
        "done": [
            {"said": deed.said, "done": deed.done, "outcome": deed.outcome, "told": deed.told_done}
            for deed in deeds
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _dump_consultation(each: Consultation) -> dict[str, Any]:
    return {
        "response": each.response_id,
        "form": each.form,
        "form_version": each.form_version,
        "title": each.title,
        "audience": each.audience,
        "channel": each.channel,
        "language": each.language,
        "sent_on": each.sent_on,
        "answers": [_dump_given(given) for given in each.answers],
        "notes": [_dump_note(noted) for noted in each.notes],
        "said_back": [
            {"kind": said.kind, "written_at": said.written_at.isoformat(), "words": said.words}
            for said in each.replies
        ],
        "pages": [_dump_enclosed(page) for page in each.pages],
    }


def _dump_given(given: Given) -> dict[str, Any]:
    return {
        "question": given.question,
        "asked": given.asked,
        "answer": given.answer,
        "label": given.label,
        "sharing": given.sharing,
        "files": len(given.enclosed),
        "withheld": given.withheld,
        "enclosed": [_dump_enclosed(file) for file in given.enclosed],
    }


def _dump_note(noted: Noted) -> dict[str, Any]:
    return {
        "kind": noted.kind,
        "role": noted.role,
        "written_at": noted.written_at.isoformat(),
        "words": noted.words,
        "unread": list(noted.unread),
    }


def _dump_enclosed(file: Enclosed) -> dict[str, Any]:
    size = len(file.content)
    return {"name": file.name, "media_type": file.media_type, "bytes": size, "sha256": file.sha256}


def write_document(made: Made, each: Consultation, number: int) -> Document:
    """Write one consultation to be read."""
    answers = tuple(_describe(given) for given in each.answers)
    notes = tuple(describe_note(noted, None) for noted in each.notes)
    replies = tuple(Entry(write_moment(said.written_at), said.words) for said in each.replies)
    pages = Entry("Photos of the pages", "As the booklet came back.", enclosed=each.pages)
    sections = [Section("Answers", answers)] if answers else []
    sections += [Section("Noted beside it", notes, AT_WORK)] if notes else []
    sections += [Section("Said back", replies, AT_WORK)] if replies else []
    sections += [Section("The booklet", (pages,))] if each.pages else []
    who, how = name(WHO, each.audience), name(CHANNELS, each.channel)
    intro = f"Answered by {who}, {how}, sent on {each.sent_on}. Language: {each.language}."
    chapters = (Chapter(each.title, intro, tuple(sections), NOTHING),)
    return _begin(made, f"Consultation {number} about review {made.review_ref}", chapters)


def write_deeds(made: Made, deeds: Sequence[Deed]) -> Document:
    """Write what was done about it."""
    sections = tuple(
        Section(f"Action {number}", tuple(_describe_deed(deed)), AT_WORK)
        for number, deed in enumerate(deeds, 1)
    )
    chapters = (Chapter("What was done", "", sections),)
    return _begin(made, f"What was done about review {made.review_ref}", chapters)


def _begin(made: Made, title: str, chapters: tuple[Chapter, ...]) -> Document:
    lines = (WHAT[made.part], f"Hand-over {made.id}, made on {made.made_on:%d/%m/%Y}.")
    return Document(title, lines, chapters, _FOOT[made.part])


def _describe(given: Given) -> Entry:
    if given.withheld:
        return Entry(given.asked, WITHHELD)
    return Entry(given.asked, given.label, _name_heard(given), given.enclosed)


def _describe_deed(deed: Deed) -> Iterator[Entry]:
    said = {
        "What was said": deed.said,
        "What was done": deed.done,
        "What came of it": deed.outcome,
        "What the child reads": deed.told_done,
    }
    yield from (Entry(label, words) for label, words in said.items() if words)


def _name_heard(given: Given) -> str:
    return _HEARD.get(given.sharing, _HEARD["only_iro"])


def write_markdown(made: Made, found: Consulted) -> str:
    """Write it to be read, in the words that the person saw."""
    lines = [f"# What was said before review {escape(made.review_ref)}", "", WHAT[made.part]]
    lines += [f"Made on {made.made_on:%d/%m/%Y}.", ""]
    for each in found.consultations:
        lines += _list_lines(each)
    if not any(each.answers for each in found.consultations):
        lines += [NOTHING, ""]
    return "\n".join(lines)


def _list_lines(each: Consultation) -> Iterator[str]:
    if not each.answers:
        return
    yield f"## {escape(each.title)} ({each.audience}, {each.channel}, {each.sent_on})"
    yield ""
    for given in each.answers:
        heard = _name_heard(given)
        yield f"**{escape(given.asked)}**{f' ({heard})' if heard else ''}"
        yield ""
        yield from _quote(_list_said(given))
        yield ""
    for noted in each.notes:
        yield f"**Noted at work, {write_moment(noted.written_at)}**"
        yield ""
        yield from _quote(describe_note(noted, None).text.splitlines())
        yield ""
    for said in each.replies:
        yield f"**Said back, {write_moment(said.written_at)}**"
        yield ""
        yield from _quote(said.words.splitlines())
        yield ""


def _list_said(given: Given) -> Iterator[str]:
    if given.withheld:
        yield WITHHELD
        return
    yield from given.label.splitlines()
    yield from (file.name for file in given.enclosed)


def _quote(lines: Iterable[str]) -> Iterator[str]:
    """Set words apart, each line as it is: nothing in them is a heading or a link of ours."""
    for line in lines:
        yield f">     {line}"

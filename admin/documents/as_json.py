"""A document as JSON: the same words in the same order, with what is enclosed as base64."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from admin.documents.model import Chapter, Document, Enclosed, Entry, Section


def write_json(document: Document) -> bytes:
    """Write it. Half a character, which no form lets in, would be written as its number."""
    whole = {
        "title": document.title,
        "about": list(document.lines),
        "chapters": [_write_chapter(chapter) for chapter in document.chapters],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _write_chapter(chapter: Chapter) -> dict[str, Any]:
    sections = [_write_section(section) for section in chapter.sections]
    return {"title": chapter.title, "intro": chapter.intro, "sections": sections}


def _write_section(section: Section) -> dict[str, Any]:
    entries = [_write_entry(entry) for entry in section.entries]
    return {"title": section.title, "mark": section.mark, "entries": entries}


def _write_entry(entry: Entry) -> dict[str, Any]:
    enclosed = [_write_enclosed(each) for each in entry.enclosed]
    return {"label": entry.label, "text": entry.text, "note": entry.note, "enclosed": enclosed}


def _write_enclosed(each: Enclosed) -> dict[str, str]:
    return {
        "name": each.name,
        "media_type": each.media_type,
        "sha256": each.sha256,
        "base64": b64encode(each.content).decode(),
    }

"""The columns and types of XLSForm that we know, and what we say about the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.definition import FILE_KINDS, Kind
from forms.xlsform.issues import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGIN_GROUP, END_GROUP = "begin_group", "end_group"

_SAID = frozenset({"type", "name", "label", "relevant", "hint", "needs_name", "media::audio"})
_ASKED = _SAID | {"constraint", "constraint_message", "required", "alert", "measure"}
_DRAWN = _ASKED | {"appearance"}
_SCALED = _DRAWN | {"parameters", "low_label", "high_label"}

CELLS: Mapping[str, frozenset[str]] = {
    BEGIN_GROUP: frozenset({"type", "name", "label", "relevant"}),
    END_GROUP: frozenset({"type", "name"}),
    **dict.fromkeys(Kind, _ASKED),
    Kind.NOTE: _SAID,
    Kind.TEXT: _DRAWN,
    **dict.fromkeys(FILE_KINDS, _SAID | {"required", "measure"}),
    Kind.SELECT_ONE: _DRAWN,
    Kind.SELECT_MULTIPLE: _DRAWN,
    Kind.RANGE: _SCALED,
}
"""For each type, the cells that mean something there: any other that is filled in is a fault."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "required"),
        *("parameters", "appearance", "alert", "measure", "low_label", "high_label"),
        *("needs_name", "media::audio"),
    ),
    "choices": ("list_name", "name", "label", "picture"),
    "settings": (
        "form_id",
        "form_title",
        "audience",
        "timing",
        "reader",
        "simpler",
        "anonymous",
        "sharing",
        "look",
        "minute",
        "version",
    ),
}

NEEDED: Mapping[str, tuple[str, ...]] = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_id", "form_title", "audience", "timing"),
}
"""The columns without which a sheet cannot be read."""

_COLUMNS_ELSEWHERE = frozenset(
    {
        *(
            "allow_choice_duplicates",
            "autoplay",
            "calculation",
            "choice_filter",
            "default",
            "default_language",
        ),
        *(
            "disabled",
            "guidance_hint",
            "instance_name",
            "instance_xmlns",
            "namespaces",
            "order",
            "public_key",
        ),
        *("read_only", "readonly", "repeat_count", "required_message", "save_to", "sms_field", "style"),
        *("submission_url", "trigger"),
    }
)
"""Columns that XLSForm has and we have not."""

_TYPES_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "ask each thing once": frozenset({"begin_repeat", "end_repeat", "begin repeat", "end repeat"}),
    "facts about the device, or where a person is, are never gathered here": frozenset(
        {
            *("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username"),
            *("email", "audit", "start-geopoint", "background-geopoint", "background-audio", "geopoint"),
            *("geotrace", "geoshape"),
        }
    ),
    "every row is something a person sees": frozenset({"calculate", "hidden"}),
    "ask in words, with a choice, a number or a date": frozenset(
        {
            *("decimal", "time", "datetime", "barcode", "acknowledge", "trigger", "file", "video"),
            *("xml-external", "csv-external", "select_one_from_file", "select_multiple_from_file"),
            *("select_one_external", "rank_from_file"),
        }
    ),
}
"""Types that XLSForm has and we have not, by what to do instead."""


def describe_column(sheet: str, heading: str) -> str:
    """Say why a heading cannot stay: it may be a misspelt one, and then what it says would be lost."""
    name = heading.casefold()
    if name.startswith(("media", "image", "audio", "video", "big-image", "read_aloud")):
        return "of pictures, films and sounds only the column media::audio is supported: take this one out"
    if "::" in name:
        return "other languages are not supported yet: keep one language in a file, without ::"
    if name in _COLUMNS_ELSEWHERE or name.startswith(("bind:", "body:", "instance:")):
        return "is a column of XLSForm that is not supported here: take it out"
    known = COLUMNS[sheet]
    return f"is no column of the sheet {sheet}{suggest(name, known)}: expected {', '.join(known)}"


def describe_type(found: str) -> str:
    """Say why a type cannot be asked."""
    words = {found.casefold(), found.casefold().split(" ", 1)[0]}
    for advice, types in _TYPES_ELSEWHERE.items():
        if words & types:
            return f'the type "{found}" of XLSForm is not supported here: {advice}'
    known = (*Kind, BEGIN_GROUP, END_GROUP)
    nearest = suggest(found.split(" ", 1)[0], known)
    return f'found "{found}", which is no type{nearest}: expected {", ".join(known)}'

"""Answers in whose words no checked list of worrying words was looked for: they are to be read first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func
from sqlmodel import col

from forms.languages.named import name_language
from forms.records import Response
from forms.speaking import ENGLISH
from forms.worrying import LISTED

if TYPE_CHECKING:
    from forms.units import Row

_BEFORE_WE_ASKED = case((col(Response.language) == ENGLISH.code, ""), else_=col(Response.language))
WRITTEN_IN: Any = func.coalesce(col(Response.written_in), _BEFORE_WE_ASKED).label("written_in")
"""The column of a SELECT that says in what; empty where a checked list was looked through."""
LONGEST_CODE = 3


def explain_unlooked(row: Row) -> str:
    """Say why an answer is to be read first; empty where it need not be."""
    code = row["written_in"]
    if not code:
        return ""
    if len(code) > LONGEST_CODE:
        return f"Written in {code.capitalize()} letters: {_NOBODY}"
    return f"Written in {name_language(code)}: {_DRAFT if code in LISTED else _NOBODY}"


_NOBODY = "nobody has looked for worrying words automatically. Read this one first."
_DRAFT = "worrying words were looked for by a draft list that nobody has checked. Read this one first."

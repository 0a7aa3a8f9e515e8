"""Which texts are marked for translation in the program and its templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from babel.messages.extract import extract
from jinja2.ext import babel_extract

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("forms", "bot", "admin")
Keywords: TypeAlias = "Mapping[str, tuple[int, int] | None]"

WORDS: Keywords = {"gettext": None, "_": None, "N_": None, "ngettext": (1, 2)}
SAFETY: Keywords = {"safely": None, "S_": None}
ASIDE = "Translators:"
"""Begins a comment above a text, for whoever translates it."""
_MARKS = re.compile(r"\b(n?gettext|N?_|S_|safely|trans)\b")
_TEMPLATES = {"trimmed": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text to translate: its English (and how many are meant, where it counts), and where it stands."""

    catalogue: str
    id: str | tuple[str, str]
    where: str
    aside: str = ""


def find_marked() -> Iterator[Marked]:
    """Find every marked text, house by house."""
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*")):
            if path.suffix in {".py", ".html"} and _MARKS.search(path.read_text(encoding="utf-8")):
                yield from _find_in(path)


def _find_in(path: Path) -> Iterator[Marked]:
    where = path.relative_to(ROOT).as_posix()
    for catalogue, keywords in (("safety", SAFETY), ("pages", WORDS)):
        for text, asides in _extract(path, keywords):
            said = (text[0], text[1]) if isinstance(text, tuple) else text
            yield Marked(catalogue, said, where, " ".join(asides).replace(ASIDE, "").strip())


def _extract(path: Path, keywords: Keywords) -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    is_template = path.suffix == ".html"
    method: Any = babel_extract if is_template else "python"
    options = _TEMPLATES if is_template else {}
    with path.open("rb") as file:
        found = extract(method, file, keywords, (ASIDE,), options)
        for _, text, asides, _ in list(found):
            yield text, asides
